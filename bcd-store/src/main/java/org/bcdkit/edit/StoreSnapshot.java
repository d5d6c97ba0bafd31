package org.bcdkit.edit;

import java.nio.file.Path;
import java.util.List;
import org.bcdkit.hive.Hive;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.store.BcdStore;

/**
 * A boot store as it was read: what a planner is given.
 *
 * @param content what the file held, which must still be the same when a plan is applied
 * @param findings what reading noticed: a dirty hive, logs that were replayed
 */
public record StoreSnapshot(Path path, Fingerprint content, Hive hive, BcdStore store, List<Finding> findings) {

    public StoreSnapshot {
        findings = List.copyOf(findings);
    }
}
