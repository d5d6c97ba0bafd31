package org.bcdkit.edit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bcdkit.layout.Hex;
import org.bcdkit.storage.Fingerprint;

/**
 * A copy of a store that a change left beside it, wherever that is. Its file name says when it was made and what the change wrote, so that {@code undo}
 * can tell whether the store is still what that change made of it: {@code BCD.20261124-101500-123.1a2b3c4d.bak}.
 *
 * @param file name of its file, in the folder of the store
 * @param time when it was made, UTC, {@code yyyyMMdd-HHmmss-SSS}; after that of all copies that there were
 * @param successor CRC-32C of the store that took the copy's place, eight hexadecimal digits
 * @param undone whether the copy was made by {@code undo}, and holds what was taken back
 */
public record KeptCopy(String file, String time, String successor, boolean undone) {

    /** How many copies of a store are kept beside it; older ones are removed when a new one is made. A system partition is small. */
    public static final int MOST = 20;

    private static final Comparator<KeptCopy> NEWEST_FIRST = new Comparator<>() {
        @Override
        public int compare(KeptCopy a, KeptCopy b) {
            return b.time().compareTo(a.time());
        }
    };

    private static final String KEPT = ".bak";
    private static final String TAKEN_BACK = ".undone";
    private static final int TIME_LENGTH = 19;
    private static final int CRC_LENGTH = 8;
    private static final int NANOS_PER_MILLISECOND = 1_000_000;

    /**
     * The copies of a store among the files of its folder, newest first.
     *
     * @param store name of its file
     * @param siblings names in the same folder
     */
    public static List<KeptCopy> among(String store, List<String> siblings) {
        List<KeptCopy> copies = new ArrayList<>();
        for (String sibling : siblings) {
            Optional<KeptCopy> copy = of(store, sibling);
            if (copy.isPresent()) {
                copies.add(copy.get());
            }
        }
        copies.sort(NEWEST_FIRST);
        return copies;
    }

    /**
     * The name of the next copy to be kept of a store that is called {@code store}, wherever that is.
     *
     * @param siblings names in the same folder
     * @param next what takes the store's place
     */
    public static String next(String store, List<String> siblings, Instant now, Fingerprint next) {
        return next(store, among(store, siblings), now, next, false);
    }

    /**
     * As {@link #next(String, List, Instant, Fingerprint)}.
     *
     * @param copies those that there are
     * @param undone whether what is kept is taken back by {@code undo}
     */
    public static String next(String store, List<KeptCopy> copies, Instant now, Fingerprint next, boolean undone) {
        return store + "." + timeStamp(after(copies, now)) + "." + crc(next) + (undone ? TAKEN_BACK : KEPT);
    }

    /** Those of {@code copies}, the newest first, that are too many. */
    public static List<KeptCopy> superfluous(List<KeptCopy> copies) {
        return copies.subList(Math.min(MOST, copies.size()), copies.size());
    }

    /**
     * Now, or just after the newest of {@code copies} when the clock is not past that: copies are put in order by their time, and clocks are set back,
     * by the difference to UTC for instance where Windows and another system share one.
     */
    private static Instant after(List<KeptCopy> copies, Instant now) {
        Instant latest = now;
        for (KeptCopy copy : copies) {
            Instant next = copy.instant().plusMillis(1);
            latest = latest.isBefore(next) ? next : latest;
        }
        return latest;
    }

    /** Whether {@code name} is that of a copy of {@code store}. */
    private static Optional<KeptCopy> of(String store, String name) {
        String prefix = store + ".";
        boolean undone = name.endsWith(TAKEN_BACK);
        String suffix = undone ? TAKEN_BACK : KEPT;
        if (!name.startsWith(prefix) || !name.endsWith(suffix)) {
            return Optional.empty();
        }
        int middle = name.length() - prefix.length() - suffix.length();
        if (middle != TIME_LENGTH + 1 + CRC_LENGTH || name.charAt(prefix.length() + TIME_LENGTH) != '.') {
            return Optional.empty();
        }
        String time = name.substring(prefix.length(), prefix.length() + TIME_LENGTH);
        String crc = name.substring(prefix.length() + TIME_LENGTH + 1, name.length() - suffix.length());
        return parse(time).isPresent() ? Optional.of(new KeptCopy(name, time, crc, undone)) : Optional.empty();
    }

    /** {@code yyyyMMdd-HHmmss-SSS}, UTC: names sort by time, and have no character that a FAT volume refuses. */
    public static String timeStamp(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        return digits(time.getYear(), 4) + digits(time.getMonthValue(), 2) + digits(time.getDayOfMonth(), 2)
                + "-" + digits(time.getHour(), 2) + digits(time.getMinute(), 2) + digits(time.getSecond(), 2)
                + "-" + digits(time.getNano() / NANOS_PER_MILLISECOND, 3);
    }

    private static String digits(int number, int count) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, count - digits.length())) + digits;
    }

    /** When it was made. */
    private Instant instant() {
        return parse(time).orElseThrow();
    }

    private static Optional<Instant> parse(String time) {
        for (int i = 0; i < TIME_LENGTH; i++) {
            char c = time.charAt(i);
            if (i == 8 || i == 15 ? c != '-' : c < '0' || c > '9') {
                return Optional.empty();
            }
        }
        try {
            LocalDateTime parsed = LocalDateTime.of(
                    number(time, 0, 4), number(time, 4, 6), number(time, 6, 8), number(time, 9, 11), number(time, 11, 13), number(time, 13, 15),
                    number(time, 16, 19) * NANOS_PER_MILLISECOND);
            return Optional.of(parsed.toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            // No such day or hour: a file of somebody else.
            return Optional.empty();
        }
    }

    private static int number(String time, int from, int to) {
        return Integer.parseInt(time, from, to, 10);
    }

    /** Whether a store that holds {@code current} is still what the change that left this copy made of it. */
    public boolean isFollowedBy(Fingerprint current) {
        return successor.equals(crc(current));
    }

    private static String crc(Fingerprint content) {
        return Hex.eightDigits(content.crc32c());
    }
}
