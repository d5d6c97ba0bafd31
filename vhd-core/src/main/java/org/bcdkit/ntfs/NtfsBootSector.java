package org.bcdkit.ntfs;

import java.io.IOException;
import java.util.Optional;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/**
 * The first sector of a volume, and once more the last one of its partition: sizes, and where the master file table is.
 *
 * @param position where it was read, in bytes
 * @param sectorSize in bytes
 * @param clusterSize in bytes
 * @param clusters how many the volume has
 * @param recordSize of a file record in bytes
 */
record NtfsBootSector(StructImage image, long position, int sectorSize, int clusterSize, long clusters, int recordSize) {

    static final int SIZE = 512;
    private static final int MAX_SECTOR = 4096;
    private static final long MAX_CLUSTERS = 1L << 32;
    private static final int MAX_CLUSTER = 2 << 20;
    /** Windows makes records of 1024 or 4096 bytes. */
    private static final int MAX_RECORD = 64 << 10;

    static final StructLayout LAYOUT = StructLayout.littleEndian("NTFS boot sector", SIZE);
    static final Field<Bytes> JUMP = LAYOUT.bytes(0, 3, "jump", "To the boot code.");
    static final Field<String> OEM = LAYOUT.ascii(3, 8, "OEM name", "Always `NTFS`, filled up with blanks.").mustBe("NTFS    ");
    static final Field<Long> BYTES_PER_SECTOR = LAYOUT.u16(11, "bytes per sector", "A power of two, 512 to 4096.");
    static final Field<Long> SECTORS_PER_CLUSTER =
            LAYOUT.u8(13, "sectors per cluster", "Up to 128 a power of two; above, 256 less the exponent of one.");
    static final Field<Long> MEDIA = LAYOUT.u8(21, "media descriptor", "0xF8.");
    static final Field<Long> SECTORS_PER_TRACK = LAYOUT.u16(24, "sectors per track", "Geometry: sectors per track.");
    static final Field<Long> HEADS = LAYOUT.u16(26, "heads", "Geometry: heads.");
    static final Field<Long> HIDDEN_SECTORS = LAYOUT.u32(28, "hidden sectors", "Sectors before the partition.");
    static final Field<Long> TOTAL_SECTORS = LAYOUT.u64(40, "total sectors", "Of the volume, without the last one of the partition.");
    static final Field<Long> MFT_CLUSTER = LAYOUT.u64(48, "MFT cluster", "First cluster of the master file table.");
    static final Field<Long> MIRROR_CLUSTER = LAYOUT.u64(56, "MFT mirror cluster", "First cluster of a copy of its first four records.");
    static final Field<Long> RECORD_SIZE = LAYOUT.u8(64, "file record size", "In clusters; above 127, 256 less the exponent of bytes.");
    static final Field<Long> INDEX_SIZE = LAYOUT.u8(68, "index block size", "In clusters; above 127, 256 less the exponent of bytes.");
    static final Field<Long> SERIAL_NUMBER = LAYOUT.u64(72, "volume serial number", "Windows shows the lower half.");
    static final Field<Long> CHECKSUM = LAYOUT.u32(80, "checksum", "Not used.");
    static final Field<Bytes> BOOT_CODE = LAYOUT.bytes(84, 426, "boot code", "Continues in the sectors that follow.");
    static final Field<Long> END = LAYOUT.u16(510, "end of sector", "0xAA55.");

    static {
        LAYOUT.reserved(14, 7);
        LAYOUT.reserved(22, 2);
        LAYOUT.reserved(32, 8);
        LAYOUT.reserved(65, 3);
        LAYOUT.reserved(69, 3);
    }

    /** The boot sector at the start of a partition, or its backup at the end when the first is damaged. */
    static NtfsBootSector find(Storage partition) throws IOException {
        try {
            return read(partition, 0);
        } catch (MalformedException first) {
            Optional<NtfsBootSector> backup = findBackup(partition);
            if (backup.isEmpty()) {
                throw first;
            }
            return backup.get();
        }
    }

    /** The backup at the end of a partition; empty when there is no boot sector that could be one. */
    static Optional<NtfsBootSector> findBackup(Storage partition) throws IOException {
        for (int sectorSize = SIZE; sectorSize <= MAX_SECTOR && sectorSize < partition.size(); sectorSize *= 2) {
            try {
                NtfsBootSector backup = read(partition, partition.size() / sectorSize * sectorSize - sectorSize);
                if (backup.sectorSize == sectorSize) {
                    return Optional.of(backup);
                }
            } catch (MalformedException e) {
                // No boot sector here either; the message is about the first.
            }
        }
        return Optional.empty();
    }

    private static NtfsBootSector read(Storage partition, long position) throws IOException {
        StructImage image = LAYOUT.read(partition.name(), position, partition.read(position, SIZE));
        long sectorSize = image.get(BYTES_PER_SECTOR);
        if (Long.bitCount(sectorSize) != 1 || sectorSize < SIZE || sectorSize > MAX_SECTOR) {
            throw malformed(partition, position, BYTES_PER_SECTOR, sectorSize + ", expected a power of two from 512 to " + MAX_SECTOR);
        }
        int perCluster = image.getInt(SECTORS_PER_CLUSTER);
        // From 0x81 on it is the power of two of a negative number: 0xF4 is 2 to the 12th.
        long clusterSize = sectorSize * (perCluster <= 128 ? perCluster : 1L << Math.min(256 - perCluster, 31));
        if (Long.bitCount(clusterSize) != 1 || clusterSize > MAX_CLUSTER) {
            throw malformed(partition, position, SECTORS_PER_CLUSTER, "0x" + Integer.toHexString(perCluster)
                    + ", expected a power of two that makes clusters of at most 2 MiB");
        }
        long recordSize = size(image.getInt(RECORD_SIZE), clusterSize);
        if (Long.bitCount(recordSize) != 1 || recordSize < SIZE || recordSize > MAX_RECORD) {
            throw malformed(partition, position, RECORD_SIZE, "0x" + Integer.toHexString(image.getInt(RECORD_SIZE))
                    + ", expected one that makes records of 512 bytes to 64 KiB");
        }
        long sectors = image.get(TOTAL_SECTORS);
        if (sectors <= 0 || sectors > partition.size() / sectorSize) {
            throw malformed(partition, position, TOTAL_SECTORS, Long.toUnsignedString(sectors) + ", and there is room for "
                    + partition.size() / sectorSize + " sectors of " + sectorSize + " bytes");
        }
        long clusters = sectors * sectorSize / clusterSize;
        if (clusters > MAX_CLUSTERS) {
            throw malformed(partition, position, TOTAL_SECTORS, sectors + ", which makes " + clusters + " clusters; NTFS numbers them with 32 bits");
        }
        NtfsBootSector sector = new NtfsBootSector(image, position, (int) sectorSize, (int) clusterSize, clusters, (int) recordSize);
        sector.checkCluster(partition, MFT_CLUSTER);
        return sector;
    }

    /** A size that is a number of clusters or, negative, the exponent of a number of bytes. */
    private static long size(int stored, long clusterSize) {
        return stored <= 127 ? stored * clusterSize : 1L << Math.min(256 - stored, 31);
    }

    private void checkCluster(Storage partition, Field<Long> field) throws MalformedException {
        long cluster = image.get(field);
        if (cluster <= 0 || cluster >= clusters) {
            throw malformed(partition, position, field, Long.toUnsignedString(cluster) + ", and the volume has " + clusters + " clusters");
        }
    }

    /** Where the master file table starts, in bytes. */
    long tablePosition() {
        return image.get(MFT_CLUSTER) * clusterSize;
    }

    /** Where the copy of its first records is, in bytes; anything in a volume whose copy is lost. */
    long mirrorPosition() {
        return image.get(MIRROR_CLUSTER) * clusterSize;
    }

    private static MalformedException malformed(Storage partition, long position, Field<Long> field, String found) {
        return new MalformedException(partition.name(), LAYOUT.name(), position + field.offset(), field.name() + " is " + found);
    }
}
