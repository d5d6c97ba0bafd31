package org.bcdkit.catalog;

import org.bcdkit.store.ObjectType;

/** The kinds of objects: their word in JSON and the heading bcdedit prints over them. Specification: BCD format, sections 2.4 and 4. */
enum ObjectKind {
    FIRMWARE_BOOT_MANAGER("fwbootmgr", "Firmware Boot Manager", ObjectType.FIRMWARE_BOOT_MANAGER.application()),
    BOOT_MANAGER("bootmgr", "Windows Boot Manager", ObjectType.BOOT_MANAGER.application()),
    OS_LOADER("osloader", "Windows Boot Loader", ObjectType.OS_LOADER.application()),
    RESUME("resume", "Resume from Hibernate", ObjectType.RESUME.application()),
    MEMORY_TESTER("memdiag", "Windows Memory Tester", ObjectType.MEMORY_TESTER.application()),
    LEGACY_LOADER("ntldr", "Windows Legacy OS Loader", ObjectType.LEGACY_LOADER.application()),
    BOOT_SECTOR("bootsector", "Real-mode Boot Sector", ObjectType.BOOT_SECTOR.application()),
    // No listing with one of these two is known: the headings are ours, after the pattern of the others.
    SETUP_LOADER("setupldr", "Setup Loader (TYPE)", 7),
    STARTUP("startup", "Startup Application (TYPE)", ObjectType.STARTUP.application()),
    BOOT_APPLICATION("bootapp", "Windows Boot Application (TYPE)", ObjectType.BOOT_APPLICATION.application()),
    FIRMWARE_APPLICATION("firmwareApplication", "Firmware Application (TYPE)", ObjectType.FIRMWARE_APPLICATION.application()),
    INHERIT("inherit", "Inherited Settings (TYPE)"),
    DEVICE("device", "Device options"),
    UNKNOWN("unknown", "Unknown Object (TYPE)");

    private static final ObjectKind[] ALL = values();
    /** Not a number that 20 bits can hold. */
    private static final int NO_APPLICATION = -1;

    private final String word;
    private final String heading;
    private final int application;

    ObjectKind(String word, String heading) {
        this(word, heading, NO_APPLICATION);
    }

    ObjectKind(String word, String heading, int application) {
        this.word = word;
        this.heading = heading;
        this.application = application;
    }

    static ObjectKind of(ObjectType type) {
        if (type.isInherit()) {
            return INHERIT;
        }
        if (type.isDevice()) {
            return DEVICE;
        }
        for (ObjectKind kind : ALL) {
            if (type.isApplication() && kind.application == type.application()) {
                return kind;
            }
        }
        return UNKNOWN;
    }

    String word() {
        return word;
    }

    /** The heading of an object of that type. Kinds that hold several types say which, as bcdedit does: {@code Firmware Application (101fffff)}. */
    String heading(ObjectType type) {
        return heading.replace("TYPE", type.toString().substring(2));
    }
}
