package org.bcdkit.view;

import java.io.PrintStream;
import org.bcdkit.layout.Printable;

/** How far a command came: on a terminal one line that is written over, elsewhere a line for each step when more is asked for. */
public final class ProgressText {

    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintStream err;
    private final boolean terminal;
    private final boolean silent;
    private final int count;
    private int done;

    /**
     * @param silent whether nothing is to be said
     * @param count of all steps
     */
    public ProgressText(PrintStream err, boolean terminal, boolean silent, int count) {
        this.err = err;
        this.terminal = terminal;
        this.silent = silent;
        this.count = count;
    }

    /** One more step is done. */
    public void done(String step) {
        done++;
        if (!silent) {
            String line = "[" + done + "/" + count + "] " + Printable.of(step);
            err.print(terminal ? CLEAR_LINE + line : line + "\n");
            err.flush();
        }
    }

    /** Nothing more will come. */
    public void end() {
        if (terminal && !silent && done > 0) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }
}
