package org.bcdkit.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.edit.StoreChange;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlan;
import org.bcdkit.firmware.FirmwareValueText;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.FileReplacement;

/** A change of a store, wherever that is. */
class StoreProposal extends Proposal {

    private final Invocation invocation;
    private final StoreLocation location;
    private final Optional<StoreChange> change;

    /** The plan counts as it is, or under {@code --force} without the errors that may be overridden. */
    StoreProposal(Invocation invocation, StoreLocation location, StorePlan plan) throws IOException {
        this(
                invocation,
                location,
                plan.intent(),
                counting(invocation, plan).findings(),
                plan.changes(new FirmwareValueText()),
                change(location, counting(invocation, plan)));
    }

    private static StorePlan counting(Invocation invocation, StorePlan plan) {
        return invocation.global().force() ? plan.forced() : plan;
    }

    /**
     * A change that is described otherwise than by a plan.
     *
     * @param change what writes it; absent when there is nothing to do, or something stands against it
     */
    StoreProposal(
            Invocation invocation, StoreLocation location, String intent, List<Finding> findings, List<Change> changes, Optional<StoreChange> change) {
        super(intent, all(findings, change), changes);
        this.invocation = invocation;
        this.location = location;
        this.change = change;
    }

    private static Optional<StoreChange> change(StoreLocation location, StorePlan plan) throws IOException {
        return plan.isRefused() || plan.changesNothing() ? Optional.empty() : Optional.of(location.change(plan));
    }

    private static List<Finding> all(List<Finding> findings, Optional<StoreChange> change) {
        List<Finding> all = new ArrayList<>(findings);
        if (change.isPresent()) {
            all.addAll(change.get().findings());
        }
        return all;
    }

    /** Of a store in a file. One inside an image was looked at when the change of it was prepared. */
    final void checkProtection() throws IOException {
        if (location instanceof StoreFile file) {
            FileReplacement.checkProtection(file.path());
            Permission.toWriteIn(file.path().toAbsolutePath().getParent());
        }
    }

    @Override
    final Outcome apply() throws IOException {
        if (location.unmountedVolume().isPresent()) {
            Confirmation.ofWritingTo(location.unmountedVolume().get(), invocation);
        }
        String copy = change.orElseThrow().apply();
        return new Outcome(Optional.of(copy), kept(copy));
    }

    /** Where the old bytes are, and how to go back to them: sentences. */
    List<String> kept(String copy) {
        return List.of("The old store is kept as " + copy + ".", "To go back: " + invocation.undoCommand(location));
    }
}
