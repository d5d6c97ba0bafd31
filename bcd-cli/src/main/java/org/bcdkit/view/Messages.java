package org.bcdkit.view;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.bcdkit.layout.Printable;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.store.ObjectId;

/** What is said beside the result: errors, warnings and notes, on standard error. */
public final class Messages {

    private final PrintStream err;
    private final Terminal terminal;
    private final boolean quiet;
    private final boolean verbose;

    /** Whether messages may be coloured; asked only when there is something to say. */
    public interface Terminal {
        boolean showsColor();
    }

    public Messages(PrintStream err, Terminal terminal, boolean quiet, boolean verbose) {
        this.err = err;
        this.terminal = terminal;
        this.quiet = quiet;
        this.verbose = verbose;
    }

    /** Why the command failed. */
    public void error(String text) {
        print("bcd:", MessageColor.RED, text, Optional.empty());
    }

    /** Why the command failed, in lines that scripts look for and that have to stand alone. */
    public void failure(List<String> lines) {
        for (String line : lines) {
            err.print(Printable.of(line) + "\n");
        }
    }

    /** What is worth knowing only to who asked for more. */
    public void detail(String text) {
        if (verbose) {
            print("note:", MessageColor.NONE, text, Optional.empty());
        }
    }

    /** Something that may be wrong, with which the command goes on. */
    public void warning(String text) {
        if (!quiet) {
            print("warning:", MessageColor.YELLOW, text, Optional.empty());
        }
    }

    /** Something worth knowing. */
    public void note(String text) {
        if (!quiet) {
            print("note:", MessageColor.NONE, text, Optional.empty());
        }
    }

    /** The default entry was taken for {@code {current}}. */
    public void defaultForCurrent(ObjectId entry) {
        note("A store in a file does not tell which entry a Windows was started from. For {current}, the default entry is taken: " + entry + ".");
    }

    /** Findings in their order, each with its rule and remedy; passed rules only when more was asked for, warnings and notes unless less was. */
    public void findings(List<Finding> findings) {
        for (Finding finding : findings) {
            if (isWanted(finding.severity())) {
                FindingText.one(err, finding, terminal);
            }
        }
    }

    private boolean isWanted(Severity severity) {
        return switch (severity) {
            case OK -> verbose;
            case INFO, WARNING -> !quiet;
            case ERROR -> true;
        };
    }

    private void print(String label, MessageColor color, String text, Optional<String> remedy) {
        print(err, label, color, terminal, text, remedy);
    }

    /** Lines of which the first starts with a label, and what is to be done. */
    static void print(PrintStream out, String label, MessageColor color, Terminal terminal, String text, Optional<String> remedy) {
        boolean colored = color != MessageColor.NONE && terminal.showsColor();
        out.print(colored ? color.paint(label) : label);
        out.print(' ');
        // The line breaks are ours; everything else that a terminal acts on would come from a file.
        for (String line : text.split("\n", -1)) {
            out.print(Printable.of(line));
            out.print('\n');
        }
        if (remedy.isPresent()) {
            out.print("  " + Printable.of(remedy.get()) + "\n");
        }
    }
}
