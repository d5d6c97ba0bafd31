package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Storage;

/** All that an image says about itself, and samples of what it holds: to tell whether damage changed what is read. */
public record DiskValues(
        DiskFormat format,
        DiskKind kind,
        long virtualSize,
        int sectorSize,
        Optional<BlockUse> blocks,
        long bytesToGrow,
        Bytes identity,
        Optional<ParentLink> parentLink,
        List<Bytes> samples,
        String remarks) {

    private static final int SAMPLE = 700;

    /**
     * @param parent what a differencing disk is read through
     * @param step from sample to sample, in bytes
     */
    public static DiskValues of(Storage image, Optional<VirtualDisk> parent, int step) throws IOException {
        VirtualDisk disk = DiskImages.open(image);
        if (disk.parentLink().isPresent() && parent.isPresent()) {
            disk = disk.withParent(parent.get(), List.of());
        }
        List<Bytes> samples = new ArrayList<>();
        Storage contents = disk.contents();
        // However large a damaged disk says that it is.
        long end = Math.min(disk.virtualSize(), 64L * step);
        for (long at = 0; at < end; at += step) {
            samples.add(Bytes.of(contents.read(at, (int) Math.min(SAMPLE, end - at))));
        }
        samples.add(Bytes.of(contents.read(disk.virtualSize() - 1, 1)));
        return new DiskValues(
                disk.format(),
                disk.kind(),
                disk.virtualSize(),
                disk.sectorSize(),
                disk.blocks(),
                disk.bytesToGrow(),
                disk.identity(),
                disk.parentLink(),
                samples,
                DiskReading.remarks(disk));
    }

    /** Demands that this is what {@code undamaged} is, or that a remark says what is odd. */
    public void assertSameOrRemarked(DiskValues undamaged, String damage) {
        if (remarks.equals(undamaged.remarks)) {
            assertThat(this).as(damage).isEqualTo(undamaged);
        }
    }
}
