package org.bcdkit.hive;

import java.io.IOException;
import java.util.Optional;
import org.bcdkit.storage.Storage;

/**
 * A hive whose bins can be read: the file as it is, or as its logs make it.
 *
 * @param storage long enough for all bins
 * @param base checked
 */
record OpenedHive(Storage storage, BaseBlock base, HiveState state) {

    /** Opens as {@link HiveReader#read(Storage, HiveReader.LogSource)} does. */
    static OpenedHive open(Storage primary, HiveReader.LogSource logs) throws IOException {
        BaseBlock base = BaseBlock.read(primary);
        if (!base.isDirty()) {
            return checked(primary, base, HiveState.CLEAN);
        }
        Optional<Storage> recovered = new LogReplay(primary, base, logs.open()).recover();
        if (recovered.isPresent()) {
            return checked(recovered.get(), BaseBlock.read(recovered.get()), HiveState.RECOVERED);
        }
        return checked(primary, base, HiveState.DIRTY);
    }

    /** A hive that needs no logs. */
    static OpenedHive withoutLogs(Storage storage) throws IOException {
        BaseBlock base = BaseBlock.read(storage);
        return checked(storage, base, base.isDirty() ? HiveState.DIRTY : HiveState.CLEAN);
    }

    private static OpenedHive checked(Storage storage, BaseBlock base, HiveState state) throws IOException {
        base.check(storage);
        return new OpenedHive(storage, base, state);
    }

    HiveInfo info() {
        return new HiveInfo(base.minorVersion(), base.primarySequence(), base.lastWritten(), state, base.image().toBytes());
    }
}
