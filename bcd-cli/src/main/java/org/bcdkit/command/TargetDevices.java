package org.bcdkit.command;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.bcdkit.edit.DevicePresence;
import org.bcdkit.firmware.KnownPartitions;
import org.bcdkit.firmware.linux.LinuxDisks;
import org.bcdkit.install.KnownDevices;

/** The disks that tell whether the devices of a store are there: the one that its system partition is on, or those of this machine. */
final class TargetDevices implements Closeable {

    private final Optional<DevicePresence> known;
    private final Optional<LinuxDisks> disks;

    private TargetDevices(Optional<DevicePresence> known, Optional<LinuxDisks> disks) {
        this.known = known;
        this.disks = disks;
    }

    /** @param isWanted whether disks are looked at */
    static TargetDevices open(InitTarget target, boolean isWanted) throws IOException {
        if (!isWanted) {
            return new TargetDevices(Optional.empty(), Optional.empty());
        }
        if (target.opened().isPresent()) {
            OpenedDisk disk = target.opened().get();
            KnownPartitions partitions = KnownPartitions.of(disk.disk().contents(), disk.sectorSize());
            return new TargetDevices(Optional.of(new KnownDevices(partitions, false)), Optional.empty());
        }
        LinuxDisks disks = new LinuxDisks();
        KnownPartitions partitions = disks.partitions();
        boolean isOwn = target.firmwarePartition().isPresent() && target.firmwarePartition().get().isOwn();
        return new TargetDevices(Optional.of(new KnownDevices(partitions, isOwn && partitions.complete())), Optional.of(disks));
    }

    /** Which devices are there; absent when no disks are looked at. */
    Optional<DevicePresence> known() {
        return known;
    }

    @Override
    public void close() throws IOException {
        if (disks.isPresent()) {
            disks.get().close();
        }
    }
}
