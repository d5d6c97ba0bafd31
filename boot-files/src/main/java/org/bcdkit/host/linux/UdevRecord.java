package org.bcdkit.host.linux;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.partition.PartitionType;

/** What udev noted about a block device, from its partition table and the start of its content. It needs no permission to be read. */
record UdevRecord(Map<String, String> properties) {

    private static final String ENTRY_UUID = "ID_PART_ENTRY_UUID";
    private static final String ENTRY_OFFSET = "ID_PART_ENTRY_OFFSET";
    private static final String ENTRY_TYPE = "ID_PART_ENTRY_TYPE";
    private static final String HEX = "0x";
    private static final String TABLE_TYPE = "ID_PART_TABLE_TYPE";
    private static final String TABLE_UUID = "ID_PART_TABLE_UUID";
    private static final String FILE_SYSTEM = "ID_FS_TYPE";
    private static final long UNIT = 512;

    /** Udev knows nothing. */
    static final UdevRecord NONE = new UdevRecord(Map.of());

    UdevRecord {
        properties = Map.copyOf(properties);
    }

    /** A partition: its GUID, or the disk's signature and a number; absent when udev speaks of a partition that starts elsewhere. */
    Optional<String> partitionUuid(long start) {
        return isAbout(start) ? property(ENTRY_UUID) : Optional.empty();
    }

    /** A partition: what its entry in the table says that it is for. */
    Optional<PartitionType> partitionType(long start) {
        Optional<String> type = isAbout(start) ? property(ENTRY_TYPE) : Optional.empty();
        if (type.isEmpty()) {
            return Optional.empty();
        }
        String text = type.get();
        try {
            return Optional.of(
                    text.startsWith(HEX)
                            ? new PartitionType.Mbr(Integer.parseInt(text, HEX.length(), text.length(), 16))
                            : new PartitionType.Gpt(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isAbout(long start) {
        return Long.toString(start / UNIT).equals(properties.get(ENTRY_OFFSET));
    }

    /** A disk with a GPT: its GUID. */
    Optional<String> diskGuid() {
        return "gpt".equals(properties.get(TABLE_TYPE)) ? property(TABLE_UUID) : Optional.empty();
    }

    /** A volume: the file system on it, {@code ntfs}. */
    Optional<String> fileSystem() {
        return property(FILE_SYSTEM);
    }

    private Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }
}
