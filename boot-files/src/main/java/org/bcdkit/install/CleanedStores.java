package org.bcdkit.install;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.edit.StoreCleaning;
import org.bcdkit.edit.StorePlan;
import org.bcdkit.edit.StorePlanner;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.plan.Finding;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;

/** Plans for stores that are cleaned of entries that nobody needs. */
public final class CleanedStores {

    private CleanedStores() {}

    /** Cleans a store and does nothing else to it. */
    public static StorePlan plan(StoreSnapshot snapshot, StoreCleaning cleaning) {
        StoreCleaning.Cleaned cleaned = cleaning.clean(snapshot.store(), Optional.empty());
        return StorePlanner.become(snapshot, "Clean " + snapshot.name(), cleaned.store(), findings(cleaned));
    }

    /** Cleans what another plan makes of a store, apart from the entry that it makes. */
    static StorePlan plan(StorePlan plan, StoreCleaning cleaning, ObjectId kept) {
        StoreCleaning.Cleaned cleaned = cleaning.clean(plan.after(), Optional.of(kept));
        List<Finding> findings = new ArrayList<>(plan.findings());
        findings.addAll(findings(cleaned));
        return new StorePlan(plan.intent(), plan.before(), cleaned.store(), findings);
    }

    private static List<Finding> findings(StoreCleaning.Cleaned cleaned) {
        List<Finding> findings = new ArrayList<>();
        for (ObjectId id : cleaned.unjudged()) {
            findings.add(Finding.info(
                    InstallRule.UNJUDGED, name(cleaned.store(), id) + " stays: whether its device is there cannot be told from the disks that were looked at"));
        }
        return findings;
    }

    private static String name(BcdStore store, ObjectId id) {
        Optional<String> title = store.find(id).orElseThrow().string(ElementType.DESCRIPTION);
        return ObjectCatalog.name(id) + (title.isPresent() ? " \"" + title.get() + "\"" : "");
    }
}
