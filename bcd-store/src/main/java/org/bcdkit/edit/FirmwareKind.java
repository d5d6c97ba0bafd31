package org.bcdkit.edit;

import java.util.Locale;
import java.util.Optional;

/** What starts the boot manager, and with it which loader programs an entry must name. */
public enum FirmwareKind {
    BIOS("bios", ".exe"),
    UEFI("uefi", ".efi");

    private final String word;
    private final String extension;

    FirmwareKind(String word, String extension) {
        this.word = word;
        this.extension = extension;
    }

    /** The word used in options and JSON. */
    public String word() {
        return word;
    }

    /** How messages call it. */
    public String title() {
        return word.toUpperCase(Locale.ROOT);
    }

    /** {@code winload.exe} or {@code winload.efi}, below the Windows folder. */
    public String loaderPath() {
        return "\\Windows\\system32\\winload" + extension;
    }

    /** Whether this firmware's boot manager starts a program of that name. */
    public boolean loads(String path) {
        return path.toLowerCase(Locale.ROOT).endsWith(extension);
    }

    /** The loader that is for starting from memory, where Windows' own installation media name it. */
    String memoryLoaderPath() {
        return "\\windows\\system32\\boot\\winload" + extension;
    }

    String resumePath() {
        return "\\Windows\\system32\\winresume" + extension;
    }

    /** Which firmware runs a boot program of that name; empty for names that say nothing. */
    static Optional<FirmwareKind> runs(String path) {
        for (FirmwareKind kind : values()) {
            if (kind.loads(path)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
