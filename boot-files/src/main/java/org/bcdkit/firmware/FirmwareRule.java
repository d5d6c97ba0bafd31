package org.bcdkit.firmware;

import org.bcdkit.plan.Rule;
import org.bcdkit.plan.RuleTable;

/** The rules about the boot entries of firmware. */
public final class FirmwareRule {

    /** All of them. */
    public static final RuleTable TABLE = new RuleTable();

    static final Rule READABLE = TABLE.warning("FWE-01", "every variable about booting can be read");
    static final Rule ORDER_THERE = TABLE.warning("FWE-02", "every number in BootOrder and BootNext has an entry");
    static final Rule IN_ORDER = TABLE.info("FWE-03", "every entry is in BootOrder");
    static final Rule PARTITION = TABLE.warning("FWE-04", "the partition that an entry names is on a disk");
    static final Rule FILE = TABLE.warning("FWE-05", "the file that an entry names is on its partition");
    static final Rule DUPLICATE = TABLE.warning("FWE-06", "no two entries have the same title and start the same file");
    static final Rule CHANGED_READABLE = TABLE.error("FWE-07", "a variable that is to be changed can be read");
    static final Rule ENTRY_THERE = TABLE.error("FWE-08", "the entry that is to be changed is there");
    static final Rule FREE_NUMBER = TABLE.error("FWE-09", "there is a free number for a new entry");
    static final Rule ADDED_FILE = TABLE.forceableError("FWE-10", "the file that a new entry is to start is on the partition");
    static final Rule STORE_VALUE = TABLE.warning("FWE-11", "every FirmwareVariable in the store can be read");
    static final Rule OTHER_STORE = TABLE.info("FWE-12", "the object that an entry of Windows names is in the store");
    static final Rule DEVICE_KNOWN = TABLE.info("FWE-13", "the disk of an entry that is taken into the store is known");
    static final Rule MANAGER = TABLE.error("FWE-14", "the store has a firmware boot manager when firmware is to follow it");

    private FirmwareRule() {}
}
