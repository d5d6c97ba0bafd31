package org.bcdkit.host.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What {@code /sys} says about a block device.
 *
 * @param path the device's folder, links followed; a partition's is inside that of its disk
 * @param attributes content of the files in it, by name; those that are not there are missing
 * @param slaves names of the devices that this one is made of, as a device-mapper volume and a RAID are
 */
record SysfsFolder(Path path, Map<String, String> attributes, List<String> slaves) {

    static final String NUMBER = "dev";
    static final String PARTITION = "partition";
    static final String START = "start";
    static final String EVENT = "uevent";
    static final String DISK_NUMBER = "../dev";
    static final String SECTOR_SIZE = "../queue/logical_block_size";
    static final String REMOVABLE = "../removable";
    static final String RAID_METADATA = "../md/metadata_version";
    static final String MAPPING = "dm/uuid";
    /** Of a disk itself, as the one above is of the disk that a partition is on. */
    static final String OWN_SECTOR_SIZE = "queue/logical_block_size";
    /** Where in its file a loop device starts, in bytes. */
    static final String OFFSET = "loop/offset";
    static final String IMAGE = "loop/backing_file";
    /** Of a network block device: the process that serves it. */
    static final String SERVER = "pid";
    /** Whether a device may only be read: 1. */
    static final String READ_ONLY = "ro";
    /** How many sectors of 512 bytes a device has, whatever its own are. */
    static final String SECTORS = "size";
    static final String IMAGE_OF_DISK = "../loop/backing_file";

    /** All that are of interest here. */
    static final List<String> NAMES =
            List.of(
                    NUMBER, PARTITION, START, EVENT, DISK_NUMBER, SECTOR_SIZE, OWN_SECTOR_SIZE, OFFSET, REMOVABLE, RAID_METADATA, MAPPING, IMAGE,
                    SERVER, READ_ONLY, SECTORS, IMAGE_OF_DISK);

    SysfsFolder {
        attributes = Map.copyOf(attributes);
        slaves = List.copyOf(slaves);
    }
}
