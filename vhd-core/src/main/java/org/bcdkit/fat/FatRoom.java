package org.bcdkit.fat;

/**
 * How much of a volume a plan takes. A file that is replaced needs room for the new one before the old one is gone.
 *
 * @param clusterSize in bytes: what every file takes a multiple of
 * @param neededClusters the most that are taken at any moment, beyond those in use before
 * @param freeClusters those that are free before
 */
public record FatRoom(int clusterSize, long neededClusters, long freeClusters) {

    public boolean suffices() {
        return neededClusters <= freeClusters;
    }

    public long neededBytes() {
        return neededClusters * clusterSize;
    }

    public long freeBytes() {
        return freeClusters * clusterSize;
    }
}
