package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.hive.HiveState;
import org.bcdkit.plan.Finding;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;

/** Applies the rules that stand before a change to a store. {@link StoreCheck} has those that only look. */
final class StoreRules {

    /** NTFS and the boot manager's path buffers; longer paths are Windows' own limit. */
    private static final int MAX_PATH = 260;

    private StoreRules() {}

    /** What reading a store noticed. */
    static List<Finding> readable(String name, HiveState state) {
        return switch (state) {
            case CLEAN -> List.of();
            case RECOVERED -> List.of(Finding.warning(
                    StoreRule.DIRTY,
                    name + " was not closed cleanly; what is shown includes the changes in its logs",
                    "Run `bcd check --repair` to write them into the store."));
            case DIRTY -> List.of(Finding.warning(
                    StoreRule.DIRTY,
                    name + " was not closed cleanly and no log beside it completes it; what is shown may be incomplete",
                    "Put the BCD.LOG files that belong to it beside it."));
        };
    }

    /** What stands against writing to a store at all. */
    static List<Finding> writable(StoreSnapshot snapshot) {
        List<Finding> findings = new ArrayList<>();
        String name = snapshot.name();
        HiveState state = snapshot.hive().info().state();
        if (state == HiveState.RECOVERED) {
            findings.add(Finding.error(
                    StoreRule.DIRTY,
                    name + " was not closed cleanly; its logs hold changes that are not in it yet",
                    "Run `bcd check --repair --store " + name + "` first: it writes the recovered store and keeps a copy."));
        } else if (state == HiveState.DIRTY) {
            findings.add(Finding.error(
                    StoreRule.DIRTY,
                    name + " was not closed cleanly (its sequence numbers differ) and no log beside it completes it",
                    "Put the BCD.LOG files that belong to it beside it, or restore a clean copy."));
        }
        return findings;
    }

    /** What stands against an entry in the boot menu. */
    static List<Finding> hasMenu(StoreSnapshot snapshot) {
        String name = snapshot.name();
        Optional<BcdObject> bootManager = snapshot.store().find(WellKnown.BOOT_MANAGER);
        if (bootManager.isEmpty()) {
            return List.of(Finding.error(
                    StoreRule.BOOT_MANAGER,
                    name + " has no {bootmgr} object, so it has no boot menu",
                    "Name the store of the system partition (EFI\\Microsoft\\Boot\\BCD or Boot\\BCD), or make a new one."));
        }
        Optional<Element> order = bootManager.get().element(ElementType.DISPLAY_ORDER);
        return order.isEmpty() || order.get().value() instanceof ObjectListValue
                ? List.of()
                : List.of(unreadableList(snapshot.name(), bootManager.get(), order.get()));
    }

    static Finding losesBootManager(String store, String from) {
        return Finding.error(
                StoreRule.BOOT_MANAGER,
                from + " has no {bootmgr} object, so nothing could start from " + store + " afterwards",
                "Import a store that a machine started from; `bcd diff` shows what is in it.");
    }

    /** A list that is to be added to has to be one. */
    static Finding unreadableList(String store, BcdObject object, Element list) {
        String name = ElementCatalog.name(list.type(), object.type());
        return Finding.error(
                StoreRule.READABLE_LIST,
                store + ": the " + name + " of " + ObjectCatalog.name(object.id()) + " is no list of GUIDs (" + list.registryType() + ", "
                        + list.data().size() + " bytes)",
                "Look at it with `bcd show " + ObjectCatalog.name(object.id()) + "`; it has to be set anew or removed before it can be added to.");
    }

    static Finding noObject(String store, ObjectId id) {
        return Finding.error(StoreRule.OBJECT_THERE, "there is no object " + ObjectCatalog.name(id) + " in " + store, "`bcd list --all` shows those there are.");
    }

    static Finding objectExists(String store, BcdObject object) {
        return Finding.error(
                StoreRule.OBJECT_NEW,
                store + " has an object " + ObjectCatalog.name(object.id()) + " already",
                "Change it as it is, or delete it first.");
    }

    static Finding wellKnown(ObjectId id) {
        return Finding.error(
                StoreRule.WELL_KNOWN,
                ObjectCatalog.name(id) + " is an object that Windows expects in a store",
                "Leave it, unless nothing needs it.");
    }

    /** An element of {@code object} will name an object that is not there. */
    static Finding dangling(BcdObject object, ElementType element, ObjectId id) {
        return Finding.warning(
                StoreRule.DANGLING,
                ObjectCatalog.name(object.id()) + " " + ElementCatalog.name(element, object.type()) + " names " + ObjectCatalog.name(id)
                        + ", which is not in the store",
                "Boot managers skip it; remove the reference.");
    }

    static Finding unknownFirmware() {
        return Finding.error(
                StoreRule.FIRMWARE,
                "whether this store is for UEFI or BIOS cannot be told: {bootmgr} has no path and the loaders in it contradict each other",
                "Say it with --firmware uefi or --firmware bios.");
    }

    static Finding guessedFirmware() {
        return Finding.warning(
                StoreRule.FIRMWARE,
                "nothing in this store names a boot program; taken for BIOS, because Windows gives {bootmgr} a path under UEFI only",
                "Say it with --firmware uefi or --firmware bios.");
    }

    static Finding noModel(ObjectId id, boolean found) {
        return Finding.error(
                StoreRule.MODEL,
                found ? id + " is no Windows boot loader entry, so settings cannot be taken from it" : "no object " + id + " to take settings from",
                "`bcd list` shows the entries.");
    }

    static Finding unfitModel(BcdObject object) {
        return Finding.error(
                StoreRule.MODEL,
                object.id() + " starts WinPE, setup or a recovery environment, which is no model for an installed Windows",
                "Leave --like out: then the settings of a fresh Windows entry are used.");
    }

    static List<Finding> vhdPath(String path) {
        return filePath(path, "--path", "\\vhds\\w11.vhdx");
    }

    /** @param option what the path is given with, and {@code example} one, for the remedy */
    static List<Finding> filePath(String path, String option, String example) {
        List<Finding> findings = new ArrayList<>();
        String remedy = "Give the path of the file on its volume, for instance " + option + " '" + example + "'.";
        if (!path.startsWith("\\") || path.endsWith("\\")) {
            findings.add(Finding.error(StoreRule.VHD_PATH, "the path " + path + " has to start with a backslash and name a file", remedy));
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c < ' ' || "/:*?\"<>|".indexOf(c) >= 0) {
                findings.add(Finding.error(StoreRule.VHD_PATH, "the path " + path + " has a character that Windows does not allow in file names, at " + i, remedy));
                break;
            }
        }
        for (String name : path.substring(Math.min(1, path.length())).split("\\\\")) {
            // Windows makes no file of such a name, since it drops these characters; "." and ".." are no names.
            if (name.endsWith(".") || name.endsWith(" ")) {
                findings.add(Finding.error(StoreRule.VHD_PATH, "the path " + path + " has the name \"" + name + "\", which ends in a dot or a space", remedy));
                break;
            }
        }
        if (path.length() > MAX_PATH) {
            findings.add(Finding.warning(
                    StoreRule.VHD_PATH, "the path has " + path.length() + " characters; Windows expects at most " + MAX_PATH, "Use a shorter path."));
        }
        return findings;
    }
}
