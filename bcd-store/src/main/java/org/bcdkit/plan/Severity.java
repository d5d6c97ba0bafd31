package org.bcdkit.plan;

/** How much a finding matters, in rising order. */
public enum Severity {
    OK("ok"),
    INFO("info"),
    WARNING("warning"),
    ERROR("error");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    /** The word used in text and JSON. */
    public String word() {
        return word;
    }
}
