package org.bcdkit.view;

import java.io.PrintStream;
import java.util.OptionalLong;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.fetch.FetchProgress;

/** How far fetching came: on a terminal one line that is written over, with rate and time left; what goes wrong on the way as messages. */
public final class FetchText implements FetchProgress {

    private static final String CLEAR_LINE = "\r\033[K";
    private static final long BETWEEN_LINES = 200_000_000;
    private static final long SECOND = 1_000_000_000;

    private final PrintStream err;
    private final Messages messages;
    private final boolean shown;
    private final long start = System.nanoTime();
    private long shownAt = start;
    private long first = -1;
    private boolean open;

    /** @param shown whether there is a terminal to show it on */
    public FetchText(PrintStream err, Messages messages, boolean shown) {
        this.err = err;
        this.messages = messages;
        this.shown = shown;
    }

    @Override
    public void moved(long done, OptionalLong size) {
        long now = System.nanoTime();
        if (first < 0 || done < first) {
            first = done;
        }
        if (shown && now - shownAt >= BETWEEN_LINES) {
            shownAt = now;
            open = true;
            err.print(CLEAR_LINE + line(done, size, done - first, now - start));
            err.flush();
        }
    }

    static String line(long done, OptionalLong size, long came, long nanos) {
        StringBuilder line = new StringBuilder(ByteSize.format(done));
        if (size.isPresent() && size.getAsLong() > 0) {
            line.append(" of ").append(ByteSize.formatNeeded(size.getAsLong()));
            line.append(" (").append((long) (100.0 * done / size.getAsLong())).append("%)");
        }
        double rate = (double) came * SECOND / nanos;
        line.append(", ").append(ByteSize.format((long) rate)).append("/s");
        if (size.isPresent() && rate >= 1) {
            long left = (long) ((size.getAsLong() - done) / rate);
            line.append(", ").append(left >= 60 ? left / 60 + " min " + left % 60 : "" + left).append(" s left");
        }
        return line.toString();
    }

    @Override
    public void troubled(String sentence) {
        end();
        messages.note(sentence);
    }

    /** Nothing more will come. */
    public void end() {
        if (open) {
            err.print(CLEAR_LINE);
            err.flush();
            open = false;
        }
    }
}
