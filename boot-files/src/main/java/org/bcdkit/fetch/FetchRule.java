package org.bcdkit.fetch;

import org.bcdkit.plan.Rule;
import org.bcdkit.plan.RuleTable;

/** What has to hold for a file to be fetched. */
public final class FetchRule {

    public static final RuleTable TABLE = new RuleTable();

    static final Rule TARGET = TABLE.error(
            "FET-01",
            "no other file has the name of the one to fetch",
            "There is a file of that name. When it has the checksum that `--sha256` names, nothing is left to do, and that is no error.",
            "Move it away, or choose another name with `--name`.");
    static final Rule PART = TABLE.error(
            "FET-02",
            "what is fetched can be kept as `NAME.part` and `NAME.part.from` until it is whole",
            "A file of one of these names is there that this command did not make.",
            "Move it away, or choose another name with `--name`.");
    static final Rule ROOM = TABLE.error(
            "FET-03",
            "the volume has room for all of the file before the first byte is written",
            "The source tells the size of the file, and less is free, what an earlier run left counted in.",
            "Free some room, or choose another folder.");
    static final Rule FILE_SIZE = TABLE.error(
            "FET-04",
            "the file system of the folder can hold a file that large",
            "The folder is on FAT, and the file has 4 GiB or more.",
            "Choose a folder on NTFS or another file system; images for native boot have to be on NTFS anyway.");
    static final Rule UNKNOWN_SIZE = TABLE.info(
            "FET-05",
            "the source tells the size of the file",
            "It does not. Whether there is room shows while it is written, and whether all of it came shows only by a checksum.",
            "Name the checksum with `--sha256`.");
    static final Rule UNPROVEN = TABLE.warning(
            "FET-06",
            "somebody vouches for what comes",
            "The address is one of `http`, where anybody on the way can change the file, and there is no `--sha256`.",
            "Name an `https` address, or the checksum that the publisher tells.");
    static final Rule NOT_THE_SAME = TABLE.info(
            "FET-07",
            "the source can tell whether the file is still the same",
            "It gives neither an entity tag nor a time, and there is no `--sha256`: each try after a broken connection begins anew.",
            "Name the checksum with `--sha256`.");

    private FetchRule() {}
}
