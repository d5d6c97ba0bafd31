package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlan;

/** A plan for a store in a file. */
class StoreProposal extends Proposal {

    private final StoreLocation location;
    private final StorePlan plan;
    private final String undoCommand;

    /** The plan counts as it is, or under {@code --force} without the errors that may be overridden. */
    StoreProposal(Invocation invocation, StoreLocation location, StorePlan plan) {
        this(location, invocation.global().force() ? plan.forced() : plan, invocation.undoCommand());
    }

    private StoreProposal(StoreLocation location, StorePlan plan, String undoCommand) {
        super(plan.intent(), plan.findings(), plan.changes());
        this.location = location;
        this.plan = plan;
        this.undoCommand = undoCommand;
    }

    @Override
    final Outcome apply() throws IOException {
        Optional<Path> copy = location.file().apply(plan);
        return new Outcome(copy, keptAs(copy.orElseThrow(), undoCommand));
    }

    /** Where the old bytes are, and how to go back to them. */
    static List<String> keptAs(Path copy, String undoCommand) {
        return List.of("The old store is kept as " + copy + ".", "To go back: " + undoCommand);
    }
}
