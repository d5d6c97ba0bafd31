package org.bcdkit.edit;

import org.bcdkit.plan.Rule;
import org.bcdkit.plan.Severity;

/** The rules about a store and about what goes into it. */
public enum StoreRule implements Rule {
    DIRTY("BCD-01", Severity.ERROR, "the hive was closed cleanly"),
    BOOT_MANAGER("BCD-02", Severity.ERROR, "there is a {bootmgr} object"),
    DISPLAY_ORDER("BCD-03", Severity.ERROR, "the display order of {bootmgr} is a list of identifiers"),
    OBJECT_TYPE("BCD-04", Severity.WARNING, "every object has a type"),
    ELEMENT_FORMAT("BCD-05", Severity.WARNING, "the data of every element has the format that its number names"),
    ODD_KEY("BCD-06", Severity.WARNING, "the hive holds no keys and values that have no place in a boot store"),
    DANGLING("BCD-07", Severity.WARNING, "every object that an element names is in the store"),
    DOUBLED("BCD-08", Severity.WARNING, "no list names an object twice"),
    INCOMPLETE_LOADER("BCD-09", Severity.WARNING, "every Windows loader has device, path, osdevice and systemroot"),
    FIRMWARE("BCD-10", Severity.ERROR, "what is in the store tells whether it is for UEFI or BIOS"),
    MODEL("BCD-11", Severity.ERROR, "the entry to take settings from starts an installed Windows"),
    VHD_PATH("BCD-12", Severity.ERROR, "the path of the image is one that Windows can have"),
    LOADER_PROGRAM("BCD-13", Severity.WARNING, "every Windows loader starts the program for the firmware that the store is for");

    private final String id;
    private final Severity severity;
    private final String requirement;

    StoreRule(String id, Severity severity, String requirement) {
        this.id = id;
        this.severity = severity;
        this.requirement = requirement;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public String requirement() {
        return requirement;
    }
}
