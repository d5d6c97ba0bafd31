package org.bcdkit.plan;

/**
 * Something that has to hold, or had better hold, before a change is made. Findings name the rule they are about.
 *
 * @param id what messages show, for instance {@code SPC-01}; it never changes its meaning
 * @param severity the worst that breaking the rule leads to
 * @param requirement what has to hold: a sentence without its full stop
 * @param forceable whether {@code --force} turns an error under this rule into a warning
 */
public record Rule(String id, Severity severity, String requirement, boolean forceable) {}
