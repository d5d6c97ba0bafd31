package org.bcdkit.hive;

import java.io.IOException;
import java.util.Optional;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MemoryStorage;

/**
 * Turns a hive into the bytes of a fresh file, the way Windows writes one: subkeys in order, one security cell for all keys that share a
 * descriptor, small data inline, bins of 4096 bytes wherever the cells fit, one free cell at the end of each.
 */
public final class HiveWriter {

    private HiveWriter() {}

    /**
     * Writes {@code hive} as a clean file whose sequence numbers are one more than before. What the base block had beside that stays. The bytes
     * are read again and compared with what was meant.
     *
     * @param fileTime when the file is written, as FILETIME
     * @throws IllegalArgumentException when a name, a class name, the data of a value or the depth is more than a hive can hold
     * @throws IllegalStateException when the bytes do not say what was meant: a bug here, and nothing to write to a disk
     */
    public static Bytes write(Hive hive, long fileTime) {
        HiveInfo info = hive.info();
        BaseBlock before = BaseBlock.of(info.baseBlock());
        BinsWriter bins = new BinsWriter(before.binsSize());
        int root = new TreeWriter(bins, info.minorVersion()).root(hive.root());
        BaseBlock base = before.written(info.minorVersion(), info.sequence() + 1, fileTime, root, bins.close());
        Bytes written = bins.file(base, fileTime);
        HiveInfo meant = new HiveInfo(info.minorVersion(), info.sequence() + 1, fileTime, HiveState.CLEAN, base.image().toBytes());
        verify(new Hive(meant, hive.root()), written);
        return written;
    }

    private static void verify(Hive meant, Bytes written) {
        Optional<String> difference;
        try {
            difference = HiveReader.difference(meant, MemoryStorage.of("the new hive", written));
        } catch (IOException e) {
            throw new IllegalStateException("the new hive cannot be read: " + e.getMessage(), e);
        }
        if (difference.isPresent()) {
            throw new IllegalStateException("the new hive is not what was meant: " + difference.get());
        }
    }
}
