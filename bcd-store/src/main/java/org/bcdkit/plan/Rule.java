package org.bcdkit.plan;

/** Something that has to hold, or had better hold, before a change is made. Findings name the rule they are about. */
public interface Rule {

    /** The identifier that messages show, for instance {@code SPC-01}; it never changes its meaning. */
    String id();

    /** The worst that breaking the rule leads to. */
    Severity severity();

    /** What has to hold: a sentence without its full stop. */
    String requirement();
}
