package org.bcdkit.nativeboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.plan.Finding;
import org.bcdkit.windows.VolumeState;
import org.bcdkit.windows.WindowsVersion;

/** The rules about the file systems in the image. Specification: native boot of virtual disks, 3.4, VOL-01 to VOL-04. */
final class VolumeRules {

    private static final String CHECK = "Attach the image in Windows and run chkdsk on the volume, or restore the image from a backup.";

    private VolumeRules() {}

    /**
     * @param volumes all of them
     * @param chosen the one whose Windows will start, where that is known
     */
    static List<Finding> judge(List<ExaminedVolume> volumes, Optional<ExaminedVolume> chosen) {
        List<Finding> findings = new ArrayList<>();
        judgeDamage(volumes, chosen, findings);
        if (chosen.isPresent()) {
            judgeFileSystem(chosen.get(), findings);
        } else {
            judgeKinds(volumes, findings);
        }
        Optional<WindowsVersion> windows = chosen.isPresent() ? chosen.get().windows().get().version() : Optional.empty();
        judgeEncryption(volumes, windows, findings);
        if (chosen.isPresent() && chosen.get().state().isPresent()) {
            judgeState(chosen.get().title(), chosen.get().state().get(), findings);
        }
        return findings;
    }

    /** Damage is an error only where it may be in the way of the Windows that is to start. */
    private static void judgeDamage(List<ExaminedVolume> volumes, Optional<ExaminedVolume> chosen, List<Finding> findings) {
        for (ExaminedVolume volume : volumes) {
            if (volume.problem().isEmpty()) {
                continue;
            }
            String message = volume.title() + " cannot be read: " + volume.problem().get();
            boolean elsewhere = chosen.isPresent() && chosen.get() != volume;
            findings.add(
                    elsewhere
                            ? Finding.warning(NativeBootRule.WINDOWS_VOLUME, message, CHECK)
                            : Finding.error(NativeBootRule.WINDOWS_VOLUME, message, CHECK));
        }
    }

    private static void judgeFileSystem(ExaminedVolume volume, List<Finding> findings) {
        if (!volume.is(VolumeKind.NTFS)) {
            findings.add(wrongKind(volume));
            return;
        }
        if (volume.state().isEmpty()) {
            return; // and why not, was said
        }
        VolumeState state = volume.state().get();
        String version = state.majorVersion() + "." + state.minorVersion();
        findings.add(
                version.equals("3.1")
                        ? Finding.ok(NativeBootRule.WINDOWS_VOLUME, volume.title() + " holds NTFS 3.1")
                        : Finding.error(
                                NativeBootRule.WINDOWS_VOLUME,
                                volume.title() + " holds NTFS " + version + ", and Windows starts from NTFS 3.1",
                                "Format the volume anew, in Windows XP or later."));
    }

    private static Finding wrongKind(ExaminedVolume volume) {
        return Finding.error(
                NativeBootRule.WINDOWS_VOLUME,
                volume.title() + " holds " + volume.kind().get().title() + ", and Windows starts from NTFS only",
                "Format the volume with NTFS and put Windows on it again.");
    }

    /** Without a Windows, what is on the volumes matters only when none of them could be the one for it. */
    private static void judgeKinds(List<ExaminedVolume> volumes, List<Finding> findings) {
        List<Finding> wrong = new ArrayList<>();
        for (ExaminedVolume volume : volumes) {
            if (volume.is(VolumeKind.NTFS) || volume.mayHideWindows()) {
                return;
            }
            if (volume.kind().isPresent()) {
                wrong.add(wrongKind(volume));
            }
        }
        findings.addAll(wrong);
    }

    private static void judgeEncryption(List<ExaminedVolume> volumes, Optional<WindowsVersion> windows, List<Finding> findings) {
        boolean found = false;
        for (ExaminedVolume volume : volumes) {
            if (!volume.is(VolumeKind.BITLOCKER)) {
                continue;
            }
            found = true;
            String message = volume.title() + " is encrypted with BitLocker, which is not supported in an image that is to start"
                    + (windows.isEmpty() ? "; what is on it could not be judged" : "");
            String remedy = "Decrypt the volume in Windows, for instance with manage-bde -off.";
            boolean windows7 = windows.isPresent() && !windows.get().isWindows8OrLater();
            findings.add(
                    windows7
                            ? Finding.firmError(NativeBootRule.NOT_ENCRYPTED, message, remedy)
                            : Finding.error(NativeBootRule.NOT_ENCRYPTED, message, remedy));
        }
        if (!found) {
            findings.add(Finding.ok(NativeBootRule.NOT_ENCRYPTED, "no volume in the image is encrypted with BitLocker"));
        }
    }

    private static void judgeState(String title, VolumeState state, List<Finding> findings) {
        findings.add(
                state.dirty()
                        ? Finding.warning(
                                NativeBootRule.CLEAN_VOLUME,
                                title + " is marked dirty: Windows will check it when it starts",
                                "Attach the image in Windows and run chkdsk on the volume before it is started.")
                        : Finding.ok(NativeBootRule.CLEAN_VOLUME, title + " is not marked dirty"));
        findings.add(
                state.hibernated()
                        ? Finding.warning(
                                NativeBootRule.NOT_HIBERNATED,
                                "the Windows on " + title + " was hibernated; native boot does not support hibernation, and its state will be lost",
                                "Start it where it was hibernated and shut it down with shutdown /s /t 0.")
                        : Finding.ok(NativeBootRule.NOT_HIBERNATED, "the Windows in the image is not hibernated"));
    }
}
