package org.bcdkit.bcdedit;

/** What there is to know about each command of bcdedit, beyond what it takes. Paragraphs of one line each; indented lines are entries. */
final class CommandHelp {

    private static final String CURRENT = "Without an identifier {current} is meant. A store in a file does not tell which entry was started, so that is"
            + " the default entry here.\n";

    private CommandHelp() {}

    /** Sentences; a line with a tab in it is a name and what it is. */
    static String of(EditVerb verb) {
        return switch (verb) {
            case CREATESTORE -> "There must be no file of that name. The new store is not a system store: entries and a {bootmgr} are added with /create and"
                    + " /set, each with /store.\n";
            case EXPORT -> "The file holds the whole store and can be given to /import. There must be no file of that name.\n";
            case IMPORT -> "All entries of the system store are replaced by those of the file. The store as it was is kept beside it.\n"
                    + "/clean\tWould also make the boot entries of the firmware anew. That is not done here, so it is refused.\n";
            case SYSSTORE -> "Where several system partitions are mounted, the store on this one is taken until the machine is started anew. PARTITION is the folder"
                    + " at which it is mounted, or a drive letter that --map explains with one.\n";
            case COPY -> "The copy has every element of the original under a new identifier, which is printed. When the original is in the display order,"
                    + " the copy comes last in it.\n"
                    + "/d TEXT\tThe description of the copy; without it, that of the original.\n";
            case CREATE -> "A well-known identifier brings its type with it. Any other entry needs one of the switches; its identifier is printed. Nothing"
                    + " is added to the display order.\n"
                    + "/d TEXT\tThe description.\n"
                    + "/application TYPE\tAn application: " + CreateWords.APPLICATIONS + ".\n"
                    + "/inherit TYPE\tSettings that entries of a type can inherit: " + CreateWords.HEIRS + ". Without TYPE, any entry can.\n"
                    + "/device\tOptions of a device, for instance of a RAM disk.\n";
            case DELETE -> "/f\tNeeded for well-known identifiers.\n"
                    + "/cleanup\tAlso removes the entry from the display order and from wherever else it is named. So it is without the switch.\n"
                    + "/nocleanup\tLeaves everything that names the entry.\n";
            case MIRROR -> "Like /copy without /d. What bcdedit does beyond that with mirrored volumes is not known.\n";
            case SET -> CURRENT
                    + "ELEMENT\tA name (bcdedit /? TYPES), or a number as custom:15000066.\n"
                    + "VALUE\tWhat it takes depends on the element (bcdedit /? FORMATS). Text with spaces is put in quotes.\n"
                    + "/addfirst\tPuts an identifier first in a list; one that is in it already moves.\n"
                    + "/addlast\tPuts an identifier last in a list; one that is in it already moves.\n"
                    + "/remove\tTakes an identifier out of a list. A list that nothing is left in is removed.\n";
            case DELETEVALUE -> CURRENT + "ELEMENT\tA name (bcdedit /? TYPES), or a number as custom:15000066.\n";
            case ENUM -> "Without anything, ACTIVE is meant.\n"
                    + "ACTIVE\tThe boot manager and the entries of the boot menu.\n"
                    + "FIRMWARE\tWhat the firmware starts.\n"
                    + "BOOTAPP\tApplications of the boot environment.\n"
                    + "BOOTMGR\tThe boot manager.\n"
                    + "OSLOADER\tOperating systems.\n"
                    + "RESUME\tApplications that resume from hibernation.\n"
                    + "INHERIT\tSettings that other entries inherit.\n"
                    + "ALL\tEverything.\n"
                    + "/v\tPrints GUIDs in the place of names.\n";
            case BOOTSEQUENCE, DISPLAYORDER, TOOLSDISPLAYORDER -> "Without a switch, the identifiers become the list. With one, there is one identifier.\n"
                    + "/addfirst\tPuts it first; if it is in the list already, it moves.\n"
                    + "/addlast\tPuts it last; if it is in the list already, it moves.\n"
                    + "/remove\tTakes it out. A list that nothing is left in is removed.\n";
            case DEFAULT -> "The entry should be in the display order.\n";
            case TIMEOUT -> "With 0 the default entry starts at once, without a menu.\n";
            case BOOTEMS, EMS, BOOTDEBUG, EVENT -> CURRENT;
            case DEBUG -> CURRENT + "How the debugger is reached is set with /dbgsettings.\n";
            case EMSSETTINGS -> "Without anything, the settings are shown. Emergency management is switched on for an entry with /ems.\n"
                    + "BIOS\tWhat the firmware says is taken.\n"
                    + "EMSPORT:PORT\tA serial port; 1 is COM1.\n"
                    + "EMSBAUDRATE:RATE\tBits a second; without it, 9600.\n";
            case DBGSETTINGS -> "Without anything, the settings are shown. Debugging is switched on for an entry with /debug.\n"
                    + connections()
                    + "USB\tWith TARGETNAME:TEXT.\n"
                    + "LOCAL\tThe debugger runs on the machine itself.\n"
                    + adapters()
                    + "/start POLICY\tACTIVE, AUTOENABLE or DISABLE: whether the debugger can break in at once, from the first exception on, or when enabled."
                    + " Without it, ACTIVE.\n"
                    + "/noumex\tExceptions of programs do not break into the debugger.\n";
            case HYPERVISORSETTINGS -> "Without anything, the settings are shown. It is switched on for an entry with /set {ID} hypervisordebug on.\n"
                    + connections()
                    + adapters();
        };
    }

    private static String connections() {
        return "SERIAL\tWith DEBUGPORT:PORT (1 for COM1, which it is without it) and BAUDRATE:RATE (115200 without it).\n"
                + "1394\tWith CHANNEL:NUMBER, from 0, which it is without it, to 62.\n"
                + "NET\tWith HOSTIP:ADDRESS and PORT:NUMBER, from 49152, of the machine that the debugger runs on. KEY:KEY is four groups of 0-9 and a-z"
                + " with dots between. Without it the key stays, or one is made; it is printed.\n"
                + "newkey\tMakes a new key.\n"
                + "nodhcp\tKeeps the machine from asking for an address.\n";
    }

    private static String adapters() {
        return "BUSPARAMS:B.D.F\tBus, device and function of the adapter.\n";
    }
}
