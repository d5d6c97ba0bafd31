package org.bcdkit.edit;

import java.util.List;
import org.bcdkit.hive.HiveState;
import org.bcdkit.plan.Finding;

/**
 * A store that is to be saved as another file, as {@link StoreFile#create(StoreExport)} does it.
 *
 * @param findings what stands against it; with an error among them there is no export
 */
public record StoreExport(StoreSnapshot from, List<Finding> findings) {

    public StoreExport {
        findings = List.copyOf(findings);
    }

    /** A store that its logs complete is exported with what is in them; one that may be incomplete is not, because the new file would look whole. */
    public static StoreExport of(StoreSnapshot snapshot) {
        boolean incomplete = snapshot.hive().info().state() == HiveState.DIRTY;
        return new StoreExport(snapshot, incomplete ? StoreRules.writable(snapshot) : snapshot.findings());
    }
}
