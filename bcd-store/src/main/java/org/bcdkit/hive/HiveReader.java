package org.bcdkit.hive;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
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

    /** Logs that are opened only when they are needed: what a clean store has beside it must not keep it from being read. */
    public interface LogSource {
        List<Storage> open() throws IOException;
    }

    /** The same, with logs that are opened only when they are needed. */
    public static Hive read(Storage primary, LogSource logs) throws IOException {
        BaseBlock base = BaseBlock.read(primary);
        if (!base.isDirty()) {
            return read(primary, base, HiveState.CLEAN);
        }
        Optional<Storage> recovered = new LogReplay(primary, base, logs.open()).recover();
        if (recovered.isPresent()) {
            return read(recovered.get(), BaseBlock.read(recovered.get()), HiveState.RECOVERED);
        }
        return read(primary, base, HiveState.DIRTY);
    }

    private static Hive read(Storage storage, BaseBlock base, HiveState state) throws IOException {
        Key root = tree(storage, base).root(base.rootCell());
        return new Hive(info(base, state), root);
    }

    /**
     * Reads a hive that needs no logs, and says in words where it first is not what was {@code meant}. Keys are compared as they are read, so that
     * no second tree takes up memory.
     */
    static Optional<String> difference(Hive meant, Storage storage) throws IOException {
        BaseBlock base = BaseBlock.read(storage);
        TreeReader tree = tree(storage, base);
        Optional<String> difference = HiveDifference.first(meant.info(), info(base, base.isDirty() ? HiveState.DIRTY : HiveState.CLEAN));
        return difference.isPresent() ? difference : tree.difference(base.rootCell(), meant.root());
    }

    private static TreeReader tree(Storage storage, BaseBlock base) throws IOException {
        base.check(storage);
        return new TreeReader(HiveBins.walk(storage.name(), storage.bytes(BaseBlock.SIZE, (int) base.binsSize())), base.minorVersion());
    }

    private static HiveInfo info(BaseBlock base, HiveState state) {
        return new HiveInfo(base.minorVersion(), base.primarySequence(), base.lastWritten(), state, base.image().toBytes());
    }
}
