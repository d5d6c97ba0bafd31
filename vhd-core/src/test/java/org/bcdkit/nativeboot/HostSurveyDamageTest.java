package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import org.bcdkit.edit.StoreTemplate;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.hive.HiveWriter;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.store.BcdStoreWriter;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.HostDisk;
import org.bcdkit.testing.NtfsBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is damaged on a disk is not known, and says nothing about the rest. */
class HostSurveyDamageTest {

    private static final int MIB = 1 << 20;
    private static final int ESP = MIB;
    private static final int ESP_SIZE = 40 * MIB;
    private static final int NTFS = ESP + ESP_SIZE;
    private static final FilePath IMAGE = FilePath.parse("vhds/w.vhdx");

    @TempDir
    private static Path folder;

    private static byte[] undamaged;

    @BeforeAll
    static void makeDisk() throws IOException {
        Path store = Files.write(folder.resolve("BCD"), HiveWriter.write(BcdStoreWriter.create(StoreTemplate.empty(), 0), 0).toArray());
        FatImage esp = FatImage.format(folder.resolve("esp"), ESP_SIZE / 1024, "-F", "32", "-s", "1").folder("EFI").folder("EFI/Microsoft")
                .folder("EFI/Microsoft/Boot").mtools("mcopy", store.toString(), "::/EFI/Microsoft/Boot/BCD");
        Path ntfs = new NtfsBuilder(folder, 8 * MIB, "-c", "4096").folder("/vhds").file("/vhds/w.vhdx", new byte[100_000]).build();
        undamaged = Files.readAllBytes(HostDisk.gpt(512).add(HostDisk.ESP, esp.file()).add(HostDisk.BASIC_DATA, ntfs).build(folder.resolve("disk")));
    }

    private static HostFacts survey(byte[] disk) throws IOException {
        return HostSurvey.of("disk.img", MemoryStorage.of("disk", Bytes.giving(disk, disk.length)), 512, 2, IMAGE);
    }

    private static byte[] copy() {
        return undamaged.clone();
    }

    private static int find(byte[] disk, int from, byte[] wanted) {
        for (int at = from; at <= disk.length - wanted.length; at++) {
            if (Arrays.equals(disk, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("not there");
    }

    /** Where the file record starts that has the name, which every record of its kind has its own copy of. */
    private static int record(byte[] disk, String name) {
        return find(disk, NTFS, name.getBytes(StandardCharsets.UTF_16LE)) / 1024 * 1024;
    }

    @Test
    void withoutDamageEverythingIsThere() throws IOException {
        HostFacts facts = survey(undamaged);
        assertThat(facts.volume().free()).isPresent();
        assertThat(facts.volume().state()).isPresent();
        assertThat(facts.disk().systemPartitions().orElseThrow()).hasSize(1).allMatch(SystemPartition::store);
        assertThat(facts.disk().vhdEntries()).isEqualTo(OptionalInt.of(0));
        assertThat(facts.file().attributes()).isPresent();
        assertThat(facts.file().allocation().bytes()).isPresent();
    }

    @Test
    void freeSpaceIsNotKnownWithoutTheBitmap() throws IOException {
        byte[] disk = copy();
        disk[record(disk, "$Bitmap")] ^= 1;
        HostFacts facts = survey(disk);
        assertThat(facts.volume().free()).isEmpty();
        assertThat(facts.volume().cluster()).hasValue(4096);
        assertThat(facts.volume().state()).isPresent();
        assertThat(facts.file().attributes()).isPresent();
    }

    @Test
    void aStoreThatIsDamagedIsThereAndCountsNothing() throws IOException {
        byte[] disk = copy();
        disk[find(disk, ESP, "regf".getBytes(StandardCharsets.US_ASCII))] ^= 1;
        HostFacts facts = survey(disk);
        assertThat(facts.disk().systemPartitions().orElseThrow()).hasSize(1).allMatch(SystemPartition::store);
        assertThat(facts.disk().vhdEntries()).isEmpty();
        assertThat(facts.volume().free()).isPresent();
    }

    /** There may be a store on it, so that nobody can say that there is none. */
    @Test
    void aSystemPartitionThatIsDamagedLeavesOpenWhetherThereIsOne() throws IOException {
        byte[] disk = copy();
        for (int bootSector : new int[] {ESP, ESP + 6 * 512}) {
            Arrays.fill(disk, bootSector + 44, bootSector + 48, (byte) 0xff); // where the root directory starts
        }
        HostFacts facts = survey(disk);
        assertThat(facts.disk().systemPartitions()).isEmpty();
        assertThat(facts.disk().vhdEntries()).isEmpty();
        assertThat(facts.volume().free()).isPresent();
    }

    @Test
    void withoutItsFileSystemTheImageIsNotFound() {
        byte[] disk = copy();
        int root = find(disk, NTFS, new byte[] {'F', 'I', 'L', 'E'});
        for (int i = 0; i < 16; i++) {
            disk[root + i * 1024] ^= 1;
        }
        Arrays.fill(disk, NTFS + 8 * MIB / 2 - 4096, NTFS + 8 * MIB / 2 + 16_384, (byte) 0); // the copies of the first records
        assertThatThrownBy(() -> survey(disk)).isInstanceOf(MalformedException.class).hasMessageStartingWith("partition 2 of disk.img: file record at 0x");
    }

    @Test
    void thereIsAlwaysAnAnswer() {
        Random random = new Random(17);
        int[][] places = {{0, 34 * 512}, {ESP, 512}, {ESP + 32 * 512, 16_384}, {NTFS, 512}, {NTFS + 16_384, 65_536}, {NTFS, 4 * MIB}};
        int answered = 0;
        byte[] disk = copy();
        for (int round = 0; round < 600; round++) {
            int[] place = places[round % places.length];
            int[] at = new int[random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 100];
            byte[] before = new byte[at.length];
            for (int i = 0; i < at.length; i++) {
                at[i] = place[0] + random.nextInt(place[1]);
                before[i] = disk[at[i]];
                disk[at[i]] = (byte) random.nextInt(256);
            }
            answered += assertTimeout(Duration.ofSeconds(5), () -> answers(disk), () -> "damage at " + Arrays.toString(at)) ? 1 : 0;
            for (int i = at.length - 1; i >= 0; i--) {
                disk[at[i]] = before[i];
            }
        }
        assertThat(answered).isBetween(100, 599);
    }

    /** Whether there were facts; if not, there was an error that says what is wrong with the disk. */
    private static boolean answers(byte[] disk) throws IOException {
        try {
            assertThat(survey(disk).disk().sectorSize()).isPresent();
            return true;
        } catch (FormatException | NoSuchFileException e) {
            assertThat(e.getMessage()).contains("disk.img");
            return false;
        }
    }
}
