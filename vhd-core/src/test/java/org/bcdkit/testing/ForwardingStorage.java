package org.bcdkit.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.storage.WritableStorage;

/** A file that is another one, apart from what a test makes different. */
public abstract class ForwardingStorage implements WritableStorage {

    private final WritableStorage file;

    protected ForwardingStorage(WritableStorage file) {
        this.file = file;
    }

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
    public void force() throws IOException {
        file.force();
    }
}
