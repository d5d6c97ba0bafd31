package org.bcdkit.ntfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.disk.DiskContents;
import org.bcdkit.disk.UnusedSpace;
import org.bcdkit.filesystem.FileAttribute;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.FileTime;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/** An NTFS volume, read-only. Its log is not replayed: a dirty volume is read as it stands. */
public final class NtfsFileSystem implements FileSystem {

    static final StructLayout INFORMATION = StructLayout.littleEndian("volume information", 12);
    static final Field<Long> MAJOR_VERSION = INFORMATION.u8(8, "major version", "3 since Windows 2000.");
    static final Field<Long> MINOR_VERSION = INFORMATION.u8(9, "minor version", "1 since Windows XP.");
    static final Field<Long> FLAGS = INFORMATION.u16(10, "flags", "Bit 0: dirty, to be checked.");

    static final StructLayout STANDARD = StructLayout.littleEndian("standard information", 36);
    static final Field<Long> CREATED = STANDARD.u64(0, "creation time", "Of the file; in 100 ns since 1601-01-01 UTC as all times.");
    static final Field<Long> MODIFIED = STANDARD.u64(8, "modification time", "Of the content.");
    static final Field<Long> CHANGED = STANDARD.u64(16, "record modification time", "Of the file record.");
    static final Field<Long> ACCESSED = STANDARD.u64(24, "access time", "When the file was last read.");
    static final Field<Long> ATTRIBUTES = STANDARD.u32(32, "file attributes", "Read-only, hidden and so on; 0x200 sparse, 0x800 compressed, 0x4000 encrypted.");

    private static final int DIRTY = 1;

    private static final int READ_ONLY = 1;

    /** A bit of the file attributes. MS-FSCC 2.6. */
    private record Flag(int bit, FileAttribute attribute) {}

    private static final List<Flag> FLAGS_OF_FILES = List.of(
            new Flag(0x200, FileAttribute.SPARSE),
            new Flag(0x400, FileAttribute.REPARSE_POINT),
            new Flag(0x800, FileAttribute.COMPRESSED),
            new Flag(0x1000, FileAttribute.OFFLINE),
            new Flag(0x4000, FileAttribute.ENCRYPTED),
            // Reading it fetches what is not here.
            new Flag(0x400000, FileAttribute.OFFLINE));

    private final MasterFileTable table;
    private final UpperCase upperCase;
    private final StructImage information;
    private final Optional<String> label;
    private final FileEntry root;
    /** Where the boot sector was, in bytes: not 0 when it was its backup. */
    private final long bootSector;

    static {
        INFORMATION.reserved(0, 8);
    }

    private NtfsFileSystem(MasterFileTable table, long bootSector) throws IOException {
        this.table = table;
        this.upperCase = UpperCase.read(NtfsFile.read(table, table.read(MasterFileTable.UPPER_CASE)));
        NtfsFile volume = NtfsFile.read(table, table.read(MasterFileTable.VOLUME));
        this.information = INFORMATION.read(
                table.clusters().name(), volume.base().position(), volume.resident(AttributeType.VOLUME_INFORMATION, ""));
        Optional<Attribute> name = volume.find(AttributeType.VOLUME_NAME, "");
        this.label = name.isEmpty() || name.get().size() == 0
                ? Optional.empty()
                : Optional.of(new String(volume.resident(AttributeType.VOLUME_NAME, ""), StandardCharsets.UTF_16LE));
        NtfsFile top = NtfsFile.read(table, table.read(MasterFileTable.ROOT));
        if (!top.isFolder()) {
            throw top.base().malformed(table.clusters().name(), FileRecord.FLAGS, "the root is said to be a file, expected a folder");
        }
        this.root = entry("", top);
        this.bootSector = bootSector;
    }

    /**
     * Opens the volume that fills {@code partition}.
     *
     * @throws MalformedException when it is not NTFS, or damaged
     */
    public static NtfsFileSystem open(Storage partition) throws IOException {
        NtfsBootSector boot = NtfsBootSector.find(partition);
        return new NtfsFileSystem(MasterFileTable.open(new Clusters(partition, boot.clusterSize(), boot.clusters()), boot), boot.position());
    }

    /** Whether {@code partition} ends with the backup of a boot sector, whatever it starts with. */
    public static boolean recognisesBackup(Storage partition) throws IOException {
        return NtfsBootSector.findBackup(partition).isPresent();
    }

    @Override
    public String kind() {
        return "ntfs";
    }

    @Override
    public Optional<String> label() {
        return label;
    }

    @Override
    public List<String> remarks() {
        return bootSector == 0
                ? List.of()
                : List.of("the boot sector at the start of the volume is damaged; its backup at 0x" + Long.toHexString(bootSector) + " was read");
    }

    /** The version of the format, {@code 3.1} since Windows XP. */
    public String version() {
        return majorVersion() + "." + minorVersion();
    }

    /** The number before the point of the version. */
    public int majorVersion() {
        return information.getInt(MAJOR_VERSION);
    }

    /** The number behind the point of the version. */
    public int minorVersion() {
        return information.getInt(MINOR_VERSION);
    }

    /** Whether Windows would check the volume before it uses it. */
    public boolean isDirty() {
        return (information.getInt(FLAGS) & DIRTY) != 0;
    }

    @Override
    public FileEntry root() {
        return root;
    }

    @Override
    public List<FileEntry> list(FileEntry folder) throws IOException {
        NtfsFile file = file(folder);
        DirectoryIndex index = index(folder, file);
        List<FileEntry> entries = new ArrayList<>();
        for (IndexNode.Entry entry : index.list()) {
            boolean isOwn = file.base().number() == MasterFileTable.ROOT && entry.file().number() < MasterFileTable.FIRST_OF_USERS;
            if (!isOwn) {
                entries.add(entry(entry.name().orElseThrow().name(), NtfsFile.read(table, entry.file())));
            }
        }
        return entries;
    }

    /** By its long name or its short one; the entry has the long one. */
    @Override
    public Optional<FileEntry> find(FileEntry folder, String name) throws IOException {
        NtfsFile parent = file(folder);
        Optional<IndexNode.Entry> found = index(folder, parent).find(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        NtfsFile file = NtfsFile.read(table, found.get().file());
        FileName stored = found.get().name().orElseThrow();
        return Optional.of(entry(stored.isShort() ? file.longName(parent.reference()).orElse(stored.name()) : stored.name(), file));
    }

    @Override
    public Storage open(FileEntry entry) throws IOException {
        NtfsFile file = file(entry);
        String name = nameOf(entry);
        Optional<ReparsePoint> point = reparsePoint(file);
        if (point.isPresent() && point.get().tag() != ReparsePoint.COMPRESSED) {
            throw point.get().refusal(file, name, ""); // a folder too, when it leads elsewhere
        }
        if (file.isFolder()) {
            throw new IllegalArgumentException(entry.name() + " is a folder");
        }
        if (point.isPresent()) {
            return CompressedSystemFile.open(file, point.get(), name, size(file));
        }
        Optional<Storage> content = file.open(AttributeType.DATA, "", name);
        if (content.isEmpty()) {
            throw file.malformed("it has no content, " + AttributeType.name(AttributeType.DATA));
        }
        return content.get();
    }

    @Override
    public boolean keepsMoments() {
        return true;
    }

    @Override
    public long size() {
        return table.clusters().count() * table.clusters().size();
    }

    @Override
    public int clusterSize() {
        return table.clusters().size();
    }

    @Override
    public long free() throws IOException {
        return ClusterBitmap.free(table) * table.clusters().size();
    }

    /**
     * The volume for a copy of it: what its bitmap says belongs to something, and what lies behind the last cluster.
     *
     * @param partition that the volume was opened from
     */
    public DiskContents used(Storage partition) throws IOException {
        return new UsedClusters(partition, ClusterBitmap.open(table), table.clusters());
    }

    /** How many files are compressed as Windows compresses its own (CompactOS). All records of the master file table are looked at. */
    public long countCompressedSystemFiles() throws IOException {
        long count = 0;
        for (long number = MasterFileTable.FIRST_OF_USERS; number < table.count(); number++) {
            Optional<FileRecord> record = table.readIfSound(number);
            if (record.isPresent() && record.get().isInUse() && ReparsePoint.isCompressed(record.get())) {
                count++;
            }
        }
        return count;
    }

    /** Whether nothing in its log waits to be carried out: until that is done, the volume's own tables do not say what belongs to what. */
    public boolean isLogClean() throws IOException {
        Optional<RunStorage> log = NtfsFile.read(table, table.read(MasterFileTable.LOG)).stored(AttributeType.DATA, "");
        return log.isPresent() && LogState.isClean(log.get());
    }

    /**
     * Adds what belongs to no file, and is long enough to matter.
     *
     * @param start of the volume on its disk, in bytes
     * @throws MalformedException when the boot sector was not in its place: something else may be in the volume since
     */
    public void addFree(UnusedSpace to, long start) throws IOException {
        if (bootSector != 0) {
            throw new MalformedException(table.clusters().name(), NtfsBootSector.LAYOUT.name(), 0, "it is damaged, so what the volume has marked as free may"
                    + " belong to something else");
        }
        ClusterBitmap.addFree(table, to, start);
    }

    /** What is said of the file, and what is said of its content: either may say it alone. */
    @Override
    public Set<FileAttribute> attributes(FileEntry entry) throws IOException {
        NtfsFile file = file(entry);
        Set<FileAttribute> attributes = EnumSet.noneOf(FileAttribute.class);
        addAttributes(standard(file).getInt(ATTRIBUTES), attributes);
        if (file.find(AttributeType.REPARSE_POINT, "").isPresent()) {
            attributes.add(FileAttribute.REPARSE_POINT);
        }
        Optional<Attribute> content = file.find(AttributeType.DATA, "");
        if (content.isPresent()) {
            content.get().addTo(attributes);
        }
        return attributes;
    }

    private static void addAttributes(int flags, Set<FileAttribute> attributes) {
        for (Flag flag : FLAGS_OF_FILES) {
            if ((flags & flag.bit) != 0) {
                attributes.add(flag.attribute);
            }
        }
    }

    @Override
    public Optional<Boolean> isReadOnly(FileEntry entry) throws IOException {
        return Optional.of((standard(file(entry)).getInt(ATTRIBUTES) & READ_ONLY) != 0);
    }

    @Override
    public long allocated(FileEntry entry) throws IOException {
        return file(entry).placedClusters(AttributeType.DATA, "") * table.clusters().size();
    }

    @Override
    public FilePath target(FileEntry link, FilePath folder) throws IOException {
        NtfsFile file = file(link);
        Optional<ReparsePoint> point = reparsePoint(file);
        if (point.isEmpty()) {
            throw new IllegalArgumentException(link.name() + " is no link");
        }
        return point.get().target(file, nameOf(link), folder);
    }

    private DirectoryIndex index(FileEntry folder, NtfsFile file) throws IOException {
        if (!file.isFolder()) {
            throw new IllegalArgumentException(folder.name() + " is not a folder");
        }
        Optional<ReparsePoint> point = reparsePoint(file);
        if (point.isPresent() && point.get().leadsElsewhere()) {
            throw point.get().refusal(file, nameOf(folder), "");
        }
        return DirectoryIndex.open(file, upperCase);
    }

    private String nameOf(FileEntry entry) {
        return entry.name() + " on " + table.clusters().name();
    }

    private NtfsFile file(FileEntry entry) throws IOException {
        return NtfsFile.read(table, new FileReference(entry.position()));
    }

    /** The values are those of the file itself, which are right for each of its names. */
    private static FileEntry entry(String name, NtfsFile file) throws IOException {
        Instant modified = FileTime.toInstant(standard(file).get(MODIFIED));
        Optional<ReparsePoint> point = reparsePoint(file);
        if (point.isPresent() && point.get().leadsElsewhere()) {
            return new FileEntry(name, FileEntry.Kind.LINK, 0, modified, file.reference().bits());
        }
        return new FileEntry(name, file.isFolder() ? FileEntry.Kind.DIRECTORY : FileEntry.Kind.FILE, size(file), modified, file.reference().bits());
    }

    private static StructImage standard(NtfsFile file) throws IOException {
        return STANDARD.read(file.clusters().name(), file.base().position(), file.resident(AttributeType.STANDARD_INFORMATION, ""));
    }

    private static long size(NtfsFile file) throws MalformedException {
        Optional<Attribute> content = file.find(AttributeType.DATA, "");
        if (file.isFolder() || content.isEmpty()) {
            return 0;
        }
        long size = content.get().size();
        if (size < 0) {
            throw content.get().malformed(file.clusters().name(), "its real size is " + Long.toUnsignedString(size) + " bytes");
        }
        return size;
    }

    private static Optional<ReparsePoint> reparsePoint(NtfsFile file) throws IOException {
        Optional<Storage> value = file.open(AttributeType.REPARSE_POINT, "", file.clusters().name());
        return value.isEmpty() ? Optional.empty() : Optional.of(ReparsePoint.read(file, value.get()));
    }
}
