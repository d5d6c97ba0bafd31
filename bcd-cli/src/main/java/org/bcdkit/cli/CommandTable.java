package org.bcdkit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.command.AddObjectCommand;
import org.bcdkit.command.AddRamdiskCommand;
import org.bcdkit.command.AddVhdCommand;
import org.bcdkit.command.CaptureCommand;
import org.bcdkit.command.CheckCommand;
import org.bcdkit.command.Command;
import org.bcdkit.command.CompletionCommand;
import org.bcdkit.command.CopyCommand;
import org.bcdkit.command.CreateCommand;
import org.bcdkit.command.DefaultCommand;
import org.bcdkit.command.DeleteCommand;
import org.bcdkit.command.DeployCommand;
import org.bcdkit.command.DiffCommand;
import org.bcdkit.command.DiskCatCommand;
import org.bcdkit.command.DiskInfoCommand;
import org.bcdkit.command.DiskLsCommand;
import org.bcdkit.command.DoctorCommand;
import org.bcdkit.command.DumpCommand;
import org.bcdkit.command.EditCommand;
import org.bcdkit.command.ExportCommand;
import org.bcdkit.command.FetchCommand;
import org.bcdkit.command.FirmwareAddCommand;
import org.bcdkit.command.FirmwareListCommand;
import org.bcdkit.command.FirmwareOrderCommand;
import org.bcdkit.command.FirmwareRemoveCommand;
import org.bcdkit.command.FirmwareSyncCommand;
import org.bcdkit.command.FirmwareUndoCommand;
import org.bcdkit.command.HistoryCommand;
import org.bcdkit.command.ImportCommand;
import org.bcdkit.command.BootCommand;
import org.bcdkit.command.InitCommand;
import org.bcdkit.command.ListCommand;
import org.bcdkit.command.LoadCommand;
import org.bcdkit.command.OrderCommand;
import org.bcdkit.command.QuickstartCommand;
import org.bcdkit.command.RenameCommand;
import org.bcdkit.command.ReplaceCommand;
import org.bcdkit.command.SetCommand;
import org.bcdkit.command.ShowCommand;
import org.bcdkit.command.TimeoutCommand;
import org.bcdkit.command.UndoCommand;
import org.bcdkit.command.UnsetCommand;
import org.bcdkit.command.VdiskAttachCommand;
import org.bcdkit.command.VdiskCheckCommand;
import org.bcdkit.command.VdiskCompactCommand;
import org.bcdkit.command.VdiskConvertCommand;
import org.bcdkit.command.VdiskCreateCommand;
import org.bcdkit.command.VdiskDetachCommand;
import org.bcdkit.command.VdiskExpandCommand;
import org.bcdkit.command.VdiskInfoCommand;
import org.bcdkit.command.VdiskMapCommand;
import org.bcdkit.command.VdiskMergeCommand;
import org.bcdkit.command.VdiskRepairCommand;
import org.bcdkit.command.VdiskReparentCommand;
import org.bcdkit.command.VdiskResetCommand;

/** All commands: their words, their place in the help and what they do. Only the class of the command that is run gets loaded. */
public enum CommandTable {
    LIST("list", CommandGroup.LOOK, "List the entries of the boot menu in their order."),
    SHOW("show", CommandGroup.LOOK, "Show one object with its elements."),
    DUMP("dump", CommandGroup.LOOK, "Print the whole store as JSON, without loss."),
    EXPORT("export", CommandGroup.LOOK, "Save the store as a clean new file."),
    CHECK("check", CommandGroup.LOOK, "Find problems in the store; make it whole from its logs."),
    DIFF("diff", CommandGroup.LOOK, "Show what is different between two stores."),
    HISTORY("history", CommandGroup.LOOK, "List the copies of the store that changes left beside it."),
    ADD_VHD("add vhd", CommandGroup.CHANGE, "Add a menu entry that starts Windows from a VHD or VHDX."),
    ADD_RAMDISK("add ramdisk", CommandGroup.CHANGE, "Add a menu entry that starts Windows PE from a WIM in memory."),
    REPLACE("replace", CommandGroup.CHANGE, "Make a menu entry start Windows from another VHD or VHDX."),
    ADD_OBJECT("add object", CommandGroup.CHANGE, "Make an object without elements, or with only a title."),
    SET("set", CommandGroup.CHANGE, "Set an element of an object."),
    UNSET("unset", CommandGroup.CHANGE, "Remove an element from an object."),
    COPY("copy", CommandGroup.CHANGE, "Copy an object; the copy of a menu entry comes last in the menu."),
    RENAME("rename", CommandGroup.CHANGE, "Give an object another title."),
    DELETE("delete", CommandGroup.CHANGE, "Delete an object and what names it."),
    DEFAULT("default", CommandGroup.CHANGE, "Choose the entry that starts when nobody chooses."),
    ORDER("order", CommandGroup.CHANGE, "Change which entries are in the boot menu, and their order."),
    TIMEOUT("timeout", CommandGroup.CHANGE, "Set how long the boot menu waits."),
    NEXT("next", CommandGroup.CHANGE, "Choose the entries for the next start only."),
    UNDO("undo", CommandGroup.CHANGE, "Go back to the store as it was before the last change."),
    IMPORT("import", CommandGroup.CHANGE, "Replace all objects of the store with those of another."),
    LOAD("load", CommandGroup.CHANGE, "Make a store of what dump printed."),
    EDIT("edit", CommandGroup.CHANGE, "Do what a command line of Microsoft's bcdedit does."),
    CREATE("create", CommandGroup.CHANGE, "Make a fresh store without an operating system."),
    DOCTOR("doctor", CommandGroup.IMAGES, "Tell whether Windows in a VHD or VHDX will boot here, and why not."),
    INIT("init", CommandGroup.IMAGES, "Make a system partition start a Windows: boot files and boot stores."),
    BOOT("boot", CommandGroup.IMAGES, "Take a command line of bcdboot."),
    FETCH("fetch", CommandGroup.IMAGES, "Get an image from a server or another folder, whole or not at all."),
    DEPLOY("deploy", CommandGroup.IMAGES, "Make an image for native boot from a WIM file, or fetch one, and add its entry."),
    CAPTURE("capture", CommandGroup.IMAGES, "Make a WIM file of the files on an NTFS volume in an image."),
    VDISK_CREATE("vdisk create", CommandGroup.IMAGES, "Make a VHD or VHDX: empty, or a child of another."),
    VDISK_CONVERT("vdisk convert", CommandGroup.IMAGES, "Make an image of another format or kind that holds the same disk."),
    VDISK_EXPAND("vdisk expand", CommandGroup.IMAGES, "Give an image a larger disk."),
    VDISK_COMPACT("vdisk compact", CommandGroup.IMAGES, "Make the file of an image smaller."),
    VDISK_MERGE("vdisk merge", CommandGroup.IMAGES, "Write what a differencing disk holds into its parent."),
    VDISK_REPARENT("vdisk reparent", CommandGroup.IMAGES, "Tell a differencing disk where its parent is now."),
    VDISK_RESET("vdisk reset", CommandGroup.IMAGES, "Make a differencing disk what its parent is."),
    VDISK_ATTACH("vdisk attach", CommandGroup.IMAGES, "Make an image a disk of this machine."),
    VDISK_DETACH("vdisk detach", CommandGroup.IMAGES, "Take back what attach did."),
    VDISK_INFO("vdisk info", CommandGroup.IMAGES, "Show what a VHD or VHDX is."),
    VDISK_CHECK("vdisk check", CommandGroup.IMAGES, "Find all that is wrong with a VHD or VHDX."),
    VDISK_REPAIR("vdisk repair", CommandGroup.IMAGES, "Make a damaged VHD or VHDX whole, or take that back."),
    VDISK_MAP("vdisk map", CommandGroup.IMAGES, "Draw which parts of a disk take space in its image, and in which one of a chain."),
    DISK_INFO("disk info", CommandGroup.IMAGES, "Show the partitions of a disk or image, and the file systems on them."),
    DISK_LS("disk ls", CommandGroup.IMAGES, "List a folder inside a disk or image."),
    DISK_CAT("disk cat", CommandGroup.IMAGES, "Print a file inside a disk or image, a partition of it, or all that the disk holds."),
    FIRMWARE_LIST("firmware list", CommandGroup.FIRMWARE, "List the boot entries of the firmware, and what is wrong with them."),
    FIRMWARE_ADD("firmware add", CommandGroup.FIRMWARE, "Add a boot entry to the firmware."),
    FIRMWARE_REMOVE("firmware remove", CommandGroup.FIRMWARE, "Remove boot entries from the firmware."),
    FIRMWARE_ORDER("firmware order", CommandGroup.FIRMWARE, "Change which entries the firmware tries, and their order."),
    FIRMWARE_SYNC("firmware sync", CommandGroup.FIRMWARE, "Take the firmware's entries into the store, or give it those of the store."),
    FIRMWARE_UNDO("firmware undo", CommandGroup.FIRMWARE, "Go back to the firmware entries as they were before the last change."),
    QUICKSTART("quickstart", CommandGroup.OTHER, "Make a sample store and a sample VHDX, add the entry, show the menu."),
    COMPLETION("completion", CommandGroup.OTHER, "Print a script that lets bash or zsh complete bcd commands.");

    private static final CommandTable[] ALL = values();

    private final String words;
    private final CommandGroup group;
    private final String summary;

    CommandTable(String words, CommandGroup group, String summary) {
        this.words = words;
        this.group = group;
        this.summary = summary;
    }

    /** The command, ready to be asked for its syntax and run once. */
    public Command create() {
        return switch (this) {
            case LIST -> new ListCommand();
            case SHOW -> new ShowCommand();
            case DUMP -> new DumpCommand();
            case EXPORT -> new ExportCommand();
            case CHECK -> new CheckCommand();
            case DIFF -> new DiffCommand();
            case HISTORY -> new HistoryCommand();
            case ADD_VHD -> new AddVhdCommand();
            case ADD_RAMDISK -> new AddRamdiskCommand();
            case REPLACE -> new ReplaceCommand();
            case ADD_OBJECT -> new AddObjectCommand();
            case SET -> new SetCommand();
            case UNSET -> new UnsetCommand();
            case COPY -> new CopyCommand();
            case RENAME -> new RenameCommand();
            case DELETE -> new DeleteCommand();
            case DEFAULT -> new DefaultCommand();
            case ORDER -> OrderCommand.menu();
            case TIMEOUT -> new TimeoutCommand();
            case NEXT -> OrderCommand.next();
            case UNDO -> new UndoCommand();
            case IMPORT -> new ImportCommand();
            case LOAD -> new LoadCommand();
            case EDIT -> new EditCommand();
            case CREATE -> new CreateCommand();
            case DOCTOR -> new DoctorCommand();
            case INIT -> new InitCommand();
            case BOOT -> new BootCommand();
            case FETCH -> new FetchCommand();
            case DEPLOY -> new DeployCommand();
            case CAPTURE -> new CaptureCommand();
            case VDISK_CREATE -> new VdiskCreateCommand();
            case VDISK_CONVERT -> new VdiskConvertCommand();
            case VDISK_EXPAND -> new VdiskExpandCommand();
            case VDISK_COMPACT -> new VdiskCompactCommand();
            case VDISK_MERGE -> new VdiskMergeCommand();
            case VDISK_REPARENT -> new VdiskReparentCommand();
            case VDISK_RESET -> new VdiskResetCommand();
            case VDISK_ATTACH -> new VdiskAttachCommand();
            case VDISK_DETACH -> new VdiskDetachCommand();
            case VDISK_INFO -> new VdiskInfoCommand();
            case VDISK_CHECK -> new VdiskCheckCommand();
            case VDISK_REPAIR -> new VdiskRepairCommand();
            case VDISK_MAP -> new VdiskMapCommand();
            case DISK_INFO -> new DiskInfoCommand();
            case DISK_LS -> new DiskLsCommand();
            case DISK_CAT -> new DiskCatCommand();
            case FIRMWARE_LIST -> new FirmwareListCommand();
            case FIRMWARE_ADD -> new FirmwareAddCommand();
            case FIRMWARE_REMOVE -> new FirmwareRemoveCommand();
            case FIRMWARE_ORDER -> new FirmwareOrderCommand();
            case FIRMWARE_SYNC -> new FirmwareSyncCommand();
            case FIRMWARE_UNDO -> new FirmwareUndoCommand();
            case QUICKSTART -> new QuickstartCommand();
            case COMPLETION -> new CompletionCommand();
        };
    }

    /** What the user types: one word, or two with a space between them. */
    public String words() {
        return words;
    }

    /** What it does, in one sentence. */
    public String summary() {
        return summary;
    }

    static Optional<CommandTable> find(String words) {
        for (CommandTable command : ALL) {
            if (command.words.equals(words)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    /** The commands whose first of two words this is. */
    static List<CommandTable> startingWith(String word) {
        List<CommandTable> found = new ArrayList<>();
        for (CommandTable command : ALL) {
            if (command.words.startsWith(word + " ")) {
                found.add(command);
            }
        }
        return found;
    }

    static List<CommandTable> in(CommandGroup group) {
        List<CommandTable> found = new ArrayList<>();
        for (CommandTable command : ALL) {
            if (command.group == group) {
                found.add(command);
            }
        }
        return found;
    }

    static List<String> allWords() {
        List<String> all = new ArrayList<>(ALL.length);
        for (CommandTable command : ALL) {
            all.add(command.words);
        }
        return all;
    }
}
