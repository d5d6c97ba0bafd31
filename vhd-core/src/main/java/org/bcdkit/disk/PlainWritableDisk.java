package org.bcdkit.disk;

import java.io.IOException;
import org.bcdkit.storage.WritableFile;
import org.bcdkit.storage.WritableStorage;

/** A disk whose sectors lie in the file one after the other from its start. */
record PlainWritableDisk(VirtualDisk disk, WritableFile file, WritableStorage contents) implements WritableDisk {

    static PlainWritableDisk of(VirtualDisk disk, WritableFile file) throws IOException {
        return new PlainWritableDisk(disk, file, file.writableSlice(disk.name(), 0, disk.virtualSize()));
    }

    @Override
    public void close() throws IOException {
        try {
            disk.close();
        } finally {
            file.close();
        }
    }
}
