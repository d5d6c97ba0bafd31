package org.bcdkit.disk;

import java.util.List;
import java.util.OptionalLong;
import org.bcdkit.plan.Change;

/**
 * A part of a repair that is safe on the disk before the next one begins. When it is interrupted, the image can be read as well as before.
 *
 * @param changes what it does, for the preview; empty when the step before tells that as well
 * @param patches what it writes, in this order
 * @param size length of the file afterwards, in bytes; absent when that stays as the patches leave it
 */
public record RepairStep(List<Change> changes, List<Patch> patches, OptionalLong size) {

    public RepairStep {
        changes = List.copyOf(changes);
        patches = List.copyOf(patches);
    }

    /** Length of a file of {@code before} bytes after this step. */
    public long sizeAfter(long before) {
        if (size.isPresent()) {
            return size.getAsLong();
        }
        long after = before;
        for (Patch patch : patches) {
            after = Math.max(after, patch.end());
        }
        return after;
    }
}
