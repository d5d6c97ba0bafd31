package org.bcdkit.nativeboot;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.windows.WindowsVersion;

/**
 * What is known about the disk that holds an image, and about its part in starting the machine.
 *
 * @param systemPartitions those that firmware starts from; absent when nobody could look for them, empty when there is none
 * @param sectorSize logical sector size of the disk in bytes
 * @param vhdEntries how many images the entries of the boot store name
 * @param dynamic whether it is a dynamic disk (LDM)
 * @param startedElsewhere whether the machine may be started from a place that nobody looked at: another disk, or a store that comes there later
 */
public record HostDiskFacts(
        Optional<List<SystemPartition>> systemPartitions,
        OptionalInt sectorSize,
        OptionalInt vhdEntries,
        Optional<Boolean> dynamic,
        boolean startedElsewhere) {

    /** Nothing is known. */
    public static final HostDiskFacts UNKNOWN =
            new HostDiskFacts(Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), false);

    public HostDiskFacts {
        systemPartitions = systemPartitions.isPresent() ? Optional.of(List.copyOf(systemPartitions.get())) : systemPartitions;
    }

    public HostDiskFacts withSystemPartitions(List<SystemPartition> found) {
        return new HostDiskFacts(Optional.of(found), sectorSize, vhdEntries, dynamic, startedElsewhere);
    }

    /** For those that are not all: one that was not looked at may be there. */
    public HostDiskFacts withoutSystemPartitions() {
        return new HostDiskFacts(Optional.empty(), sectorSize, vhdEntries, dynamic, startedElsewhere);
    }

    public HostDiskFacts withStartElsewhere() {
        return new HostDiskFacts(systemPartitions, sectorSize, vhdEntries, dynamic, true);
    }

    public HostDiskFacts withSectorSize(int bytes) {
        return new HostDiskFacts(systemPartitions, OptionalInt.of(bytes), vhdEntries, dynamic, startedElsewhere);
    }

    public HostDiskFacts withVhdEntries(int count) {
        return new HostDiskFacts(systemPartitions, sectorSize, OptionalInt.of(count), dynamic, startedElsewhere);
    }

    public HostDiskFacts withDynamic(boolean found) {
        return new HostDiskFacts(systemPartitions, sectorSize, vhdEntries, Optional.of(found), startedElsewhere);
    }

    /** The oldest boot manager that may start the image: which one the firmware takes is not known here. */
    public Optional<WindowsVersion> bootEnvironment() {
        Optional<WindowsVersion> oldest = Optional.empty();
        if (systemPartitions.isPresent()) {
            for (SystemPartition partition : systemPartitions.get()) {
                if (partition.bootManager().isPresent() && (oldest.isEmpty() || !partition.bootManager().get().isAtLeast(oldest.get()))) {
                    oldest = partition.bootManager();
                }
            }
        }
        return oldest;
    }
}
