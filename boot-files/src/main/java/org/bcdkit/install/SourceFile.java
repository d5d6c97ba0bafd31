package org.bcdkit.install;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.storage.Storage;

/** The content of a file of the source, which is opened for each reading and closed again: there are hundreds of them. */
record SourceFile(FileSystem files, FileEntry entry, String name) implements Storage {

    @Override
    public long size() {
        return entry.size();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        try (Storage file = files.open(entry)) {
            file.read(position, into);
        }
    }
}
