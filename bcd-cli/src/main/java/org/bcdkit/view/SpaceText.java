package org.bcdkit.view;

import java.io.PrintStream;
import java.util.OptionalLong;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.nativeboot.SpacePicture;

/** The room on the host volume and what takes it: sizes below one another, each with its sign in a bar under them. */
public final class SpaceText {

    private static final char IMAGE = '=';
    private static final char PAGE_FILE = '#';
    private static final char LEFT = '.';
    private static final char MISSING = '!';

    private static final int BAR = 54;
    private static final int COLUMN = 12;
    private static final int NAME = 16;
    private static final int SIZE = 10;

    private final PrintStream out;
    private final SpacePicture space;

    private SpaceText(PrintStream out, SpacePicture space) {
        this.out = out;
        this.space = space;
    }

    /** The same in one sentence, as far as it is known. */
    public static String sentence(SpacePicture space) {
        String taken = ByteSize.formatNeeded(space.grow()) + " for the image to grow"
                + (space.pageFileMinimum().orElse(0) > 0 ? " and " + ByteSize.formatNeeded(space.pageFileMinimum().getAsLong()) + " for the page file" : "");
        if (space.free().isEmpty()) {
            return "Starting it takes " + taken + " on the host volume.";
        }
        return "Starting it takes " + taken + "; the host volume has " + ByteSize.format(space.free().getAsLong()) + " free.";
    }

    static void print(PrintStream out, SpacePicture space) {
        new SpaceText(out, space).print();
    }

    private void print() {
        long pageFile = space.pageFileMinimum().orElse(0);
        long needed = plus(space.grow(), pageFile);
        line("Room", ' ', "free now", space.free().isPresent() ? ByteSize.format(space.free().getAsLong()) : "not known", "");
        line("", IMAGE, "image grows by", ByteSize.formatNeeded(space.grow()), "");
        line("", PAGE_FILE, "page file", pageFile(), largest(pageFile));
        OptionalLong left = space.left();
        if (left.isPresent() && left.getAsLong() < 0) {
            line("", MISSING, "missing", ByteSize.formatNeeded(left.getAsLong() == Long.MIN_VALUE ? Long.MAX_VALUE : -left.getAsLong()), "");
        } else if (left.isPresent()) {
            line("", LEFT, "left", ByteSize.format(left.getAsLong()), "of which " + ByteSize.formatNeeded(space.reserve()) + " should stay free");
        }
        if (space.free().isPresent()) {
            bar(space.free().getAsLong(), needed, pageFile);
        }
    }

    private String pageFile() {
        if (space.pageFileMinimum().isEmpty()) {
            return "not known";
        }
        return space.pageFileMaximum().orElse(0) == 0 ? "none" : ByteSize.formatNeeded(space.pageFileMinimum().getAsLong());
    }

    private String largest(long pageFile) {
        long maximum = space.pageFileMaximum().orElse(pageFile);
        return maximum > pageFile ? "at first; it may become " + ByteSize.formatNeeded(maximum) : "";
    }

    /** Drawn to the scale of what there is or what is needed, whichever is more. */
    private void bar(long free, long needed, long pageFile) {
        long all = Math.max(free, needed);
        if (all == 0) {
            return;
        }
        int toImage = columns(space.grow(), all);
        int toPageFile = Math.min(BAR, toImage + columns(pageFile, all));
        int toFree = free < needed ? Math.min((int) (free * (double) BAR / all), BAR - 1) : BAR;
        StringBuilder bar = new StringBuilder();
        for (int i = 0; i < BAR; i++) {
            char taken = i < toImage ? IMAGE : i < toPageFile ? PAGE_FILE : LEFT;
            bar.append(i < toFree ? taken : MISSING);
        }
        out.print(" ".repeat(COLUMN) + "[" + bar + "]\n");
    }

    /** How many signs of the bar; what there is, is seen. */
    private static int columns(long bytes, long all) {
        return bytes == 0 ? 0 : (int) Math.max(1, Math.round(bytes * (double) BAR / all));
    }

    private static long plus(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    private void line(String heading, char sign, String name, String size, String remark) {
        String start = heading + " ".repeat(COLUMN - 2 - heading.length()) + sign + " " + name;
        String sized = " ".repeat(Math.max(1, COLUMN + NAME + SIZE - start.length() - size.length())) + size;
        out.print(start + sized + (remark.isEmpty() ? "" : "  " + remark) + "\n");
    }
}
