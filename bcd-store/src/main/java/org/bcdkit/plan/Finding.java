package org.bcdkit.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rule says about the input of a plan. An error stops the plan.
 *
 * @param rule the rule's identifier, for instance {@code "SPC-01"}
 * @param message one sentence: what was found, and what was expected
 * @param remedy what the user can do about it
 * @param forceable whether {@code --force} turns this error into a warning
 */
public record Finding(String rule, Severity severity, String message, Optional<String> remedy, boolean forceable) {

    public static Finding error(Rule rule, String message, String remedy) {
        return new Finding(rule.id(), Severity.ERROR, message, Optional.of(remedy), rule.forceable());
    }

    /** An error that {@code --force} leaves one, though others under its rule can be forced. */
    public static Finding firmError(Rule rule, String message, String remedy) {
        return new Finding(rule.id(), Severity.ERROR, message, Optional.of(remedy), false);
    }

    public static Finding warning(Rule rule, String message, String remedy) {
        return new Finding(rule.id(), Severity.WARNING, message, Optional.of(remedy), false);
    }

    public static Finding info(Rule rule, String message) {
        return new Finding(rule.id(), Severity.INFO, message, Optional.empty(), false);
    }

    public static Finding ok(Rule rule, String message) {
        return new Finding(rule.id(), Severity.OK, message, Optional.empty(), false);
    }

    /** The severity of the worst of {@code findings}; {@link Severity#OK} when there are none. */
    public static Severity worst(List<Finding> findings) {
        Severity worst = Severity.OK;
        for (Finding finding : findings) {
            worst = finding.severity.compareTo(worst) > 0 ? finding.severity : worst;
        }
        return worst;
    }

    /** Whether an error is among {@code findings}: then what they are about is not done. */
    public static boolean refuse(List<Finding> findings) {
        return worst(findings) == Severity.ERROR;
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** These findings under {@code --force}: forceable errors become warnings. */
    public static List<Finding> forced(List<Finding> findings) {
        List<Finding> forced = new ArrayList<>(findings.size());
        for (Finding finding : findings) {
            forced.add(finding.forced());
        }
        return forced;
    }

    /** This finding under {@code --force}: a forceable error becomes a warning. */
    public Finding forced() {
        return isError() && forceable ? new Finding(rule, Severity.WARNING, message, remedy, true) : this;
    }

    // What Java generates for a record looks its parts up through method handles, which takes as long as many a command.
    @Override
    public boolean equals(Object other) {
        return other instanceof Finding that
                && rule.equals(that.rule)
                && severity == that.severity
                && message.equals(that.message)
                && remedy.equals(that.remedy)
                && forceable == that.forceable;
    }

    @Override
    public int hashCode() {
        return 31 * rule.hashCode() + message.hashCode();
    }
}
