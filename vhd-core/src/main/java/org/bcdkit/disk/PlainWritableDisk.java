package org.bcdkit.disk;

import java.io.IOException;
import org.bcdkit.storage.WritableStorage;

/** A disk whose sectors lie in the file one after the other from its start. */
record PlainWritableDisk(VirtualDisk disk, WritableStorage contents) implements WritableDisk {

    /** @param disk the one in {@code file} */
    static PlainWritableDisk of(VirtualDisk disk, WritableStorage file) throws IOException {
        return new PlainWritableDisk(disk, file.writableSlice(disk.name(), 0, disk.virtualSize()));
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
