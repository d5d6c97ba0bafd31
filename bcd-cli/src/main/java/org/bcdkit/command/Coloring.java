package org.bcdkit.command;

import org.bcdkit.view.Messages;

/**
 * Decides whether there are colours: as {@code --color} says, else by the terminal and {@code NO_COLOR} (any value but an empty one).
 *
 * @param results whether it is asked for results, and not for messages
 */
public record Coloring(GlobalOptions.Color wanted, Surroundings surroundings, boolean results) implements Messages.Terminal {

    @Override
    public boolean showsColor() {
        return switch (wanted) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> isTerminal() && surroundings.variable("NO_COLOR").orElse("").isEmpty();
        };
    }

    private boolean isTerminal() {
        return results ? surroundings.isResultTerminal() : surroundings.isTerminal();
    }
}
