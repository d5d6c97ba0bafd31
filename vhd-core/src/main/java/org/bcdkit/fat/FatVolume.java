package org.bcdkit.fat;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Rule;
import org.bcdkit.storage.Storage;

/**
 * A FAT12, FAT16 or FAT32 volume that nobody has mounted and that was found to be sound, so that it can be written to. Reading it tells what changes
 * would need; only applying a {@link FatPlan} writes.
 */
public final class FatVolume {

    private final Storage volume;
    private final FatGeometry geometry;
    private final FatSurvey.Sound found;

    private FatVolume(Storage volume, FatGeometry geometry, FatSurvey.Sound found) {
        this.volume = volume;
        this.geometry = geometry;
        this.found = found;
    }

    /**
     * Goes through all folders and all chains of {@code volume}.
     *
     * @throws org.bcdkit.storage.MalformedException when it is damaged: chains that cross or go round, copies of the FAT that differ although it was
     *         closed, or that do not each lead to everything on it
     */
    public static FatVolume read(Storage volume) throws IOException {
        FatGeometry geometry = FatGeometry.read(volume);
        return new FatVolume(volume, geometry, FatSurvey.of(volume, geometry));
    }

    /** In bytes: what every file takes a multiple of. */
    public int clusterSize() {
        return geometry.clusterSize();
    }

    public long freeBytes() {
        return (long) found.free().free() * geometry.clusterSize();
    }

    /** Whether it says that it is in use, or was not closed when it was written to last. The next plan closes it. */
    public boolean isUnclosed() {
        return found.isUnclosed();
    }

    /** Whether the copies of its FAT differ, which the next plan mends. */
    boolean hasUnequalTables() {
        return !found.unequal().isEmpty();
    }

    /** How many clusters are in use and belong to nothing. They stay so. */
    int lostClusters() {
        return found.lost();
    }

    /**
     * A warning when {@link #isUnclosed}, of what was found and of what becomes of it when something is written.
     *
     * @param name of the volume, as a user would name it
     * @param rule that volumes were closed
     */
    public List<Finding> unclosed(String name, Rule rule) {
        if (!isUnclosed()) {
            return List.of();
        }
        StringBuilder text = new StringBuilder(name)
                .append(" was not closed when it was written to last, or is in use (its dirty flag is set); it was found to be sound, and is written to and closed");
        if (hasUnequalTables()) {
            text.append("; the copies of its FAT differ, and are made the same");
        }
        int lost = lostClusters();
        if (lost > 0) {
            String clusters = lost == 1 ? "a cluster" : lost + " clusters";
            text.append("; ").append(clusters).append(" (").append(ByteSize.format((long) lost * clusterSize())).append(") ")
                    .append(lost == 1 ? "belongs" : "belong").append(" to nothing and ").append(lost == 1 ? "stays" : "stay").append(" taken");
        }
        String remedy = "Make sure that nothing else uses the disk." + (lost > 0 ? " fsck.fat -a or chkdsk /f frees what belongs to nothing." : "");
        return List.of(Finding.warning(rule, text.toString(), remedy));
    }

    /**
     * What has to be written for {@code steps}, and how much room that takes. Nothing is written, and of the content of new files only the size is
     * asked for.
     *
     * @param clock for the times of new files. FAT stores the time of day and not of which zone. It is stored as in the zone of this clock; Windows
     *         and Linux take it for one of their own zone, and {@link FatFileSystem} for UTC.
     */
    public FatPlan plan(List<FatStep> steps, Clock clock) throws IOException {
        return new FatEdit(volume, geometry, found, clock).plan(steps);
    }
}
