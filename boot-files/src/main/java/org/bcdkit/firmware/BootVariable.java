package org.bcdkit.firmware;

import java.util.Locale;
import java.util.Optional;
import org.bcdkit.storage.FormatException;

/**
 * A boot entry of the firmware: the variable {@code Boot####} and what it says.
 *
 * @param option absent when the variable is damaged
 * @param problem what is wrong with it; absent when it can be read
 */
public record BootVariable(int number, EfiVariable variable, Optional<LoadOption> option, Optional<String> problem) {

    /** The largest number of an entry. */
    public static final int LARGEST = 0xffff;

    private static final String PREFIX = "Boot";
    private static final int DIGITS = 4;

    /** The name of the variable: {@code Boot000A}. */
    public static String name(int number) {
        String digits = Integer.toHexString(number).toUpperCase(Locale.ROOT);
        return PREFIX + "0".repeat(DIGITS - digits.length()) + digits;
    }

    /** The number in a name such as {@code Boot000A}; absent when it is the name of something else. Firmware writes the digits in upper case only. */
    public static Optional<Integer> number(String name) {
        if (name.length() != PREFIX.length() + DIGITS || !name.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int number = 0;
        for (int i = PREFIX.length(); i < name.length(); i++) {
            char c = name.charAt(i);
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
            if (digit < 0) {
                return Optional.empty();
            }
            number = number << 4 | digit;
        }
        return Optional.of(number);
    }

    static BootVariable of(int number, EfiVariable variable) {
        try {
            return new BootVariable(number, variable, Optional.of(LoadOption.read(variable.name(), variable.data())), Optional.empty());
        } catch (FormatException e) {
            return new BootVariable(number, variable, Optional.empty(), Optional.of(problem(e)));
        }
    }

    /** What is wrong with a variable, whose name is said before it. */
    static String problem(FormatException e) {
        return e.structure() + " at 0x" + Long.toHexString(e.position()) + ": " + e.problem();
    }

    /** {@code Boot000A}. */
    public String name() {
        return variable.name();
    }

    /** {@code Boot000A "Windows Boot Manager"}, for messages. */
    public String title() {
        return option.isPresent() ? name() + " \"" + option.get().description() + "\"" : name();
    }
}
