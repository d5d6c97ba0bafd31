package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.store.BcdStore;

/**
 * A change to a boot store that has not been made yet.
 *
 * @param intent what was asked for, in a few words
 * @param before the store the plan was made from
 * @param after the store as it shall be
 * @param findings what the rules say; with an error among them the plan cannot be applied
 */
public record StorePlan(String intent, StoreSnapshot before, BcdStore after, List<Finding> findings) {

    public StorePlan {
        findings = List.copyOf(findings);
    }

    /** What applying it changes, as a preview shows it; empty when there is nothing to do. */
    public List<Change> changes() {
        return changes(ValueText.BYTES);
    }

    /** The same, with values in the words of {@code text}. */
    public List<Change> changes(ValueText text) {
        return StoreDiff.changes(before.store(), after, text);
    }

    public boolean changesNothing() {
        return before.store().equals(after);
    }

    public boolean isRefused() {
        return Finding.refuse(findings);
    }

    /** This plan with {@code more} findings in front of its own. */
    public StorePlan withFindings(List<Finding> more) {
        List<Finding> all = new ArrayList<>(more);
        all.addAll(findings);
        return new StorePlan(intent, before, after, all);
    }

    /** This plan under {@code --force}: forceable errors become warnings. */
    public StorePlan forced() {
        return new StorePlan(intent, before, after, Finding.forced(findings));
    }
}
