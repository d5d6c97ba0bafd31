package org.bcdkit.command;

import java.util.List;
import java.util.Optional;

/**
 * The options that every command takes, before or after its name.
 *
 * @param store the boot store to work on, as given; absent for this machine's system store
 * @param maps what drive letters mean, each as {@code X=WHERE}
 */
public record GlobalOptions(
        Optional<String> store,
        boolean json,
        boolean dryRun,
        boolean yes,
        boolean force,
        List<String> maps,
        Color color,
        boolean quiet,
        boolean verbose,
        boolean debug) {

    public static final String DEBUG = "--debug";
    public static final String HELP = "--help";
    public static final String VERSION = "--version";

    static final String STORE = "--store";
    static final String YES = "--yes";

    private static final String JSON = "--json";
    private static final String DRY_RUN = "--dry-run";
    private static final String FORCE = "--force";
    private static final String MAP = "--map";
    private static final String COLOR = "--color";
    private static final String QUIET = "--quiet";
    private static final String VERBOSE = "--verbose";

    /** When messages are coloured. */
    public enum Color {
        /** On a terminal, unless the environment variable {@code NO_COLOR} is set. */
        AUTO,
        ALWAYS,
        NEVER
    }

    public GlobalOptions {
        maps = List.copyOf(maps);
    }

    /** Adds them to what a command takes. */
    public static Syntax describe(Syntax syntax) {
        return syntax.option(STORE, "FILE", "The boot store to work on, a file or a place IMAGE:N/PATH inside a disk or image; without it, this machine's system store.")
                .flag(JSON, "Print one JSON document on standard output, and nothing else there.")
                .flag(DRY_RUN, "Show what would be done, and write nothing.")
                .flag(YES, "Confirm what cannot be undone, and writing into a disk or image that nobody has mounted.")
                .flag(FORCE, "Carry on over findings that are marked as forceable.")
                .repeatable(
                        MAP,
                        "X=WHERE",
                        "What drive letter X means: a mounted folder, gpt:{disk},{partition} or mbr:SIGNATURE,OFFSET. May be repeated.")
                .choice(COLOR, List.of("auto", "always", "never"), "Colour messages: on a terminal only (auto), always or never.")
                .flag(QUIET, "Print no warnings and notes.")
                .flag(VERBOSE, "Also print what was looked at and found to be in order.")
                .flag(DEBUG, "Print a stack trace with an error.")
                .flag("-h", HELP, "Print this help.")
                .flag("-V", VERSION, "Print the version and the commit it was built from.");
    }

    public static GlobalOptions of(Arguments arguments) {
        return new GlobalOptions(
                arguments.value(STORE),
                arguments.has(JSON),
                arguments.has(DRY_RUN),
                arguments.has(YES),
                arguments.has(FORCE),
                arguments.values(MAP),
                color(arguments.value(COLOR).orElse("auto")),
                arguments.has(QUIET),
                arguments.has(VERBOSE),
                arguments.has(DEBUG));
    }

    /** These options with another store. */
    GlobalOptions withStore(String file) {
        return new GlobalOptions(Optional.of(file), json, dryRun, yes, force, maps, color, quiet, verbose, debug);
    }

    /** These options with {@code --force}. */
    GlobalOptions forced() {
        return new GlobalOptions(store, json, dryRun, yes, true, maps, color, quiet, verbose, debug);
    }

    /** These options with {@code --verbose}. */
    GlobalOptions saying() {
        return new GlobalOptions(store, json, dryRun, yes, force, maps, color, quiet, true, debug);
    }

    private static Color color(String word) {
        return switch (word) {
            case "always" -> Color.ALWAYS;
            case "never" -> Color.NEVER;
            default -> Color.AUTO;
        };
    }
}
