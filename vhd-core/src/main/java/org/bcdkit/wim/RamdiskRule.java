package org.bcdkit.wim;

import org.bcdkit.plan.Rule;
import org.bcdkit.plan.RuleTable;

/** What has to hold for a WIM to be started from memory. */
public final class RamdiskRule {

    public static final RuleTable TABLE = new RuleTable();

    static final Rule BOOT_IMAGE = TABLE.forceableError(
            "RAM-01",
            "one of the images in the WIM is the one to start",
            "The boot index in its header is 0, or that of no image.",
            "Set it: `wimlib-imagex info FILE.wim INDEX --boot`.");
    static final Rule WHOLE = TABLE.error(
            "RAM-02",
            "the WIM is one file",
            "It is a part of a split WIM (SWM).",
            "Join the parts: `wimlib-imagex join WHOLE.wim PART*.swm`.");
    static final Rule COMPRESSION = TABLE.forceableError(
            "RAM-03",
            "the boot manager can unpack the WIM",
            "It is an ESD: packed as a whole (solid), or with LZMS. Boot managers know XPRESS and LZX.",
            "Export it anew: `wimlib-imagex export FILE.esd INDEX BOOT.wim --boot --compress=LZX`.");
    static final Rule WINDOWS_PE = TABLE.warning(
            "RAM-04",
            "the image to start is a Windows PE",
            "The description in the WIM names another edition. Windows that is installed from a WIM does not run from one.",
            "Name the `boot.wim` of installation media, a `winpe.wim` or a `winre.wim`.");
    static final Rule ARCHITECTURE = TABLE.error(
            "RAM-05",
            "the image to start is for a machine with that firmware",
            "It is for ARM or ARM64, and the store for BIOS, which only x86 machines have.",
            "Choose another WIM, or another store.");
    static final Rule SDI = TABLE.forceableError(
            "RAM-06",
            "`boot.sdi`, which gives the RAM disk its shape, is on the same volume",
            "No file is there at the path that the entry will name, or it does not begin as SDI files do. A note when the volume cannot be seen from here.",
            "Copy it there: each Windows has it as `Windows\\Boot\\DVD\\EFI\\boot.sdi` (or `PCAT`), installation media as `boot\\boot.sdi`.");

    private RamdiskRule() {}
}
