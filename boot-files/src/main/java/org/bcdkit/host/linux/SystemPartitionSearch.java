package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.nativeboot.SystemPartition;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.Storage;
import org.bcdkit.windows.ProgramFile;
import org.bcdkit.windows.WindowsVersion;

/** Finds the system partitions with a boot store among the mounted ones, which needs no permission for disks. */
final class SystemPartitionSearch {

    private static final List<String> UEFI_BOOT_MANAGER = List.of("EFI", "Microsoft", "Boot", "bootmgfw.efi");
    private static final List<String> BIOS_BOOT_MANAGER = List.of("bootmgr");

    private final LinuxSource source;
    private final BlockDevices devices;

    SystemPartitionSearch(LinuxSource source, BlockDevices devices) {
        this.source = source;
        this.devices = devices;
    }

    /**
     * Those that are mounted and have a store. Whether there are others is not known.
     *
     * @param image number of the device that the image lies on
     */
    List<SystemPartition> mounted(String image) throws IOException {
        List<Mount> partitions = new MountedPartitions(source, devices).find();
        List<SystemPartition> found = new ArrayList<>();
        for (Mount mount : partitions) {
            if (MountedPartitions.isFat(mount)) {
                add(mount, SystemPartition.Kind.ESP, SystemStoreSearch.UEFI_STORE, UEFI_BOOT_MANAGER, image, found);
            }
        }
        // With UEFI, what is there for a BIOS is left over from before, or is for another machine.
        if (found.isEmpty() && !source.isUefi()) {
            for (Mount mount : partitions) {
                add(mount, SystemPartition.Kind.ACTIVE, SystemStoreSearch.BIOS_STORE, BIOS_BOOT_MANAGER, image, found);
            }
        }
        return found;
    }

    private void add(
            Mount mount, SystemPartition.Kind kind, List<String> store, List<String> bootManager, String image, List<SystemPartition> found) {
        Optional<Path> file = file(mount, store);
        if (file.isPresent()) {
            boolean holdsImage = mount.deviceNumber().equals(image);
            found.add(new SystemPartition(name(mount), kind, true, version(mount, bootManager), holdsImage));
        }
    }

    private String name(Mount mount) {
        try {
            Optional<BlockDevice> device = devices.of(mount);
            return device.isPresent() ? device.get().path() : mount.source();
        } catch (HostException e) {
            return mount.source();
        }
    }

    private Optional<WindowsVersion> version(Mount mount, List<String> bootManager) {
        Optional<Path> file = file(mount, bootManager);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (Storage program = FileStorage.open(file.get())) {
            Optional<ProgramFile> found = ProgramFile.read(program);
            return found.isPresent() ? found.get().fileVersion() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Absent as well when it cannot be seen: an ESP is often for root alone. */
    private Optional<Path> file(Mount mount, List<String> names) {
        try {
            Optional<Path> found = CaselessPath.find(source, Path.of(mount.point()), names);
            return found.isPresent() && Files.isRegularFile(found.get()) ? found : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
