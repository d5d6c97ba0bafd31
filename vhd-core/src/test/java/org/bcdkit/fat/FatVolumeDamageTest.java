package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bcdkit.fat.WrittenFat.random;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.DamagedBytes;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.PowerFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is written into a volume that contradicts itself. */
class FatVolumeDamageTest {

    private static final String REPAIR = ". Repair the volume with fsck.fat or chkdsk first";

    @TempDir
    Path folder;

    private byte[] bytes;
    private int fatLength;

    /** FAT16 with clusters of a sector: the folder d in cluster 2, A in 3 to 7, B in 8. */
    @BeforeEach
    void make() throws IOException {
        FatImage image = FatImage.format(folder.resolve("fat"), 9216, "-F", "16", "-s", "1").folder("d");
        image.add(Files.write(folder.resolve("A"), random(1, 2500))).add(Files.write(folder.resolve("B"), random(2, 100)));
        bytes = Files.readAllBytes(image.file());
        fatLength = 512 * LittleEndian.u16(bytes, 22);
    }

    private void link(int cluster, int next) {
        LittleEndian.putU16(bytes, 512 + 2 * cluster, next);
        LittleEndian.putU16(bytes, 512 + fatLength + 2 * cluster, next);
    }

    private void assertDamaged(String message) {
        assertThatThrownBy(() -> FatVolume.read(MemoryStorage.of("fat", bytes))).isInstanceOf(MalformedException.class).hasMessage(message);
    }

    @Test
    void takesAVolumeThatIsSound() throws IOException {
        FatVolume volume = FatVolume.read(MemoryStorage.of("fat", bytes));
        assertThat(volume.clusterSize()).isEqualTo(512);
        assertThat(volume.freeBytes()).isEqualTo((FatGeometry.read(MemoryStorage.of("fat", bytes)).clusters() - 7) * 512L);
    }

    @Test
    void refusesAFileThatIsLongerThanItsClusters() {
        link(4, 8);
        assertDamaged("fat: FAT 0 at 0x206: \"/A\" is said to have 2500 bytes, but its clusters hold 1536" + REPAIR);
    }

    @Test
    void refusesAFileInTheClustersOfAnother() {
        link(7, 8);
        assertDamaged("fat: FAT 0 at 0x210: the chain of \"/B\" leads to cluster 8, which belongs to something else as well, or comes twice in it" + REPAIR);
    }

    @Test
    void refusesAChainThatGoesRound() {
        link(7, 5);
        assertDamaged("fat: FAT 0 at 0x20a: the chain of \"/A\" leads to cluster 5, which belongs to something else as well, or comes twice in it" + REPAIR);
    }

    @Test
    void refusesAChainThatLeadsNowhere() {
        link(5, 0);
        assertDamaged("fat: FAT 0 at 0x20a: the chain of \"/A\" leads to cluster 5, which is free" + REPAIR);
        link(5, 100);
        assertDamaged("fat: FAT 0 at 0x2c8: the chain of \"/A\" leads to cluster 100, which is free" + REPAIR);
        link(5, 0xFFF7);
        assertDamaged("fat: FAT 0 at 0x200: the chain of \"/A\" leads to cluster 65527, expected one from 2 to 18256" + REPAIR);
    }

    @Test
    void refusesAFolderThatContainsItself() {
        int entry = LittleEndian.u16(bytes, 14) * 512 + 2 * fatLength + 512 * 32;
        // The folder d, as the first entry of itself behind the two that every folder has.
        byte[] d = find("D          ");
        System.arraycopy(d, 0, bytes, entry + 64, 32);
        assertDamaged("fat: FAT 0 at 0x204: the chain of \"/d/d\" leads to cluster 2, which belongs to something else as well, or comes twice in it" + REPAIR);
    }

    private byte[] find(String name) {
        for (int at = 0; ; at += 32) {
            if (new String(bytes, at, 11, StandardCharsets.ISO_8859_1).equals(name)) {
                byte[] entry = new byte[32];
                System.arraycopy(bytes, at, entry, 0, 32);
                return entry;
            }
        }
    }

    @Test
    void refusesTablesThatDiffer() {
        LittleEndian.putU16(bytes, 512 + fatLength + 2 * 1000, 1001);
        assertDamaged("fat: FAT 1 at 0x" + Integer.toHexString(512 + fatLength + 2000) + ": it is not the same as FAT 0, expected equal copies" + REPAIR);
    }

    @Test
    void refusesAVolumeThatEndsTooEarly() {
        bytes = Arrays.copyOf(bytes, bytes.length - 4096);
        assertThatThrownBy(() -> FatVolume.read(MemoryStorage.of("fat", bytes)))
                .isInstanceOf(MalformedException.class)
                .hasMessageMatching("fat: FAT boot sector at 0x20: the last cluster ends at 0x[0-9a-f]+, but the volume ends at 0x8ff000");
    }

    @Test
    void takesASoundVolumeThatWasNotClosed() throws IOException {
        assertThat(FatVolume.read(MemoryStorage.of("fat", bytes)).isUnclosed()).isFalse();
        bytes[0x25] |= 1;
        assertThat(FatVolume.read(MemoryStorage.of("fat", bytes)).isUnclosed()).isTrue();
        bytes[0x25] &= ~1;
        link(1, 0x7FFF);
        assertThat(FatVolume.read(MemoryStorage.of("fat", bytes)).isUnclosed()).isTrue();
        link(1, 0xFFFF);
        LittleEndian.putU16(bytes, 512 + fatLength + 2, 0x7FFF); // in the copy alone, as when the machine stops before both are written
        assertThat(FatVolume.read(MemoryStorage.of("fat", bytes)).isUnclosed()).isTrue();
    }

    @Test
    void refusesAVolumeThatWasNotClosedAndIsDamaged() {
        bytes[0x25] |= 1;
        link(5, 0);
        assertDamaged("fat: FAT 0 at 0x20a: the chain of \"/A\" leads to cluster 5, which is free" + REPAIR);
    }

    @Test
    void closesAVolumeAlthoughNothingElseIsToDo() throws IOException {
        PowerFailure disk = new PowerFailure(bytes, 512, -1);
        assertThat(WrittenFat.plan(disk).isEmpty()).isTrue();
        bytes[0x25] |= 1;
        disk = new PowerFailure(bytes, 512, -1);
        FatPlan plan = WrittenFat.plan(disk);
        assertThat(plan.isEmpty()).isFalse();
        WrittenFat.apply(disk, plan);
        assertThat(FatVolume.read(disk).isUnclosed()).isFalse();
        WrittenFat.assertSound(Files.write(folder.resolve("closed"), disk.all()));
    }

    /** The copy has the end of a new chain already, the FAT in use has not. */
    @Test
    void makesTheCopiesOfTheFatEqualWhenTheVolumeWasNotClosed() throws IOException {
        bytes[0x25] |= 1;
        LittleEndian.putU16(bytes, 512 + fatLength + 2 * 1000, 0xFFFF);
        PowerFailure disk = new PowerFailure(bytes, 512, -1);
        FatVolume volume = FatVolume.read(disk);
        assertThat(volume.hasUnequalTables()).isTrue();
        assertThat(volume.lostClusters()).isZero();
        WrittenFat.apply(disk, WrittenFat.plan(disk));
        assertThat(FatVolume.read(disk).hasUnequalTables()).isFalse();
        WrittenFat.assertSound(Files.write(folder.resolve("equal"), disk.all()));
    }

    /** What one copy says of a file is nothing that a crash of ours leaves behind, and which of them is right is not known. */
    @Test
    void refusesCopiesOfTheFatOneOfWhichLosesAFile() {
        bytes[0x25] |= 1;
        LittleEndian.putU16(bytes, 512 + fatLength + 2 * 5, 0);
        assertDamaged("fat: FAT 1 at 0x" + Integer.toHexString(512 + fatLength + 10) + ": the chain of \"/A\" leads to cluster 5, which is free" + REPAIR);
    }

    @Test
    void countsClustersThatBelongToNothingAndPutsNothingBehindThem() throws IOException {
        bytes[0x25] |= 1;
        link(9, 10); // the clusters that would be taken next are behind a chain whose end was freed
        link(200, 0xFFF7); // bad, which is not lost
        PowerFailure disk = new PowerFailure(bytes, 512, -1);
        assertThat(FatVolume.read(disk).lostClusters()).isEqualTo(1);
        WrittenFat.apply(disk, WrittenFat.file("new", random(3, 600)));
        byte[] after = disk.all();
        assertThat(LittleEndian.u16(after, 512 + 2 * 9)).isEqualTo(10);
        assertThat(LittleEndian.u16(after, 512 + 2 * 10)).isZero();
        assertThat(LittleEndian.u16(after, 512 + 2 * 11)).isEqualTo(12);
        assertThat(WrittenFat.fsck(Files.write(folder.resolve("lost"), after)).text()).contains("Reclaimed 1 unused cluster (512 bytes)");
    }

    @Test
    void clustersThatBelongToNothingStayInUse() throws IOException {
        long before = FatVolume.read(MemoryStorage.of("fat", bytes)).freeBytes();
        link(100, 101);
        link(101, 0xFFFF);
        link(200, 0xFFF7); // bad
        assertThat(FatVolume.read(MemoryStorage.of("fat", bytes)).freeBytes()).isEqualTo(before - 3 * 512);
    }

    @Test
    void whateverByteIsWrongIsReadOrRefused() throws IOException {
        byte[] small = Files.readAllBytes(FatImage.format(folder.resolve("small"), 64, "-F", "12", "-s", "1", "-r", "16")
                .folder("d").add(Files.write(folder.resolve("A long name for it.txt"), random(1, 4000))).file());
        for (int mask : new int[] {0x01, 0xff}) {
            assertThat(DamagedBytes.everyFlip(small, mask, damaged -> FatVolume.read(MemoryStorage.of("fat", damaged)))).isBetween(50, 1500);
        }
    }
}
