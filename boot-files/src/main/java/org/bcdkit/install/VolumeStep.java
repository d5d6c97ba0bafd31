package org.bcdkit.install;

import java.util.List;

/**
 * Changes that are made together, after all those of the steps before. After a crash each of them was made as a whole or not at all.
 *
 * @param title what it does, to say how far one came: {@code "write \EFI\Microsoft\Boot\bootmgfw.efi"}
 */
public record VolumeStep(String title, List<VolumeChange> changes) {

    public VolumeStep {
        changes = List.copyOf(changes);
    }
}
