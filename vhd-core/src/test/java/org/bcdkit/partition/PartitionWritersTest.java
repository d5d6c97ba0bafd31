package org.bcdkit.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bcdkit.disk.Extent;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.GptBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionWritersTest {

    private static final UUID DISK = UUID.fromString(GptBuilder.DISK);
    private static final UUID ONE = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID TWO = UUID.fromString("00000000-0000-4000-8000-000000000002");

    private static Storage disk(long size, List<Extent> extents) throws IOException {
        Overlay disk = new Overlay(MemoryStorage.of("disk", new byte[0]));
        for (Extent extent : extents) {
            disk.write(extent.position(), ByteBuffer.wrap(extent.bytes().toArray()));
        }
        assertThat(disk.size()).isLessThanOrEqualTo(size);
        disk.extendTo(size);
        return disk;
    }

    private static Partition basic(int number, UUID unique, long start, long length, String label) {
        return Partition.gpt(number, PartitionType.Gpt.BASIC_DATA, DISK, unique, start, length, label, 1L << 62);
    }

    @ParameterizedTest
    @CsvSource({"512,1048576", "512,3298534883328", "4096,1048576", "4096,70368744177664"})
    void aGptIsReadAsItWasWritten(int sectorSize, long size) throws IOException {
        long first = 40L * sectorSize;
        List<Partition> partitions = List.of(basic(1, ONE, first, sectorSize, "Größe"), basic(128, TWO, first + sectorSize, size / 2 - first, ""));
        PartitionTable table = PartitionTables.read(disk(size, GptWriter.write(DISK, size, sectorSize, partitions)), sectorSize);
        assertThat(table).isEqualTo(new PartitionTable.Gpt(DISK, sectorSize, partitions, List.of()));
    }

    @ParameterizedTest
    @CsvSource({"512,200", "4096,40"})
    void aGptHasTheBytesThatTheSpecificationSays(int sectorSize, int sectors) throws IOException {
        byte[] expected =
                new GptBuilder(sectorSize, sectors)
                        .partition(2, GptBuilder.BASIC_DATA, ONE.toString(), sectors / 2, sectors / 2 + 1, "x")
                        .attributes(2, 1L << 62)
                        .build();
        // Head, sector and cylinder of sector 1 and of the last one, which the builder leaves out.
        System.arraycopy(new byte[] {0, 2, 0}, 0, expected, 447, 3);
        System.arraycopy(sectors == 200 ? new byte[] {3, 11, 0} : new byte[] {0, 40, 0}, 0, expected, 451, 3);
        long size = (long) sectorSize * sectors;
        List<Partition> partitions = List.of(basic(2, ONE, size / 2, 2L * sectorSize, "x"));
        assertThat(disk(size, GptWriter.write(DISK, size, sectorSize, partitions)).read(0, (int) size)).isEqualTo(expected);
    }

    @Test
    void theProtectiveEntryOfALargeDiskHasTheLargestNumbers() throws IOException {
        long size = 3L << 40;
        byte[] sector = disk(size, GptWriter.write(DISK, size, 512, List.of())).read(446, 16);
        assertThat(sector).isEqualTo(new byte[] {0, 0, 2, 0, (byte) 0xEE, -1, -1, -1, 1, 0, 0, 0, -1, -1, -1, -1});
    }

    @Test
    void aGptTakesPartitionsOfAGpt() {
        Partition mbr = Partition.mbr(1, PartitionType.Mbr.NTFS, 1, 1 << 20, 1 << 20, false);
        assertThatThrownBy(() -> GptWriter.write(DISK, 4 << 20, 512, List.of(mbr)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a partition of a GPT: 0x07");
    }

    @ParameterizedTest
    @CsvSource({
        "0,34,50,partition 0 has no entry of 1 to 128",
        "129,34,50,partition 129 has no entry of 1 to 128",
        "1,33,50,partition 1 has the sectors 33 to 50; free for partitions are 34 to 166",
        "1,34,167,partition 1 has the sectors 34 to 167; free for partitions are 34 to 166"
    })
    void aGptHasRoomForPartitionsBetweenItsCopies(int number, long first, long last, String message) {
        Partition partition = basic(number, ONE, first * 512, (last - first + 1) * 512, "");
        assertThatThrownBy(() -> GptWriter.write(DISK, 200 * 512, 512, List.of(partition)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void anMbrIsReadAsItWasWritten() throws IOException {
        List<Partition> partitions = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            partitions.add(Partition.mbr(i, new PartitionType.Mbr(6 + i), 0xCAFEBABE, i << 20, 1 << 20, i == 2));
        }
        PartitionTable table = PartitionTables.read(disk(5 << 20, List.of(MbrWriter.write(0xCAFEBABE, 512, partitions))));
        assertThat(table).isEqualTo(new PartitionTable.Mbr(0xCAFEBABE, 512, partitions, List.of()));
    }

    /** As Windows makes it: sectors 2048 to 4194303. */
    @Test
    void anMbrHasTheBytesThatWindowsWrites() {
        Partition partition = Partition.mbr(1, PartitionType.Mbr.NTFS, 0x1A2B3C4D, 2048 * 512, 4192256L * 512, true);
        Extent sector = MbrWriter.write(0x1A2B3C4D, 512, List.of(partition));
        assertThat(sector.position()).isZero();
        assertThat(sector.bytes().toHex())
                .isEqualTo("00".repeat(440) + "4d3c2b1a" + "0000" + "80202100071550050008000000f83f00" + "00".repeat(48) + "55aa");
    }

    @Test
    void sectorsBehindTheLastCylinderHaveTheLargestNumbers() {
        // The last cylinder is 1023: sectors up to 16450559.
        String last = MbrWriter.write(0, 512, List.of(ntfs(16450559, 1))).bytes().slice(446, 16).toHex();
        assertThat(last).isEqualTo("00feffff07feffffff03fb0001000000");
        String behind = MbrWriter.write(0, 512, List.of(ntfs(16450559, 2))).bytes().slice(446, 16).toHex();
        assertThat(behind).isEqualTo("00feffff07feffffff03fb0002000000");
        String before = MbrWriter.write(0, 512, List.of(ntfs(16450558, 1))).bytes().slice(446, 16).toHex();
        assertThat(before).isEqualTo("00fefeff07fefefffe03fb0001000000");
    }

    private static Partition ntfs(long start, long count) {
        return Partition.mbr(1, PartitionType.Mbr.NTFS, 0, start * 512, count * 512, false);
    }

    @Test
    void anMbrCountsTo32Bits() {
        assertThat(MbrWriter.write(0, 512, List.of(ntfs(1, 0xffffffffL))).bytes().slice(454, 8).toHex()).isEqualTo("01000000ffffffff");
        assertThat(MbrWriter.write(0, 512, List.of(ntfs(0xffffffffL, 1))).bytes().slice(454, 8).toHex()).isEqualTo("ffffffff01000000");
        for (Partition tooLarge : List.of(ntfs(2, 0xffffffffL), ntfs(0x100000000L, 1))) {
            assertThatThrownBy(() -> MbrWriter.write(0, 512, List.of(tooLarge)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an MBR counts to sector 4294967295, not to 4294967296");
        }
    }

    @Test
    void anMbrTakesPartitionsOfAnMbr() {
        assertThatThrownBy(() -> MbrWriter.write(0, 512, List.of(basic(1, ONE, 1 << 20, 1 << 20, ""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a partition of an MBR: {ebd0a0a2-b9e5-4433-87c0-68b6b72699c7}");
    }
}
