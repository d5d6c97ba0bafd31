package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.storage.WritableStorage;

/** A file on which forcing does nothing. */
record Unforced(WritableStorage file) implements WritableStorage {

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        file.read(position, into);
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        file.write(position, from);
    }

    @Override
    public void force() {}
}
