package org.bcdkit.windows;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bcdkit.storage.CachedStorage;
import org.bcdkit.storage.Storage;

/** Whether firmware can start a program, as far as its headers tell. PE format, "Windows Subsystem"; UEFI, "UEFI Images". */
public final class BootProgram {

    /** Whoever made the program did not say; whether the firmware starts it is the firmware's affair. */
    private static final int UNKNOWN = 0;
    private static final int EFI_APPLICATION = 10;
    /** A program that Windows' boot manager starts, and firmware does not. */
    private static final int BOOT_APPLICATION = 16;

    private static final int CACHED_PAGES = 8;

    private BootProgram() {}

    /**
     * Why UEFI firmware or a boot manager that it started cannot start {@code file}: the rest of a sentence about it. Empty when nothing is wrong with it.
     *
     * @param byFirmware whether the firmware itself starts it, and not a boot manager
     * @throws IOException when the file cannot be read
     */
    public static Optional<String> problemForUefi(Storage file, boolean byFirmware) throws IOException {
        if (file.size() == 0) {
            return Optional.of("is empty");
        }
        Optional<PeHeaders> headers = PeHeaders.read(new CachedStorage(file, CACHED_PAGES));
        if (headers.isEmpty()) {
            return Optional.of("is no program: it does not start with the headers of one (MZ and PE)");
        }
        if (headers.get().architecture().isEmpty()) {
            return Optional.of("is for no processor that Windows is made for (machine 0x" + Integer.toHexString(headers.get().coff().getInt(PeHeaders.MACHINE)) + ")");
        }
        OptionalInt subsystem = headers.get().subsystem();
        if (subsystem.isEmpty()) {
            return Optional.of("has damaged headers: its optional header is not that of a program for " + headers.get().architecture().get().title());
        }
        int kind = subsystem.getAsInt();
        if (kind != UNKNOWN && kind != EFI_APPLICATION && (byFirmware || kind != BOOT_APPLICATION)) {
            return Optional.of("is no program of UEFI: its subsystem is " + kind + ", expected is " + EFI_APPLICATION);
        }
        OptionalLong end = headers.get().end();
        if (end.isEmpty() || end.getAsLong() > file.size()) {
            return Optional.of("is cut off: " + (end.isEmpty() ? "the headers of its sections are" : "its last section is") + " not in the file, which has "
                    + file.size() + " bytes");
        }
        return Optional.empty();
    }

    /**
     * Why the boot sector for a BIOS cannot start {@code file} as its {@code bootmgr}: the rest of a sentence about it. Empty when nothing is wrong.
     *
     * @throws IOException when the file cannot be read
     */
    public static Optional<String> problemForBios(Storage file) throws IOException {
        if (file.size() == 0) {
            return Optional.of("is empty");
        }
        return ProgramFile.startsWithJump(file) ? Optional.empty() : Optional.of("does not start like a boot manager for a BIOS, with a jump (0xe9)");
    }
}
