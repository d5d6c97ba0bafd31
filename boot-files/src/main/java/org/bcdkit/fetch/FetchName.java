package org.bcdkit.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Names that a fetched file can have wherever it is copied to afterwards: on Windows as well. */
public final class FetchName {

    /** What file systems allow, less what the name of a part has more. */
    private static final int LONGEST = 255 - ".part.from".length();

    private FetchName() {}

    /** What is wrong with {@code name}, to follow its name: a clause without a full stop; empty when nothing is. */
    public static Optional<String> problem(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return Optional.of("names no file");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isISOControl(c) || c == '\ufffd' || "/\\:*?\"<>|".indexOf(c) >= 0) {
                return Optional.of("has a character that Windows does not allow in file names");
            }
        }
        if (name.endsWith(".") || name.endsWith(" ")) {
            return Optional.of("ends in a dot or a space, which Windows drops");
        }
        if (isDevice(name)) {
            return Optional.of("means a device on Windows");
        }
        return name.getBytes(StandardCharsets.UTF_8).length > LONGEST ? Optional.of("is longer than " + LONGEST + " bytes") : Optional.empty();
    }

    private static boolean isDevice(String name) {
        int dot = name.indexOf('.');
        String stem = (dot < 0 ? name : name.substring(0, dot)).trim().toUpperCase(Locale.ROOT);
        return switch (stem) {
            case "CON", "PRN", "AUX", "NUL" -> true;
            default -> stem.length() == 4 && (stem.startsWith("COM") || stem.startsWith("LPT")) && Character.isDigit(stem.charAt(3));
        };
    }
}
