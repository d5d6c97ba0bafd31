package org.bcdkit.argument;

/** A place in a word that is read from left to right. Letters are compared in any case. */
final class WordCursor {

    private final String word;
    private int at;

    WordCursor(String word) {
        this.word = word;
    }

    boolean isAtEnd() {
        return at == word.length();
    }

    /** Whether {@code text} is next. */
    boolean sees(String text) {
        return word.regionMatches(true, at, text, 0, text.length());
    }

    /** Goes behind {@code text} if it is next, and says whether it was. */
    boolean takes(String text) {
        boolean seen = sees(text);
        at += seen ? text.length() : 0;
        return seen;
    }

    char next() {
        return word.charAt(at++);
    }

    /** Goes to the first of {@code ends}, or to the end of the word, and gives what it passed. */
    String until(String... ends) {
        String passed = before(ends);
        at += passed.length();
        return passed;
    }

    /** The same without going there. */
    String before(String... ends) {
        int end = word.length();
        for (String text : ends) {
            int found = find(text);
            end = found < 0 ? end : Math.min(end, found);
        }
        return word.substring(at, end);
    }

    private int find(String text) {
        for (int i = at; i <= word.length() - text.length(); i++) {
            if (word.regionMatches(true, i, text, 0, text.length())) {
                return i;
            }
        }
        return -1;
    }

    /** Everything that is left, without going there. */
    String rest() {
        return word.substring(at);
    }
}
