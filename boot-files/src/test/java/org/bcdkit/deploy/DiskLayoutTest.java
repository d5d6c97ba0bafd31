package org.bcdkit.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.bcdkit.disk.Extent;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.testing.SparseDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskLayoutTest {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long TIB = 1L << 40;

    private static DiskLayout gpt(long size) {
        return DiskLayout.gpt(size, new UUID(1, 1), new UUID(1, 2), new UUID(1, 3));
    }

    private static PartitionTable table(DiskLayout layout) throws IOException {
        SparseDisk disk = new SparseDisk(layout.size());
        for (Extent extent : layout.table()) {
            disk.write(extent.position(), ByteBuffer.wrap(extent.bytes().toArray()));
        }
        return PartitionTables.read(disk, DiskLayout.SECTOR);
    }

    /** The least, sizes that are no whole mebibytes, and the most a VHDX has. */
    @ParameterizedTest
    @ValueSource(longs = {22 * MIB, GIB, GIB + 512, GIB - 512, 64 * TIB})
    void putsAReservedPartitionBeforeThatOfWindowsOnAGpt(long size) throws IOException {
        DiskLayout layout = gpt(size);
        PartitionTable table = table(layout);

        assertThat(table.kind()).isEqualTo(PartitionTable.Kind.GPT);
        assertThat(table.remarks()).isEmpty();
        assertThat(table.partitions()).isEqualTo(layout.partitions());
        Partition reserved = layout.partitions().get(0);
        assertThat(reserved.type()).isEqualTo(PartitionType.Gpt.MICROSOFT_RESERVED);
        assertThat(reserved.start()).isEqualTo(MIB);
        assertThat(reserved.length()).isEqualTo(16 * MIB);
        Partition windows = layout.windows();
        assertThat(windows.type()).isEqualTo(PartitionType.Gpt.BASIC_DATA);
        assertThat(windows.start()).isEqualTo(17 * MIB);
        assertThat(windows.end()).isEqualTo((size - MIB) / MIB * MIB);
    }

    @ParameterizedTest
    @ValueSource(longs = {5 * MIB, GIB, GIB + 512, 2 * TIB})
    void givesAnMbrOneActivePartition(long size) throws IOException {
        DiskLayout layout = DiskLayout.mbr(size, 0x1a2b3c4d);
        PartitionTable table = table(layout);

        assertThat(table.kind()).isEqualTo(PartitionTable.Kind.MBR);
        assertThat(table.remarks()).isEmpty();
        assertThat(table.partitions()).isEqualTo(layout.partitions()).hasSize(1);
        Partition windows = layout.windows();
        assertThat(windows.isActive()).isTrue();
        assertThat(windows.type()).isEqualTo(PartitionType.Mbr.NTFS);
        assertThat(windows.start()).isEqualTo(MIB);
        assertThat(windows.end()).isEqualTo(size / MIB * MIB);
    }

    @Test
    void saysWhichDisksAreTooSmallOrTooLarge() {
        assertThat(DiskLayout.problem(22 * MIB, PartitionTable.Kind.GPT)).isEmpty();
        assertThat(DiskLayout.problem(22 * MIB - 512, PartitionTable.Kind.GPT))
                .contains("a disk of 21.9 MiB has no room for a partition table and an NTFS volume; the least is 22 MiB");
        assertThat(DiskLayout.problem(5 * MIB, PartitionTable.Kind.MBR)).isEmpty();
        assertThat(DiskLayout.problem(4 * MIB, PartitionTable.Kind.MBR))
                .contains("a disk of 4 MiB has no room for a partition table and an NTFS volume; the least is 5 MiB");
        assertThat(DiskLayout.problem(2 * TIB, PartitionTable.Kind.MBR)).isEmpty();
        assertThat(DiskLayout.problem(3 * TIB, PartitionTable.Kind.MBR))
                .contains("an MBR has numbers for 2 TiB, and the disk would have 3 TiB; take a GPT");
        assertThat(DiskLayout.problem(3 * TIB, PartitionTable.Kind.GPT)).isEmpty();
    }
}
