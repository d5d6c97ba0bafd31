package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.hive.HiveState;
import org.bcdkit.plan.Finding;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.WellKnown;

/** Plans to put the objects of one store in the place of those of another. */
public final class StoreImportPlanner {

    private StoreImportPlanner() {}

    /**
     * The store with exactly the objects of {@code from}. Its own {@code Description}, which says whether it is a system store, stays; so do keys
     * outside of objects.
     */
    public static StorePlan plan(StoreSnapshot snapshot, StoreSnapshot from) {
        List<Finding> findings = new ArrayList<>(StoreRules.writable(snapshot));
        findings.addAll(from.hive().info().state() == HiveState.DIRTY ? StoreRules.writable(from) : from.findings());
        if (snapshot.store().find(WellKnown.BOOT_MANAGER).isPresent() && from.store().find(WellKnown.BOOT_MANAGER).isEmpty()) {
            findings.add(StoreRules.losesBootManager(snapshot.name(), from.name()));
        }
        BcdStore after = new BcdStore(snapshot.store().description(), from.store().objects());
        return new StorePlan("Replace the objects of " + snapshot.name() + " with those of " + from.name(), snapshot, after, findings);
    }
}
