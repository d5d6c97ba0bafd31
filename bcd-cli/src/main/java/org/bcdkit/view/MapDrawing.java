package org.bcdkit.view;

import java.io.PrintStream;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskRange;
import org.bcdkit.disk.VirtualDisk;

/** A disk drawn as rows of marks, each for an equal part of it; fits a terminal of 80 columns. */
final class MapDrawing {

    static final char OWN = '#';
    static final char ZERO = '0';
    static final char ABSENT = '.';
    static final char PARENT = '?';
    /** More than one of the others. */
    static final char MIXED = '+';

    private static final int MARKS_IN_ROW = 64;
    private static final int MOST_MARKS = 4 * MARKS_IN_ROW;
    private static final int LABEL = 10;

    private final PrintStream out;
    private final long size;
    private final long part;
    private char mark;
    private long drawn;
    private boolean mixed;

    /** @param disk is drawn from its start, by the ranges that {@link #add} is given */
    MapDrawing(PrintStream out, VirtualDisk disk) {
        this.out = out;
        this.size = disk.virtualSize();
        this.part = part(disk);
    }

    /** A power of two that makes few enough marks; not less than a block, where the disk has any. */
    private static long part(VirtualDisk disk) {
        long part = disk.blocks().isPresent() ? disk.blocks().get().blockSize() : disk.sectorSize();
        int most = disk.blocks().isPresent() ? MOST_MARKS : MARKS_IN_ROW;
        while (part < (disk.virtualSize() - 1) / most + 1) {
            part *= 2;
        }
        return part;
    }

    /** How many bytes a mark stands for. */
    long part() {
        return part;
    }

    /** Whether {@link #MIXED} was drawn. */
    boolean hasMixed() {
        return mixed;
    }

    /** The mark for what image {@code depth} of a chain keeps: the digit of the parent, and 9 for all that come behind the ninth. */
    static char markOf(int depth) {
        return depth == 0 ? OWN : Character.forDigit(Math.min(depth, 9), 10);
    }

    private static char markOf(DiskRange range) {
        return switch (range.state()) {
            case ALLOCATED, PARTIAL -> markOf(range.depth().orElseThrow());
            case ZERO -> ZERO;
            case ABSENT -> ABSENT;
            case PARENT -> PARENT;
        };
    }

    void add(DiskRange range) {
        char next = markOf(range);
        while (drawn * part < range.end()) {
            mark = mark == 0 || mark == next ? next : MIXED;
            long end = Math.min((drawn + 1) * part, size);
            if (end > range.end()) {
                return; // what comes next has a share in this mark
            }
            draw();
        }
    }

    private void draw() {
        if (drawn % MARKS_IN_ROW == 0) {
            String label = ByteSize.format(drawn * part);
            out.print(" ".repeat(Math.max(0, LABEL - label.length())) + label + "  ");
        }
        out.print(mark);
        mixed |= mark == MIXED;
        mark = 0;
        drawn++;
        if (drawn % MARKS_IN_ROW == 0 || drawn * part >= size) {
            out.print('\n');
        }
    }
}
