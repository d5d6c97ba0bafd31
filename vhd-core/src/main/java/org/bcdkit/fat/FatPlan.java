package org.bcdkit.fat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.Basis;
import org.bcdkit.disk.Extent;
import org.bcdkit.storage.WritableStorage;

/**
 * What has to be written to a FAT volume, in an order in which the power may fail at any moment: first the content of new files, the chains of their
 * clusters and new folders, to which nothing leads yet; when that is safe, the entries that lead to them, each within one sector; when that is safe,
 * the clusters of what was replaced become free. What may be left after a crash are clusters that belong to nothing, which fsck.fat and chkdsk make
 * free again, copies of the FAT that differ, and the volume says that it was not closed. Another plan mends that, apart from the clusters, before it does
 * anything else.
 */
public final class FatPlan {

    /** Is told how far the plan was applied. */
    public interface Progress {

        /** What leads to the changes of {@code step} is written from now on: when that fails, some of it may be on the volume. */
        default void begun(FatStep step) {}

        /** {@code step} was done, and what it did is safe. Each is told once, in their order. */
        void done(FatStep step);
    }

    /**
     * What one step writes.
     *
     * @param prepared what nothing leads to yet
     * @param switched what leads to it
     * @param freed what is not needed any more then
     * @param free how many clusters the table says are free then
     * @param next where to look for one first
     */
    record Writes(
            FatStep step, List<FileContent> contents, List<Extent> prepared, List<Extent> switched, List<Extent> freed, int free, int next) {

        boolean isEmpty() {
            return contents.isEmpty() && prepared.isEmpty() && switched.isEmpty() && freed.isEmpty();
        }
    }

    private final FatGeometry geometry;
    private final Basis basis;
    private final FatRoom room;
    private final FatSurvey.Sound before;
    private final List<Writes> steps;
    private final List<String> problems;

    FatPlan(FatGeometry geometry, Basis basis, FatRoom room, FatSurvey.Sound before, List<Writes> steps, List<String> problems) {
        this.geometry = geometry;
        this.basis = basis;
        this.room = room;
        this.before = before;
        this.steps = List.copyOf(steps);
        this.problems = List.copyOf(problems);
    }

    /** How much the plan takes, and how much there is. */
    public FatRoom room() {
        return room;
    }

    /** Why it cannot be done, apart from room: lower-case sentences without their full stops. */
    public List<String> problems() {
        return problems;
    }

    /** Whether it can be applied. */
    public boolean isPossible() {
        return problems.isEmpty() && room.suffices();
    }

    /** The steps in the order in which they are applied. */
    public List<FatStep> steps() {
        List<FatStep> all = new ArrayList<>();
        for (Writes writes : steps) {
            all.add(writes.step());
        }
        return all;
    }

    /** Whether there is nothing to write: no step changes anything, and the volume was closed. */
    public boolean isEmpty() {
        if (before.isUnclosed()) {
            return false;
        }
        for (Writes writes : steps) {
            if (!writes.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes to {@code volume}, which nobody else may write to meanwhile. When this returns all is safe. When it fails, the steps of which
     * {@code progress} was told were made.
     *
     * @throws org.bcdkit.storage.StalePlanException when the volume is not what it was when the plan was made; nothing was written then
     */
    public void apply(WritableStorage volume, Progress progress) throws IOException {
        if (!isPossible()) {
            throw new IllegalStateException("the plan is not possible: " + problems + ", " + room);
        }
        if (isEmpty()) {
            return;
        }
        basis.check(volume);
        DirtyFlag.set(volume, geometry);
        before.unequal().mend(volume, geometry);
        int free = before.free().counted();
        int next = FatGeometry.FIRST_CLUSTER;
        // A step that frees nothing becomes safe together with what the next one prepares, to which nothing leads.
        Optional<FatStep> unsafe = Optional.empty();
        for (Writes writes : steps) {
            try {
                for (FileContent content : writes.contents()) {
                    content.writeTo(volume, geometry);
                }
            } catch (FileContent.Unreadable e) {
                close(volume, free, next, unsafe, progress);
                throw e.why();
            }
            write(volume, writes.prepared());
            volume.force();
            tell(unsafe, progress);
            progress.begun(writes.step());
            write(volume, writes.switched());
            unsafe = Optional.of(writes.step());
            if (!writes.freed().isEmpty()) {
                volume.force();
                tell(unsafe, progress);
                unsafe = Optional.empty();
                write(volume, writes.freed());
            }
            free = writes.free();
            next = writes.next();
        }
        close(volume, free, next, unsafe, progress);
    }

    private void close(WritableStorage volume, int free, int next, Optional<FatStep> unsafe, Progress progress) throws IOException {
        DirtyFlag.count(volume, geometry, free, next);
        volume.force();
        tell(unsafe, progress);
        DirtyFlag.clear(volume, geometry);
    }

    private static void tell(Optional<FatStep> step, Progress progress) {
        if (step.isPresent()) {
            progress.done(step.get());
        }
    }

    private static void write(WritableStorage volume, List<Extent> extents) throws IOException {
        for (Extent extent : extents) {
            volume.write(extent.position(), extent.bytes().littleEndian());
        }
    }
}
