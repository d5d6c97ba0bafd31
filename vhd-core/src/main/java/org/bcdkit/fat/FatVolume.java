package org.bcdkit.fat;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
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
    public boolean hasUnequalTables() {
        return !found.unequal().isEmpty();
    }

    /** How many clusters are in use and belong to nothing. They stay so. */
    public int lostClusters() {
        return found.lost();
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
