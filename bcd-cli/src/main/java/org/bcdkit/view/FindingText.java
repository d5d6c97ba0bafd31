package org.bcdkit.view;

import java.io.PrintStream;
import java.util.List;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;

/** Findings as the result of a command. */
public final class FindingText {

    private FindingText() {}

    /**
     * Each finding with its rule and remedy, and how many there are.
     *
     * @param passed whether rules that passed are listed too
     * @param terminal whether there may be colours on {@code out}
     */
    public static void print(PrintStream out, List<Finding> findings, boolean passed, Messages.Terminal terminal) {
        int[] counts = new int[Severity.values().length];
        for (Finding finding : findings) {
            counts[finding.severity().ordinal()]++;
            if (passed || finding.severity() != Severity.OK) {
                one(out, finding, terminal);
            }
        }
        int errors = counts[Severity.ERROR.ordinal()];
        int warnings = counts[Severity.WARNING.ordinal()];
        out.print(errors + warnings == 0
                ? "No problems found.\n"
                : errors + (errors == 1 ? " error, " : " errors, ") + warnings + (warnings == 1 ? " warning.\n" : " warnings.\n"));
    }

    /** One finding, in the form that it has wherever findings stand below one another. */
    static void one(PrintStream out, Finding finding, Messages.Terminal terminal) {
        Severity severity = finding.severity();
        String text = finding.message() + " [" + finding.rule() + "]";
        Messages.print(out, word(severity) + ":", MessageColor.of(severity), terminal, text, finding.remedy());
    }

    /** What people are told that a finding is. */
    static String word(Severity severity) {
        return severity == Severity.INFO ? "note" : severity.word();
    }
}
