package org.bcdkit.disk;

import org.bcdkit.plan.Rule;
import org.bcdkit.plan.RuleTable;

/** The rules about changes of an image itself. */
public final class ImageChangeRule {

    /** All of them. */
    public static final RuleTable TABLE = new RuleTable();

    public static final Rule CHILDREN = TABLE.forceableError(
            "VDK-01",
            "no other disk is read through the image that is changed",
            "An image is merged into, expanded or reset. Differencing disks that are made of it, or of its children, are found in its folder, with `merge`"
                    + " in that of the child as well, and are an error; what is read through the child that is merged is a warning, and with `--delete` an"
                    + " error that cannot be forced. The image does not say which lie elsewhere, so of these this speaks whether there are any or not: for"
                    + " `merge` a warning, else a note.",
            "Change it only where there are none, or make images of their own of them before, with `bcd vdisk convert`.");
    public static final Rule PARTITION_TABLE = TABLE.warning(
            "VDK-02",
            "the copy of a GPT lies at the end of the disk",
            "`expand`, of a disk with a GPT: the copy stays where the end was.",
            "Move it with `sgdisk --move-second-header` on the attached disk, then extend the partition.");
    public static final Rule FREE_SPACE = TABLE.info(
            "VDK-03",
            "a file system that was closed cleanly tells what of its volume belongs to no file",
            "`compact`: of each volume, whether what is free there is given back, and if not why not. Zeros are given back in any case.",
            "Nothing has to be done. Start the Windows and shut it down to give back more; `--zeros-only` looks at no file system.");
    public static final Rule PARENT = TABLE.forceableError(
            "VDK-04",
            "the parent that is named is the one that the child was made of",
            "`reparent`: the identifier of the named image is not the one in the child. On another disk, or on one that was changed since, the sectors of"
                    + " the child make no sense.",
            "Name the image that the child was made of, as it was then.");
    public static final Rule FIT = TABLE.error(
            "VDK-05",
            "a parent is in the format of the child, and has its size and sectors",
            "`reparent`: format, sector size and, in a VHD, virtual size of both.",
            "Name the image that the child was made of.");

    public static final Rule READ_ONLY = TABLE.warning(
            "VDK-06",
            "an image that is changed is not marked as read-only",
            "Nobody has permission to write the file, as it should be with a parent of others, and the user of bcd may write it all the same, as root may;"
                    + " or may put another in its place, as `reset` does.",
            "Find out who marked it, and why. With `chmod u+w` this says nothing any more.");
    public static final Rule ATTACHED_PARENT = TABLE.forceableError(
            "VDK-07",
            "a disk that others are read through is attached for reading only",
            "`attach` without `--read-only`: differencing disks that are made of the image, or of its children, lie in its folder. One byte written to it"
                    + " makes them useless.",
            "Attach it with `--read-only`, or make images of their own of the children before, with `bcd vdisk convert`.");
    public static final Rule CHANGED_PARENT = TABLE.warning(
            "VDK-08",
            "the parent is what it was when the child was made of it",
            "`reset`: the parent was changed since, as by a merge or an update, or another image has its place. The child becomes what that is now.",
            "Nothing has to be done when that is what is wanted. Otherwise put the parent back as it was before.");

    private ImageChangeRule() {}
}
