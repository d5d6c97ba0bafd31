package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bcdkit.fat.WrittenFat.CLOCK;
import static org.bcdkit.fat.WrittenFat.assertSound;
import static org.bcdkit.fat.WrittenFat.file;
import static org.bcdkit.fat.WrittenFat.random;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.PowerFailure;
import org.bcdkit.testing.SparseDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FatFormatterTest {

    private static final int SERIAL = 0xCAFE1234;
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    private static SparseDisk format(long size, int sectorSize, Optional<String> label) throws IOException {
        SparseDisk disk = new SparseDisk(size);
        FatFormatter.format(disk, FatFormat.of(size, sectorSize).orElseThrow(), label, SERIAL, 1 << 20, CLOCK);
        return disk;
    }

    /** Those of 33 MiB, 100 MiB, 260 MiB and 8 GiB are what Windows would make. */
    @ParameterizedTest
    @CsvSource({
        "512,     3, FAT16,   512",
        "512,    32, FAT16,  2048",
        "512,    33, FAT32,   512",
        "512,    64, FAT32,   512",
        "512,   100, FAT32,  1024",
        "512,   260, FAT32,  4096",
        "512,  8192, FAT32,  8192",
        "512, 40960, FAT32, 32768",
        "1024,   64, FAT16,  2048",
        "1024,  100, FAT32,  1024",
        "4096,  100, FAT16,  4096",
        "4096,  260, FAT32,  4096"
    })
    void fsckAndMtoolsTakeItForAVolumeOfThatKind(int sectorSize, long mebibytes, VolumeKind kind, int clusterSize) throws IOException {
        SparseDisk disk = format(mebibytes * MIB, sectorSize, Optional.of("System 1"));
        FatFormat format = FatFormat.of(disk.size(), sectorSize).orElseThrow();
        assertThat(format.kind()).isEqualTo(kind);
        assertThat(format.clusterSize()).isEqualTo(clusterSize);
        FatGeometry geometry = FatGeometry.read(disk);
        assertThat(geometry.kind()).isEqualTo(kind);
        assertThat(geometry.clusters()).isEqualTo(Math.toIntExact(format.clusters()));
        assertThat(geometry.end()).isBetween(disk.size() - clusterSize, disk.size());
        assertThat(geometry.dataStart() % clusterSize).isZero();
        FatFileSystem fat = FatFileSystem.open(disk);
        assertThat(fat.label()).hasValue("SYSTEM 1");
        assertThat(fat.list(fat.root())).isEmpty();
        assertThat(FatVolume.read(disk).freeBytes()).isEqualTo((format.clusters() - (kind == VolumeKind.FAT32 ? 1 : 0)) * clusterSize);

        byte[] content = random(1, 100_000);
        WrittenFat.apply(disk, file("EFI/Boot/bootx64.efi", content));
        Path image = disk.save(folder.resolve("fat"));
        assertSound(image);
        String info = mtools("minfo", image, "::").text();
        assertThat(info)
                .contains("sector size: " + sectorSize + " bytes", "cluster size: " + clusterSize / sectorSize + " sectors", "hidden sectors: " + MIB / sectorSize)
                .contains("serial number: CAFE1234", "disk label=\"SYSTEM 1   \"", "disk type=\"" + kind + "   \"", "fats: 2", "media descriptor byte: 0xf8");
        if (kind == VolumeKind.FAT32) {
            assertThat(info).contains("backup boot sector=6", "infoSector location=1", "free clusters=" + FatVolume.read(disk).freeBytes() / clusterSize);
        }
        assertThat(Bytes.of(mtools("mtype", image, "::/EFI/Boot/bootx64.efi").stdout())).isEqualTo(Bytes.of(content));
        assertThat(mtools("mlabel", image, "-s", "::").text()).contains("SYSTEM 1");
    }

    private static IndependentTool.Outcome mtools(String tool, Path image, String... words) {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require(tool, "mtools"),
                Stream.concat(Stream.of("-i", image.toString()), Stream.of(words)).toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return outcome;
    }

    @Test
    void aVolumeWithoutALabelHasNone() throws IOException {
        SparseDisk disk = format(40 * MIB, 512, Optional.empty());
        assertThat(FatFileSystem.open(disk).label()).isEmpty();
        assertSound(disk.save(folder.resolve("fat")));
    }

    @ParameterizedTest
    @CsvSource({"512, 2199023255552, 32768", "512, 2199023255551, 32768", "4096, 2199023255552, 32768", "512, 34359738368, 32768", "4096, 70368744177664, 32768"})
    void theLargestVolumesCanBeCounted(int sectorSize, long size, int clusterSize) throws IOException {
        FatFormat format = FatFormat.of(size, sectorSize).orElseThrow();
        assertThat(format.sectors()).isLessThanOrEqualTo(0xFFFFFFFFL);
        assertThat(format.clusterSize()).isEqualTo(clusterSize);
        assertThat(format.clusters()).isBetween(Math.min(size, format.sectors() * sectorSize) / clusterSize * 99 / 100, (long) FatGeometry.FAT32_CLUSTERS);
    }

    @Test
    void twoTebibytesAreFormatted() throws IOException {
        SparseDisk disk = format(2L << 40, 512, Optional.of("LARGE"));
        FatGeometry geometry = FatGeometry.read(disk);
        assertThat(geometry.kind()).isEqualTo(VolumeKind.FAT32);
        assertThat(geometry.end()).isBetween(disk.size() - 2 * 32768, disk.size());
        assertThat(FatFileSystem.open(disk).label()).hasValue("LARGE");
    }

    @Test
    void everySizeGivesAVolumeOfWholeClusters() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            int sectorSize = 512 << random.nextInt(4);
            long size = (long) (3 * MIB * Math.pow(2, random.nextDouble() * 22)) + random.nextInt(1000);
            Optional<FatFormat> found = FatFormat.of(size, sectorSize);
            if (found.isEmpty()) {
                assertThat(size / sectorSize).isLessThan(4300);
                continue;
            }
            FatFormat format = found.get();
            boolean fat32 = format.kind() == VolumeKind.FAT32;
            assertThat(format.clusters()).isBetween(fat32 ? 65541L : 4101L, fat32 ? 0x0FFFFFF5L : 65508L);
            assertThat(format.fatSectors() * sectorSize).isGreaterThanOrEqualTo((format.clusters() + 2) * (fat32 ? 4 : 2));
            // No more than a sector for what the alignment took away, and for what does not fill one.
            assertThat(format.fatSectors() * sectorSize).isLessThan((format.clusters() + 2) * (fat32 ? 4 : 2) + 2L * sectorSize);
            assertThat((format.dataSector() + format.clusters() * format.clusterSectors()) * sectorSize).isLessThanOrEqualTo(size);
            assertThat(format.reservedSectors()).isBetween(fat32 ? 32 : 1, 32 + 64);
        }
    }

    @Test
    void isTheNewVolumeOrNoneWhenThePowerFails() throws IOException {
        byte[] before = new SparseDisk(4 * MIB).read(0, (int) (4 * MIB));
        PowerFailure old = new PowerFailure(before, 512, -1);
        FatFormat format = FatFormat.of(before.length, 512).orElseThrow();
        FatFormatter.format(old, format, Optional.of("OLD"), 1, 0, CLOCK);
        PowerFailure whole = new PowerFailure(old.all(), 512, -1);
        FatFormatter.format(whole, format, Optional.of("NEW"), 2, 0, CLOCK);
        Random random = new Random(2);
        for (int writes = 0; writes < whole.writes(); writes++) {
            PowerFailure disk = new PowerFailure(old.all(), 512, writes);
            assertThatThrownBy(() -> FatFormatter.format(disk, format, Optional.of("NEW"), 2, 0, CLOCK)).isInstanceOf(PowerFailure.Failed.class);
            for (int i = 0; i < 4; i++) {
                byte[] after = disk.anyOf(random);
                if (writes < 2) {
                    continue; // nothing but the first sector was written yet, so the old one is whole or gone
                }
                assertThatThrownBy(() -> FatFileSystem.open(MemoryStorage.of("fat", after))).isInstanceOf(MalformedException.class);
            }
        }
        assertThat(FatFileSystem.open(whole).label()).hasValue("NEW");
    }

    @Test
    void saysWhatALabelMayBe() {
        assertThat(FatFormatter.labelProblem("System 1")).isEmpty();
        assertThat(FatFormatter.labelProblem("")).hasValue("has 0 characters, expected 1 to 11");
        assertThat(FatFormatter.labelProblem("ABCDEFGHIJKL")).hasValue("has 12 characters, expected 1 to 11");
        for (String wrong : List.of("A.B", "Größe", "A/B", "A\tB")) {
            assertThat(FatFormatter.labelProblem(wrong)).hasValue("has a character that cannot be in the label of a FAT volume: expected letters, digits, spaces and some signs");
        }
        assertThat(FatFormatter.labelProblem(" A")).hasValue("starts with a space");
    }

    @Test
    void refusesAVolumeThatIsTooSmall() {
        assertThat(FatFormat.of(2 * MIB, 512)).isEmpty();
        assertThat(FatFormat.of(0, 512)).isEmpty();
        assertThat(FatFormat.of(16 * MIB, 4096)).isEmpty();
        assertThatThrownBy(() -> FatFormat.of(40 * MIB, 8192)).isInstanceOf(IllegalArgumentException.class).hasMessage("sectors of 8192 bytes");
    }

    @Test
    void theBootSectorIsWrittenTwice() throws IOException {
        SparseDisk disk = format(40 * MIB, 512, Optional.empty());
        byte[] first = disk.read(0, 512);
        assertThat(disk.read(6 * 512, 512)).isEqualTo(first);
        assertThat(disk.read(7 * 512, 512)).isEqualTo(disk.read(512, 512));
        assertThat(Bytes.of(first, 0, 11).toHex()).isEqualTo("eb58904d53444f53352e30");
        assertThat(Bytes.of(first, 90, 5).toHex()).isEqualTo("cd18f4ebfd");
        assertThat(Bytes.of(first, 510, 2).toHex()).isEqualTo("55aa");
    }
}
