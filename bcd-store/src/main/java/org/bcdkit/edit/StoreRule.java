package org.bcdkit.edit;

import org.bcdkit.plan.Rule;
import org.bcdkit.plan.RuleTable;

/** The rules about a store and about what goes into it. */
public final class StoreRule {

    /** All of them. */
    public static final RuleTable TABLE = new RuleTable();

    static final Rule DIRTY = TABLE.error("BCD-01", "the hive was closed cleanly");
    static final Rule BOOT_MANAGER = TABLE.error("BCD-02", "there is a {bootmgr} object");
    static final Rule READABLE_LIST = TABLE.error("BCD-03", "a list that is added to, such as a display order, is a list of identifiers");
    static final Rule OBJECT_TYPE = TABLE.warning("BCD-04", "every object has a type");
    static final Rule ELEMENT_FORMAT = TABLE.warning("BCD-05", "the data of every element has the format that its number names");
    static final Rule ODD_KEY = TABLE.warning("BCD-06", "the hive holds no keys and values that have no place in a boot store");
    static final Rule DANGLING = TABLE.warning("BCD-07", "every object that an element names is in the store");
    static final Rule DOUBLED = TABLE.warning("BCD-08", "no list names an object twice");
    static final Rule INCOMPLETE_LOADER = TABLE.warning("BCD-09", "every Windows loader has device, path, osdevice and systemroot");
    static final Rule FIRMWARE = TABLE.error("BCD-10", "what is in the store tells whether it is for UEFI or BIOS");
    static final Rule MODEL = TABLE.error("BCD-11", "the entry to take settings from starts an installed Windows");
    static final Rule VHD_PATH = TABLE.error("BCD-12", "the path of the image is one that Windows can have");
    static final Rule LOADER_PROGRAM = TABLE.warning("BCD-13", "every Windows loader starts the program for the firmware that the store is for");
    static final Rule OBJECT_THERE = TABLE.error("BCD-14", "the object that is to be changed is in the store");
    static final Rule OBJECT_NEW = TABLE.error("BCD-15", "an object that is to be made is not in the store yet");
    static final Rule WELL_KNOWN = TABLE.forceableError("BCD-16", "objects that have an alias stay in the store");
    /** Public, as are the next: stores in images are written to by a module that knows of images. */
    public static final Rule PLACE = TABLE.error("BCD-17", "a store inside an image is changed on a FAT volume that nobody has in use, and is not read-only");
    public static final Rule ROOM = TABLE.error("BCD-18", "the volume of a store inside an image has room for the new store and for a copy of the old one");
    public static final Rule UNCLOSED = TABLE.warning("BCD-19", "the volume of a store inside an image was closed when it was written to last");

    private StoreRule() {}
}
