package org.bcdkit.fat;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The folders of a volume that were asked for last, as many as have some bytes together: paths lead through the same few again and again. */
final class FolderCache {

    /** Far more than the folders of a system partition have. */
    private static final int MOST_BYTES = 1 << 20;

    /** By their positions; the one that was asked for last is last. */
    private final Map<Long, Folder> folders = new LinkedHashMap<>(16, 0.75f, true);
    private int bytes;

    private record Folder(List<FolderEntry> entries, int bytes) {}

    synchronized Optional<List<FolderEntry>> get(long position) {
        Folder folder = folders.get(position);
        return folder == null ? Optional.empty() : Optional.of(folder.entries);
    }

    /**
     * Keeps a folder, in the place of those that nobody asked for the longest; not one that is larger than all may be.
     *
     * @param length of the folder in bytes, which its entries hold on to
     */
    synchronized void put(long position, List<FolderEntry> entries, int length) {
        if (length > MOST_BYTES || folders.containsKey(position)) {
            return;
        }
        folders.put(position, new Folder(entries, length));
        bytes += length;
        Iterator<Folder> oldest = folders.values().iterator();
        while (bytes > MOST_BYTES) {
            bytes -= oldest.next().bytes;
            oldest.remove();
        }
    }
}
