package org.bcdkit.argument;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A locale such as {@code en-us}, or several with commas between them; in lower case, as bcdboot writes them. */
public final class LocaleArgument {

    private LocaleArgument() {}

    /** @param option where it stands, for messages */
    public static String parse(String option, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isFit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
            if (!isFit) {
                throw new UsageException(option + ": \"" + text + "\" is no locale; write for instance en-us.");
            }
        }
        if (text.indexOf('-') < 2) {
            throw new UsageException(option + ": \"" + text + "\" is no locale; write for instance en-us.");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    /** Those between commas. */
    public static Set<String> parseAll(String option, String text) {
        Set<String> locales = new TreeSet<>();
        for (int start = 0; start <= text.length(); ) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            locales.add(parse(option, text.substring(start, end).trim()));
            start = end + 1;
        }
        return locales;
    }
}
