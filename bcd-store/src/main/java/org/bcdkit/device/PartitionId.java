package org.bcdkit.device;

import java.util.UUID;

/** What identifies a partition in a device descriptor: disk and partition identity. */
public sealed interface PartitionId {

    /**
     * @param disk disk GUID, from the GPT header
     * @param partition unique partition GUID, from the partition's entry
     */
    record Gpt(UUID disk, UUID partition) implements PartitionId {

        // Written out for the sake of start-up, as in ValueType.
        @Override
        public boolean equals(Object other) {
            return other instanceof Gpt that && disk.equals(that.disk) && partition.equals(that.partition);
        }

        @Override
        public int hashCode() {
            return 31 * disk.hashCode() + partition.hashCode();
        }
    }

    /**
     * @param diskSignature the four bytes at 0x1b8 of the first sector
     * @param byteOffset start of the partition in bytes, not sectors
     */
    record Mbr(int diskSignature, long byteOffset) implements PartitionId {}
}
