package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewDiskLimitsTest {

    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;
    private static final long TIB = 1L << 40;

    @Test
    void allowsWhatTheFormatsAllow() {
        for (long size : new long[] {3 * MIB, 104858112, 2040 * GIB}) {
            assertThat(NewDiskLimits.problem(DiskFormat.VHD, size, 2 * MIB, 512)).isEmpty();
        }
        assertThat(NewDiskLimits.problem(DiskFormat.VHD, 3 * MIB, MIB / 2, 512)).isEmpty();
        assertThat(NewDiskLimits.problem(DiskFormat.VHDX, 512, MIB, 512)).isEmpty();
        assertThat(NewDiskLimits.problem(DiskFormat.VHDX, 64 * TIB, 256 * MIB, 4096)).isEmpty();
        for (DiskFormat format : new DiskFormat[] {DiskFormat.VHD, DiskFormat.VHDX}) {
            assertThat(NewDiskLimits.problem(format, 64 * GIB, NewDiskLimits.usualBlockSize(format), 512)).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrongWithTheSize() {
        assertThat(NewDiskLimits.problem(DiskFormat.VHD, 3 * MIB - 512, 2 * MIB, 512)).contains("a VHD holds 3 MiB to 2040 GiB, not 3145216 bytes");
        assertThat(NewDiskLimits.problem(DiskFormat.VHD, 2041 * GIB, 2 * MIB, 512)).contains("a VHD holds 3 MiB to 2040 GiB, not 2041 GiB");
        assertThat(NewDiskLimits.problem(DiskFormat.VHDX, 65 * TIB, 32 * MIB, 512)).contains("a VHDX holds 512 bytes to 64 TiB, not 65 TiB");
        assertThat(NewDiskLimits.problem(DiskFormat.VHDX, Long.MAX_VALUE, MIB, 512))
                .contains("a VHDX holds 512 bytes to 64 TiB, not 9223372036854775807 bytes");
        assertThat(NewDiskLimits.problem(DiskFormat.VHDX, 5 * MIB + 512, MIB, 4096))
                .contains("a disk has whole sectors of 4096 bytes; the next sizes to 5243392 bytes are 5242880 and 5246976");
    }

    @Test
    void saysWhatIsWrongWithBlocksAndSectors() {
        assertThat(NewDiskLimits.problem(DiskFormat.VHD, GIB, 4 * MIB, 512))
                .contains("the blocks of a VHD have 512 KiB to 2 MiB, and a power of two, not 4 MiB");
        assertThat(NewDiskLimits.problem(DiskFormat.VHDX, GIB, 3 * MIB, 512))
                .contains("the blocks of a VHDX have 1 MiB to 256 MiB, and a power of two, not 3 MiB");
        assertThat(NewDiskLimits.problem(DiskFormat.VHDX, GIB, 1L << 40, 512))
                .contains("the blocks of a VHDX have 1 MiB to 256 MiB, and a power of two, not 1 TiB");
        assertThat(NewDiskLimits.problem(DiskFormat.VHDX, 64 * TIB, MIB, 512))
                .contains("it would have 67108864 blocks, and at most 16777216 are supported; take larger blocks");
        assertThat(NewDiskLimits.problem(DiskFormat.VHD, GIB, MIB, 4096)).contains("a VHD has sectors of 512 bytes, not of 4096");
        assertThat(NewDiskLimits.problem(DiskFormat.VHDX, GIB, MIB, 1024)).contains("a VHDX has sectors of 512 or 4096 bytes, not of 1024");
    }
}
