package org.bcdkit.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.device.PartitionId;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.GptBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables on a disk of 200 sectors: header in sector 1, entries in 2 to 33, and their backups in 199 and 167 to 198. */
class GptReaderTest {

    private static final String ONE = "00000000-0000-4000-8000-000000000001";
    private static final String TWO = "00000000-0000-4000-8000-000000000002";
    private static final int BACKUP = 199 * 512;

    private static GptBuilder disk() {
        return new GptBuilder(512, 200).partition(1, GptBuilder.BASIC_DATA, ONE, 40, 99, "Basic data partition");
    }

    private static PartitionTable.Gpt read(byte[] disk) throws IOException {
        return (PartitionTable.Gpt) PartitionTables.read(MemoryStorage.of("disk", disk));
    }

    private static void refuses(byte[] disk, String message) {
        assertThatThrownBy(() -> read(disk)).isExactlyInstanceOf(MalformedException.class).hasMessage(message);
    }

    @Test
    void readsPartitionsWithAllThatNamesThem() throws IOException {
        GptBuilder builder = disk().partition(3, "c12a7328-f81f-11d2-ba4b-00a0c93ec93b", TWO, 100, 100, "x".repeat(36)).attributes(3, 0x8000000000000001L);
        PartitionTable.Gpt table = read(builder.build());
        UUID disk = UUID.fromString(GptBuilder.DISK);
        assertThat(table.kind()).isEqualTo(PartitionTable.Kind.GPT);
        assertThat(table.disk()).isEqualTo(disk);
        assertThat(table.sectorSize()).isEqualTo(512);
        assertThat(table.remarks()).isEmpty();
        assertThat(table.partitions())
                .containsExactly(
                        new Partition(
                                1,
                                PartitionType.Gpt.BASIC_DATA,
                                new PartitionId.Gpt(disk, UUID.fromString(ONE)),
                                Optional.of(UUID.fromString(ONE)),
                                40 * 512,
                                60 * 512,
                                "Basic data partition",
                                0),
                        new Partition(
                                3,
                                PartitionType.Gpt.EFI_SYSTEM,
                                new PartitionId.Gpt(disk, UUID.fromString(TWO)),
                                Optional.of(UUID.fromString(TWO)),
                                100 * 512,
                                512,
                                "x".repeat(36),
                                0x8000000000000001L));
        assertThat(table.find(3)).isEqualTo(Optional.of(table.partitions().get(1)));
        assertThat(table.find(2)).isEqualTo(Optional.empty());
        assertThat(table.partitions().get(0).end()).isEqualTo(100 * 512);
    }

    @Test
    void readsATableWithoutPartitions() throws IOException {
        assertThat(read(new GptBuilder(512, 200).build()).partitions()).isEmpty();
    }

    @Test
    void readsATableInSectorsOf4096() throws IOException {
        byte[] disk = new GptBuilder(4096, 40).partition(1, GptBuilder.BASIC_DATA, ONE, 6, 9, "").build();
        PartitionTable.Gpt told = (PartitionTable.Gpt) PartitionTables.read(MemoryStorage.of("disk", disk), 4096);
        assertThat(told.sectorSize()).isEqualTo(4096);
        assertThat(told.partitions().get(0).start()).isEqualTo(6 * 4096);
        assertThat(told.partitions().get(0).length()).isEqualTo(4 * 4096);
        assertThat(told.remarks()).isEmpty();
        PartitionTable.Gpt found = read(disk);
        assertThat(found.partitions()).isEqualTo(told.partitions());
        assertThat(found.remarks()).containsExactly("the GPT counts in sectors of 4096 bytes, the disk in sectors of 512");
    }

    @Test
    void readsATableInSectorsOf512OnADiskThatSaysOtherwise() throws IOException {
        PartitionTable table = PartitionTables.read(MemoryStorage.of("disk", disk().build()), 4096);
        assertThat(table.sectorSize()).isEqualTo(512);
        assertThat(table.remarks()).containsExactly("the GPT counts in sectors of 512 bytes, the disk in sectors of 4096");
    }

    @ParameterizedTest
    @CsvSource({
        "512,1,'GPT header: signature is `DFI PART`, expected `EFI PART`'",
        "520,1,'GPT header: revision is 0x10001, expected 0x10000'",
        "524,0x80,'GPT header: header CRC is 0x[0-9a-f]+, computed 0x[0-9a-f]+'",
        "525,0xff,'GPT header: header size is 65372, expected 92 to 512'",
        "603,1,'GPT header: header CRC is 0x[0-9a-f]+, computed 0x[0-9a-f]+'",
        "1024,1,'GPT header: partition entry CRC is 0x[0-9a-f]+, computed 0x[0-9a-f]+'",
        "17407,1,'GPT header: partition entry CRC is 0x[0-9a-f]+, computed 0x[0-9a-f]+'"
    })
    void usesTheBackupWhenTheTableIsDamaged(int position, String mask, String problem) throws IOException {
        PartitionTable.Gpt table = read(disk().flip(position, Integer.decode(mask)).build());
        assertThat(table.partitions()).isEqualTo(read(disk().build()).partitions());
        assertThat(table.remarks()).hasSize(1);
        assertThat(table.remarks().get(0))
                .matches("the partition table is damaged \\(" + problem + "\\); its backup at the end of the disk was used");
    }

    @Test
    void findsTheBackupWhereTheHeaderSaysWhenTheDiskHasGrown() throws IOException {
        byte[] grown = Arrays.copyOf(disk().flip(1024, 1).build(), 300 * 512);
        PartitionTable.Gpt table = read(grown);
        assertThat(table.partitions()).isEqualTo(read(disk().build()).partitions());
        assertThat(table.remarks()).hasSize(1);
        assertThat(table.remarks().get(0))
                .matches("the partition table is damaged \\(GPT header: partition entry CRC is 0x[0-9a-f]+, computed 0x[0-9a-f]+\\);"
                        + " its backup in sector 199 was used, which is not the last one, 299");
    }

    @Test
    void usesTheBackupWhenTheHeaderStandsInTheWrongPlace() throws IOException {
        byte[] disk = disk().build();
        disk[512 + 24] = 9;
        assertThat(read(GptBuilder.seal(disk, 512, 92)).remarks())
                .containsExactly("the partition table is damaged (GPT header: it says that it is in sector 9, but it is in sector 1); its backup at the end of"
                        + " the disk was used");
    }

    @Test
    void readsALongerHeader() throws IOException {
        byte[] disk = disk().build();
        for (int header : new int[] {512, BACKUP}) {
            disk[header + 12] = 0;
            disk[header + 13] = 2;
            disk[header + 500] = 7;
            GptBuilder.seal(disk, header, 512);
        }
        assertThat(read(disk).remarks()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithTheTableWhenItsBackupIsOfNoUseEither() {
        refuses(disk().flip(512, 1).flip(BACKUP, 1).build(), "disk: GPT header at 0x200: signature is `DFI PART`, expected `EFI PART`");
        refuses(disk().flip(512, 1).withoutBackup().build(), "disk: GPT header at 0x200: signature is `DFI PART`, expected `EFI PART`");
        refuses(disk().flip(512, 1).flip(BACKUP - 1, 1).build(), "disk: GPT header at 0x200: signature is `DFI PART`, expected `EFI PART`");
    }

    @ParameterizedTest
    @CsvSource({
        BACKUP + ",the backup of the partition table is damaged: signature is `DFI PART`",
        BACKUP + 60 + ",the backup of the partition table is damaged: header CRC is",
        "85504,the backup of the partition table is damaged: partition entry CRC is"
    })
    void saysWhenTheBackupIsDamaged(int position, String remark) throws IOException {
        PartitionTable.Gpt table = read(disk().flip(position, 1).build());
        assertThat(table.remarks()).hasSize(1);
        assertThat(table.remarks().get(0)).startsWith(remark);
        assertThat(table.partitions()).hasSize(1);
    }

    @Test
    void saysWhenTheBackupIsOfAnotherTable() throws IOException {
        byte[] disk = disk().build();
        byte[] other = new GptBuilder(512, 200).partition(1, GptBuilder.BASIC_DATA, ONE, 41, 99, "").build();
        System.arraycopy(other, 167 * 512, disk, 167 * 512, 33 * 512);
        assertThat(read(disk).remarks()).containsExactly("the backup of the partition table differs from the table");
    }

    /** What is left when a virtual disk was made longer. */
    @Test
    void saysWhenTheBackupIsNotAtTheEnd() throws IOException {
        PartitionTable.Gpt table = read(disk().backupAt(180).build());
        assertThat(table.remarks()).containsExactly("the backup of the partition table is said to be in sector 180, not in the last one, 199");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 200, -1, Long.MIN_VALUE})
    void saysWhenTheBackupCannotBeWhereItIsSaidToBe(long sector) throws IOException {
        byte[] disk = disk().build();
        for (int i = 0; i < 8; i++) {
            disk[512 + 32 + i] = (byte) (sector >> 8 * i);
        }
        assertThat(read(GptBuilder.seal(disk, 512, 92)).remarks())
                .containsExactly(
                        "the backup of the partition table is said to be in sector " + Long.toUnsignedString(sector) + ", not in the last one, 199",
                        "the backup of the partition table is outside the disk");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 64, 127, 129, 192, 384, 0xffffffffL})
    void refusesEntriesOfAnImpossibleSize(long size) {
        refuses(
                disk().header(84, 4, size).build(),
                "disk: GPT header at 0x254: size of an entry is " + size + ", expected 128 times a power of two");
    }

    @ParameterizedTest
    @CsvSource({"8193,128", "1,2097152", "0xffffffff,0x80000000"})
    void doesNotSupportMoreEntriesThanAnyoneMakes(String count, String size) {
        byte[] disk = disk().header(80, 4, Long.decode(count)).header(84, 4, Long.decode(size)).build();
        assertThatThrownBy(() -> read(disk))
                .isExactlyInstanceOf(UnsupportedException.class)
                .hasMessage("disk: GPT header at 0x250: " + Long.decode(count) + " entries of " + Long.decode(size) + " bytes; supported are 1 MiB together");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 169, 200, -1})
    void refusesEntriesOutsideTheDisk(long sector) {
        byte[] disk = disk().withoutBackup().build();
        for (int i = 0; i < 8; i++) {
            disk[512 + 72 + i] = (byte) (sector >> 8 * i);
        }
        refuses(
                GptBuilder.seal(disk, 512, 92),
                "disk: GPT header at 0x248: partition entries start in sector " + Long.toUnsignedString(sector)
                        + ", expected a place inside the disk of 200 sectors");
    }

    @Test
    void readsLargerEntries() throws IOException {
        // 64 entries of 256 bytes; the first is that of partition 1, the third of 128 is the second.
        byte[] disk =
                new GptBuilder(512, 200).partition(1, GptBuilder.BASIC_DATA, ONE, 40, 49, "a").partition(3, GptBuilder.BASIC_DATA, TWO, 50, 59, "b")
                        .header(80, 4, 64).header(84, 4, 256).build();
        PartitionTable.Gpt table = read(disk);
        assertThat(table.partitions()).extracting(Partition::number).containsExactly(1, 2);
        assertThat(table.partitions()).extracting(Partition::label).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource({"0,10", "50,49", "40,200", "-1,-1", "40,-1", "200,200"})
    void refusesAPartitionOutsideTheDisk(long first, long last) {
        refuses(
                new GptBuilder(512, 200).partition(1, GptBuilder.BASIC_DATA, ONE, first, last, "").build(),
                "disk: GPT partition entry at 0x400: partition 1 has the sectors " + Long.toUnsignedString(first) + " to " + Long.toUnsignedString(last)
                        + " of a disk that has 200");
    }

    @Test
    void refusesPartitionsThatOverlap() {
        refuses(
                disk().partition(2, GptBuilder.BASIC_DATA, TWO, 99, 120, "").build(),
                "disk: GPT partition entry at 0x400: partition 2 at 0xc600 overlaps partition 1");
        refuses(
                disk().partition(2, GptBuilder.BASIC_DATA, TWO, 34, 40, "").build(),
                "disk: GPT partition entry at 0x400: partition 1 at 0x5000 overlaps partition 2");
    }

    @Test
    void partitionsNeedNotBeInOrder() throws IOException {
        PartitionTable.Gpt table = read(disk().partition(2, GptBuilder.BASIC_DATA, TWO, 34, 39, "").build());
        assertThat(table.partitions()).extracting(Partition::start).containsExactly(40L * 512, 34L * 512);
    }

    @Test
    void refusesADiskTooShortForItsTable() {
        byte[] disk = Arrays.copyOf(disk().build(), 600);
        refuses(disk, "disk: file at 0x200: 512 bytes are needed here, but it ends at 0x258 (truncated?)");
    }
}
