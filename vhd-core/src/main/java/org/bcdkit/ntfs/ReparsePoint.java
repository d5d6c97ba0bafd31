package org.bcdkit.ntfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.Printable;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/**
 * Says that a file or folder is not what it seems: it leads elsewhere, or somebody else than NTFS keeps its content. MS-FSCC 2.1.2.1.
 *
 * @param tag what kind it is
 * @param value the whole attribute
 */
record ReparsePoint(int tag, Storage value) {

    static final StructLayout LAYOUT = StructLayout.littleEndian("reparse point", 8);
    static final Field<Long> TAG = LAYOUT.u32(0, "reparse tag", "What kind it is; bit 29 when it leads to another file or folder.");
    static final Field<Long> LENGTH = LAYOUT.u16(4, "data length", "Of what follows, in bytes.");

    static final StructLayout TARGET = StructLayout.littleEndian("target of a link", 8);
    static final Field<Long> TARGET_OFFSET = TARGET.u16(0, "target offset", "Of the path, from the first one.");
    static final Field<Long> TARGET_LENGTH = TARGET.u16(2, "target length", "In bytes, two for each character.");
    static final Field<Long> PRINT_OFFSET = TARGET.u16(4, "print name offset", "Of the path as it is shown.");
    static final Field<Long> PRINT_LENGTH = TARGET.u16(6, "print name length", "In bytes.");

    /** Only symbolic links have it, between the lengths and the paths. */
    static final StructLayout FLAGS = StructLayout.littleEndian("flags of a symbolic link", 4);
    static final Field<Long> RELATIVE = FLAGS.u32(0, "flags", "1 when the target is relative to the folder of the link.");

    static final int COMPRESSED = 0x80000017;
    private static final int MOUNT_POINT = 0xA0000003;
    private static final int SYMBOLIC_LINK = 0xA000000C;
    /** Windows takes no longer attribute. */
    private static final int MAX_SIZE = 16 << 10;
    /** Before a path of the kernel, and before one that no library is to change. */
    private static final List<String> PREFIXES = List.of("\\??\\", "\\\\?\\");
    private static final int LEADS_ELSEWHERE = 1 << 29;
    /** Cloud files have 16 tags that differ in these bits. */
    private static final int CLOUD_VARIANTS = 0xf000;

    static {
        LAYOUT.reserved(6, 2);
    }

    /** Whether a record has one of those that mark compressed system files; they are so short that they have no clusters. */
    static boolean isCompressed(FileRecord record) {
        for (Attribute attribute : record.attributes()) {
            if (attribute.is(AttributeType.REPARSE_POINT, "") && attribute.isResident() && attribute.content().size() >= LAYOUT.size()
                    && LittleEndian.i32(attribute.content().toArray(), 0) == COMPRESSED) {
                return true;
            }
        }
        return false;
    }

    static ReparsePoint read(NtfsFile file, Storage value) throws IOException {
        byte[] start = value.read(0, (int) Math.min(value.size(), LAYOUT.size()));
        StructImage image = LAYOUT.view(file.clusters().name(), file.base().position(), start, 0);
        return new ReparsePoint(image.getInt(TAG), value);
    }

    boolean leadsElsewhere() {
        return (tag & LEADS_ELSEWHERE) != 0;
    }

    /** Why the content of a file or folder with this tag cannot be had, of which {@code name} is what to call it. */
    UnsupportedException refusal(NtfsFile file, String name, String more) {
        return new UnsupportedException(name, LAYOUT.name(), file.base().position(), "it is " + kind() + more);
    }

    /**
     * The path on its own volume that a mount point or symbolic link leads to.
     *
     * @param name what to call the link
     * @param folder that the link is in
     * @throws UnsupportedException when it leads to another volume or machine, or is something else
     */
    FilePath target(NtfsFile file, String name, FilePath folder) throws IOException {
        if (tag != MOUNT_POINT && tag != SYMBOLIC_LINK) {
            throw refusal(file, name, "");
        }
        byte[] bytes = value.read(0, (int) Math.min(value.size(), MAX_SIZE));
        String source = file.clusters().name();
        long position = file.base().position();
        StructImage lengths = TARGET.view(source, position, bytes, LAYOUT.size());
        int paths = LAYOUT.size() + TARGET.size();
        boolean relative = false;
        if (tag == SYMBOLIC_LINK) {
            relative = (FLAGS.view(source, position, bytes, paths).getInt(RELATIVE) & 1) != 0;
            paths += FLAGS.size();
        }
        int start = paths + lengths.getInt(TARGET_OFFSET);
        int length = lengths.getInt(TARGET_LENGTH);
        if (length == 0 || length % 2 != 0 || start + length > bytes.length) {
            throw new MalformedException(source, LAYOUT.name(), position, "its target has " + length + " bytes from " + start + ", and it has "
                    + bytes.length);
        }
        String path = new String(bytes, start, length, StandardCharsets.UTF_16LE);
        Optional<FilePath> target = relative ? Optional.of(relative(path, folder)) : onVolume(path);
        if (target.isEmpty()) {
            throw refusal(file, name, " that leads to " + Printable.of(path) + ", which is not on this volume");
        }
        return target.get();
    }

    /** A path that starts with a slash is relative to the root. */
    private static FilePath relative(String path, FilePath folder) {
        return FilePath.parse(path.startsWith("\\") ? path : folder + "\\" + path);
    }

    private static Optional<FilePath> onVolume(String path) {
        String rest = path;
        for (String prefix : PREFIXES) {
            rest = path.startsWith(prefix) ? path.substring(prefix.length()) : rest;
        }
        boolean hasLetter = rest.length() >= 2 && rest.charAt(1) == ':' && (rest.length() == 2 || rest.charAt(2) == '\\');
        return hasLetter ? Optional.of(FilePath.parse(rest.substring(2))) : Optional.empty();
    }

    /** What a file or folder with this tag is. */
    String kind() {
        return switch ((tag & ~CLOUD_VARIANTS) == 0x9000001A ? 0x9000001A : tag) {
            case MOUNT_POINT -> "a mount point";
            case SYMBOLIC_LINK -> "a symbolic link";
            case 0xA000001D -> "a symbolic link of Linux";
            case 0x80000007 -> "a file that single-instance storage keeps elsewhere";
            case 0x80000008 -> "a file in a mounted WIM image";
            case 0x80000013 -> "a file that data deduplication keeps elsewhere";
            case 0x8000001B -> "an alias of a Store app";
            case 0x80000023 -> "a Unix socket";
            case 0x9000001A -> "a cloud file, whose content may be elsewhere";
            case 0x9000001C -> "a projected file, whose content is elsewhere";
            case COMPRESSED -> "a compressed system file";
            default -> "a reparse point with the unknown tag 0x" + Integer.toHexString(tag);
        };
    }
}
