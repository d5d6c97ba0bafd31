package org.bcdkit.nativeboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Rule;
import org.bcdkit.windows.VolumeState;
import org.bcdkit.windows.WindowsInstallation;

/** The rules about the volume that holds the image, and about what that lies on. Specification: native boot of virtual disks, section 3.5. */
final class HostRules {

    /** Windows says it in capitals. */
    private static final List<String> NTFS = List.of("ntfs", "ntfs3");

    private static final String TO_A_PARTITION = "Copy the image to an NTFS partition of a disk of the machine that is to start it.";
    private static final String SHUT_DOWN =
            "Start the Windows that was hibernated and shut it down with shutdown /s /t 0; powercfg /h off keeps it from hibernating.";

    private final HostVolumeFacts volume;
    private final HostDiskFacts disk;
    private final Optional<WindowsInstallation> windows;
    private final List<Finding> findings = new ArrayList<>();

    private HostRules(HostFacts host, Optional<WindowsInstallation> windows) {
        this.volume = host.volume();
        this.disk = host.disk();
        this.windows = windows;
    }

    /**
     * All rules of section 3.5. What is not known is not judged.
     *
     * @param image absent when it cannot be read: then only what depends on it is left out
     * @param windows the one in the image; what depends on its generation is judged as for a newer one when it is absent
     */
    static List<Finding> judge(NativeBootFacts facts, Optional<VirtualDisk> image, Optional<WindowsInstallation> windows) {
        HostRules rules = new HostRules(facts.host(), windows);
        rules.findings.addAll(BootEnvironmentRules.judgeSystemPartitions(facts));
        rules.judgeFileSystem();
        rules.judgeBitLocker();
        rules.judgeDynamicDisk();
        rules.judgeStorage();
        rules.judgeShadowCopies();
        rules.findings.addAll(ImageFileRules.judge(facts.host().file()));
        rules.judgeState();
        if (image.isPresent()) {
            rules.findings.addAll(BootEnvironmentRules.judge(facts.host().disk(), image.get()));
        }
        return rules.findings;
    }

    /** What the volume lies on decides about several rules: those that it keeps, and the one that it breaks. */
    private void judgeStorage() {
        if (volume.storage().isEmpty()) {
            return;
        }
        String on = volume.storage().get().text();
        switch (volume.storage().get().kind()) {
            case PARTITION -> {
                passed(NativeBootRule.LOCAL_DISK, "the image lies on a disk of the machine, " + on);
                passed(NativeBootRule.NOT_NESTED, "the image does not lie in another image");
            }
            case NETWORK -> error(
                    NativeBootRule.LOCAL_DISK, "the image lies on " + on + ", and native boot from a network share is not supported", TO_A_PARTITION);
            case IMAGE -> error(
                    NativeBootRule.NOT_NESTED,
                    "the image lies in another image, " + on + ", and images cannot be nested for native boot",
                    TO_A_PARTITION);
            case SNAPSHOT -> error(
                    NativeBootRule.SNAPSHOT,
                    "the image lies in a snapshot, " + on + ", and no image is started from one",
                    "Copy the image out of the snapshot to an NTFS partition.");
            case OTHER -> error(
                    NativeBootRule.SYSTEM_PARTITION,
                    "the image lies on " + on + ", which is no partition that a boot manager of Windows can find",
                    TO_A_PARTITION);
        }
    }

    private void judgeFileSystem() {
        if (volume.fileSystem().isEmpty() || isKind(HostStorage.Kind.NETWORK) || isLdm() || isFileSystem(VolumeKind.BITLOCKER.word())) {
            // What is served as nfs4 or cifs says nothing of a volume, and what is encrypted or in a dynamic disk may well be NTFS.
            return;
        }
        for (String name : NTFS) {
            if (isFileSystem(name)) {
                passed(NativeBootRule.HOST_FILE_SYSTEM, "the host volume holds NTFS");
                return;
            }
        }
        // Some report that newer boot managers start images from exFAT too.
        error(
                NativeBootRule.HOST_FILE_SYSTEM,
                "Windows starts an image from an NTFS volume, and the volume that holds this one is " + volume.fileSystem().get(),
                "Move the image to an NTFS partition of the same machine.");
    }

    private boolean isFileSystem(String word) {
        return volume.fileSystem().isPresent() && volume.fileSystem().get().equalsIgnoreCase(word);
    }

    private boolean isKind(HostStorage.Kind kind) {
        return volume.storage().isPresent() && volume.storage().get().kind() == kind;
    }

    private boolean isLdm() {
        return disk.dynamic().orElse(false) || isFileSystem(VolumeKind.LDM.word());
    }

    /** Microsoft excludes it for every Windows; with Windows 8 and later some have it working, so that it is no more than a risk there. */
    private void judgeBitLocker() {
        boolean encrypted = volume.bitLocker().orElse(false) || isFileSystem(VolumeKind.BITLOCKER.word());
        if (!encrypted) {
            if (volume.bitLocker().isPresent()) {
                passed(NativeBootRule.HOST_BITLOCKER, "BitLocker does not encrypt the host volume");
            }
            return;
        }
        String message = "BitLocker encrypts the host volume, and native boot from one is not supported";
        String remedy = "Decrypt the volume in Windows, for instance with manage-bde -off D:, or move the image to one that is not encrypted.";
        boolean windows7 = windows.isPresent() && windows.get().version().isPresent() && !windows.get().version().get().isWindows8OrLater();
        findings.add(
                windows7
                        ? Finding.error(NativeBootRule.HOST_BITLOCKER, message + " by Windows 7", remedy)
                        : Finding.warning(NativeBootRule.HOST_BITLOCKER, message, remedy));
    }

    private void judgeDynamicDisk() {
        if (isLdm()) {
            error(
                    NativeBootRule.HOST_BASIC_DISK,
                    "the image lies on a dynamic disk (LDM), and images are started from basic disks only",
                    "Move the image to an NTFS partition of a basic disk.");
        } else if (disk.dynamic().isPresent()) {
            passed(NativeBootRule.HOST_BASIC_DISK, "the image lies on a basic disk");
        }
    }

    private void judgeShadowCopies() {
        if (volume.state().isEmpty() || isKind(HostStorage.Kind.SNAPSHOT)) {
            return;
        }
        if (volume.state().get().shadowCopies()) {
            findings.add(
                    Finding.warning(
                            NativeBootRule.SNAPSHOT,
                            "the host volume has shadow copies, and an image must not be part of one",
                            "Delete them in Windows with vssadmin delete shadows /for=D: and switch system protection off for the volume."));
        } else {
            passed(NativeBootRule.SNAPSHOT, "the host volume has no shadow copies");
        }
    }

    private void judgeState() {
        if (volume.state().isEmpty()) {
            return;
        }
        VolumeState state = volume.state().get();
        if (state.hibernated()) {
            error(
                    NativeBootRule.HOST_STATE,
                    "a hibernated Windows has the host volume in use, and would lose what another one writes to it",
                    SHUT_DOWN);
        }
        if (state.dirty()) {
            error(
                    NativeBootRule.HOST_STATE,
                    "the host volume is marked dirty: what is on it may be damaged",
                    "Check it in Windows, for instance with chkdsk D: /f.");
        }
        if (!state.hibernated() && !state.dirty()) {
            passed(NativeBootRule.HOST_STATE, "no hibernated Windows has the host volume in use, and it is not dirty");
        }
    }

    private void error(Rule rule, String message, String remedy) {
        findings.add(Finding.error(rule, message, remedy));
    }

    private void passed(Rule rule, String message) {
        findings.add(Finding.ok(rule, message));
    }
}
