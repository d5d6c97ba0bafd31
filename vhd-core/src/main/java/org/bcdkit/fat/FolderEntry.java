package org.bcdkit.fat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.layout.NameCase;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/**
 * A file or folder as the folder around it has it.
 *
 * @param name the long one where there is one
 * @param shortName the one of eight and three characters, by which it is found as well
 * @param entry its directory entry
 * @param start offset in the folder of the first part of its long name; the same as {@code at} when it has none
 * @param at offset in the folder of the entry
 */
record FolderEntry(String name, String shortName, StructImage entry, int start, int at) {

    /** All files and folders in the bytes of a folder, without the folder itself and the one around it. */
    static List<FolderEntry> all(String source, byte[] bytes) throws MalformedException {
        List<FolderEntry> all = new ArrayList<>();
        LongName longName = new LongName();
        int start = 0;
        for (int at = 0; at < bytes.length && bytes[at] != FatEntry.END; at += FatEntry.SIZE) {
            StructImage entry = FatEntry.LAYOUT.view(source, at, bytes, at);
            int attributes = entry.getInt(FatEntry.ATTRIBUTES) & FatEntry.ATTRIBUTE_BITS;
            if ((bytes[at] & 0xff) == FatEntry.DELETED) {
                longName.clear();
            } else if (attributes == FatEntry.LONG) {
                start = LongName.isFirstPart(bytes[at]) ? at : start;
                longName.add(FatEntry.LONG_NAME.view(source, at, bytes, at));
            } else if ((attributes & FatEntry.LABEL) != 0 || bytes[at] == '.') {
                longName.clear(); // the label, and the folder itself and the one around it: no other short name starts with a dot
            } else {
                Bytes stored = entry.get(FatEntry.NAME);
                Optional<String> name = longName.take(stored);
                String shortName = ShortName.of(stored, entry.getInt(FatEntry.CASE));
                all.add(new FolderEntry(name.orElse(shortName), shortName, entry, name.isPresent() ? start : at, at));
            }
        }
        return all;
    }

    /** Whether it is found by {@code wanted}. */
    boolean isCalled(String wanted) {
        return NameCase.same(name, wanted) || NameCase.same(shortName, wanted);
    }

    boolean isFolder() {
        return (entry.getInt(FatEntry.ATTRIBUTES) & FatEntry.FOLDER) != 0;
    }

    /** Bytes of a file; 0 for a folder. */
    long length() {
        return isFolder() ? 0 : entry.get(FatEntry.LENGTH);
    }

    /** First cluster; 0 when there is none. */
    int cluster(boolean fat32) {
        return FatEntry.cluster(entry, fat32);
    }

    /** As readers of any file system see it. */
    FileEntry toFileEntry(boolean fat32) {
        FileEntry.Kind kind = isFolder() ? FileEntry.Kind.DIRECTORY : FileEntry.Kind.FILE;
        return new FileEntry(name, kind, length(), FatEntry.modified(entry), cluster(fat32));
    }
}
