package org.bcdkit.fetch;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The header {@code Content-Range}. RFC 9110, section 14.4.
 *
 * @param first the position of the first byte
 * @param last the position of the last byte
 * @param size of the whole file; absent when the server does not know it
 */
record ByteRange(long first, long last, OptionalLong size) {

    private static final String UNIT = "bytes ";

    /** What {@code header} says, which may be null; empty when that is no range of bytes. */
    static Optional<ByteRange> of(String header) {
        if (header == null || !header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return Optional.empty();
        }
        String range = header.substring(UNIT.length()).trim();
        int dash = range.indexOf('-');
        int slash = range.indexOf('/');
        if (dash < 0 || slash < dash) {
            return Optional.empty();
        }
        OptionalLong first = number(range.substring(0, dash));
        OptionalLong last = number(range.substring(dash + 1, slash));
        String whole = range.substring(slash + 1);
        OptionalLong size = number(whole);
        boolean sized = size.isPresent() ? last.isPresent() && last.getAsLong() < size.getAsLong() : whole.equals("*");
        return first.isPresent() && last.isPresent() && first.getAsLong() <= last.getAsLong() && sized
                ? Optional.of(new ByteRange(first.getAsLong(), last.getAsLong(), size))
                : Optional.empty();
    }

    /** A number that is not negative, which may be null; empty when it is none. */
    static OptionalLong number(String text) {
        if (text == null || text.isEmpty() || text.length() > 19) {
            return OptionalLong.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return OptionalLong.empty();
            }
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
