package org.bcdkit.host.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Understands {@code /proc/locks}: a line for each lock, and one with an arrow for each that is waited for. proc_locks(5). */
final class FileLockParser {

    private static final String WAITING = "->";
    private static final String TO_THE_END = "EOF";
    private static final int FIELDS = 8;
    private static final int HEX = 16;

    private FileLockParser() {}

    /** The locks that are held; a line that is not understood is none of them. */
    static List<FileLock> parse(String text) {
        List<FileLock> locks = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            addLock(words(text.substring(from, end)), locks);
            from = end + 1;
        }
        return locks;
    }

    /** Number, kind, strictness, access, process, place of the file, first and last byte. */
    private static void addLock(List<String> words, List<FileLock> locks) {
        if (words.size() != FIELDS || words.get(1).equals(WAITING)) {
            return;
        }
        String place = words.get(5);
        int colon = place.indexOf(':');
        int second = place.indexOf(':', colon + 1);
        if (second < 0) {
            return;
        }
        try {
            String device = Integer.parseInt(place.substring(0, colon), HEX) + ":" + Integer.parseInt(place.substring(colon + 1, second), HEX);
            int process = Integer.parseInt(words.get(4));
            long last = words.get(7).equals(TO_THE_END) ? Long.MAX_VALUE : Long.parseLong(words.get(7));
            locks.add(new FileLock(
                    words.get(1),
                    process > 0 ? OptionalInt.of(process) : OptionalInt.empty(),
                    device,
                    Long.parseUnsignedLong(place.substring(second + 1)),
                    Long.parseLong(words.get(6)),
                    last));
        } catch (NumberFormatException e) {
            // Some other kernel writes it in another way.
        }
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            int end = line.indexOf(' ', at);
            end = end < 0 ? line.length() : end;
            if (end > at) {
                words.add(line.substring(at, end));
            }
            at = end + 1;
        }
        return words;
    }
}
