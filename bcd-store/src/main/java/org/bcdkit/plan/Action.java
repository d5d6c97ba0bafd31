package org.bcdkit.plan;

/** What happens to the subject of a change, with the mark a preview shows. */
public enum Action {
    ADD("add", '+'),
    CHANGE("change", '~'),
    DELETE("delete", '-'),
    KEEP("keep", '=');

    private final String word;
    private final char mark;

    Action(String word, char mark) {
        this.word = word;
        this.mark = mark;
    }

    /** The word used in JSON. */
    public String word() {
        return word;
    }

    public char mark() {
        return mark;
    }
}
