package org.bcdkit.plan;

import java.util.Optional;

/**
 * Something that has to hold, or had better hold, before a change is made. Findings name the rule they are about.
 *
 * @param id what messages show, for instance {@code SPC-01}; it never changes its meaning
 * @param severity the worst that breaking the rule leads to
 * @param requirement what has to hold: a sentence without its full stop
 * @param forceable whether {@code --force} turns an error under this rule into a warning
 * @param guide what the reference page says about it beyond that; absent when the requirement says it all
 */
public record Rule(String id, Severity severity, String requirement, boolean forceable, Optional<Guide> guide) {

    /**
     * More about a rule, for people who read about it before or after it speaks: sentences with their full stops.
     *
     * @param severities what breaking the rule leads to, where that is not the same for every Windows; empty when it is
     * @param fires what is looked at, and when the rule speaks
     * @param remedy what to do then
     */
    public record Guide(String severities, String fires, String remedy) {}
}
