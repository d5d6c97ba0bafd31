package org.bcdkit.cli;

/** A heading in the list of commands. */
enum CommandGroup {
    OTHER("Other");

    private final String title;

    CommandGroup(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
