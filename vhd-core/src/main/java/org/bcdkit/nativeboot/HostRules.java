package org.bcdkit.nativeboot;

import java.util.List;
import org.bcdkit.plan.Finding;

/** The rules about the volume that holds the image. */
final class HostRules {

    private static final List<String> NTFS = List.of("ntfs", "ntfs3");

    private HostRules() {}

    static List<Finding> judge(NativeBootFacts facts) {
        if (facts.host().volume().fileSystem().isEmpty()) {
            return List.of();
        }
        String found = facts.host().volume().fileSystem().get();
        if (NTFS.contains(found)) {
            return List.of(Finding.ok(NativeBootRule.HOST_FILE_SYSTEM, "the host volume holds NTFS"));
        }
        // Some report that newer boot managers start images from exFAT too.
        return List.of(Finding.error(
                NativeBootRule.HOST_FILE_SYSTEM,
                "Windows starts an image from an NTFS volume, and the volume that holds this one is " + found,
                "Move the image to an NTFS partition of the same machine."));
    }
}
