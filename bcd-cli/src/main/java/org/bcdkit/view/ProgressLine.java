package org.bcdkit.view;

import java.io.Closeable;
import java.io.PrintStream;
import java.time.Clock;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.storage.Progress;

/**
 * Shows on standard error how far long work has come, with its rate and the time that is left: on a terminal in one line that is written over,
 * in a log with a line every few seconds, for programs with an event in JSON every second. Work that is soon done shows nothing.
 */
public final class ProgressLine implements Progress, Closeable {

    private static final String CLEAR_LINE = "\r\033[K";
    private static final int BAR = 20;
    private static final long SECOND = 1000;
    /** The rate is that of the last one or two of these: a line that slows down shows it. */
    private static final long WINDOW = 10 * SECOND;
    /** In bytes. What is done in the blink of an eye has no rate. */
    private static final long UNKNOWN = -1;

    private final PrintStream err;
    private final Clock clock;
    private final Style style;
    private final String title;
    private boolean started;
    private boolean shown;
    private long next;
    private Mark before = new Mark(0, 0);
    private Mark mark = before;

    /** How it is shown. */
    public enum Style {
        TERMINAL(500, 200),
        LOG(5 * SECOND, 5 * SECOND),
        JSON(SECOND, SECOND),
        /** Not at all. */
        NONE(Long.MAX_VALUE, Long.MAX_VALUE);

        private final long first;
        private final long interval;

        /** In milliseconds: until something is shown, and from then on. */
        Style(long first, long interval) {
            this.first = first;
            this.interval = interval;
        }
    }

    private record Mark(long time, long done) {}

    /** @param title what is being done: {@code Converting w.vhd} */
    public ProgressLine(PrintStream err, Clock clock, Style style, String title) {
        this.err = err;
        this.clock = clock;
        this.style = style;
        this.title = title;
    }

    @Override
    public void reached(long done, long total) {
        if (style == Style.NONE) {
            return;
        }
        long now = clock.millis();
        if (!started) {
            started = true;
            next = now + style.first;
            mark = new Mark(now, done);
            before = mark;
        }
        if (now - mark.time >= WINDOW) {
            before = mark;
            mark = new Mark(now, done);
        }
        if (now >= next) {
            next = now + style.interval;
            shown = true;
            show(done, total, rate(now, done));
        }
    }

    /** Bytes a second. */
    private long rate(long now, long done) {
        long time = now - before.time;
        return time <= 0 || done < before.done ? UNKNOWN : Math.round((double) (done - before.done) * SECOND / time);
    }

    private void show(long done, long total, long rate) {
        boolean known = total > 0 && done <= total;
        long left = known && rate > 0 ? (total - done + rate - 1) / rate : UNKNOWN;
        switch (style) {
            case TERMINAL -> err.print(CLEAR_LINE + title + (known ? bar(done, total) : " ") + amount(done, total, known) + speed(rate, left));
            case LOG -> err.print(title + ": " + amount(done, total, known) + speed(rate, left) + "\n");
            case JSON -> err.print(event(done, known ? total : UNKNOWN, rate, left));
            case NONE -> { }
        }
        err.flush();
    }

    private static String bar(long done, long total) {
        int full = (int) ((double) done / total * BAR);
        return " [" + "#".repeat(full) + ".".repeat(BAR - full) + "] ";
    }

    private static String amount(long done, long total, boolean known) {
        return known ? (int) (100.0 * done / total) + " %, " + ByteSize.format(done) + " of " + ByteSize.format(total) : ByteSize.format(done);
    }

    private static String speed(long rate, long left) {
        return (rate == UNKNOWN ? "" : ", " + ByteSize.format(rate) + "/s") + (left == UNKNOWN ? "" : ", " + time(left) + " left");
    }

    /** Two units at most: nobody knows it better. */
    private static String time(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600 ? seconds / 60 + " min " + seconds % 60 + " s" : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }

    /** One line, so that whoever reads standard error finds where it ends. */
    private String event(long done, long total, long rate, long left) {
        StringBuilder text = new StringBuilder("{\"event\":\"progress\",\"title\":\"");
        for (int i = 0; i < title.length(); i++) {
            char c = title.charAt(i);
            text.append(c == '"' || c == '\\' ? "\\" : "").append(c);
        }
        text.append("\",\"done\":").append(done);
        append(text, "total", total);
        append(text, "bytesPerSecond", rate);
        append(text, "secondsLeft", left);
        return text.append("}\n").toString();
    }

    private static void append(StringBuilder text, String field, long value) {
        if (value != UNKNOWN) {
            text.append(",\"").append(field).append("\":").append(value);
        }
    }

    /** Nothing more will come. The line on a terminal goes. */
    @Override
    public void close() {
        if (shown && style == Style.TERMINAL) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }
}
