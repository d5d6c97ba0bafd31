package org.bcdkit.argument;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.edit.FirmwareKind;

/** {@code --firmware uefi|bios}. */
public final class FirmwareArgument {

    private FirmwareArgument() {}

    public static List<String> words() {
        List<String> words = new ArrayList<>();
        for (FirmwareKind kind : FirmwareKind.values()) {
            words.add(kind.word());
        }
        return words;
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
