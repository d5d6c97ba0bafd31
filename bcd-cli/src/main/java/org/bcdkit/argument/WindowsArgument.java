package org.bcdkit.argument;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.edit.WindowsGeneration;

/** {@code --windows 7|8.1|10|11}. */
public final class WindowsArgument {

    private static final String NAME = "Windows ";

    private WindowsArgument() {}

    public static List<String> words() {
        List<String> words = new ArrayList<>();
        for (WindowsGeneration generation : WindowsGeneration.values()) {
            words.add(generation.title().substring(NAME.length()));
        }
        return words;
    }

    /** @param word one of {@link #words()} */
    public static WindowsGeneration parse(String word) {
        for (WindowsGeneration generation : WindowsGeneration.values()) {
            if (generation.title().equals(NAME + word)) {
                return generation;
            }
        }
        throw new IllegalArgumentException(word);
    }
}
