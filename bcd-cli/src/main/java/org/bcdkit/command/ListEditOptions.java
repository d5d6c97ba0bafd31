package org.bcdkit.command;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.argument.UsageException;
import org.bcdkit.edit.ListEdit;

/** {@code --first}, {@code --last} and {@code --remove}: what becomes of a list. */
final class ListEditOptions {

    private static final String FIRST = "--first";
    private static final String LAST = "--last";
    private static final String REMOVE = "--remove";

    private ListEditOptions() {}

    static void describe(Syntax syntax) {
        syntax.flag(FIRST, "Put them first in the list; those that are in it already move.")
                .flag(LAST, "Put them last in the list; those that are in it already move.")
                .flag(REMOVE, "Take them out of the list.");
    }

    /** What was asked for; {@link ListEdit#REPLACE} without any of the options. */
    static ListEdit of(Invocation invocation) {
        List<ListEdit> asked = new ArrayList<>();
        add(invocation, FIRST, ListEdit.ADD_FIRST, asked);
        add(invocation, LAST, ListEdit.ADD_LAST, asked);
        add(invocation, REMOVE, ListEdit.REMOVE, asked);
        if (asked.size() > 1) {
            throw new UsageException(FIRST + ", " + LAST + " and " + REMOVE + " exclude each other.");
        }
        return asked.isEmpty() ? ListEdit.REPLACE : asked.get(0);
    }

    private static void add(Invocation invocation, String option, ListEdit edit, List<ListEdit> asked) {
        if (invocation.has(option)) {
            asked.add(edit);
        }
    }
}
