package org.bcdkit.bcdedit;

import java.util.Locale;
import java.util.Optional;

/** bcdedit's commands: their words, their place in the help, what they take and what they do. */
public enum EditVerb {
    CREATESTORE(Group.STORE, false, "FILE", "Make a new store without any entry."),
    EXPORT(Group.STORE, false, "FILE", "Save the system store to a file."),
    IMPORT(Group.STORE, false, "FILE [/clean]", "Put a saved store in the place of the system store."),
    SYSSTORE(Group.STORE, false, "PARTITION", "Say which system partition's store is the system store."),

    COPY(Group.ENTRIES, true, "{ID} [/d TEXT]", "Copy an entry."),
    CREATE(
            Group.ENTRIES,
            true,
            "[{ID}] [/d TEXT] [/application TYPE | /inherit [TYPE] | /device]",
            "Make an entry that has nothing but a description."),
    DELETE(Group.ENTRIES, true, "{ID} [/f] [/cleanup | /nocleanup]", "Delete an entry."),
    MIRROR(Group.ENTRIES, true, "{ID}", "Copy an entry under the same description."),

    SET(Group.ELEMENTS, true, "[{ID}] ELEMENT VALUE... [/addfirst | /addlast | /remove]", "Set an element of an entry."),
    DELETEVALUE(Group.ELEMENTS, true, "[{ID}] ELEMENT", "Remove an element from an entry."),

    ENUM(Group.OUTPUT, true, "[KIND | {ID}] [/v]", "List entries with their elements."),

    BOOTSEQUENCE(Group.MENU, true, "{ID}... [/addfirst | /addlast | /remove]", "Set what is started next, and only then."),
    DEFAULT(Group.MENU, true, "{ID}", "Set the entry that starts when nobody chooses."),
    DISPLAYORDER(Group.MENU, true, "{ID}... [/addfirst | /addlast | /remove]", "Set which entries the boot menu shows, and their order."),
    TIMEOUT(Group.MENU, true, "SECONDS", "Set how long the boot menu waits."),
    TOOLSDISPLAYORDER(Group.MENU, true, "{ID}... [/addfirst | /addlast | /remove]", "Set the tools menu."),

    BOOTEMS(Group.EMS, true, "[{ID}] ON|OFF", "Switch emergency management of a boot application."),
    EMS(Group.EMS, true, "[{ID}] ON|OFF", "Switch emergency management of an operating system."),
    EMSSETTINGS(Group.EMS, true, "[BIOS | EMSPORT:PORT [EMSBAUDRATE:RATE]]", "Show or set where emergency management is reached."),

    BOOTDEBUG(Group.DEBUGGING, true, "[{ID}] ON|OFF", "Switch the debugger of a boot application."),
    DBGSETTINGS(
            Group.DEBUGGING,
            true,
            "[CONNECTION [PARAMETER:VALUE...] [newkey] [nodhcp] [/start POLICY] [/noumex]]",
            "Show or set how the debugger is reached."),
    DEBUG(Group.DEBUGGING, true, "[{ID}] ON|OFF", "Switch the debugger of an operating system."),
    HYPERVISORSETTINGS(
            Group.DEBUGGING, true, "[CONNECTION [PARAMETER:VALUE...] [newkey] [nodhcp]]", "Show or set how the debugger of the hypervisor is reached."),

    EVENT(Group.LOGGING, true, "[{ID}] ON|OFF", "Switch the sending of events to another machine.");

    private static final EditVerb[] ALL = values();

    private final Group group;
    private final boolean takesStore;
    private final String arguments;
    private final String summary;

    EditVerb(Group group, boolean takesStore, String arguments, String summary) {
        this.group = group;
        this.takesStore = takesStore;
        this.arguments = arguments;
        this.summary = summary;
    }

    /** A heading in the overview. */
    enum Group {
        STORE("Stores"),
        ENTRIES("Entries"),
        ELEMENTS("Elements of entries"),
        OUTPUT("Lists"),
        MENU("Boot menu"),
        EMS("Emergency management services"),
        DEBUGGING("Debugging"),
        LOGGING("Event logging");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** The command that a switch without its slash or dash names, in any case. */
    static Optional<EditVerb> named(String word) {
        for (EditVerb verb : ALL) {
            if (verb.name().equalsIgnoreCase(word)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }

    /** All commands, in the order of the overview. */
    public static EditVerb[] all() {
        return ALL;
    }

    /** {@code displayorder}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Group group() {
        return group;
    }

    /** Whether {@code /store} may stand beside it. */
    boolean takesStore() {
        return takesStore;
    }

    /** What follows it, as help shows it. */
    String arguments() {
        return arguments;
    }

    String summary() {
        return summary;
    }
}
