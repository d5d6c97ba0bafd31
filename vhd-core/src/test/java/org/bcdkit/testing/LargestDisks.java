package org.bcdkit.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongUnaryOperator;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.Storage;

/** Images of the largest disks the formats can hold, with every block in place. Run as a program it opens one and prints what it counted. */
public final class LargestDisks {

    private static final long MIB = 1 << 20;

    private LargestDisks() {}

    /**
     * A VHDX of 64 TiB.
     *
     * @param place tells the number of the place for the number of a block
     */
    public static Storage vhdx(int blockSize, LongUnaryOperator place) {
        long virtualSize = 64L << 40;
        long blocks = virtualSize / blockSize;
        long ratio = (1L << 23) * 512 / blockSize;
        long count = blocks + (blocks - 1) / ratio;
        int tableLength = (int) ((8 * count + MIB - 1) / MIB * MIB);
        long first = VhdxBuilder.TABLE + tableLength;
        LongUnaryOperator entry = index -> {
            long inChunk = index % (ratio + 1);
            long block = index / (ratio + 1) * ratio + inChunk;
            return inChunk == ratio ? 0 : first + place.applyAsLong(block) * blockSize | 6;
        };
        Storage rest = VhdxBuilder.dynamic(virtualSize, blockSize).tableLength(tableLength).storage("image");
        return new FullTable(rest, VhdxBuilder.TABLE, 8, count, first + virtualSize, entry);
    }

    /**
     * A VHD of 2040 GiB.
     *
     * @param place tells the number of the place for the number of a block
     */
    public static Storage vhd(int blockSize, LongUnaryOperator place) {
        long virtualSize = 2040L << 30;
        int blocks = (int) (virtualSize / blockSize);
        long first = VhdBuilder.TABLE / 512 + blocks * 4L / 512;
        long unit = blockSize / 512 + 1;
        // A small disk that says that it is large: the builder would take memory for the table.
        VhdBuilder image = VhdBuilder.dynamic(blockSize, blockSize).footer(40, 8, virtualSize).footer(48, 8, virtualSize).header(28, 4, blocks);
        long end = (first + blocks * unit) * 512;
        Storage rest = new FooterAt(end, image.footer(), image.build());
        return new FullTable(rest, VhdBuilder.TABLE, 4, blocks, end + 512, block -> first + place.applyAsLong(block) * unit);
    }

    /** Opens {@code vhd} or {@code vhdx} with blocks of so many bytes. */
    public static void main(String[] args) throws IOException {
        int blockSize = Integer.parseInt(args[1]);
        Duration start = ProcessorTime.now();
        try (VirtualDisk disk = DiskImages.open(args[0].equals("vhd") ? vhd(blockSize, block -> block) : vhdx(blockSize, block -> block))) {
            BlockUse use = disk.blocks().orElseThrow();
            System.out.print(use.allocated() + " of " + use.total() + " in place, " + disk.bytesToGrow() + " to grow");
        }
        System.err.print(ProcessorTime.since(start).toMillis());
    }
}
