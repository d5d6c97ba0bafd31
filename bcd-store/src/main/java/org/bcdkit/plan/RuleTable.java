package org.bcdkit.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The rules about one thing, each declared once: its constant and its line in the reference page come from the same declaration. */
public final class RuleTable {

    private final List<Rule> rules = new ArrayList<>();

    /** In the order in which they were declared. */
    public List<Rule> rules() {
        return Collections.unmodifiableList(rules);
    }

    /** Declares a rule whose breach stops a change. */
    public Rule error(String id, String requirement) {
        return declared(id, Severity.ERROR, requirement, false, Optional.empty());
    }

    /** As {@link #error(String, String)}, with when it speaks and what to do. */
    public Rule error(String id, String requirement, String fires, String remedy) {
        return declared(id, Severity.ERROR, requirement, false, guide("", fires, remedy));
    }

    /** As {@link #error(String, String)}, for a rule that is not as strict with every Windows. */
    public Rule error(String id, String requirement, String severities, String fires, String remedy) {
        return declared(id, Severity.ERROR, requirement, false, guide(severities, fires, remedy));
    }

    /** Declares a rule whose breach stops a change unless {@code --force} is given. */
    public Rule forceableError(String id, String requirement) {
        return declared(id, Severity.ERROR, requirement, true, Optional.empty());
    }

    /** As {@link #forceableError(String, String)}, with when it speaks and what to do. */
    public Rule forceableError(String id, String requirement, String fires, String remedy) {
        return declared(id, Severity.ERROR, requirement, true, guide("", fires, remedy));
    }

    /** As {@link #forceableError(String, String)}, for a rule that is not as strict with every Windows. */
    public Rule forceableError(String id, String requirement, String severities, String fires, String remedy) {
        return declared(id, Severity.ERROR, requirement, true, guide(severities, fires, remedy));
    }

    /** Declares a rule whose breach is a risk. */
    public Rule warning(String id, String requirement) {
        return declared(id, Severity.WARNING, requirement, false, Optional.empty());
    }

    /** As {@link #warning(String, String)}, with when it speaks and what to do. */
    public Rule warning(String id, String requirement, String fires, String remedy) {
        return declared(id, Severity.WARNING, requirement, false, guide("", fires, remedy));
    }

    /** Takes in a rule that another table declares: it means the same here. */
    public Rule shared(Rule rule) {
        rules.add(rule);
        return rule;
    }

    /** Declares a rule about what is worth knowing. */
    public Rule info(String id, String requirement) {
        return declared(id, Severity.INFO, requirement, false, Optional.empty());
    }

    /** As {@link #info(String, String)}, with when it speaks and what to do. */
    public Rule info(String id, String requirement, String fires, String remedy) {
        return declared(id, Severity.INFO, requirement, false, guide("", fires, remedy));
    }

    private static Optional<Rule.Guide> guide(String severities, String fires, String remedy) {
        return Optional.of(new Rule.Guide(severities, fires, remedy));
    }

    private Rule declared(String id, Severity severity, String requirement, boolean forceable, Optional<Rule.Guide> guide) {
        Rule rule = new Rule(id, severity, requirement, forceable, guide);
        rules.add(rule);
        return rule;
    }
}
