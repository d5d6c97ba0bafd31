package org.bcdkit.install;

import java.util.Optional;

/** What becomes of a boot file on a system partition: never an older one over a newer one, and no other loader's is touched. */
enum FileDecision {
    /** The same bytes are there. */
    SAME,
    /** Written, whether or not something is there. */
    WRITE,
    /** A later version is there. */
    NEWER,
    /** What is there is another loader. */
    OTHER_LOADER,
    /** What is there was signed by the authority of 2023, and this was not. */
    SIGNED_2023;

    /** @param manager the boot manager of the same set */
    static FileDecision of(BootFile file, SecureBootSet set, Optional<BootFile> manager) {
        if (file.there().isEmpty()) {
            return WRITE;
        }
        BootFile.There there = file.there().get();
        if (there.isSame()) {
            return SAME;
        }
        if (file.role() == BootFile.Role.FALLBACK && !isOfWindows(there, manager)) {
            return OTHER_LOADER;
        }
        if (there.signature().isPresent() && there.signature().get().isOf2023() && !set.isEx()) {
            return SIGNED_2023;
        }
        // What has no version goes with the boot manager that it belongs to.
        boolean isOlder = file.isOlder().isPresent() ? file.isOlder().get() : manager.isPresent() && manager.get().isOlder().orElse(false);
        return isOlder ? NEWER : WRITE;
    }

    /** Microsoft signed it as part of Windows, or it is a copy of the boot manager that is there. */
    private static boolean isOfWindows(BootFile.There there, Optional<BootFile> manager) {
        boolean isSigned = there.signature().isPresent() && there.signature().get().isOfWindows();
        boolean isCopy = manager.isPresent() && manager.get().there().isPresent() && manager.get().there().get().content().equals(there.content());
        return isSigned || isCopy;
    }
}
