package org.bcdkit.hive;

import java.io.IOException;
import java.util.List;
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
        BinsWriter bins = new BinsWriter();
        int root = new TreeWriter(bins, info.minorVersion()).root(hive.root());
        byte[] cells = bins.finish(fileTime);
        byte[] head = BaseBlock.of(info.baseBlock()).written(info.minorVersion(), info.sequence() + 1, fileTime, root, cells.length).image().toArray();
        byte[] file = new byte[head.length + cells.length];
        System.arraycopy(head, 0, file, 0, head.length);
        System.arraycopy(cells, 0, file, head.length, cells.length);
        Bytes written = Bytes.of(file);
        HiveInfo meant = new HiveInfo(info.minorVersion(), info.sequence() + 1, fileTime, HiveState.CLEAN, Bytes.of(head));
        verify(new Hive(meant, hive.root()), written);
        return written;
    }

    private static void verify(Hive meant, Bytes written) {
        Hive reread;
        try {
            reread = HiveReader.read(MemoryStorage.of("the new hive", written), List.of());
        } catch (IOException e) {
            throw new IllegalStateException("the new hive cannot be read: " + e.getMessage(), e);
        }
        Optional<String> difference = HiveDifference.first(meant, reread);
        if (difference.isPresent()) {
            throw new IllegalStateException("the new hive is not what was meant: " + difference.get());
        }
    }
}
