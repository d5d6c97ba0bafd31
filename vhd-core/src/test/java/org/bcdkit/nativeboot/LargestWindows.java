package org.bcdkit.nativeboot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.DiskInImage;
import org.bcdkit.testing.LargestDisks;
import org.bcdkit.testing.ProcessorTime;

/** Judges an image of the largest size its format has, with every block in place and a Windows at its start. */
public final class LargestWindows {

    private static final int VHD_BLOCK = 2 << 20;
    private static final int VHDX_BLOCK = 32 << 20;

    private LargestWindows() {}

    private static Storage image(String format, byte[] disk) {
        if (format.equals("vhd")) {
            // Behind the table of 1044480 entries, each block after the sector of its bitmap.
            long first = 1536 + 1044480 * 4L;
            return new DiskInImage(LargestDisks.vhd(VHD_BLOCK, block -> block), disk, VHD_BLOCK, block -> first + block * (VHD_BLOCK + 512L) + 512);
        }
        // Behind the table, whose 2113535 entries take 17 MiB.
        long first = (3L << 20) + (17L << 20);
        return new DiskInImage(LargestDisks.vhdx(VHDX_BLOCK, block -> block), disk, VHDX_BLOCK, block -> first + block * VHDX_BLOCK);
    }

    /** @param args {@code vhd} or {@code vhdx}; a file with the first sectors of the disk; a file that stands for the image */
    public static void main(String[] args) throws IOException {
        Storage image = image(args[0], Files.readAllBytes(Path.of(args[1])));
        Duration start = ProcessorTime.now();
        NativeBootReport report = NativeBootCheck.check(Path.of(args[2]), new DiskImages(path -> image, VolumeMap.EMPTY), Judged.ROOMY);
        System.out.print(report.image().orElseThrow().virtualSize() + " bytes, " + report.windows().orElseThrow().version().orElseThrow());
        System.err.print(ProcessorTime.since(start).toMillis());
    }
}
