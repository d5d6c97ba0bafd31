package org.bcdkit.argument;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bcdkit.firmware.BootVariable;
import org.bcdkit.firmware.BootVariables;

/** A boot entry of the firmware as the user names it: {@code Boot0001}, {@code 0001} or {@code 1}, in hexadecimal, or by its title. */
public final class EntryArgument {

    public static final String VALUE = "ENTRY";
    public static final String MEANING = "Boot0001, its number alone in hexadecimal, or a title that only one entry has.";

    private static final String PREFIX = "Boot";
    private static final int DIGITS = 4;

    private EntryArgument() {}

    /** The number of the entry; by a number whether or not it is there, by a title a {@link RequestException} unless exactly one has it. */
    public static int parse(String text, BootVariables variables) {
        Optional<Integer> named = text.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                ? number(text.substring(PREFIX.length()))
                : Optional.empty();
        if (named.isPresent()) {
            return named.get();
        }
        List<BootVariable> titled = titled(text, variables);
        if (titled.size() == 1) {
            return titled.get(0).number();
        }
        if (titled.size() > 1) {
            List<String> names = new ArrayList<>();
            for (BootVariable entry : titled) {
                names.add(entry.name());
            }
            throw new RequestException("\"" + text + "\" is the title of " + titled.size() + " firmware entries: " + String.join(", ", names)
                    + ". Name one of them by its number.");
        }
        Optional<Integer> number = number(text);
        if (number.isEmpty()) {
            throw new RequestException("There is no firmware entry \"" + text + "\"." + Spelling.didYouMean(text, titles(variables)));
        }
        return number.get();
    }

    private static Optional<Integer> number(String digits) {
        if (digits.length() > DIGITS || !NumberArgument.isDigits(digits.toLowerCase(Locale.ROOT), 16)) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(digits, 16));
    }

    private static List<BootVariable> titled(String text, BootVariables variables) {
        List<BootVariable> found = new ArrayList<>();
        for (BootVariable entry : variables.entries()) {
            if (entry.option().isPresent() && entry.option().get().description().equalsIgnoreCase(text)) {
                found.add(entry);
            }
        }
        return found;
    }

    private static List<String> titles(BootVariables variables) {
        List<String> titles = new ArrayList<>();
        for (BootVariable entry : variables.entries()) {
            titles.add(entry.option().isPresent() ? entry.option().get().description() : entry.name());
        }
        return titles;
    }
}
