package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StorePlan;

/** A plan for a store in a file. */
class StoreProposal extends Proposal {

    private final StoreFile file;
    private final StorePlan plan;
    private final String undoCommand;

    /** The plan counts as it is, or under {@code --force} without the errors that may be overridden. */
    StoreProposal(Invocation invocation, StoreFile file, StorePlan plan) {
        this(file, invocation.global().force() ? plan.forced() : plan, invocation.undoCommand());
    }

    private StoreProposal(StoreFile file, StorePlan plan, String undoCommand) {
        super(plan.intent(), plan.findings(), plan.changes());
        this.file = file;
        this.plan = plan;
        this.undoCommand = undoCommand;
    }

    @Override
    final Outcome apply() throws IOException {
        Optional<Path> copy = file.apply(plan);
        return new Outcome(copy, keptAs(copy.orElseThrow(), undoCommand));
    }

    /** Where the old bytes are, and how to go back to them. */
    static List<String> keptAs(Path copy, String undoCommand) {
        return List.of("The old store is kept as " + copy + ".", "To go back: " + undoCommand);
    }
}
