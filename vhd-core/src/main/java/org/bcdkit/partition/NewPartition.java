package org.bcdkit.partition;

import java.util.Optional;
import java.util.UUID;

/**
 * A partition that a disk is to have.
 *
 * @param length in bytes; it gets as many whole sectors as that takes
 * @param unique GPT: the partition's own GUID
 * @param label GPT: the partition's name; else empty
 * @param attributes as in {@link Partition}
 */
public record NewPartition(PartitionType type, long length, Optional<UUID> unique, String label, long attributes) {

    /** Keeps Windows from giving it a drive letter, as it does for those it makes itself. */
    private static final long NO_DRIVE_LETTER = 1L << 63;

    /** An EFI system partition of a GPT. */
    public static NewPartition efiSystem(long length, UUID unique) {
        return new NewPartition(PartitionType.Gpt.EFI_SYSTEM, length, Optional.of(unique), "EFI system partition", NO_DRIVE_LETTER);
    }

    /** An EFI system partition of an MBR. */
    public static NewPartition efiSystem(long length) {
        return new NewPartition(PartitionType.Mbr.EFI_SYSTEM, length, Optional.empty(), "", 0);
    }

    /** A system partition of an MBR from which a BIOS starts. */
    public static NewPartition activeFat32(long length) {
        return new NewPartition(PartitionType.Mbr.FAT32, length, Optional.empty(), "", MbrSector.ACTIVE);
    }

    /** The kind of table that it can be in. */
    PartitionTable.Kind table() {
        return type instanceof PartitionType.Gpt ? PartitionTable.Kind.GPT : PartitionTable.Kind.MBR;
    }
}
