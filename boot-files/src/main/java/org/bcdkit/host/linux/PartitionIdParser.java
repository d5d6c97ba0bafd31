package org.bcdkit.host.linux;

import java.util.Optional;
import java.util.UUID;
import org.bcdkit.device.PartitionId;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;

/** Understands what identifies a partition: an entry of the table, or the words that udev and the kernel have for it. */
final class PartitionIdParser {

    private static final int GUID_LENGTH = 36;
    private static final int SIGNATURE_LENGTH = 8;
    private static final int RADIX = 16;

    private PartitionIdParser() {}

    /** The partition that starts where the kernel says. */
    static Identification inTable(PartitionTable table, BlockDevice device, PartitionPlace place) {
        String disk = place.diskPath();
        for (Partition partition : table.partitions()) {
            if (partition.start() == place.start()) {
                return usable(partition.id(), disk);
            }
        }
        if (table.kind() == PartitionTable.Kind.NONE) {
            return Identification.unknown(disk + " has neither a GPT nor an MBR, so Windows sees no partitions on it. " + Advice.OTHER_PARTITION);
        }
        return Identification.unknown(
                "The partition table of " + disk + " has no partition that starts at byte " + place.start() + ", where " + device.path()
                        + " is: the table was changed after the kernel read it. Run partprobe " + disk + ", or " + Advice.NAME_IT);
    }

    /**
     * By words for the partition and its disk.
     *
     * @param uuid as in {@code /dev/disk/by-partuuid}: the GUID of a partition of a GPT, else disk signature and number, {@code 1a2b3c4d-05}
     * @param diskGuid of a disk with a GPT
     * @return absent when that does not identify it
     */
    static Optional<Identification> inWords(String uuid, Optional<String> diskGuid, PartitionPlace place) {
        Optional<Integer> signature = signature(uuid);
        if (signature.isPresent()) {
            return Optional.of(usable(new PartitionId.Mbr(signature.get(), place.start()), place.diskPath()));
        }
        Optional<UUID> partition = guid(uuid);
        Optional<UUID> disk = diskGuid.isPresent() ? guid(diskGuid.get()) : Optional.empty();
        return partition.isPresent() && disk.isPresent()
                ? Optional.of(Identification.of(new PartitionId.Gpt(disk.get(), partition.get())))
                : Optional.empty();
    }

    /** A disk signature of 0 is none: Windows gives such a disk one as soon as it sees it. */
    private static Identification usable(PartitionId id, String disk) {
        if (id instanceof PartitionId.Mbr mbr && mbr.diskSignature() == 0) {
            return Identification.unknown(
                    disk + " has no disk signature; Windows will give it one, and which is not known now. Give it one first, with sfdisk --disk-id "
                            + disk + " and a number such as 0x1a2b3c4d, or " + Advice.NAME_IT);
        }
        return Identification.of(id);
    }

    /** A GUID in its usual form. {@link UUID#fromString} takes shorter ones as well. */
    static Optional<UUID> guid(String text) {
        if (text.length() != GUID_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> signature(String text) {
        if (text.length() == GUID_LENGTH || text.indexOf('-') != SIGNATURE_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.parseUnsignedInt(text.substring(0, SIGNATURE_LENGTH), RADIX));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
