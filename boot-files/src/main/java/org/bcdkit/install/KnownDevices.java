package org.bcdkit.install;

import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.FileDevice;
import org.bcdkit.device.DeviceDescriptor.LocateDevice;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.DeviceDescriptor.VirtualDiskDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.edit.DevicePresence;
import org.bcdkit.firmware.KnownPartitions;

/**
 * Whether devices are there, as far as disks that were looked at tell.
 *
 * @param isWholeMachine whether a disk that was not looked at is not there: these are all disks of the machine that the store is of, and each was read
 */
public record KnownDevices(KnownPartitions partitions, boolean isWholeMachine) implements DevicePresence {

    @Override
    public Optional<Boolean> isThere(DeviceDescriptor device) {
        if (device instanceof BootDevice) {
            return Optional.of(true);
        }
        if (device instanceof PartitionDevice named) {
            return named.vhd().isPresent() ? isThere(named.vhd().get()) : isThere(named.partition());
        }
        if (device instanceof FileDevice file) {
            return isThere(file.parent(), file.path());
        }
        if (device instanceof RamdiskDevice ramdisk) {
            return isThere(ramdisk.parent(), ramdisk.path());
        }
        if (device instanceof VirtualDiskDevice disk) {
            return isThere(disk.file());
        }
        return device instanceof LocateDevice locate && locate.parent().isPresent() ? isThere(locate.parent().get()) : Optional.empty();
    }

    private Optional<Boolean> isThere(PartitionId partition) {
        if (find(partition).isPresent()) {
            return Optional.of(true);
        }
        return isWholeMachine || hasDisk(partition) ? Optional.of(false) : Optional.empty();
    }

    private Optional<Boolean> isThere(DeviceDescriptor parent, String path) {
        Optional<Boolean> there = isThere(parent);
        if (there.isEmpty() || !there.get()) {
            return there;
        }
        Optional<KnownPartitions.Known> partition =
                parent instanceof PartitionDevice named && named.vhd().isEmpty() ? find(named.partition()) : Optional.empty();
        return partition.isPresent() ? partition.get().has(path) : Optional.empty();
    }

    private Optional<KnownPartitions.Known> find(PartitionId partition) {
        for (KnownPartitions.Known known : partitions.all()) {
            if (known.volume().partition().orElseThrow().id().equals(partition)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /** Whether the disk was looked at that a partition should be on. */
    private boolean hasDisk(PartitionId partition) {
        for (KnownPartitions.Known known : partitions.all()) {
            PartitionId other = known.volume().partition().orElseThrow().id();
            boolean isSame = other instanceof PartitionId.Gpt one && partition instanceof PartitionId.Gpt two
                    ? one.disk().equals(two.disk())
                    : other instanceof PartitionId.Mbr first && partition instanceof PartitionId.Mbr second
                            && first.diskSignature() == second.diskSignature();
            if (isSame) {
                return true;
            }
        }
        return false;
    }
}
