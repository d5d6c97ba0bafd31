package org.bcdkit.ntfs;

import java.nio.charset.StandardCharsets;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;

/**
 * A name of a file in a folder. What else stands beside it is a copy that may be out of date.
 *
 * @param folder that has the name
 * @param isShort an 8.3 name, beside a long one
 */
record FileName(FileReference folder, String name, boolean isShort) {

    static final StructLayout LAYOUT = StructLayout.littleEndian("file name", 66);
    static final Field<Long> FOLDER = LAYOUT.u64(0, "parent folder", "Reference to the folder that has the name.");
    static final Field<Long> CREATED = LAYOUT.u64(8, "creation time", "Of the file; in 100 ns since 1601-01-01 UTC as all times.");
    static final Field<Long> MODIFIED = LAYOUT.u64(16, "modification time", "Of the content.");
    static final Field<Long> CHANGED = LAYOUT.u64(24, "record modification time", "Of the file record.");
    static final Field<Long> ACCESSED = LAYOUT.u64(32, "access time", "When the file was last read.");
    static final Field<Long> ALLOCATED_SIZE = LAYOUT.u64(40, "allocated size", "Of the content in bytes.");
    static final Field<Long> REAL_SIZE = LAYOUT.u64(48, "real size", "Of the content in bytes.");
    static final Field<Long> ATTRIBUTES = LAYOUT.u32(56, "file attributes", "Read-only, hidden and so on.");
    static final Field<Long> TAG = LAYOUT.u32(60, "reparse tag", "Or the size of extended attributes.");
    static final Field<Long> NAME_LENGTH = LAYOUT.u8(64, "name length", "In characters.");
    static final Field<Long> NAMESPACE = LAYOUT.u8(65, "namespace", "0 POSIX, 1 Win32, 2 8.3, 3 Win32 that is also 8.3.");

    private static final int SHORT = 2;

    /** The name in the {@code length} bytes at {@code at}. */
    static FileName read(String source, long position, byte[] bytes, int at, int length) throws MalformedException {
        StructImage image = LAYOUT.view(source, position, bytes, at);
        int size = 2 * image.getInt(NAME_LENGTH);
        if (LAYOUT.size() + size > length) {
            throw new MalformedException(source, LAYOUT.name(), position + NAME_LENGTH.offset(), "name length is " + size / 2 + ", and " + length
                    + " bytes are there");
        }
        String name = new String(bytes, at + LAYOUT.size(), size, StandardCharsets.UTF_16LE);
        return new FileName(new FileReference(image.get(FOLDER)), name, image.getInt(NAMESPACE) == SHORT);
    }
}
