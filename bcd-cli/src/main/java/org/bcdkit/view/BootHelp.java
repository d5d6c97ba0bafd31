package org.bcdkit.view;

/** What {@code bcdboot /?} prints: each switch, and what it means here. Specification: bcdedit surface, section 1.4. */
public final class BootHelp {

    private BootHelp() {}

    /** The whole text. */
    public static String text() {
        ColumnLayout text = new ColumnLayout();
        text.line("bcdboot - Make a system partition start a Windows.").line("");
        text.paragraph(
                "Usage: bcdboot WINDOWS [/l LOCALE] [/s VOLUME [/f UEFI|BIOS|ALL]] [/v] [/m [{ID}]] [/d] [/addlast | /p] [/c] [/bcdclean [full]] [/bootex]"
                        + " [/offline] [/nofirmwaresync]",
                7);
        text.paragraph("Usage: bcdboot /bcdclean [full] [/s VOLUME]", 7).line("");
        text.entry("WINDOWS", "The Windows folder: C:\\Windows with --map C=/mnt/win, a folder of this system, or one inside an image, such as disk.raw:2/Windows.");
        text.entry("/l LOCALE", "The language of the boot menu, for instance de-de; without it, that of the store, else en-us.");
        text.entry("/s VOLUME", "The system partition: S: with --map S=/mnt/esp, or the folder where it is mounted.");
        text.entry("/f UEFI|BIOS|ALL", "What starts the boot manager; without it, what the system partition is for, else what the Windows is for.");
        text.entry("/v", "Say each step.");
        text.entry("/m [{ID}]", "Take further settings from that entry of the store. What the store has stays without it as well.");
        text.entry("/d", "Leave the default entry as it is.");
        text.entry("/addlast", "Place the firmware entry last in the boot order; without it, first.");
        text.entry("/p", "Leave the firmware entry where it is in the boot order; a new one comes first.");
        text.entry("/c", "Make the settings, the boot manager and the entry anew.");
        text.entry("/bcdclean [full]", "Remove entries that are in the store twice, and with full those whose device is not there as well.");
        text.entry("/bootex", "Take the boot managers that the Secure Boot authority of 2023 signed.");
        text.entry("/offline", "Taken and of no effect: the machine that this runs on never decides which boot managers are taken.");
        text.entry("/nofirmwaresync", "Make no firmware entry.").line("");
        text.paragraph(
                "A switch may start with a dash, and case does not matter. --windows-device says what the loader's device is, and the options of bcd can be given as"
                        + " well: --dry-run, --json, --map S=/mnt/esp and others (bcd boot --help). bcd init does the same with options of its own, and writes into disks"
                        + " that nobody has mounted.",
                0);
        return text.toString();
    }
}
