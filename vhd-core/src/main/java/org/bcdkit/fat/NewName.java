package org.bcdkit.fat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.storage.Bytes;

/**
 * How a folder stores a name that it gets: as a short one alone where that says all, else as a long one with a short one made up for it. FAT
 * specification, section 7.
 *
 * @param shortName eight and three characters, filled with spaces
 * @param caseFlags which of the two are shown in lower case, as Windows NT and its successors store it
 * @param longName absent where the short one says all
 */
record NewName(Bytes shortName, int caseFlags, Optional<String> longName) {

    private static final int EXTENSION = 3;
    private static final String ALSO_SHORT = "$%'-_@~`!(){}^#&";
    private static final String NEVER = "\"*/:<>?\\|";
    private static final int LARGEST_TAIL = 999_999;

    /** The names of the two entries with which every folder but the root starts. */
    static final Bytes ITSELF = stored(".", "");
    static final Bytes AROUND = stored("..", "");

    /** Why a name cannot be given to a file, to follow it in a sentence; empty when it can. */
    static Optional<String> problem(String name) {
        if (name.isEmpty() || name.length() > LongName.MAX_LENGTH) {
            return Optional.of("has " + name.length() + " characters, expected 1 to " + LongName.MAX_LENGTH);
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < ' ' || NEVER.indexOf(name.charAt(i)) >= 0) {
                return Optional.of("has a character that no name on FAT may have: " + NEVER + " and those below the space");
            }
        }
        char last = name.charAt(name.length() - 1);
        if (last != ' ' && last != '.') {
            return Optional.empty();
        }
        return Optional.of("ends with a " + (last == '.' ? "dot" : "space") + ", which Windows cannot open");
    }

    /**
     * How a folder stores {@code name}.
     *
     * @param taken the short names that are in the folder; none of them is given again
     */
    static NewName of(String name, Set<Bytes> taken) {
        int dot = name.lastIndexOf('.');
        String base = dot < 0 ? name : name.substring(0, dot);
        String extension = dot < 0 ? "" : name.substring(dot + 1);
        boolean fits = isShort(base, ShortName.BASE) && (dot < 0 || isShort(extension, EXTENSION)) && !isMixed(base) && !isMixed(extension);
        if (fits && !taken.contains(stored(base, extension))) {
            int flags = (isLower(base) ? ShortName.LOWER_BASE : 0) | (isLower(extension) ? ShortName.LOWER_EXTENSION : 0);
            return new NewName(stored(base, extension), flags, Optional.empty());
        }
        return new NewName(madeUp(name, taken), 0, Optional.of(name));
    }

    /** Entries that it takes in a folder. */
    int entries() {
        return 1 + (longName.isPresent() ? LongName.parts(longName.get()) : 0);
    }

    private static Bytes madeUp(String name, Set<Bytes> taken) {
        String withoutDots = name;
        while (withoutDots.startsWith(".") || withoutDots.startsWith(" ")) {
            withoutDots = withoutDots.substring(1);
        }
        int dot = withoutDots.lastIndexOf('.');
        String base = shortened(dot < 0 ? withoutDots : withoutDots.substring(0, dot));
        String extension = shortened(dot < 0 ? "" : withoutDots.substring(dot + 1));
        String whole = extension.isEmpty() && dot < 0 ? base : base + "." + extension;
        boolean lost = !whole.equalsIgnoreCase(name) || base.length() > ShortName.BASE || extension.length() > EXTENSION;
        String kept = extension.substring(0, Math.min(EXTENSION, extension.length()));
        if (!lost && !taken.contains(stored(base, kept))) {
            return stored(base, kept);
        }
        for (int number = 1; number <= LARGEST_TAIL; number++) {
            String tail = "~" + number;
            Bytes tried = stored(base.substring(0, Math.min(base.length(), ShortName.BASE - tail.length())) + tail, kept);
            if (!taken.contains(tried)) {
                return tried;
            }
        }
        throw new IllegalStateException("a folder has 65536 entries at most"); // so a number is free
    }

    /** Without spaces and dots, and with {@code _} for what a short name cannot have. */
    private static String shortened(String part) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c != ' ' && c != '.') {
                text.append(isShort(c) ? upper(c) : '_');
            }
        }
        return text.toString();
    }

    private static Bytes stored(String base, String extension) {
        byte[] bytes = new byte[FatEntry.NAME_LENGTH];
        Arrays.fill(bytes, (byte) ' ');
        byte[] first = base.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        byte[] second = extension.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(first, 0, bytes, 0, first.length);
        System.arraycopy(second, 0, bytes, ShortName.BASE, second.length);
        return Bytes.giving(bytes, bytes.length);
    }

    private static boolean isShort(String part, int longest) {
        if (part.isEmpty() || part.length() > longest) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            if (!isShort(part.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isShort(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || ALSO_SHORT.indexOf(c) >= 0;
    }

    private static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }

    private static boolean isMixed(String part) {
        return !part.equals(part.toLowerCase(Locale.ROOT)) && !part.equals(part.toUpperCase(Locale.ROOT));
    }

    private static boolean isLower(String part) {
        return !part.equals(part.toUpperCase(Locale.ROOT));
    }
}
