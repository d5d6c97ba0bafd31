package org.bcdkit.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.disk.Patch;
import org.bcdkit.disk.RepairStep;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.ResizableStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.WritableStorage;

/** What an image will be when the steps of a repair are carried out on it, in memory. */
final class RepairOutcome implements WritableStorage {

    private final Storage image;
    private final Overlay overlay;
    private long size;

    RepairOutcome(Storage image) {
        this.image = image;
        this.overlay = new Overlay(image);
        this.size = image.size();
    }

    /** Carries out {@code step} on {@code image}, and makes it safe. */
    static void carryOut(RepairStep step, ResizableStorage image) throws IOException {
        long after = step.sizeAfter(image.size());
        for (Patch patch : step.patches()) {
            patch.apply(image);
        }
        if (after < image.size()) {
            image.force();
            image.cut(after);
        } else if (after > image.size()) {
            image.write(after - 1, ByteBuffer.allocate(1)); // what is skipped holds zeros then
        }
        image.force();
    }

    /** As {@link #carryOut}, without taking memory for zeros. */
    void carryOut(RepairStep step) throws IOException {
        long after = step.sizeAfter(size);
        for (Patch patch : step.patches()) {
            if (patch.content().isPresent()) {
                patch.apply(this);
            } else {
                overlay.clear(patch.position(), patch.length());
            }
        }
        setSize(after);
    }

    @Override
    public String name() {
        return image.name();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        overlay.read(position, into);
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        size = Math.max(size, position + from.remaining());
        overlay.write(position, from);
    }

    private void setSize(long bytes) throws IOException {
        if (bytes < overlay.size()) {
            overlay.clear(bytes, overlay.size() - bytes); // what is cut off does not come back when the file grows again
        }
        overlay.extendTo(bytes);
        size = bytes;
    }

    @Override
    public void force() {}
}
