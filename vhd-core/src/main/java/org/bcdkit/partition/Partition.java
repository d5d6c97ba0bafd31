package org.bcdkit.partition;

import java.util.Optional;
import java.util.UUID;
import org.bcdkit.device.PartitionId;

/**
 * An entry of a partition table.
 *
 * @param number of the entry: 1 to 4 and, in an extended partition, from 5 in an MBR; from 1 in a GPT, empty entries counted
 * @param id what a boot entry names it by
 * @param uniqueId GPT: the partition's own GUID
 * @param start in bytes from the start of the disk
 * @param length in bytes
 * @param label GPT: the partition's name; else empty
 * @param attributes GPT: the 64 attribute bits; MBR: the status byte, 0x80 when active
 */
public record Partition(
        int number, PartitionType type, PartitionId id, Optional<UUID> uniqueId, long start, long length, String label, long attributes) {

    /** GPT attribute of basic data: Windows shows no volume. UEFI leaves the upper bits to the type. */
    public static final long GPT_HIDDEN = 1L << 62;
    /** GPT attribute of basic data: Windows gives the volume no letter. */
    public static final long GPT_NO_LETTER = 1L << 63;

    /**
     * A partition of an MBR.
     *
     * @param active whether a BIOS starts from it
     */
    public static Partition mbr(int number, PartitionType.Mbr type, int diskSignature, long start, long length, boolean active) {
        return new Partition(
                number, type, new PartitionId.Mbr(diskSignature, start), Optional.empty(), start, length, "", active ? MbrSector.ACTIVE : 0);
    }

    /** A partition of a GPT. */
    public static Partition gpt(int number, PartitionType.Gpt type, UUID disk, UUID unique, long start, long length, String label, long attributes) {
        return new Partition(number, type, new PartitionId.Gpt(disk, unique), Optional.of(unique), start, length, label, attributes);
    }

    /** MBR: whether a BIOS starts from it. Its bit means something else in a GPT. */
    public boolean isActive() {
        return type instanceof PartitionType.Mbr && (attributes & MbrSector.ACTIVE) != 0;
    }

    /** Position behind the last byte. */
    public long end() {
        return start + length;
    }
}
