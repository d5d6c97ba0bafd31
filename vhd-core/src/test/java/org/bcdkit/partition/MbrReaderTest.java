package org.bcdkit.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Overlay;
import org.bcdkit.testing.MbrBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MbrReaderTest {

    private static final int SECTORS = 1000;

    private static MbrBuilder disk() {
        return new MbrBuilder(SECTORS).signature(0x1A2B3C4D);
    }

    private static PartitionTable.Mbr read(MbrBuilder disk) throws IOException {
        return (PartitionTable.Mbr) PartitionTables.read(MemoryStorage.of("disk", disk.build()));
    }

    private static void refuses(MbrBuilder disk, String message) {
        assertThatThrownBy(() -> read(disk)).isExactlyInstanceOf(MalformedException.class).hasMessage(message);
    }

    private static Partition partition(int number, int type, long start, long count, boolean active) {
        return Partition.mbr(number, new PartitionType.Mbr(type), 0x1A2B3C4D, start * 512, count * 512, active);
    }

    @Test
    void readsPrimaryPartitions() throws IOException {
        PartitionTable.Mbr table = read(disk().entry(1, 0x80, 7, 1, 99).entry(3, 0, 0x27, 999, 1).entry(4, 0, 0x83, 100, 899));
        assertThat(table.kind()).isEqualTo(PartitionTable.Kind.MBR);
        assertThat(table.signature()).isEqualTo(0x1A2B3C4D);
        assertThat(table.sectorSize()).isEqualTo(512);
        assertThat(table.remarks()).isEmpty();
        assertThat(table.partitions())
                .containsExactly(partition(1, 7, 1, 99, true), partition(3, 0x27, 999, 1, false), partition(4, 0x83, 100, 899, false));
        assertThat(table.partitions().get(0).attributes()).isEqualTo(0x80);
        assertThat(table.partitions().get(1).attributes()).isZero();
    }

    /** The table of a disk that Windows made: active, type 7, sector 2048, 4192256 sectors. */
    @Test
    void readsATableOfBytes() throws IOException {
        byte[] sector = new MbrBuilder(1).signature(0x1A2B3C4D).bytes(446, "80 20 21 00 07 15 50 05 00 08 00 00 00 F8 3F 00").build();
        Overlay disk = new Overlay(MemoryStorage.of("disk", sector));
        disk.extendTo(1L << 31);
        PartitionTable.Mbr table = (PartitionTable.Mbr) PartitionTables.read(disk);
        assertThat(table.partitions()).containsExactly(partition(1, 7, 2048, 4192256, true));
    }

    @Test
    void readsATableInSectorsOf4096() throws IOException {
        byte[] disk = new MbrBuilder(4096, 10).entry(1, 0, 7, 2, 8).build();
        PartitionTable table = PartitionTables.read(MemoryStorage.of("disk", disk), 4096);
        assertThat(table.sectorSize()).isEqualTo(4096);
        assertThat(table.partitions().get(0).start()).isEqualTo(8192);
        assertThat(table.partitions().get(0).end()).isEqualTo(40960);
    }

    @Test
    void readsAnEmptyTable() throws IOException {
        assertThat(read(disk()).partitions()).isEmpty();
    }

    /** Links at 100, 200 and 300; the one in the middle has no partition. */
    private static MbrBuilder chain() {
        return disk().entry(2, 0, 5, 100, 400)
                .entry(100 * 512, 1, 0, 7, 10, 90)
                .entry(100 * 512, 2, 0, 5, 100, 100)
                .entry(200 * 512, 2, 0, 5, 200, 100)
                .entry(300 * 512, 1, 0, 0x83, 10, 190);
    }

    @Test
    void readsTheChainOfAnExtendedPartition() throws IOException {
        assertThat(read(chain()).partitions())
                .containsExactly(partition(2, 5, 100, 400, false), partition(5, 7, 110, 90, false), partition(7, 0x83, 310, 190, false));
    }

    @ParameterizedTest
    @CsvSource({"5", "15", "133"})
    void thereAreThreeKindsOfExtendedPartition(int type) throws IOException {
        assertThat(read(chain().entry(2, 0, type, 100, 400)).partitions()).hasSize(3);
    }

    @Test
    void anExtendedPartitionMayBeEmpty() throws IOException {
        MbrBuilder disk = disk().entry(1, 0, 0x0F, 100, 400).entry(100 * 512, 1, 0, 0, 0, 0);
        assertThat(read(disk).partitions()).containsExactly(partition(1, 0x0F, 100, 400, false));
    }

    @ParameterizedTest
    @CsvSource({"1,0x1", "127,0x7f", "129,0x81", "255,0xff"})
    void refusesAnotherStatus(int status, String shown) {
        refuses(disk().entry(1, status, 7, 1, 9), "disk: MBR at 0x1be: partition 1 has status " + shown + ", expected 0 or 0x80");
    }

    @ParameterizedTest
    @CsvSource({"1,0", "0,5", "0,0"})
    void refusesAPartitionOfNothing(long start, long count) {
        refuses(
                disk().entry(2, 0, 7, start, count),
                "disk: MBR at 0x1ce: partition 2 has " + count + " sectors from " + start + ", expected at least one from 1 up");
    }

    @ParameterizedTest
    @CsvSource({"1,1000,0x7d200", "999,2,0x7d200", "1000,1,0x7d200", "4294967295,4294967295,0x3fffffffc00"})
    void refusesAPartitionOutsideTheDisk(long start, long count, String end) {
        refuses(
                disk().entry(4, 0, 7, start, count), "disk: MBR at 0x1ee: partition 4 ends at " + end + ", but the disk ends at 0x7d000");
    }

    @Test
    void refusesPartitionsThatOverlap() {
        refuses(
                disk().entry(1, 0, 7, 1, 100).entry(2, 0, 7, 100, 10), "disk: MBR at 0x1ce: partition 2 at 0xc800 overlaps partition 1 at 0x200");
        refuses(
                disk().entry(1, 0, 5, 50, 100).entry(2, 0, 7, 100, 10).entry(50 * 512, 1, 0, 0, 0, 0),
                "disk: MBR at 0x1ce: partition 2 at 0xc800 overlaps partition 1 at 0x6400");
    }

    @Test
    void refusesASecondExtendedPartition() {
        refuses(
                disk().entry(1, 0, 5, 50, 10).entry(2, 0, 0x0F, 100, 10),
                "disk: MBR at 0x1ce: partition 2 is a second extended partition, expected one at most");
    }

    @Test
    void refusesAChainThatDoesNotGoOnInsideItsPartition() {
        String message = "disk: MBR at 0x%x: the chain of the extended partition goes on at 0x%x, expected a place behind 0x%x and inside it";
        for (int next : new int[] {0, 50, 100}) {
            // Back to the start, into what was passed, and to itself.
            refuses(chain().entry(200 * 512, 2, 0, 5, next, 100), message.formatted(200 * 512 + 462, (100 + next) * 512, 200 * 512));
        }
        refuses(chain().entry(200 * 512, 2, 0, 5, 400, 100), message.formatted(200 * 512 + 462, 500 * 512, 200 * 512));
        refuses(chain().entry(200 * 512, 2, 0, 5, 0xffffffffL, 100), message.formatted(200 * 512 + 462, (100 + 0xffffffffL) * 512, 200 * 512));
    }

    @Test
    void refusesALinkThatIsNone() {
        refuses(chain().bytes(300 * 512 + 510, "0000"), "disk: MBR at 0x259fe: signature is 0x0, expected 0xaa55");
    }

    @Test
    void refusesALogicalPartitionOutsideItsExtendedOne() {
        refuses(
                chain().entry(300 * 512, 1, 0, 0x83, 10, 191), "disk: MBR at 0x259be: partition 7 reaches outside its extended partition");
    }

    @Test
    void refusesALogicalPartitionOverItsOwnLink() {
        refuses(
                chain().entry(300 * 512, 1, 0, 0x83, 0, 190),
                "disk: MBR at 0x259be: partition 7 has 190 sectors from 0, expected at least one from 1 up");
    }

    @Test
    void refusesLogicalPartitionsThatOverlap() {
        refuses(
                chain().entry(200 * 512, 1, 0, 7, 10, 150), "disk: MBR at 0x259be: partition 7 at 0x26c00 overlaps partition 6 at 0x1a400");
    }

    private static MbrBuilder links(int count) {
        MbrBuilder disk = disk().entry(1, 0, 5, 100, 800);
        for (int i = 0; i < count; i++) {
            int at = (100 + 4 * i) * 512;
            disk.entry(at, 1, 0, 7, 1, 2);
            if (i + 1 < count) {
                disk.entry(at, 2, 0, 5, 4 * (i + 1), 4);
            }
        }
        return disk;
    }

    @Test
    void followsAChainOf128LinksAndNoLonger() throws IOException {
        assertThat(read(links(128)).partitions()).hasSize(129);
        refuses(links(129), "disk: MBR at 0x4c800: the chain of the extended partition has more than 128 links");
    }

    @Test
    void theFirstSectorIsEnoughForADisk() throws IOException {
        assertThat(PartitionTables.read(MemoryStorage.of("disk", Arrays.copyOf(disk().build(), 512))).kind()).isEqualTo(PartitionTable.Kind.MBR);
    }
}
