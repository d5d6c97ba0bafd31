package org.bcdkit.firmware;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.PartlyAppliedException;
import org.bcdkit.storage.StalePlanException;

/** Makes the changes of a plan, the only place where variables are written. What cannot be done to its end is taken back. */
public final class VariableChanges {

    private final FirmwareVariables to;
    private final List<VariableChange> done = new ArrayList<>();

    private VariableChanges(FirmwareVariables to) {
        this.to = to;
    }

    /**
     * Makes the steps of a plan one after the other, and reads each variable back.
     *
     * @param keep told of the steps before the first one is made
     * @throws StalePlanException when the variables are not what the plan was made from any more
     * @throws PartlyAppliedException when a step failed and those before it could not be taken back
     */
    public static void apply(FirmwarePlan plan, FirmwareVariables to, Keeper keep) throws IOException {
        if (Finding.refuse(plan.findings())) {
            throw new IllegalStateException("a refused plan was applied: " + plan.intent());
        }
        if (!BootVariables.read(to).stored().equals(plan.before().stored())) {
            throw new StalePlanException("The boot variables in " + to.name()
                    + " were changed by somebody else since they were read. Nothing was changed. Run the command again.");
        }
        keep.keep(plan.steps());
        new VariableChanges(to).apply(plan.steps());
    }

    /** Keeps what is about to change. */
    public interface Keeper {
        void keep(List<VariableChange> steps) throws IOException;
    }

    private void apply(List<VariableChange> steps) throws IOException {
        for (VariableChange step : steps) {
            try {
                // Before it is made: a step that fails may have been made all the same.
                done.add(step);
                make(step);
            } catch (IOException e) {
                throw takenBack(step, e);
            }
        }
    }

    private void make(VariableChange step) throws IOException {
        if (step.after().isEmpty()) {
            to.delete(step.name());
        } else {
            to.write(step.after().get());
        }
        if (!to.read(step.name()).equals(step.after())) {
            throw new HostException(
                    "The firmware took the change of " + step.name() + " and did not keep it",
                    "Its own setup may forbid such changes; look there for a setting that protects the boot order.");
        }
    }

    private IOException takenBack(VariableChange failed, IOException reason) {
        List<String> left = new ArrayList<>();
        for (int i = done.size() - 1; i >= 0; i--) {
            VariableChange back = done.get(i).reversed();
            try {
                if (!to.read(back.name()).equals(back.after())) {
                    make(back);
                }
            } catch (IOException e) {
                left.add(back.name() + ": " + e.getMessage());
            }
        }
        String problem = failed.name() + " could not be changed: " + reason.getMessage();
        if (left.isEmpty()) {
            String remedy = reason instanceof HostException host ? host.remedy() : "";
            return new HostException(problem + (problem.endsWith(".") ? "" : ".") + " Nothing is changed.", remedy, reason);
        }
        return new PartlyAppliedException(problem + "\nWhat was changed before it could not be taken back:\n" + String.join("\n", left), reason);
    }
}
