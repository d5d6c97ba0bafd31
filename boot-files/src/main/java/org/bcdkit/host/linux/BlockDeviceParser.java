package org.bcdkit.host.linux;

import java.util.Map;
import java.util.Optional;
import org.bcdkit.storage.HostException;

/** Understands what {@code /sys} says about a block device. */
final class BlockDeviceParser {

    /** The kernel counts in these, whatever the disk has. */
    private static final long UNIT = 512;

    private static final String UUID = "PARTUUID=";
    private static final String FIRMWARE_RAID = "external:";

    private BlockDeviceParser() {}

    /** @throws HostException when a fact about a partition is missing */
    static BlockDevice parse(SysfsFolder folder) throws HostException {
        String name = folder.path().getFileName().toString();
        String number = required(folder, SysfsFolder.NUMBER);
        if (!folder.attributes().containsKey(SysfsFolder.PARTITION)) {
            return device(folder, name, number, Optional.empty());
        }
        PartitionPlace place =
                new PartitionPlace(
                        folder.path().getParent().getFileName().toString(),
                        required(folder, SysfsFolder.DISK_NUMBER),
                        (int) number(folder, SysfsFolder.SECTOR_SIZE, 1),
                        number(folder, SysfsFolder.START, UNIT),
                        text(folder, SysfsFolder.REMOVABLE).equals("1"),
                        isLinuxRaid(folder.attributes()),
                        partitionUuid(text(folder, SysfsFolder.EVENT)));
        return device(folder, name, number, Optional.of(place));
    }

    private static BlockDevice device(SysfsFolder folder, String name, String number, Optional<PartitionPlace> place) {
        Optional<String> image = optional(folder, SysfsFolder.IMAGE);
        return new BlockDevice(
                name,
                number,
                place,
                optional(folder, SysfsFolder.MAPPING),
                image.isPresent() ? image : optional(folder, SysfsFolder.IMAGE_OF_DISK),
                folder.slaves());
    }

    private static Optional<String> optional(SysfsFolder folder, String name) {
        String text = text(folder, name);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static boolean isLinuxRaid(Map<String, String> attributes) {
        String metadata = attributes.get(SysfsFolder.RAID_METADATA);
        return metadata != null && !metadata.startsWith(FIRMWARE_RAID);
    }

    private static Optional<String> partitionUuid(String event) {
        int from = event.startsWith(UUID) ? 0 : event.indexOf("\n" + UUID) + 1;
        if (!event.startsWith(UUID, from)) {
            return Optional.empty();
        }
        int end = event.indexOf('\n', from);
        return Optional.of(event.substring(from + UUID.length(), end < 0 ? event.length() : end));
    }

    private static String text(SysfsFolder folder, String name) {
        return folder.attributes().getOrDefault(name, "").strip();
    }

    private static String required(SysfsFolder folder, String name) throws HostException {
        String text = text(folder, name);
        if (text.isEmpty()) {
            throw new HostException(folder.path().resolve(name).normalize() + " cannot be read", "");
        }
        return text;
    }

    private static long number(SysfsFolder folder, String name, long unit) throws HostException {
        String text = required(folder, name);
        try {
            return Math.multiplyExact(Long.parseLong(text), unit);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new HostException(folder.path().resolve(name).normalize() + " says \"" + text + "\", expected a number", "");
        }
    }
}
