package org.bcdkit.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;

/**
 * A change to boot variables that has not been made yet.
 *
 * @param intent what was asked for, in a few words
 * @param before the variables that the plan was made from, which must still be the same when it is applied
 * @param steps in the order in which they are made: at every moment the order names only entries that are there
 * @param findings what the rules say; with an error among them the plan cannot be applied
 */
public record FirmwarePlan(String intent, BootVariables before, List<VariableChange> steps, List<Finding> findings) {

    public FirmwarePlan {
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
    }

    /** What applying it changes, as a preview shows it; empty when there is nothing to do. */
    public List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (VariableChange step : steps) {
            Action action = step.before().isEmpty() ? Action.ADD : step.after().isEmpty() ? Action.DELETE : Action.CHANGE;
            changes.add(new Change(action, step.name(), text(step.before()), text(step.after())));
        }
        return changes;
    }

    private static Optional<String> text(Optional<EfiVariable> variable) {
        return variable.isPresent() ? Optional.of(VariableText.of(variable.get())) : Optional.empty();
    }

    /** The variables as they will be. */
    public BootVariables after() {
        return before.with(steps);
    }

    /** This plan under {@code --force}: forceable errors become warnings. */
    public FirmwarePlan forced() {
        List<Finding> forced = new ArrayList<>();
        for (Finding finding : findings) {
            forced.add(finding.forced());
        }
        return new FirmwarePlan(intent, before, steps, forced);
    }

    /** This plan with {@code more} findings in front of its own. */
    public FirmwarePlan withFindings(List<Finding> more) {
        List<Finding> all = new ArrayList<>(more);
        all.addAll(findings);
        return new FirmwarePlan(intent, before, steps, all);
    }
}
