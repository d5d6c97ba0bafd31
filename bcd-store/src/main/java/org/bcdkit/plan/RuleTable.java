package org.bcdkit.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The rules about one thing, each declared once: its constant and its line in the reference page come from the same declaration. */
public final class RuleTable {

    private final List<Rule> rules = new ArrayList<>();

    /** In the order in which they were declared. */
    public List<Rule> rules() {
        return Collections.unmodifiableList(rules);
    }

    /** Declares a rule whose breach stops a change. */
    public Rule error(String id, String requirement) {
        return declared(new Rule(id, Severity.ERROR, requirement, false));
    }

    /** Declares a rule whose breach stops a change unless {@code --force} is given. */
    public Rule forceableError(String id, String requirement) {
        return declared(new Rule(id, Severity.ERROR, requirement, true));
    }

    /** Declares a rule whose breach is a risk. */
    public Rule warning(String id, String requirement) {
        return declared(new Rule(id, Severity.WARNING, requirement, false));
    }

    /** Declares a rule about what is worth knowing. */
    public Rule info(String id, String requirement) {
        return declared(new Rule(id, Severity.INFO, requirement, false));
    }

    private Rule declared(Rule rule) {
        rules.add(rule);
        return rule;
    }
}
