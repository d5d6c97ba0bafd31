package org.bcdkit.host.linux;

import java.util.OptionalLong;

/** Understands what {@code stat -c '%b %B'} prints: how many units of its volume a file has, and the bytes in one. stat(1). */
final class AllocationParser {

    private AllocationParser() {}

    /** Bytes; absent when the text does not say, or says none: file systems that do not know print 0. */
    static OptionalLong parse(String text) {
        String line = text.strip();
        int space = line.indexOf(' ');
        if (space < 0) {
            return OptionalLong.empty();
        }
        try {
            long bytes = Math.multiplyExact(Long.parseLong(line.substring(0, space)), Long.parseLong(line.substring(space + 1)));
            return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
