package org.bcdkit.host.linux;

import java.util.OptionalLong;

/** Understands {@code /proc/meminfo}. proc_meminfo(5). */
final class MemoryInfoParser {

    private static final String TOTAL = "MemTotal:";
    private static final String UNIT = " kB";

    private MemoryInfoParser() {}

    /** Main memory in bytes, without what firmware and kernel keep for themselves; absent when the text does not say. */
    static OptionalLong total(String text) {
        int label = text.indexOf(TOTAL);
        int unit = label < 0 ? -1 : text.indexOf(UNIT, label);
        if (unit < 0) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Math.multiplyExact(Long.parseLong(text.substring(label + TOTAL.length(), unit).strip()), 1024L));
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
