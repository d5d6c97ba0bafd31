package org.bcdkit.filesystem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.edit.KeptCopy;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.storage.Bytes;

/**
 * A boot store that was found on a volume.
 *
 * @param name what to call it in messages
 * @param path of it, without links
 */
record StoredStore(String name, FileSystem files, FilePath path, FileEntry folder, FileEntry entry) {

    /** @throws NoSuchPathException when it is not there */
    static StoredStore find(String name, FileSystem files, FilePath path) throws IOException {
        FilePath real = path.withoutLinks(files);
        List<FileEntry> way = new VolumeFile(name, files, real).way();
        if (way.size() < 2) {
            throw new IllegalArgumentException("the root of a volume is no store");
        }
        return new StoredStore(name, files, real, way.get(way.size() - 2), way.get(way.size() - 1));
    }

    /** As its folder has it: who named it may have written it in other letters. */
    String fileName() {
        return entry.name();
    }

    Bytes content() throws IOException {
        return StoreReading.bytes(name, files, entry);
    }

    /** The store that {@code content} is, which is what {@link #content()} gave. */
    StoreSnapshot read(Bytes content) throws IOException {
        return StoreReading.read(name, files, path, content);
    }

    /** The names of all that is in its folder. */
    List<String> siblings() throws IOException {
        List<String> names = new ArrayList<>();
        for (FileEntry sibling : files.list(folder)) {
            names.add(sibling.name());
        }
        return names;
    }

    List<KeptCopy> copies() throws IOException {
        return KeptCopy.among(fileName(), siblings());
    }

    /**
     * The file of a copy, as a store of its own.
     *
     * @param copyName what to call it in messages
     */
    StoredStore copy(KeptCopy copy, String copyName) throws IOException {
        return find(copyName, files, path.parent().resolve(copy.file()));
    }
}
