package org.bcdkit.view;

import org.bcdkit.plan.Severity;

/** The colours that tell how much something matters. A word always says it too. */
enum MessageColor {
    GREEN("\u001b[1;32m"),
    RED("\u001b[1;31m"),
    YELLOW("\u001b[1;33m"),
    NONE("");

    private static final String PLAIN = "\u001b[0m";

    private final String code;

    MessageColor(String code) {
        this.code = code;
    }

    static MessageColor of(Severity severity) {
        return switch (severity) {
            case OK -> GREEN;
            case INFO -> NONE;
            case WARNING -> YELLOW;
            case ERROR -> RED;
        };
    }

    /** {@code text} between the codes that a terminal colours it by. */
    String paint(String text) {
        return this == NONE ? text : code + text + PLAIN;
    }
}
