package org.bcdkit.nativeboot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.FileDevice;
import org.bcdkit.device.DeviceDescriptor.LocateDevice;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.DeviceDescriptor.VirtualDiskDevice;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.StoreReading;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.partition.Partition;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.windows.ProgramFile;
import org.bcdkit.windows.WindowsVersion;

/** Looks for the system partitions of a disk, and for what Windows needs on them. */
final class SystemPartitionSurvey {

    private static final Set<VolumeKind> FAT = Set.of(VolumeKind.FAT12, VolumeKind.FAT16, VolumeKind.FAT32);

    private final int imagePartition;
    private final List<SystemPartition> found = new ArrayList<>();
    private final Set<DeviceDescriptor> images = new HashSet<>();
    private boolean storeRead;
    private boolean somethingDamaged;

    private SystemPartitionSurvey(int imagePartition) {
        this.imagePartition = imagePartition;
    }

    /**
     * What the disk with these volumes has.
     *
     * @param imagePartition number of the one that holds the image
     */
    static SystemPartitionSurvey of(List<Volume> volumes, int imagePartition) {
        SystemPartitionSurvey survey = new SystemPartitionSurvey(imagePartition);
        for (Volume volume : volumes) {
            if (volume.partition().isPresent()) {
                survey.look(volume, volume.partition().get());
            }
        }
        return survey;
    }

    /** The system partitions; absent when one is damaged and may be what is missed. */
    Optional<List<SystemPartition>> partitions() {
        return somethingDamaged && !hasStore() ? Optional.empty() : Optional.of(found);
    }

    private boolean hasStore() {
        for (SystemPartition partition : found) {
            if (partition.store()) {
                return true;
            }
        }
        return false;
    }

    /** How many images the stores on them name; absent when there is no store, or one cannot be read. */
    OptionalInt vhdEntries() {
        return storeRead && !somethingDamaged ? OptionalInt.of(images.size()) : OptionalInt.empty();
    }

    private void look(Volume volume, Partition partition) {
        if (partition.type().isEfiSystem()) {
            look(volume, SystemPartition.Kind.ESP);
        }
        if (partition.isActive()) {
            look(volume, SystemPartition.Kind.ACTIVE);
        }
    }

    private void look(Volume volume, SystemPartition.Kind kind) {
        try {
            Optional<VolumeKind> holds = volume.kind();
            if (holds.isPresent() && (FAT.contains(holds.get()) || kind == SystemPartition.Kind.ACTIVE && holds.get() == VolumeKind.NTFS)) {
                look(volume, kind, volume.open());
            }
        } catch (IOException e) {
            somethingDamaged = true;
        }
    }

    private void look(Volume volume, SystemPartition.Kind kind, FileSystem fileSystem) throws IOException {
        Optional<FileEntry> store = kind.storePath().find(fileSystem);
        boolean isStore = store.isPresent() && store.get().kind() == FileEntry.Kind.FILE;
        found.add(new SystemPartition(
                volume.contents().name(), kind, isStore, bootManager(fileSystem, kind), volume.number() == imagePartition));
        if (isStore) {
            addImages(fileSystem, kind, store.get());
        }
    }

    /** Its version; absent when there is none, or none that tells. */
    private static Optional<WindowsVersion> bootManager(FileSystem fileSystem, SystemPartition.Kind kind) {
        try {
            Optional<FileEntry> entry = kind.bootManagerPath().find(fileSystem);
            if (entry.isEmpty() || entry.get().kind() != FileEntry.Kind.FILE) {
                return Optional.empty();
            }
            Optional<ProgramFile> program = ProgramFile.read(fileSystem.open(entry.get()));
            return program.isPresent() ? program.get().fileVersion() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void addImages(FileSystem fileSystem, SystemPartition.Kind kind, FileEntry entry) {
        try {
            addImages(StoreReading.read(entry.name(), fileSystem, kind.storePath(), entry).store());
            storeRead = true;
        } catch (IOException e) {
            somethingDamaged = true;
        }
    }

    private void addImages(BcdStore store) {
        for (BcdObject object : store.objects()) {
            for (Element element : object.elements()) {
                if (element.value() instanceof DeviceValue value) {
                    addImages(value.device());
                }
            }
        }
    }

    /** An entry names its image twice, once for each device; so do entries that share one. */
    private void addImages(DeviceDescriptor device) {
        if (device instanceof VirtualDiskDevice disk) {
            images.add(disk.file());
        } else if (device instanceof PartitionDevice partition && partition.vhd().isPresent()) {
            images.add(partition.vhd().get());
        } else if (device instanceof LocateDevice locate && locate.parent().isPresent()) {
            addImages(locate.parent().get());
        } else if (device instanceof FileDevice file) {
            addImages(file.parent());
        } else if (device instanceof RamdiskDevice ramdisk) {
            addImages(ramdisk.parent());
        }
    }
}
