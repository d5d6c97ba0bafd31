package org.bcdkit.view;

import java.io.PrintStream;
import java.util.List;
import org.bcdkit.layout.Printable;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;

/** Findings as the result of a command. */
public final class FindingText {

    private FindingText() {}

    /**
     * Each finding with its rule and remedy, and how many there are.
     *
     * @param passed whether rules that passed are listed too
     */
    public static void print(PrintStream out, List<Finding> findings, boolean passed) {
        int[] counts = new int[Severity.values().length];
        for (Finding finding : findings) {
            counts[finding.severity().ordinal()]++;
            if (passed || finding.severity() != Severity.OK) {
                out.print(Printable.of(finding.severity().word() + " [" + finding.rule() + "] " + finding.message()) + "\n");
                if (finding.remedy().isPresent()) {
                    out.print("  " + Printable.of(finding.remedy().get()) + "\n");
                }
            }
        }
        int errors = counts[Severity.ERROR.ordinal()];
        int warnings = counts[Severity.WARNING.ordinal()];
        out.print(errors + warnings == 0
                ? "No problems found.\n"
                : errors + (errors == 1 ? " error, " : " errors, ") + warnings + (warnings == 1 ? " warning.\n" : " warnings.\n"));
    }
}
