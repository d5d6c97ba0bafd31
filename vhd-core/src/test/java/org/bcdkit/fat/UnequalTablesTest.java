package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.bcdkit.fat.WrittenFat.file;
import static org.bcdkit.fat.WrittenFat.random;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.PowerFailure;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies of the FAT of which each leads to everything are made the same, and the power fails at every write of that. */
class UnequalTablesTest {

    /** Their entries are in another sector than those of the first clusters. */
    private static final int FAR = 700;

    @TempDir
    Path folder;

    /**
     * A volume with two folders, that was not closed. The first is a cluster longer in the FAT in use, the second in the copy: when the first sector of the
     * copy is made like that of the FAT in use, or when its other one is, a folder leads to a cluster that is free.
     */
    private byte[] volume(int size, String options) throws IOException {
        FatImage image = FatImage.format(folder.resolve("fat"), size, options.split(" "));
        image.folder("one").folder("two").add(Files.write(folder.resolve("kept"), random(1, 1500)));
        byte[] bytes = Files.readAllBytes(image.file());
        FatGeometry geometry = FatGeometry.read(MemoryStorage.of("fat", bytes));
        int end = FatTable.end(geometry.kind());
        link(bytes, geometry, 0, last(bytes, "one"), FAR);
        link(bytes, geometry, 0, FAR, end);
        link(bytes, geometry, 1, last(bytes, "two"), FAR + 1);
        link(bytes, geometry, 1, FAR + 1, end);
        bytes[geometry.isFat32() ? 0x41 : 0x25] |= 1;
        return bytes;
    }

    private static int last(byte[] volume, String name) throws IOException {
        MemoryStorage storage = MemoryStorage.of("fat", volume);
        FatTable table = new FatTable(storage, FatGeometry.read(storage), 0);
        FatFileSystem files = FatFileSystem.open(storage);
        int cluster = (int) FilePath.parse(name).find(files).orElseThrow().position();
        while (!table.isEnd(table.entry(cluster))) {
            cluster = table.entry(cluster);
        }
        return cluster;
    }

    private static void link(byte[] volume, FatGeometry geometry, int copy, int cluster, int next) {
        int bits = FatTable.bits(geometry.kind());
        int at = (int) (geometry.fatStart() + copy * geometry.fatLength()) + cluster * bits / Byte.SIZE;
        int value = geometry.kind() == VolumeKind.FAT12 && cluster % 2 == 1 ? next << 4 | volume[at] & 0xF : next;
        int stored = geometry.kind() == VolumeKind.FAT12 && cluster % 2 == 0 ? value | (volume[at + 1] & 0xF0) << 8 : value;
        for (int i = 0; i < (bits + Byte.SIZE - 1) / Byte.SIZE; i++) {
            volume[at + i] = (byte) (stored >> i * Byte.SIZE);
        }
    }

    @ParameterizedTest
    @CsvSource({"1800, -F 12 -s 1 -r 64", "9216, -F 16 -s 1 -r 64", "34000, -F 32 -s 1"})
    void whatAFailureLeavesOfMakingThemTheSameIsTakenUpAgain(int size, String options) throws IOException {
        byte[] before = volume(size, options);
        Map<String, Bytes> files = FatReading.all(FatFileSystem.open(MemoryStorage.of("fat", before)));
        PowerFailure whole = new PowerFailure(before, 512, -1);
        FatVolume found = FatVolume.read(whole);
        assertThat(found.hasUnequalTables()).isTrue();
        assertThat(found.lostClusters()).isZero();
        WrittenFat.apply(whole, file("new", random(3, 900)));

        Random random = new Random(4);
        boolean isSmall = size < 10_000;
        for (int writes = 0; writes < whole.writes(); writes++) {
            PowerFailure disk = new PowerFailure(before, 512, writes);
            try {
                WrittenFat.apply(disk, file("new", random(3, 900)));
                fail("the power did not fail");
            } catch (PowerFailure.Failed e) {
                assertTakenUp(disk.none(), files, isSmall);
                assertTakenUp(disk.all(), files, false);
                for (int i = 0; i < (isSmall ? 6 : 2); i++) {
                    assertTakenUp(disk.anyOf(random), files, isSmall && i == 0);
                }
            }
        }
    }

    /** @param isJudged by fsck.fat as well */
    private void assertTakenUp(byte[] volume, Map<String, Bytes> files, boolean isJudged) throws IOException {
        if (isJudged) {
            assertThat(FatImage.at(Files.write(folder.resolve("judged"), volume)).faultsAfterCrash()).isEmpty();
        }
        PowerFailure disk = new PowerFailure(volume, 512, -1);
        WrittenFat.apply(disk, file("new", random(3, 900)));
        assertThat(FatVolume.read(disk).isUnclosed()).isFalse();
        assertThat(FatReading.all(FatFileSystem.open(disk))).containsAllEntriesOf(files).containsKey("new");
        if (isJudged) {
            assertThat(FatImage.at(Files.write(folder.resolve("judged"), disk.all())).faultsApartFromLostClusters()).isEmpty();
        }
    }
}
