package org.bcdkit.nativeboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.plan.Finding;
import org.bcdkit.windows.WindowsVersion;

/** The rules about where the files of a differencing disk and its parents are. Specification: native boot of virtual disks, IMG-07 and IMG-08. */
final class ChainRules {

    private ChainRules() {}

    /**
     * @param chain the image and its parents, the nearest first
     * @param windows version of the Windows in the image, where it is known
     */
    static List<Finding> judge(List<ChainFile> chain, Optional<WindowsVersion> windows) {
        List<Finding> findings = new ArrayList<>();
        if (chain.size() < 2) {
            return findings;
        }
        judgeVolumes(chain, windows, findings);
        judgeReadOnly(chain, findings);
        return findings;
    }

    private static void judgeVolumes(List<ChainFile> chain, Optional<WindowsVersion> windows, List<Finding> findings) {
        Optional<Object> volume = chain.get(0).volume();
        boolean all = volume.isPresent();
        for (ChainFile parent : chain.subList(1, chain.size())) {
            if (volume.isEmpty() || parent.volume().isEmpty()) {
                all = false;
            } else if (!parent.volume().equals(volume)) {
                all = false;
                String message = "the parent " + parent.name() + " is on another volume than the image, and the boot manager looks for parents on "
                        + "that of the image";
                String remedy = "Move it to the volume of the image, and let the link name it there.";
                boolean windows7 = windows.isPresent() && !windows.get().isWindows8OrLater();
                findings.add(
                        windows7
                                ? Finding.error(NativeBootRule.CHAIN_VOLUME, message, remedy)
                                : Finding.warning(NativeBootRule.CHAIN_VOLUME, message, remedy));
            }
        }
        if (all) {
            findings.add(Finding.ok(NativeBootRule.CHAIN_VOLUME, "the image and its parents are on the same volume"));
        }
    }

    private static void judgeReadOnly(List<ChainFile> chain, List<Finding> findings) {
        boolean all = true;
        for (ChainFile parent : chain.subList(1, chain.size())) {
            all &= parent.readOnly().orElse(false);
            if (parent.readOnly().isPresent() && !parent.readOnly().get()) {
                findings.add(
                        Finding.warning(
                                NativeBootRule.PARENT_READ_ONLY,
                                "the parent " + parent.name() + " can be written to, and a change to it makes its children useless",
                                "Make the file read-only, in Windows with attrib +r."));
            }
        }
        if (all) {
            findings.add(Finding.ok(NativeBootRule.PARENT_READ_ONLY, "the parents cannot be written to"));
        }
    }
}
