package org.bcdkit.fetch;

import java.util.Locale;
import java.util.Optional;

/**
 * A SHA-256 checksum.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Sha256(String hex) {

    private static final int DIGITS = 64;

    public Sha256 {
        if (!isHex(hex)) {
            throw new IllegalArgumentException("a SHA-256 has " + DIGITS + " lower-case hexadecimal digits: " + hex);
        }
    }

    /** The checksum that somebody wrote, in digits of any case; empty when it is none. */
    public static Optional<Sha256> of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return isHex(lower) ? Optional.of(new Sha256(lower)) : Optional.empty();
    }

    static Sha256 of(byte[] digest) {
        StringBuilder hex = new StringBuilder(DIGITS);
        for (byte b : digest) {
            hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
        }
        return new Sha256(hex.toString());
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return text.length() == DIGITS;
    }

    @Override
    public String toString() {
        return hex;
    }
}
