package org.bcdkit.hive;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/**
 * Turns a registry hive file, with its transaction logs, into a value. REGF, "Format of primary files".
 *
 * <p>The whole file is read and checked once; bytes behind the declared bins are ignored.
 */
public final class HiveReader {

    private HiveReader() {}

    /**
     * Reads a hive. A clean one is what its file says, whatever the logs hold; a dirty one is made whole from those that fit.
     *
     * @param logs in any order; damaged and foreign ones are passed over
     * @throws MalformedException when the file contradicts the format, with the place; also when the checksum is wrong and no log helps
     * @throws UnsupportedException when its version is not 1.3 to 1.6
     */
    public static Hive read(Storage primary, List<Storage> logs) throws IOException {
        return read(primary, new LogSource() {
            @Override
            public List<Storage> open() {
                return logs;
            }
        });
    }

    /** Logs that are opened only when they are needed: what a clean hive has beside it must not keep it from being read. */
    public interface LogSource {
        List<Storage> open() throws IOException;
    }

    /** Reads a hive as {@link #read(Storage, List)} does, with logs that are opened when it is dirty. */
    public static Hive read(Storage primary, LogSource logs) throws IOException {
        OpenedHive hive = OpenedHive.open(primary, logs);
        Key root = tree(hive).root(hive.base().rootCell());
        return new Hive(hive.info(), root);
    }

    /**
     * Reads a hive that needs no logs, and says in words where it first is not what was {@code meant}. Keys are compared as they are read, so that
     * no second tree takes up memory.
     */
    static Optional<String> difference(Hive meant, Storage storage) throws IOException {
        OpenedHive hive = OpenedHive.withoutLogs(storage);
        TreeReader tree = tree(hive);
        Optional<String> difference = HiveDifference.first(meant.info(), hive.info());
        return difference.isPresent() ? difference : tree.difference(hive.base().rootCell(), meant.root());
    }

    private static TreeReader tree(OpenedHive hive) throws IOException {
        Bytes bins = hive.storage().bytes(BaseBlock.SIZE, (int) hive.base().binsSize());
        return new TreeReader(HiveBins.walk(hive.storage().name(), bins), hive.base().minorVersion());
    }
}
