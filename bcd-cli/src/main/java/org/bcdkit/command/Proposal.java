package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.layout.Printable;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.view.ChangeJson;
import org.bcdkit.view.FindingJson;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.PlanText;

/** A change that was planned and not made yet. Showing it, making it and reporting it are the same for all. */
abstract class Proposal {

    private final String intent;
    private final List<Finding> findings;
    private final List<Change> changes;

    /**
     * @param intent what was asked for: the heading of the preview
     * @param findings what the rules say; with an error among them the change is not made
     * @param changes empty when there is nothing to do
     */
    Proposal(String intent, List<Finding> findings, List<Change> changes) {
        this.intent = intent;
        this.findings = List.copyOf(findings);
        this.changes = List.copyOf(changes);
    }

    /**
     * What a change left behind.
     *
     * @param backup name of what has the old bytes
     * @param remarks sentences about where the old bytes are and how to go back
     */
    record Outcome(Optional<String> backup, List<String> remarks) {

        Outcome {
            remarks = List.copyOf(remarks);
        }
    }

    /** Makes the change. */
    abstract Outcome apply() throws IOException;

    /** Whether what is merely worth knowing is said, though nobody asked for more. */
    boolean tellsNotes() {
        return true;
    }

    /** What is to be said below the preview: sentences, each for a line of its own. */
    List<String> summary() {
        return List.of();
    }

    /** Files that applying it writes or makes, and folders it makes files in: that it may is asked before anything is shown. */
    List<Path> written() {
        return List.of();
    }

    /** Fails when the machine does not let it write what it will. */
    void checkPermission() throws IOException {
        for (Path file : written()) {
            Permission.toWrite(file);
        }
    }

    /** Why there is nothing to do: a sentence. Asked only when there are no changes. */
    String nothingToDo() {
        throw new IllegalStateException("this always changes something: " + intent);
    }

    /** How the command ends when an error among the findings stands against the change. */
    ExitCode refusal() {
        return ExitCode.REFUSED;
    }

    /** Writes what the JSON document of this change has beside findings and changes. */
    void writeFields(JsonGenerator json) throws IOException {}

    final boolean isRefused() {
        return Finding.refuse(findings);
    }

    /** Shows the change, makes it unless something stands against it, and reports; gives the exit code. */
    final int carryOut(Invocation invocation) throws IOException {
        invocation.messages().findings(told(invocation));
        boolean json = invocation.global().json();
        if (isRefused()) {
            invocation.messages().error("Nothing was changed" + (isForceable() ? "; --force carries on all the same." : "."));
            if (json) {
                writeJson(invocation, false, Optional.empty());
            }
            return refusal().code();
        }
        if (changes.isEmpty()) {
            if (json) {
                writeJson(invocation, false, Optional.empty());
            } else {
                invocation.out().print(Printable.of("Nothing to do: " + nothingToDo()) + "\n");
            }
            return ExitCode.DONE.code();
        }
        checkPermission();
        if (!json) {
            PlanText.print(invocation.out(), intent, changes);
            print(invocation, summary());
        }
        Optional<Outcome> outcome = Optional.empty();
        if (!invocation.global().dryRun()) {
            // What cannot be shown is not done.
            invocation.surroundings().flush();
            outcome = Optional.of(apply());
        }
        if (json) {
            writeJson(invocation, true, outcome);
        } else {
            report(invocation, outcome);
        }
        return (outcome.isEmpty() ? ExitCode.DONE : reported(invocation, outcome.get())).code();
    }

    /**
     * Makes a change that nothing stands against without showing it first, and reports with {@code lines}; gives the exit code. Where the old bytes
     * are is said when more is asked for.
     */
    final int carryOutQuietly(Invocation invocation, List<String> lines) throws IOException {
        invocation.messages().findings(findings);
        if (changes.isEmpty()) {
            print(invocation, lines);
            return ExitCode.DONE.code();
        }
        Outcome outcome = apply();
        print(invocation, lines);
        for (String remark : outcome.remarks()) {
            invocation.messages().detail(remark);
        }
        return reported(invocation, outcome).code();
    }

    private List<Finding> told(Invocation invocation) {
        if (tellsNotes() || invocation.global().verbose()) {
            return findings;
        }
        List<Finding> told = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding.severity() != Severity.INFO) {
                told.add(finding);
            }
        }
        return told;
    }

    private static void print(Invocation invocation, List<String> lines) {
        for (String line : lines) {
            invocation.out().print(Printable.of(line) + "\n");
        }
    }

    /** By now the change is made: an exit code that says it is not would be wrong, whatever becomes of the report. */
    private static ExitCode reported(Invocation invocation, Outcome outcome) {
        try {
            invocation.surroundings().flush();
            return ExitCode.DONE;
        } catch (IOException e) {
            String problem = "The change was made, but the report on it could not be written: " + e.getMessage();
            invocation.messages().error(problem + "\n" + String.join("\n", outcome.remarks()));
            return ExitCode.PARTIAL;
        }
    }

    /** Whether only errors that may be overridden stand against the change. */
    private boolean isForceable() {
        boolean forceable = true;
        for (Finding finding : findings) {
            forceable &= !finding.isError() || finding.forceable();
        }
        return forceable;
    }

    private static void report(Invocation invocation, Optional<Outcome> outcome) {
        if (outcome.isEmpty()) {
            invocation.out().print("Nothing was written (--dry-run).\n");
        } else {
            for (String remark : outcome.get().remarks()) {
                invocation.out().print(Printable.of(remark) + "\n");
            }
        }
    }

    private void writeJson(Invocation invocation, boolean changed, Optional<Outcome> outcome) throws IOException {
        try (JsonDocument document = new JsonDocument(invocation.out())) {
            JsonGenerator json = document.json();
            json.writeBooleanField("changed", changed);
            if (invocation.global().dryRun()) {
                json.writeBooleanField("dryRun", true);
            }
            writeFields(json);
            FindingJson.write(json, findings, invocation.global().verbose());
            ChangeJson.write(json, isRefused() ? List.of() : changes);
            if (outcome.isPresent() && outcome.get().backup().isPresent()) {
                json.writeStringField("backup", JsonDocument.text(outcome.get().backup().get()));
            }
        }
    }
}
