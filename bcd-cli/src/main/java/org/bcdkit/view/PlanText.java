package org.bcdkit.view;

import java.io.PrintStream;
import java.util.List;
import org.bcdkit.layout.Printable;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;

/** A plan as a preview that reads like a diff, and ends with a count. */
public final class PlanText {

    private static final String INDENT = "  ";
    /** Names of elements are shorter than this, with few exceptions. */
    private static final int NAME = 24;

    private final PrintStream out;
    private final int[] counts = new int[Action.values().length];
    /** The object whose elements may follow, each as a line of its own below it. */
    private String object = "";

    private PlanText(PrintStream out) {
        this.out = out;
    }

    public static void print(PrintStream out, String intent, List<Change> changes) {
        PlanText text = new PlanText(out);
        text.line(intent);
        for (Change change : changes) {
            text.change(change);
        }
        text.line(text.counts[Action.ADD.ordinal()] + " to add, " + text.counts[Action.CHANGE.ordinal()] + " to change, "
                + text.counts[Action.DELETE.ordinal()] + " to delete.");
    }

    /** What is inside an object that comes or goes is told with it, and not counted again. */
    private void change(Change change) {
        boolean inside = !object.isEmpty() && change.subject().startsWith(object + " ");
        StringBuilder line = new StringBuilder(inside ? INDENT + INDENT : INDENT).append(change.action().mark()).append(' ');
        String name = inside ? change.subject().substring(object.length() + 1) : change.subject();
        line.append(name);
        String value = value(change);
        if (!value.isEmpty()) {
            for (int i = name.length(); i < NAME - 1; i++) {
                line.append(' ');
            }
            line.append(' ').append(value);
        }
        line(line.toString());
        if (!inside) {
            counts[change.action().ordinal()]++;
            boolean whole = change.action() == Action.ADD || change.action() == Action.DELETE;
            object = whole && change.subject().indexOf(' ') < 0 ? change.subject() : "";
        }
    }

    private static String value(Change change) {
        String before = change.before().orElse("");
        String after = change.after().orElse("");
        return switch (change.action()) {
            case ADD, KEEP -> after;
            case DELETE -> before;
            case CHANGE -> before + " → " + after;
        };
    }

    private void line(String line) {
        out.print(Printable.of(line));
        out.print('\n');
    }
}
