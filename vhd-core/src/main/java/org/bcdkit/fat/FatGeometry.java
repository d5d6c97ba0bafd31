package org.bcdkit.fat;

import java.io.IOException;
import java.util.Optional;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/**
 * Where things are on a FAT volume, all checked against its size.
 *
 * @param bootSector where the boot sector was read, in bytes
 * @param kind FAT12, FAT16 or FAT32
 * @param sectorSize in bytes
 * @param clusterSize in bytes
 * @param fatStart position of the first FAT
 * @param fatLength in bytes, each
 * @param fats how many
 * @param activeFat the one that is kept up to date, from 0
 * @param mirrored whether the others are kept up to date too
 * @param rootStart position of the root directory of FAT12 and FAT16
 * @param rootLength in bytes; 0 in FAT32
 * @param rootCluster where the root directory of FAT32 starts
 * @param dataStart position of cluster 2
 * @param lastCluster the highest number a cluster may have
 * @param infoStart position of the sector that counts free clusters; 0 when there is none
 * @param label of the boot sector; without filling
 */
record FatGeometry(
        long bootSector,
        VolumeKind kind,
        int sectorSize,
        int clusterSize,
        long fatStart,
        long fatLength,
        int fats,
        int activeFat,
        boolean mirrored,
        long rootStart,
        int rootLength,
        int rootCluster,
        long dataStart,
        int lastCluster,
        long infoStart,
        Bytes label) {

    /** The first cluster that holds data: 0 and 1 are no clusters. */
    static final int FIRST_CLUSTER = 2;

    private static final int MAX_SECTOR = 4096;
    private static final int MIN_MEDIA = 0xF0;
    private static final long ONE_FAT = 0x80;
    private static final long FAT_NUMBER = 0x0F;
    /** How many clusters FAT12 and FAT16 have at most; of them and nothing else follows which it is. */
    static final int FAT12_CLUSTERS = 4084;
    static final int FAT16_CLUSTERS = 65524;
    static final int FAT32_CLUSTERS = 0x0FFFFFF5;
    private static final int NAME_LENGTH = 11;
    /** The sector of the backup. The field that says so is in the boot sector itself, and Windows never chooses another. */
    private static final int BACKUP = 6;

    /** Which FAT a volume with this first sector has; empty when it does not start as one. */
    static Optional<VolumeKind> kind(byte[] first) {
        try {
            return Optional.of(new Sector("", 0, first).kind());
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /**
     * What the boot sector says or, when that is damaged and the volume is a FAT32, its backup.
     *
     * @throws MalformedException when the boot sector is none, or says what cannot be
     */
    static FatGeometry read(Storage volume) throws IOException {
        try {
            return read(volume, 0).geometry(volume);
        } catch (MalformedException first) {
            Optional<Sector> backup = findBackup(volume);
            if (backup.isEmpty()) {
                throw first;
            }
            return backup.get().geometry(volume);
        }
    }

    /** The backup of the boot sector, which only FAT32 has; empty when there is no boot sector in its place. */
    static Optional<Sector> findBackup(Storage volume) throws IOException {
        for (int sectorSize = FatBootSector.SIZE; sectorSize <= MAX_SECTOR; sectorSize *= 2) {
            long position = (long) BACKUP * sectorSize;
            if (position + FatBootSector.SIZE > volume.size()) {
                break;
            }
            try {
                Sector sector = read(volume, position);
                if (sector.fat32 && sector.value(FatBootSector.SECTOR_SIZE) == sectorSize) {
                    return Optional.of(sector);
                }
            } catch (MalformedException e) {
                // No boot sector here either; the message is about the first.
            }
        }
        return Optional.empty();
    }

    private static Sector read(Storage volume, long position) throws IOException {
        return new Sector(volume.name(), position, volume.read(position, FatBootSector.SIZE));
    }

    /** Position of a cluster, which has to be one. */
    long position(int cluster) {
        return dataStart + (long) (cluster - FIRST_CLUSTER) * clusterSize;
    }

    /** Position behind the last cluster. */
    long end() {
        return position(lastCluster) + clusterSize;
    }

    int clusters() {
        return lastCluster - FIRST_CLUSTER + 1;
    }

    boolean isFat32() {
        return rootCluster != 0;
    }

    boolean isCluster(int number) {
        return number >= FIRST_CLUSTER && number <= lastCluster;
    }

    /** A first sector whose fields are possible, each by itself and all together. */
    static final class Sector {
        private final String source;
        private final long position;
        private final byte[] bytes;
        private final StructImage common;
        private final boolean fat32;
        private final long sectors;
        private final long fatSectors;
        private final long dataSector;
        private final long clusters;

        private Sector(String source, long position, byte[] bytes) throws MalformedException {
            this.source = source;
            this.position = position;
            this.bytes = bytes;
            common = FatBootSector.LAYOUT.view(source, position, bytes, 0);
            checkStart();
            // As Windows tells it; how many clusters there are decides between the other two.
            fat32 = value(FatBootSector.FAT_SECTORS_16) == 0;
            long sectors16 = value(FatBootSector.SECTORS_16);
            sectors = sectors16 != 0 ? sectors16 : value(FatBootSector.SECTORS_32);
            fatSectors = fat32 ? longTail().get(FatBootSector.FAT_SECTORS_32) : value(FatBootSector.FAT_SECTORS_16);
            if (fatSectors == 0) {
                throw malformed(FatBootSector.LAYOUT, FatBootSector.FAT_SECTORS_16, "sectors per FAT are 0 in both fields, expected at least 1");
            }
            long rootBytes = value(FatBootSector.ROOT_ENTRIES) * FatEntry.SIZE;
            if (fat32 && rootBytes != 0) {
                throw malformed(FatBootSector.ROOT_ENTRIES, value(FatBootSector.ROOT_ENTRIES), "0 in FAT32");
            }
            long sectorSize = value(FatBootSector.SECTOR_SIZE);
            long rootSectors = (rootBytes + sectorSize - 1) / sectorSize;
            dataSector = value(FatBootSector.RESERVED) + value(FatBootSector.FATS) * fatSectors + rootSectors;
            clusters = (sectors - dataSector) / value(FatBootSector.CLUSTER_SECTORS);
            checkClusters();
        }

        private void checkStart() throws MalformedException {
            Bytes jump = common.get(FatBootSector.JUMP);
            if (!(jump.at(0) == (byte) 0xEB && jump.at(2) == (byte) 0x90 || jump.at(0) == (byte) 0xE9)) {
                throw malformed(FatBootSector.LAYOUT, FatBootSector.JUMP, "it starts with " + jump + ", expected a jump: ebxx90 or e9xxxx");
            }
            long sectorSize = value(FatBootSector.SECTOR_SIZE);
            if (Long.bitCount(sectorSize) != 1 || sectorSize < FatBootSector.SIZE || sectorSize > MAX_SECTOR) {
                throw malformed(FatBootSector.SECTOR_SIZE, sectorSize, "512, 1024, 2048 or 4096");
            }
            if (Long.bitCount(value(FatBootSector.CLUSTER_SECTORS)) != 1) {
                throw malformed(FatBootSector.CLUSTER_SECTORS, value(FatBootSector.CLUSTER_SECTORS), "a power of two up to 128");
            }
            if (value(FatBootSector.RESERVED) == 0) {
                throw malformed(FatBootSector.RESERVED, 0, "at least 1");
            }
            long fats = value(FatBootSector.FATS);
            if (fats != 1 && fats != 2) {
                throw malformed(FatBootSector.FATS, fats, "1 or 2");
            }
            long media = value(FatBootSector.MEDIA);
            if (media < MIN_MEDIA) {
                throw malformed(FatBootSector.MEDIA, media, "240 or more");
            }
        }

        private void checkClusters() throws MalformedException {
            if (sectors <= dataSector || clusters == 0) {
                throw malformed(FatBootSector.LAYOUT, FatBootSector.SECTORS_32, "the volume has " + sectors + " sectors, expected more than the "
                        + dataSector + " that come before the first cluster");
            }
            int most = fat32 ? FAT32_CLUSTERS : FAT16_CLUSTERS;
            if (clusters > most) {
                throw malformed(FatBootSector.LAYOUT, FatBootSector.SECTORS_32, "the volume has " + clusters + " clusters, expected " + most
                        + " at most");
            }
        }

        VolumeKind kind() {
            if (fat32) {
                return VolumeKind.FAT32;
            }
            return clusters <= FAT12_CLUSTERS ? VolumeKind.FAT12 : VolumeKind.FAT16;
        }

        FatGeometry geometry(Storage volume) throws MalformedException {
            FatGeometry geometry = geometry();
            if (geometry.dataStart > volume.size()) {
                throw malformed(FatBootSector.LAYOUT, FatBootSector.RESERVED, "the FATs and the root directory end at 0x"
                        + Long.toHexString(geometry.dataStart) + ", but the volume ends at 0x" + Long.toHexString(volume.size()));
            }
            return geometry;
        }

        private FatGeometry geometry() throws MalformedException {
            int sectorSize = (int) value(FatBootSector.SECTOR_SIZE);
            int clusterSize = sectorSize * (int) value(FatBootSector.CLUSTER_SECTORS);
            int fats = (int) value(FatBootSector.FATS);
            long fatStart = value(FatBootSector.RESERVED) * sectorSize;
            long fatLength = fatSectors * sectorSize;
            long flags = fat32 ? longTail().get(FatBootSector.FLAGS) : 0;
            boolean mirrored = (flags & ONE_FAT) == 0;
            int active = mirrored ? 0 : (int) (flags & FAT_NUMBER);
            if (active >= fats) {
                throw malformed(FatBootSector.LONG_TAIL, FatBootSector.FLAGS, "FAT " + active + " is said to be in use, expected one of the " + fats
                        + " there are");
            }
            int last = lastCluster(fatLength);
            return new FatGeometry(
                    position,
                    kind(),
                    sectorSize,
                    clusterSize,
                    fatStart,
                    fatLength,
                    fats,
                    active,
                    mirrored,
                    fatStart + fats * fatLength,
                    (int) value(FatBootSector.ROOT_ENTRIES) * FatEntry.SIZE,
                    fat32 ? rootCluster(last) : 0,
                    dataSector * sectorSize,
                    last,
                    fat32 ? infoStart() : 0,
                    label());
        }

        /** The FAT may have room for fewer clusters than the volume; those without an entry cannot be used. */
        private int lastCluster(long fatLength) {
            int bits = FatTable.bits(kind());
            return (int) Math.min(clusters + FIRST_CLUSTER, fatLength * Byte.SIZE / bits) - 1;
        }

        private int rootCluster(int last) throws MalformedException {
            long root = longTail().get(FatBootSector.ROOT_CLUSTER);
            if (root < FIRST_CLUSTER || root > last) {
                throw malformed(FatBootSector.LONG_TAIL, FatBootSector.ROOT_CLUSTER, "root cluster is " + root + ", expected 2 to " + last);
            }
            return (int) root;
        }

        private long infoStart() throws MalformedException {
            long sector = longTail().get(FatBootSector.INFO_SECTOR);
            return sector < value(FatBootSector.RESERVED) ? sector * value(FatBootSector.SECTOR_SIZE) : 0;
        }

        private Bytes label() throws MalformedException {
            StructImage tail = fat32 ? longTail() : shortTail();
            boolean extended = tail.get(fat32 ? FatBootSector.LONG_EXTENDED : FatBootSector.SHORT_EXTENDED) == FatBootSector.EXTENDED;
            Field<String> field = fat32 ? FatBootSector.LONG_LABEL : FatBootSector.SHORT_LABEL;
            return extended ? Bytes.of(bytes, FatBootSector.TAIL + field.offset(), NAME_LENGTH) : Bytes.EMPTY;
        }

        private StructImage shortTail() throws MalformedException {
            return FatBootSector.SHORT_TAIL.view(source, position + FatBootSector.TAIL, bytes, FatBootSector.TAIL);
        }

        private StructImage longTail() throws MalformedException {
            return FatBootSector.LONG_TAIL.view(source, position + FatBootSector.TAIL, bytes, FatBootSector.TAIL);
        }

        private long value(Field<Long> field) {
            return common.get(field);
        }

        private MalformedException malformed(Field<?> field, long found, String expected) {
            return malformed(FatBootSector.LAYOUT, field, field.name() + " is " + found + ", expected " + expected);
        }

        MalformedException malformed(StructLayout part, Field<?> field, String problem) {
            long start = position + (part == FatBootSector.LAYOUT ? 0 : FatBootSector.TAIL);
            return new MalformedException(source, FatBootSector.LAYOUT.name(), start + field.offset(), problem);
        }
    }
}
