package org.bcdkit.edit;

import java.io.IOException;
import java.time.Clock;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.HiveWriter;
import org.bcdkit.layout.FileTime;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.BcdStoreReader;
import org.bcdkit.store.BcdStoreWriter;
import org.bcdkit.store.HiveExtras;

/** What the file of a store has to hold, wherever that file is: a whole hive, in which what was meant was found again. */
public final class StoreContent {

    private StoreContent() {}

    /** That of a store after a change. */
    public static Bytes of(StorePlan plan, Clock clock) throws IOException {
        long now = FileTime.of(clock.instant());
        Hive hive = BcdStoreWriter.update(plan.before().hive(), plan.before().store(), plan.after(), now);
        return proven(plan.before().name(), hive, plan.after(), now);
    }

    /**
     * That of a new store.
     *
     * @param name of its file, for messages
     */
    public static Bytes of(String name, BcdStore store, HiveExtras extras, Clock clock) throws IOException {
        long now = FileTime.of(clock.instant());
        return proven(name, BcdStoreWriter.create(store, extras, now), store, now);
    }

    /** That of a store as it was read, as a clean hive. */
    public static Bytes of(StoreSnapshot snapshot, Clock clock) throws IOException {
        return proven(snapshot.name(), snapshot.hive(), snapshot.store(), FileTime.of(clock.instant()));
    }

    /**
     * The bytes of a hive in which what was meant is found: the store in the tree of keys, and by the writer, which reads its bytes again, that
     * tree in the bytes. A difference is a mistake of ours. What could not be read again for its size is not written.
     */
    private static Bytes proven(String name, Hive hive, BcdStore intended, long fileTime) throws IOException {
        if (!BcdStoreReader.holds(hive, intended)) {
            throw new IllegalStateException("the new store does not read back as it was meant; nothing was written");
        }
        Bytes content = HiveWriter.write(hive, fileTime);
        if (content.size() > StoreSnapshot.LARGEST) {
            throw new MalformedException(name, "boot store", 0, "the file would have " + content.size() + " bytes, and no boot store is that large");
        }
        return content;
    }
}
