package org.bcdkit.nativeboot;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.windows.WindowsInstallation;
import org.bcdkit.windows.WindowsInstallation.PageFile;

/**
 * How large the page file may become, in bytes. Specification: native boot of virtual disks, 3.6.
 *
 * @param minimum what it has when Windows starts
 * @param maximum what it may grow to
 */
record PageFileSize(long minimum, long maximum) {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private static final PageFileSize NONE = new PageFileSize(0, 0);

    /**
     * What the user says, else what is set in the image, else what Windows would choose. Empty when it depends on the machine's memory and that is
     * not known.
     */
    static Optional<PageFileSize> of(NativeBootFacts facts, Optional<WindowsInstallation> windows) {
        PageFileChoice choice = facts.target().pageFile();
        if (choice instanceof PageFileChoice.None) {
            return Optional.of(NONE);
        }
        if (choice instanceof PageFileChoice.Fixed fixed) {
            return Optional.of(new PageFileSize(fixed.bytes(), fixed.bytes()));
        }
        if (windows.isPresent() && windows.get().pageFiles().isPresent()) {
            return asSet(windows.get().pageFiles().get(), facts, windows);
        }
        return managedByWindows(facts, windows);
    }

    /** All files together: those on letters of volumes in the image are made on the host volume too, or nowhere. */
    private static Optional<PageFileSize> asSet(List<PageFile> files, NativeBootFacts facts, Optional<WindowsInstallation> windows) {
        PageFileSize sum = NONE;
        for (PageFile file : files) {
            Optional<PageFileSize> one =
                    file.isManaged()
                            ? managedByWindows(facts, windows)
                            : Optional.of(new PageFileSize(file.minimum(), Math.max(file.minimum(), file.maximum())));
            if (one.isEmpty()) {
                return one;
            }
            sum = new PageFileSize(SpacePicture.plus(sum.minimum, one.get().minimum), SpacePicture.plus(sum.maximum, one.get().maximum));
        }
        return Optional.of(sum);
    }

    private static Optional<PageFileSize> managedByWindows(NativeBootFacts facts, Optional<WindowsInstallation> windows) {
        if (facts.target().memory().isEmpty()) {
            return Optional.empty();
        }
        boolean windows7 = windows.isPresent() && windows.get().version().isPresent() && !windows.get().version().get().isWindows8OrLater();
        return Optional.of(managedByWindows(facts.target().memory().getAsLong(), windows7, facts.host().volume().size()));
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
