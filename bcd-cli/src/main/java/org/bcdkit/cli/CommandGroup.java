package org.bcdkit.cli;

/** A heading in the list of commands. */
enum CommandGroup {
    LOOK("Look"),
    CHANGE("Change"),
    IMAGES("Images"),
    FIRMWARE("Firmware"),
    OTHER("Other");

    private final String title;

    CommandGroup(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
