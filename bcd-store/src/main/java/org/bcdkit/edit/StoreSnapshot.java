package org.bcdkit.edit;

import java.io.IOException;
import java.util.List;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.HiveReader;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.BcdStoreReader;

/**
 * A boot store as it was read: what a planner is given.
 *
 * @param name what to call it in messages: the path of its file, or its place inside an image
 * @param content what the file held, which must still be the same when a plan is applied
 * @param findings what reading noticed: a dirty hive, logs that were replayed
 */
public record StoreSnapshot(String name, Fingerprint content, Hive hive, BcdStore store, List<Finding> findings) {

    /** What somebody names by mistake is a disk image. A store of 10,000 objects has nearly half of this, and real ones a thousandth. */
    public static final int LARGEST = 64 << 20;

    public StoreSnapshot {
        findings = List.copyOf(findings);
    }

    /**
     * The store that {@code content} is.
     *
     * @param logs the transaction logs beside it, opened only when it is dirty; closing them is up to the caller
     * @throws MalformedException when it is no store, or damaged
     */
    public static StoreSnapshot of(String name, Bytes content, HiveReader.LogSource logs) throws IOException {
        OtherFile.refuse(name, content);
        Hive hive = HiveReader.read(MemoryStorage.of(name, content), logs);
        return new StoreSnapshot(name, Fingerprint.of(content), hive, BcdStoreReader.read(name, hive), StoreRules.readable(name, hive.info().state()));
    }

    /** What is said of a file that is larger than {@link #LARGEST}. */
    public static MalformedException tooLarge(String name, String found) {
        return new MalformedException(name, "boot store", 0, "the file has " + found + ", and no boot store is that large");
    }
}
