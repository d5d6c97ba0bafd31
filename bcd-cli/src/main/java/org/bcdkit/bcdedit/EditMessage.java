package org.bcdkit.bcdedit;

import java.util.ArrayList;
import java.util.List;

/** The messages of bcdedit that scripts look for, in English whatever the locale. Where each is from: docs/decisions/0010-bcdedit-messages.md. */
public enum EditMessage {
    SUCCESS("The operation completed successfully."),
    NOTHING_TO_LIST("There are no matching objects or the store is empty."),

    STORE_NOT_OPENED("The boot configuration data store could not be opened."),
    EXPORT_FAILED("The store export operation has failed."),
    IMPORT_FAILED("The store import operation has failed."),
    CREATE_STORE_FAILED("The store creation operation has failed."),

    UNKNOWN_COMMAND("An unknown command was specified."),
    ENTRY_TYPE_INVALID("The specified entry type is invalid."),
    ELEMENT_NOT_RECOGNIZED("The element data type specified is not recognized, or does not apply to the", "specified entry."),
    INTEGER_INVALID("The integer data is not valid as specified."),
    BOOLEAN_INVALID("The boolean data is not valid as specified."),
    DEVICE_INVALID("The device is not valid as specified."),

    REFERENCE_FAILED("An error occurred while attempting to reference the specified entry."),
    CREATE_FAILED("An error occurred while attempting to create the specified entry."),
    COPY_FAILED("An error occurred while attempting to copy the specified entry."),
    DELETE_FAILED("An error occurred while attempting to delete the specified entry."),
    DELETE_VALUE_FAILED("An error occurred while attempting to delete the specified data element."),
    SET_FAILED("An error has occurred setting the element data.");

    /** What bcdedit says when the command line is to blame. */
    private static final String ASSISTANCE = "Run \"bcdedit /?\" for command line assistance.";

    private final List<String> lines;

    EditMessage(String... lines) {
        this.lines = List.of(lines);
    }

    /** Why something failed, as Windows puts it. */
    public enum Reason {
        ACCESS_DENIED("Access is denied."),
        CORRUPT("The configuration registry database is corrupt."),
        ELEMENT_NOT_FOUND("Element not found."),
        EXISTS("Cannot create a file when that file already exists."),
        IN_USE("The process cannot access the file because it is being used by another process."),
        FILE_NOT_FOUND("The system cannot find the file specified."),
        NO_SYSTEM_DEVICE("The requested system device cannot be found."),
        NOT_SUPPORTED("The request is not supported."),
        PATH_NOT_FOUND("The system cannot find the path specified."),
        PARAMETER_INCORRECT("The parameter is incorrect.");

        private final String line;

        Reason(String line) {
            this.line = line;
        }

        public String line() {
            return line;
        }
    }

    List<String> lines() {
        return lines;
    }

    /** The one line of a message that has one. */
    public String line() {
        return lines.get(0);
    }

    /** The failure of something that was asked for rightly. */
    public EditException because(Reason reason, String detail) {
        List<String> all = new ArrayList<>(lines);
        all.add(reason.line());
        return new EditException(all, detail);
    }

    /** A wrong command line. */
    public EditException usage(String detail) {
        return usage(lines, List.of(Reason.PARAMETER_INCORRECT.line()), detail);
    }

    /** A wrong command line, with a reason of its own. */
    public EditException usage(Reason reason, String detail) {
        return usage(lines, List.of(reason.line()), detail);
    }

    /** A command that there is none of. */
    static EditException unknownCommand(String detail) {
        return usage(UNKNOWN_COMMAND.lines, List.of(), detail);
    }

    /** A switch that there is none of. */
    public static EditException unknownSwitch(String word, String detail) {
        return usage(List.of("Invalid command line switch: " + word), List.of(Reason.PARAMETER_INCORRECT.line()), detail);
    }

    /** A command whose words do not fit it. */
    public static EditException invalid(EditVerb verb, String detail) {
        return usage(List.of("The " + verb.word() + " command specified is not valid."), List.of(Reason.PARAMETER_INCORRECT.line()), detail);
    }

    /** The entry of that identifier was made. */
    public static String created(String id) {
        return "The entry " + id + " was successfully created.";
    }

    /** An entry was copied to one of that identifier. */
    public static String copied(String id) {
        return "The entry was successfully copied to " + id + ".";
    }

    /** The key that a network debugger has to have. */
    public static String key(String key) {
        return "Key=" + key;
    }

    private static EditException usage(List<String> lines, List<String> reason, String detail) {
        List<String> all = new ArrayList<>(lines);
        all.add(ASSISTANCE);
        all.addAll(reason);
        return new EditException(all, detail);
    }
}
