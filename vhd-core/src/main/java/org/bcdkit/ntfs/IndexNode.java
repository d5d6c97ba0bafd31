package org.bcdkit.ntfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;

/** A node of the tree of names that a folder is: its index root, or one of its index blocks. */
final class IndexNode {

    static final StructLayout HEADER = StructLayout.littleEndian("index header", 16);
    static final Field<Long> ENTRIES_OFFSET = HEADER.u32(0, "entries offset", "From the start of this header, as the sizes.");
    static final Field<Long> USED = HEADER.u32(4, "used size", "Where the entries end.");
    static final Field<Long> ALLOCATED = HEADER.u32(8, "allocated size", "Where the node ends.");
    static final Field<Long> NODE_FLAGS = HEADER.u8(12, "flags", "1 when there are nodes below.");

    static final StructLayout ENTRY = StructLayout.littleEndian("index entry", 16);
    static final Field<Long> FILE = ENTRY.u64(0, "file reference", "Of the file that has the name.");
    static final Field<Long> LENGTH = ENTRY.u16(8, "length", "Of the entry in bytes; the place of a node below is in the last 8.");
    static final Field<Long> NAME_SIZE = ENTRY.u16(10, "key length", "Of the file name that follows, in bytes.");
    static final Field<Long> FLAGS = ENTRY.u16(12, "flags", "1 has a node below with the names before it, 2 last and without a name.");

    private static final int HAS_NODE = 1;
    private static final int LAST = 2;
    private static final int PLACE_SIZE = 8;

    static {
        HEADER.reserved(13, 3);
        ENTRY.reserved(14, 2);
    }

    /**
     * An entry.
     *
     * @param name absent in the last of a node
     * @param below place of the node with the names before this one, in the units of the folder's index blocks; absent in a leaf
     */
    record Entry(Optional<FileName> name, FileReference file, Optional<Long> below) {}

    private IndexNode() {}

    /**
     * The entries of a node, the last one included.
     *
     * @param at where the header stands in {@code bytes}
     * @param position of {@code bytes} in the volume
     */
    static List<Entry> entries(String source, long position, byte[] bytes, int at) throws MalformedException {
        StructImage header = HEADER.view(source, position + at, bytes, at);
        long first = header.get(ENTRIES_OFFSET);
        long used = header.get(USED);
        if (first < HEADER.size() || first > used || used > bytes.length - at) {
            throw new MalformedException(source, HEADER.name(), position + at, "its entries are said to be at " + first + " to " + used + " of "
                    + (bytes.length - at) + " bytes");
        }
        int next = at + (int) first;
        int end = at + (int) used;
        List<Entry> entries = new ArrayList<>();
        while (true) {
            StructImage entry = ENTRY.view(source, position + next, bytes, next);
            int flags = entry.getInt(FLAGS);
            int length = entry.getInt(LENGTH);
            int placeSize = (flags & HAS_NODE) != 0 ? PLACE_SIZE : 0;
            int nameSize = (flags & LAST) != 0 ? 0 : entry.getInt(NAME_SIZE);
            if (ENTRY.size() + nameSize + placeSize > length || length > end - next) {
                throw new MalformedException(source, ENTRY.name(), position + next, "it has " + length + " bytes, of which its name takes " + nameSize
                        + ", and the node ends after " + (end - next));
            }
            Optional<Long> below = placeSize == 0 ? Optional.empty() : Optional.of(LittleEndian.u64(bytes, next + length - PLACE_SIZE));
            if ((flags & LAST) != 0) {
                entries.add(new Entry(Optional.empty(), new FileReference(0), below));
                return entries;
            }
            FileName name = FileName.read(source, position + next + ENTRY.size(), bytes, next + ENTRY.size(), nameSize);
            entries.add(new Entry(Optional.of(name), new FileReference(entry.get(FILE)), below));
            next += length;
        }
    }
}
