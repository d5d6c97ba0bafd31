package org.bcdkit.fat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.filesystem.FileAttribute;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;

/**
 * A FAT12, FAT16 or FAT32 volume. The position of an entry is its first cluster; that of the root, and of an empty file, is 0. Parts of the FAT and
 * folders that were read are kept: who writes to the volume opens it anew to see that.
 */
public final class FatFileSystem implements FileSystem {

    private static final FileEntry ROOT = new FileEntry("", FileEntry.Kind.DIRECTORY, 0, Instant.EPOCH, 0);

    private final Storage volume;
    private final FatGeometry geometry;
    private final List<FatTable> tables;
    private final FolderCache folders = new FolderCache();
    private final Optional<String> label;

    private FatFileSystem(Storage volume, FatGeometry geometry) throws IOException {
        this.volume = volume;
        this.geometry = geometry;
        this.tables = FatTable.all(volume, geometry);
        this.label = readLabel();
    }

    /** Which FAT a volume with this first sector has; empty when it does not start as one. */
    public static Optional<VolumeKind> recognise(byte[] first) {
        return FatGeometry.kind(first);
    }

    /** Whether {@code volume} has the backup of a boot sector of FAT32, whatever it starts with. */
    public static boolean recognisesBackup(Storage volume) throws IOException {
        return FatGeometry.findBackup(volume).isPresent();
    }

    /** @throws MalformedException when {@code volume} does not start with the boot sector of one and has no backup of it, or its root directory cannot be read */
    public static FatFileSystem open(Storage volume) throws IOException {
        return new FatFileSystem(volume, FatGeometry.read(volume));
    }

    @Override
    public String kind() {
        return geometry.kind().word();
    }

    @Override
    public Optional<String> label() {
        return label;
    }

    @Override
    public List<String> remarks() {
        return geometry.bootSector() == 0
                ? List.of()
                : List.of("the boot sector at the start of the volume is damaged; its backup at 0x" + Long.toHexString(geometry.bootSector()) + " was read");
    }

    /** The label in the root directory, which Windows shows; the one in the boot sector when there is none. */
    private Optional<String> readLabel() throws IOException {
        byte[] bytes = folder(ROOT);
        for (int at = 0; at < bytes.length && bytes[at] != FatEntry.END; at += FatEntry.SIZE) {
            StructImage entry = FatEntry.LAYOUT.view(volume.name(), at, bytes, at);
            int attributes = entry.getInt(FatEntry.ATTRIBUTES);
            boolean isLabel = (attributes & FatEntry.LABEL) != 0 && (attributes & FatEntry.ATTRIBUTE_BITS) != FatEntry.LONG;
            if (isLabel && (bytes[at] & 0xff) != FatEntry.DELETED) {
                return Optional.of(ShortName.label(entry.get(FatEntry.NAME)));
            }
        }
        String inBootSector = ShortName.label(geometry.label());
        return inBootSector.isEmpty() || inBootSector.equals(FatBootSector.NO_LABEL) ? Optional.empty() : Optional.of(inBootSector);
    }

    @Override
    public FileEntry root() {
        return ROOT;
    }

    @Override
    public List<FileEntry> list(FileEntry folder) throws IOException {
        List<FileEntry> entries = new ArrayList<>();
        for (FolderEntry found : read(folder)) {
            entries.add(found.toFileEntry(geometry.isFat32()));
        }
        return entries;
    }

    /** By its long name or its short one. */
    @Override
    public Optional<FileEntry> find(FileEntry folder, String name) throws IOException {
        for (FolderEntry found : read(folder)) {
            if (found.isCalled(name)) {
                return Optional.of(found.toFileEntry(geometry.isFat32()));
            }
        }
        return Optional.empty();
    }

    @Override
    public Storage open(FileEntry file) throws IOException {
        String name = file.name() + " on " + volume.name();
        if (file.size() == 0) {
            return MemoryStorage.of(name, Bytes.EMPTY);
        }
        FatChain chain = chain(file);
        long held = chain.clusters() * geometry.clusterSize();
        if (file.size() > held) {
            throw malformed(geometry.position((int) file.position()), "\"" + file.name() + "\" is said to have " + file.size() + " bytes, but its "
                    + chain.clusters() + " clusters hold " + held);
        }
        return new FatFile(volume, geometry, chain, name, file.size());
    }

    /** FAT records the local time, and only every other second. */
    @Override
    public boolean keepsMoments() {
        return false;
    }

    @Override
    public long size() {
        return (long) (geometry.lastCluster() - FatGeometry.FIRST_CLUSTER + 1) * geometry.clusterSize();
    }

    @Override
    public int clusterSize() {
        return geometry.clusterSize();
    }

    @Override
    public long free() throws IOException {
        FatTable table = tables.get(0);
        long free = 0;
        for (int cluster = FatGeometry.FIRST_CLUSTER; geometry.isCluster(cluster); cluster++) {
            free += table.entry(cluster) == 0 ? 1 : 0;
        }
        return free * geometry.clusterSize();
    }

    @Override
    public Set<FileAttribute> attributes(FileEntry entry) {
        return Set.of();
    }

    /** Entries do not keep it: no image that is started lies on FAT. */
    @Override
    public Optional<Boolean> isReadOnly(FileEntry file) {
        return Optional.empty();
    }

    @Override
    public long allocated(FileEntry file) throws IOException {
        return file.position() < FatGeometry.FIRST_CLUSTER ? 0 : chain(file).clusters() * geometry.clusterSize();
    }

    @Override
    public FilePath target(FileEntry link, FilePath folder) {
        throw new IllegalArgumentException(link.name() + " is no link: there are none on FAT");
    }

    private FatChain chain(FileEntry entry) throws IOException {
        long first = entry.position();
        if (first < FatGeometry.FIRST_CLUSTER || first > geometry.lastCluster()) {
            throw malformed(geometry.fatStart(), "\"" + entry.name() + "\" starts in cluster " + first + ", expected one from 2 to "
                    + geometry.lastCluster());
        }
        return FatChain.follow(volume.name(), geometry, tables, (int) first, "\"" + entry.name() + "\"");
    }

    private MalformedException malformed(long position, String problem) {
        return new MalformedException(volume.name(), FatEntry.LAYOUT.name(), position, problem);
    }

    /** All bytes of a folder. */
    private byte[] folder(FileEntry folder) throws IOException {
        boolean root = folder.position() == 0;
        if (root && geometry.rootCluster() == 0) {
            return volume.read(geometry.rootStart(), geometry.rootLength());
        }
        FileEntry start = root ? new FileEntry("/", folder.kind(), 0, folder.modified(), geometry.rootCluster()) : folder;
        FatChain chain = chain(start);
        long length = chain.clusters() * geometry.clusterSize();
        if (length > FatEntry.MAX_FOLDER) {
            throw malformed(geometry.position((int) start.position()), "the folder \"" + start.name() + "\" has " + length + " bytes, expected "
                    + FatEntry.MAX_FOLDER + " at most");
        }
        return new FatFile(volume, geometry, chain, start.name(), length).read(0, (int) length);
    }

    private List<FolderEntry> read(FileEntry folder) throws IOException {
        Optional<List<FolderEntry>> kept = folders.get(folder.position());
        if (kept.isPresent()) {
            return kept.get();
        }
        byte[] bytes = folder(folder);
        List<FolderEntry> entries = List.copyOf(FolderEntry.all(volume.name(), bytes));
        folders.put(folder.position(), entries, bytes.length);
        return entries;
    }
}
