package org.bcdkit.disk;

import org.bcdkit.plan.Rule;
import org.bcdkit.plan.RuleTable;

/** The rules about changes of an image itself. */
public final class ImageChangeRule {

    /** All of them. */
    public static final RuleTable TABLE = new RuleTable();

    public static final Rule CHILDREN = TABLE.warning("VDK-01", "no other disk has the image that is changed as its parent");
    public static final Rule PARTITION_TABLE = TABLE.warning("VDK-02", "the copy of a GPT lies at the end of the disk");
    public static final Rule FREE_SPACE = TABLE.info("VDK-03", "a file system that was closed cleanly tells what of its volume belongs to no file");
    public static final Rule PARENT = TABLE.forceableError("VDK-04", "the parent that is named is the one that the child was made of");
    public static final Rule FIT = TABLE.error("VDK-05", "a parent is in the format of the child, and has its size and sectors");
    public static final Rule ATTACHED_PARENT = TABLE.forceableError("VDK-06", "a disk that others have as their parent is attached for reading only");

    private ImageChangeRule() {}
}
