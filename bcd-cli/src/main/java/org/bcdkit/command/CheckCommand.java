package org.bcdkit.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.edit.StoreChange;
import org.bcdkit.edit.StoreCheck;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.view.FindingJson;
import org.bcdkit.view.FindingText;
import org.bcdkit.view.JsonDocument;

/** {@code bcd check [--repair]}: what is wrong or odd in a store; with {@code --repair}, a store made whole from its logs. */
public final class CheckCommand implements Command {

    private static final String REPAIR = "--repair";

    @Override
    public void describe(Syntax syntax) {
        syntax.flag(REPAIR, "Write the changes that are still in the logs beside the store into it. Nothing else is repaired.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        StoreLocation location = invocation.store();
        StoreSnapshot snapshot = location.read();
        return invocation.has(REPAIR) ? repair(invocation, location, snapshot).carryOut(invocation) : check(invocation, snapshot);
    }

    private static int check(Invocation invocation, StoreSnapshot snapshot) throws IOException {
        List<Finding> findings = StoreCheck.check(snapshot);
        Severity verdict = Finding.worst(findings);
        boolean verbose = invocation.global().verbose();
        if (invocation.global().json()) {
            try (JsonDocument document = new JsonDocument(invocation.out())) {
                document.store(snapshot.name());
                document.json().writeStringField("verdict", verdict.word());
                FindingJson.write(document.json(), findings, verbose);
            }
        } else {
            FindingText.print(invocation.out(), findings, verbose, invocation.resultTerminal());
        }
        return (verdict == Severity.ERROR ? ExitCode.REFUSED : ExitCode.DONE).code();
    }

    private static Proposal repair(Invocation invocation, StoreLocation location, StoreSnapshot snapshot) throws IOException {
        return switch (snapshot.hive().info().state()) {
            case CLEAN -> new Repair(invocation, location, snapshot, List.of(), Optional.empty());
            case RECOVERED -> new Repair(
                    invocation,
                    location,
                    snapshot,
                    List.of(new Change(
                            Action.CHANGE,
                            snapshot.name(),
                            Optional.of("not closed cleanly"),
                            Optional.of("clean, with the changes from its logs"))),
                    Optional.of(location.repair(snapshot)));
            case DIRTY -> throw new RequestException(snapshot.name() + " was not closed cleanly, and no log beside it completes it."
                    + " Put the BCD.LOG files that belong to it beside it, or restore a clean copy.");
        };
    }

    private static final class Repair extends StoreProposal {
        private final StoreSnapshot snapshot;

        Repair(Invocation invocation, StoreLocation location, StoreSnapshot snapshot, List<Change> changes, Optional<StoreChange> change) {
            super(invocation, location, "Make " + snapshot.name() + " whole from its logs", List.of(), changes, change);
            this.snapshot = snapshot;
        }

        @Override
        String nothingToDo() {
            return snapshot.name() + " was closed cleanly; its logs hold nothing that is not in it.";
        }
    }
}
