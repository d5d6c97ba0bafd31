package org.bcdkit.windows;

import java.util.Optional;

/** What processor a program is for. Specification: PE format, "Machine Types". */
public enum Architecture {
    X86("x86", 0x014c),
    X64("x64", 0x8664),
    ARM("ARM", 0x01c4),
    ARM64("ARM64", 0xaa64);

    private final String title;
    private final int machine;

    Architecture(String title, int machine) {
        this.title = title;
        this.machine = machine;
    }

    /** Its name in sentences and JSON. */
    public String title() {
        return title;
    }

    /** The one with this number in the header of a program; empty when it is none of these. */
    public static Optional<Architecture> ofMachine(int machine) {
        for (Architecture architecture : values()) {
            if (architecture.machine == machine) {
                return Optional.of(architecture);
            }
        }
        return Optional.empty();
    }
}
