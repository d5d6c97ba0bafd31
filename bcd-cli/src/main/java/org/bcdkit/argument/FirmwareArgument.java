package org.bcdkit.argument;

import java.util.List;
import org.bcdkit.edit.FirmwareKind;

/** {@code --firmware uefi|bios}. */
public final class FirmwareArgument {

    private FirmwareArgument() {}

    public static List<String> words() {
        return List.of(FirmwareKind.UEFI.word(), FirmwareKind.BIOS.word());
    }

    /** @param word one of {@link #words()} */
    public static FirmwareKind parse(String word) {
        for (FirmwareKind kind : FirmwareKind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(word);
    }
}
