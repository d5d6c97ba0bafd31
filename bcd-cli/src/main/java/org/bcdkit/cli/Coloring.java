package org.bcdkit.cli;

import org.bcdkit.command.GlobalOptions;
import org.bcdkit.command.Surroundings;
import org.bcdkit.view.Messages;

/** Decides whether messages are coloured: as {@code --color} says, else by the terminal and {@code NO_COLOR} (any value but an empty one). */
record Coloring(GlobalOptions.Color wanted, Surroundings surroundings) implements Messages.Terminal {

    @Override
    public boolean showsColor() {
        return switch (wanted) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> surroundings.isTerminal() && surroundings.variable("NO_COLOR").orElse("").isEmpty();
        };
    }
}
