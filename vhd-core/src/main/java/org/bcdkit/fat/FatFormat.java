package org.bcdkit.fat;

import java.util.Optional;
import org.bcdkit.filesystem.VolumeKind;

/**
 * How a new FAT volume is laid out: FAT32 wherever there are enough sectors for it, since firmware expects that of a system partition, else FAT16.
 * FAT specification, section 3.5; the cluster sizes are those that Windows takes, and smaller ones where these would give too few clusters.
 *
 * @param kind FAT16 or FAT32
 * @param sectorSize in bytes
 * @param sectors of the volume
 * @param clusterSectors sectors of a cluster
 * @param reservedSectors before the first FAT; as many as it takes for clusters to start at a multiple of their size
 * @param fatSectors of each FAT
 */
public record FatFormat(VolumeKind kind, int sectorSize, long sectors, int clusterSectors, int reservedSectors, long fatSectors) {

    static final int FATS = 2;
    /** Of the root folder of FAT16. */
    static final int ROOT_ENTRIES = 512;

    private static final long MAX_SECTORS = 0xFFFFFFFFL;
    /** So far from a limit that nobody who is off by a few takes one kind for the other. */
    private static final int MARGIN = 16;
    private static final int RESERVED_16 = 1;
    private static final int RESERVED_32 = 32;
    private static final int LARGEST_CLUSTER = 32 << 10;
    private static final long MIB = 1 << 20;

    /**
     * The layout of a volume of {@code size} bytes; what is more than FAT can count is left over. Empty when it is too small for FAT16.
     *
     * @param sectorSize 512, 1024, 2048 or 4096
     */
    public static Optional<FatFormat> of(long size, int sectorSize) {
        if (Integer.bitCount(sectorSize) != 1 || sectorSize < 512 || sectorSize > 4096) {
            throw new IllegalArgumentException("sectors of " + sectorSize + " bytes");
        }
        long sectors = Math.min(size / sectorSize, MAX_SECTORS);
        Optional<FatFormat> fat32 = of(VolumeKind.FAT32, sectorSize, sectors, usualCluster32(size), FatGeometry.FAT16_CLUSTERS + 1L + MARGIN);
        return fat32.isPresent() ? fat32 : of(VolumeKind.FAT16, sectorSize, sectors, usualCluster16(size), FatGeometry.FAT12_CLUSTERS + 1L + MARGIN);
    }

    /** With the usual size of clusters, or the largest smaller one that gives so many. */
    private static Optional<FatFormat> of(VolumeKind kind, int sectorSize, long sectors, int clusterSize, long fewest) {
        for (int clusterSectors = Math.max(1, clusterSize / sectorSize); clusterSectors >= 1; clusterSectors /= 2) {
            Optional<FatFormat> format = of(kind, sectorSize, sectors, clusterSectors);
            if (format.isPresent() && format.get().clusters() >= fewest) {
                return format;
            }
        }
        return Optional.empty();
    }

    private static Optional<FatFormat> of(VolumeKind kind, int sectorSize, long most, int clusterSectors) {
        long sectors = Math.min(most, (long) FatGeometry.FAT32_CLUSTERS * clusterSectors);
        int reserved = kind == VolumeKind.FAT32 ? RESERVED_32 : RESERVED_16;
        long rootSectors = kind == VolumeKind.FAT32 ? 0 : ROOT_ENTRIES * FatEntry.SIZE / sectorSize;
        long entryBytes = FatTable.bits(kind) / Byte.SIZE;
        long left = sectors - reserved - rootSectors;
        // With each sector of a FAT go as many clusters as it has entries, and one sector of every FAT; two entries are no clusters'.
        long share = sectorSize / entryBytes * clusterSectors + FATS;
        long fatSectors = (left + (long) FatGeometry.FIRST_CLUSTER * clusterSectors + share - 1) / share;
        long start = reserved + FATS * fatSectors + rootSectors;
        long aligned = (start + clusterSectors - 1) / clusterSectors * clusterSectors;
        if (left <= 0 || aligned >= sectors) {
            return Optional.empty();
        }
        return Optional.of(new FatFormat(kind, sectorSize, sectors, clusterSectors, (int) (reserved + aligned - start), fatSectors));
    }

    /** What Windows takes for FAT32, by the size of the volume. */
    private static int usualCluster32(long size) {
        long mebibytes = size / MIB;
        if (mebibytes < 64) {
            return 512;
        }
        if (mebibytes < 128) {
            return 1 << 10;
        }
        if (mebibytes < 256) {
            return 2 << 10;
        }
        return mebibytes < 8 << 10 ? 4 << 10 : mebibytes < 16 << 10 ? 8 << 10 : mebibytes < 32 << 10 ? 16 << 10 : LARGEST_CLUSTER;
    }

    /** What Windows takes for FAT16, by the size of the volume. */
    private static int usualCluster16(long size) {
        long mebibytes = size / MIB;
        if (mebibytes < 16) {
            return 512;
        }
        return mebibytes < 128 ? 2 << 10 : mebibytes < 256 ? 4 << 10 : mebibytes < 512 ? 8 << 10 : mebibytes < 1024 ? 16 << 10 : LARGEST_CLUSTER;
    }

    /** Sector of cluster 2. */
    long dataSector() {
        return reservedSectors + FATS * fatSectors + (kind == VolumeKind.FAT32 ? 0 : ROOT_ENTRIES * FatEntry.SIZE / sectorSize);
    }

    /** How many clusters the volume has. */
    public long clusters() {
        return (sectors - dataSector()) / clusterSectors;
    }

    /** In bytes. */
    public int clusterSize() {
        return clusterSectors * sectorSize;
    }
}
