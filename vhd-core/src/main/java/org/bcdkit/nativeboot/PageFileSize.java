package org.bcdkit.nativeboot;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How large the page file may become, in bytes.
 *
 * @param minimum what it has when Windows starts
 * @param maximum what it may grow to
 */
record PageFileSize(long minimum, long maximum) {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    /** Empty when it depends on the machine's memory and that is not known. */
    static Optional<PageFileSize> of(PageFileChoice choice, NativeBootFacts facts) {
        if (choice instanceof PageFileChoice.None) {
            return Optional.of(new PageFileSize(0, 0));
        }
        if (choice instanceof PageFileChoice.Fixed fixed) {
            return Optional.of(new PageFileSize(fixed.bytes(), fixed.bytes()));
        }
        if (facts.target().memory().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(managedByWindows(facts.target().memory().getAsLong(), false, facts.host().volume().size()));
    }

    /**
     * Windows 7 starts with as much as there is memory, later ones with an eighth of it. Both go up to three times the memory, but not beyond an
     * eighth of the volume.
     */
    private static PageFileSize managedByWindows(long memory, boolean windows7, OptionalLong volume) {
        long minimum = windows7 ? memory : Math.max(256 * MIB, Math.min(memory / 8, 32 * GIB));
        long maximum = Math.max(SpacePicture.plus(memory, SpacePicture.plus(memory, memory)), 4 * GIB);
        if (volume.isPresent()) {
            maximum = Math.min(maximum, volume.getAsLong() / 8);
        }
        return new PageFileSize(minimum, Math.max(minimum, maximum));
    }
}
