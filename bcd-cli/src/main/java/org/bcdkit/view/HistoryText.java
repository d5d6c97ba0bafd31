package org.bcdkit.view;

import java.io.PrintStream;
import java.util.List;
import org.bcdkit.edit.KeptCopy;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.layout.Printable;

/** The kept copies of a store as text. */
public final class HistoryText {

    private HistoryText() {}

    /** One line a copy, newest first. */
    public static void print(PrintStream out, StoreLocation store, List<KeptCopy> copies) {
        for (KeptCopy copy : copies) {
            String what = copy.undone() ? "  taken back by undo" : "";
            out.print(Printable.of(date(copy) + " " + timeOfDay(copy) + " UTC  " + store.name(copy) + what) + "\n");
        }
    }

    /** The time of a copy is {@code yyyyMMdd-HHmmss-SSS}. */
    static String date(KeptCopy copy) {
        String time = copy.time();
        return time.substring(0, 4) + "-" + time.substring(4, 6) + "-" + time.substring(6, 8);
    }

    static String timeOfDay(KeptCopy copy) {
        String time = copy.time();
        return time.substring(9, 11) + ":" + time.substring(11, 13) + ":" + time.substring(13, 15);
    }

    static String milliseconds(KeptCopy copy) {
        return copy.time().substring(16);
    }
}
