package org.bcdkit.nativeboot;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.bcdkit.filesystem.FileAttribute;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.filesystem.VolumeFile;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.partition.LdmHeader;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.windows.VolumeStateReader;

/**
 * Learns what there is to know about the host of an image from the bytes of the disk that it lies on, mounted or not. Nothing is written, and nothing
 * is remembered.
 */
public final class HostSurvey {

    /** Where a Windows keeps what it takes out of memory, on the volume that it runs from or another. */
    public static final FilePath PAGE_FILE = FilePath.parse("pagefile.sys");

    private final Storage disk;
    private final int sectorSize;
    private final int partition;
    private final boolean mounted;

    private HostSurvey(Storage disk, int sectorSize, int partition, boolean mounted) {
        this.disk = disk;
        this.sectorSize = sectorSize;
        this.partition = partition;
        this.mounted = mounted;
    }

    /**
     * Looks at a disk. What is damaged, or cannot be read here, is absent.
     *
     * @param diskName what to call the disk in messages
     * @param sectorSize what the disk is said to have, in bytes
     * @param partition number of the one that holds the image; 0 for a disk that is one volume as a whole
     * @param image path of the image there
     * @throws org.bcdkit.filesystem.NoSuchPathException when there is no image, with where its path ends
     * @throws org.bcdkit.storage.MalformedException when the disk is so damaged that the image cannot be found
     */
    public static HostFacts of(String diskName, Storage disk, int sectorSize, int partition, FilePath image) throws IOException {
        return new HostSurvey(disk.slice(diskName, 0, disk.size()), sectorSize, partition, false).look(image);
    }

    /**
     * As {@link #of}, when the partition is mounted: how much is free, which on a large volume takes longest to find out, is left to be asked of whoever
     * has it mounted.
     */
    public static HostFacts ofMounted(String diskName, Storage disk, int sectorSize, int partition, FilePath image) throws IOException {
        return new HostSurvey(disk.slice(diskName, 0, disk.size()), sectorSize, partition, true).look(image);
    }

    private HostFacts look(FilePath image) throws IOException {
        PartitionTable table = PartitionTables.read(disk, sectorSize);
        List<Volume> volumes = Volume.of(disk, table);
        Volume host = host(volumes);
        boolean dynamic = isDynamic(table);
        HostVolumeFacts volume = withKind(HostVolumeFacts.UNKNOWN.withStorage(storage(host)), host.kind(), dynamic);
        ImageFileFacts file = ImageFileFacts.UNKNOWN.withPath(asGiven(image));
        Optional<FileSystem> fileSystem = open(host);
        if (fileSystem.isPresent()) {
            volume = withContents(volume, fileSystem.get());
            file = file(fileSystem.get(), image);
        }
        return HostFacts.UNKNOWN.withVolume(volume).withDisk(disk(volumes, dynamic)).withFile(file);
    }

    private Volume host(List<Volume> volumes) throws NoSuchFileException {
        for (Volume volume : volumes) {
            if (volume.number() == partition) {
                return volume;
            }
        }
        throw new NoSuchFileException(volumeName(), null, "the disk has no partition of that number");
    }

    private String volumeName() {
        return disk.name() + ":" + partition;
    }

    private static HostStorage storage(Volume host) {
        return new HostStorage(host.partition().isPresent() ? HostStorage.Kind.PARTITION : HostStorage.Kind.OTHER, host.contents().name());
    }

    private static HostVolumeFacts withKind(HostVolumeFacts facts, Optional<VolumeKind> holds, boolean dynamic) {
        Optional<VolumeKind> kind = dynamic ? Optional.of(VolumeKind.LDM) : holds;
        HostVolumeFacts more = kind.isPresent() ? facts.withFileSystem(kind.get().word()) : facts;
        // Whether what lies in a dynamic disk is encrypted cannot be seen.
        boolean seen = holds.isPresent() && holds.get() != VolumeKind.LDM;
        return seen ? more.withBitLocker(holds.get() == VolumeKind.BITLOCKER) : more;
    }

    /** With an MBR the types of the partitions may look harmless. */
    private boolean isDynamic(PartitionTable table) throws IOException {
        for (Partition entry : table.partitions()) {
            if (entry.type().isDynamicDisk()) {
                return true;
            }
        }
        return table.kind() == PartitionTable.Kind.MBR && LdmHeader.isOn(disk);
    }

    /** The file system of the host volume; absent when there is none that is read here, though others may. */
    private static Optional<FileSystem> open(Volume host) throws IOException {
        try {
            return Optional.of(host.open());
        } catch (UnsupportedException e) {
            return Optional.empty();
        }
    }

    private HostVolumeFacts withContents(HostVolumeFacts facts, FileSystem fileSystem) {
        HostVolumeFacts more = facts.withSpace(free(fileSystem), OptionalLong.of(fileSystem.size()), OptionalLong.of(fileSystem.clusterSize()));
        return fileSystem instanceof NtfsFileSystem ntfs ? withPageFile(withState(more, ntfs), ntfs) : more;
    }

    private static HostVolumeFacts withState(HostVolumeFacts facts, NtfsFileSystem fileSystem) {
        try {
            return facts.withState(VolumeStateReader.read(fileSystem));
        } catch (IOException e) {
            return facts;
        }
    }

    private static HostVolumeFacts withPageFile(HostVolumeFacts facts, NtfsFileSystem fileSystem) {
        try {
            Optional<FileEntry> file = PAGE_FILE.find(fileSystem);
            return facts.withPageFile(file.isPresent() ? fileSystem.allocated(file.get()) : 0);
        } catch (IOException e) {
            return facts;
        }
    }

    private OptionalLong free(FileSystem fileSystem) {
        try {
            return mounted ? OptionalLong.empty() : OptionalLong.of(fileSystem.free());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Of an image behind a link, what is said is said of the file that it leads to, and that it is behind one. */
    private ImageFileFacts file(FileSystem fileSystem, FilePath image) throws IOException {
        FilePath place = image.withoutLinks(fileSystem);
        List<FileEntry> way = new VolumeFile(volumeName(), fileSystem, place).way();
        boolean linked = !place.equals(image);
        ImageFileFacts facts = ImageFileFacts.UNKNOWN.withPath(linked ? asGiven(image) : path(way));
        FileEntry file = way.get(way.size() - 1);
        try {
            Set<FileAttribute> attributes = attributes(fileSystem, way);
            if (linked) {
                attributes.add(FileAttribute.REPARSE_POINT);
            }
            return facts.withAttributes(attributes).withAllocation(ImageAllocation.of(fileSystem.allocated(file)));
        } catch (IOException e) {
            return facts; // what the file system says of the file contradicts itself; reading the file will say how
        }
    }

    private static String asGiven(FilePath image) {
        return "\\" + String.join("\\", image.names());
    }

    /** The names as they are stored, whatever the image was called. */
    private static String path(List<FileEntry> way) {
        List<String> names = new ArrayList<>();
        for (FileEntry entry : way) {
            names.add(entry.name());
        }
        return String.join("\\", names);
    }

    /** Those of the file; of the folders on its way only that they are not what they seem. */
    private static Set<FileAttribute> attributes(FileSystem fileSystem, List<FileEntry> way) throws IOException {
        Set<FileAttribute> attributes = EnumSet.noneOf(FileAttribute.class);
        for (FileEntry entry : way) {
            Set<FileAttribute> own = fileSystem.attributes(entry);
            if (entry.kind() == FileEntry.Kind.FILE) {
                attributes.addAll(own);
            } else if (own.contains(FileAttribute.REPARSE_POINT)) {
                attributes.add(FileAttribute.REPARSE_POINT);
            }
        }
        return attributes;
    }

    private HostDiskFacts disk(List<Volume> volumes, boolean dynamic) {
        SystemPartitionSurvey survey = SystemPartitionSurvey.of(volumes, partition);
        HostDiskFacts facts = HostDiskFacts.UNKNOWN.withSectorSize(sectorSize).withDynamic(dynamic);
        Optional<List<SystemPartition>> found = survey.partitions();
        if (found.isPresent()) {
            facts = facts.withSystemPartitions(found.get());
        }
        OptionalInt entries = survey.vhdEntries();
        return entries.isPresent() ? facts.withVhdEntries(entries.getAsInt()) : facts;
    }
}
