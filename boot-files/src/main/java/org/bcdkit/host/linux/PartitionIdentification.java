package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.Storage;

/** Identifies a partition: by the table on its disk, or where that cannot be read, by what udev and the kernel noted of the table. */
final class PartitionIdentification {

    /** Where the first sector of an NTFS or exFAT volume has its name. */
    private static final int VOLUME_NAME = 3;

    private static final int VOLUME_NAME_LENGTH = 8;

    private final LinuxSource source;

    PartitionIdentification(LinuxSource source) {
        this.source = source;
    }

    /** @param place of {@code device} */
    Identification identify(BlockDevice device, PartitionPlace place) {
        if (place.linuxRaid()) {
            return Identification.unknown(place.diskPath() + " is a RAID of Linux; Windows cannot see it. " + Advice.OTHER_PARTITION);
        }
        try (Storage disk = source.openDisk(place.disk())) {
            Identification found = PartitionIdParser.inTable(PartitionTables.read(disk, place.sectorSize()), device, place);
            return found.id().isPresent() ? found.withFileSystem(fileSystem(disk, place)) : found;
        } catch (FormatException e) {
            return Identification.unknown(
                    "The partition table of " + place.diskPath() + " is damaged: " + e.getMessage() + ". Repair it, or " + Advice.NAME_IT);
        } catch (IOException e) {
            return withoutDisk(device, place, e);
        }
    }

    private static Optional<String> fileSystem(Storage disk, PartitionPlace place) throws IOException {
        return switch (new String(disk.read(place.start() + VOLUME_NAME, VOLUME_NAME_LENGTH), StandardCharsets.ISO_8859_1)) {
            case "NTFS    " -> Optional.of("ntfs");
            case "EXFAT   " -> Optional.of("exfat");
            default -> Optional.empty();
        };
    }

    private Identification withoutDisk(BlockDevice device, PartitionPlace place, IOException reason) {
        UdevRecord record = udev(device.number());
        Optional<String> uuid = partitionUuid(device, place, record);
        Optional<Identification> found =
                uuid.isPresent() ? PartitionIdParser.inWords(uuid.get(), udev(place.diskNumber()).diskGuid(), place) : Optional.empty();
        Identification identification = found.isPresent() ? found.get() : Identification.unknown(notKnown(place, reason, uuid));
        return identification.withFileSystem(record.fileSystem());
    }

    private UdevRecord udev(String number) {
        Optional<String> text = source.udev(number);
        return text.isPresent() ? UdevParser.parse(text.get()) : UdevRecord.NONE;
    }

    /** The word for the partition from the first who has one: udev's record, the kernel, udev's links. */
    private Optional<String> partitionUuid(BlockDevice device, PartitionPlace place, UdevRecord record) {
        Optional<String> recorded = record.partitionUuid(place.start());
        if (recorded.isPresent()) {
            return recorded;
        }
        if (place.partitionUuid().isPresent()) {
            return place.partitionUuid();
        }
        String target = device.path().substring(device.path().lastIndexOf('/'));
        for (Map.Entry<String, String> link : source.partitionLinks().entrySet()) {
            if (link.getValue().endsWith(target)) {
                return Optional.of(link.getKey());
            }
        }
        return Optional.empty();
    }

    private static String notKnown(PartitionPlace place, IOException reason, Optional<String> uuid) {
        Optional<UUID> partition = uuid.isPresent() ? PartitionIdParser.guid(uuid.get()) : Optional.empty();
        String unread = place.diskPath() + " cannot be read (" + words(reason) + "), so ";
        if (partition.isPresent()) {
            return unread + "the GUID of the disk is not known; that of the partition is {" + partition.get() + "}. " + elsewhere(place, reason)
                    + "name the partition as gpt:{disk},{" + partition.get() + "}.";
        }
        return unread + "the disk's identity is not known. " + elsewhere(place, reason)
                + "name the partition as gpt:{disk},{partition}, or on an MBR disk as mbr:SIGNATURE," + place.start() + ".";
    }

    private static String elsewhere(PartitionPlace place, IOException reason) {
        return reason instanceof AccessDeniedException ? "Run this as root, or " : "Run this where " + place.diskPath() + " can be read, or ";
    }

    private static String words(IOException reason) {
        if (reason instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (reason instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (reason instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return reason.getMessage() == null ? reason.toString() : reason.getMessage();
    }
}
