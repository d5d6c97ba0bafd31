package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.plan.Finding;
import org.bcdkit.windows.Architecture;
import org.bcdkit.windows.WindowsInstallation.RegistryHive.State;
import org.bcdkit.windows.WindowsVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules about the Windows in the image: where each fires, and where it does not. */
class SystemRulesTest {

    private static final NativeBootFacts UEFI = firmware(FirmwareKind.UEFI);
    private static final NativeBootFacts BIOS = firmware(FirmwareKind.BIOS);
    private static final String APPLY_AGAIN = " -> Apply Windows to the image again, or restore it from a backup.";
    private static final String RESTORE_HIVE = " -> Restore the hive from a backup, or apply Windows again.";

    private static NativeBootFacts firmware(FirmwareKind kind) {
        return NativeBootFacts.UNKNOWN.withTarget(TargetFacts.UNKNOWN.withFirmware(kind));
    }

    private static NativeBootFacts on(NativeBootFacts facts, Architecture architecture) {
        return facts.withTarget(facts.target().withArchitecture(architecture));
    }

    private static InstalledWindows windows() {
        return InstalledWindows.healthy();
    }

    private static List<String> lines(InstalledWindows windows, NativeBootFacts facts, String rule) {
        return Judged.lines(SystemRules.judge(windows.build(), facts, DiskKind.DYNAMIC), rule);
    }

    private static List<String> lines(InstalledWindows windows, String rule) {
        return lines(windows, UEFI, rule);
    }

    @Test
    void nothingIsWrongWithAHealthyWindows() {
        List<String> lines = new ArrayList<>();
        for (Finding finding : SystemRules.judge(windows().build(), on(UEFI, Architecture.X64), DiskKind.DYNAMIC)) {
            lines.add(Judged.line(finding));
        }
        assertThat(lines)
                .containsExactly(
                        "OS-01 ok there is a loader for UEFI, \\Windows\\System32\\winload.efi",
                        "OS-02 ok Windows/System32/config/SYSTEM can be read",
                        "OS-02 ok Windows/System32/config/SOFTWARE can be read",
                        "OS-04 ok the edition is Professional",
                        "OS-05 ok the Windows in the image is 10.0.22621.1702",
                        "OS-06 ok the Windows in the image is for x64, as the machine is",
                        "OS-07 ok the drivers that open the image are there and enabled",
                        "OS-08 ok drivers for disk controllers start with the kernel: storahci, stornvme",
                        "OS-09 ok Windows expands the image when it starts",
                        "OS-10 info the image is not generalised (IMAGE_STATE_COMPLETE): for one machine, not for copies on many",
                        "OS-11 info Setup refuses an upgrade to another version of Windows while Windows runs from an image",
                        "OS-12 info hibernation and fast startup will not be available; sleep is");
    }

    // OS-01: the loader

    @Test
    void os01RefusesAWindowsWithoutTheLoaderForTheFirmware() {
        InstalledWindows bios = windows().withoutLoaders().loaders(Architecture.X64, InstalledWindows.BIOS_LOADER);
        assertThat(lines(bios, UEFI, "OS-01"))
                .containsExactly("OS-01 error the loader for UEFI is missing, \\Windows\\system32\\winload.efi; the one there is, is for BIOS"
                        + " -> Start the image on a machine with BIOS, or copy the loader from the same Windows.");
        assertThat(lines(bios, BIOS, "OS-01")).containsExactly("OS-01 ok there is a loader for BIOS, \\Windows\\System32\\winload.exe");
        InstalledWindows efi = windows().withoutLoaders().loaders(Architecture.X64, InstalledWindows.EFI_LOADER);
        assertThat(lines(efi, BIOS, "OS-01"))
                .containsExactly("OS-01 error the loader for BIOS is missing, \\Windows\\system32\\winload.exe; the one there is, is for UEFI"
                        + " -> Start the image on a machine with UEFI, or copy the loader from the same Windows.");
    }

    @Test
    void os01SaysForWhichFirmwareThereIsALoaderWhenTheMachineIsNotKnown() {
        assertThat(lines(windows(), NativeBootFacts.UNKNOWN, "OS-01"))
                .containsExactly("OS-01 ok there is a loader for BIOS and UEFI; what the machine has is not known");
        assertThat(lines(windows().withoutLoaders().loaders(Architecture.X64, InstalledWindows.EFI_LOADER), NativeBootFacts.UNKNOWN, "OS-01"))
                .containsExactly("OS-01 ok there is a loader for UEFI; what the machine has is not known");
        String none = "OS-01 error there is no loader, neither winload.efi nor winload.exe, in System32 of Windows" + APPLY_AGAIN;
        assertThat(lines(windows().withoutLoaders(), NativeBootFacts.UNKNOWN, "OS-01")).containsExactly(none);
        assertThat(lines(windows().withoutLoaders(), UEFI, "OS-01")).containsExactly(none);
    }

    @Test
    void os01WarnsOfAFolderThatNoEntryNames() {
        assertThat(lines(windows().folder("WINNT"), "OS-01").get(0))
                .isEqualTo("OS-01 warning the Windows lies in the folder WINNT, and entries for images name a loader in Windows"
                        + " -> Set path and systemroot of the entry to that folder.");
        assertThat(lines(windows().folder("WINDOWS"), "OS-01")).hasSize(1);
    }

    // OS-02: the registry

    @Test
    void os02RefusesHivesThatAreOfNoUse() {
        assertThat(lines(windows().system(State.MISSING, ""), "OS-02"))
                .containsExactly(
                        "OS-02 error the registry lacks Windows/System32/config/SYSTEM" + RESTORE_HIVE, "OS-02 ok Windows/System32/config/SOFTWARE "
                                + "can be read");
        assertThat(lines(windows().software(State.DAMAGED, "base block at 0x0: it does not start with `regf`"), "OS-02").get(1))
                .isEqualTo("OS-02 error Windows/System32/config/SOFTWARE is damaged: base block at 0x0: it does not start with "
                        + "`regf`" + RESTORE_HIVE);
        assertThat(lines(windows().software(State.DIRTY, ""), "OS-02").get(1))
                .isEqualTo("OS-02 error Windows/System32/config/SOFTWARE was not closed cleanly, and no log beside it completes it" + RESTORE_HIVE);
    }

    @Test
    void os02TellsOfHivesThatTheirLogsComplete() {
        assertThat(lines(windows().system(State.RECOVERED, ""), "OS-02").get(0))
                .isEqualTo("OS-02 info Windows/System32/config/SYSTEM was not closed cleanly; its logs complete it, and Windows will use them");
    }

    // OS-03: editions of Windows 7

    @ParameterizedTest
    @ValueSource(strings = {"HomePremium", "HomeBasic", "Starter", "Professional", "ProfessionalN"})
    void os03RefusesOtherEditionsOfWindows7(String edition) {
        InstalledWindows windows = windows().version(InstalledWindows.WINDOWS_7).edition(edition);
        assertThat(lines(windows, "OS-03"))
                .containsExactly("OS-03 error Windows 7 " + edition
                        + " cannot be booted from an image; only Enterprise, Ultimate and Server 2008 R2 can -> Use one of these editions, or a "
                        + "later Windows.");
        assertThat(lines(windows, "OS-04")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Enterprise", "EnterpriseN", "EnterpriseE", "Ultimate", "UltimateN", "UltimateE", "ServerStandard", "ServerWeb"})
    void os03PassesTheEditionsThatStart(String edition) {
        assertThat(lines(windows().version(InstalledWindows.WINDOWS_7).edition(edition), "OS-03"))
                .containsExactly("OS-03 ok " + edition + " of 6.1.7601 starts from an image");
    }

    @Test
    void os03DoesNotGuessTheEdition() {
        assertThat(lines(windows().version(InstalledWindows.WINDOWS_7).withoutEdition(), "OS-03"))
                .containsExactly("OS-03 info which edition of Windows 7 is in the image is not known; only Enterprise, Ultimate and Server start "
                        + "from one");
    }

    // OS-04: editions of later ones

    @ParameterizedTest
    @ValueSource(strings = {"Core", "CoreN", "CoreSingleLanguage", "CoreCountrySpecific", "Starter", "CloudEdition", "Cloud"})
    void os04WarnsOfHomeEditions(String edition) {
        assertThat(lines(windows().edition(edition), "OS-04"))
                .containsExactly("OS-04 warning native boot of Home editions is not documented, and the Windows in the image, 10.0.22621.1702, is "
                        + edition
                        + " -> Use Pro, Enterprise, Education or Server where support matters.");
        assertThat(lines(windows().edition(edition), "OS-03")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Professional", "Enterprise", "Education", "IoTEnterprise", "ServerStandard"})
    void os04PassesOtherEditions(String edition) {
        assertThat(lines(windows().edition(edition), "OS-04")).containsExactly("OS-04 ok the edition is " + edition);
    }

    @Test
    void os04DoesNotGuessTheEdition() {
        assertThat(lines(windows().withoutEdition(), "OS-04")).containsExactly("OS-04 info which edition the Windows in the image is, is not known");
    }

    // OS-05: age

    @ParameterizedTest
    @CsvSource({"6,0,6002", "5,1,2600", "6,1,7000"})
    void os05RefusesWhatIsOlderThanWindows7(int major, int minor, int build) {
        InstalledWindows windows = windows().version(new WindowsVersion(major, minor, build, 0));
        assertThat(lines(windows, "OS-05"))
                .containsExactly("OS-05 error the Windows in the image is " + major + "." + minor + "." + build
                        + ", and native boot needs Windows 7, 6.1.7600, or later -> Use a later Windows.");
        assertThat(lines(windows, "OS-03")).isEmpty();
    }

    @Test
    void os05PassesWindows7AndDoesNotGuess() {
        assertThat(lines(windows().version(InstalledWindows.WINDOWS_7), "OS-05")).containsExactly("OS-05 ok the Windows in the image is 6.1.7601");
        InstalledWindows unknown = windows().withoutVersion();
        assertThat(lines(unknown, "OS-05")).containsExactly("OS-05 info which version the Windows in the image is, is not known");
        assertThat(lines(unknown, "OS-04")).isEmpty();
    }

    // OS-01 and a loader that cannot be read: OS-06 has nothing to add

    @Test
    void os01SaysWhyALoaderCannotBeRead() {
        InstalledWindows broken = windows().unreadableLoader(InstalledWindows.EFI_LOADER, "it is encrypted");
        String efi = "the loader for UEFI, \\Windows\\System32\\winload.efi, cannot be read: it is encrypted" + APPLY_AGAIN;
        assertThat(lines(broken, UEFI, "OS-01")).containsExactly("OS-01 error " + efi);
        assertThat(lines(broken, UEFI, "OS-06")).isEmpty();
        assertThat(lines(broken, BIOS, "OS-01")).containsExactly("OS-01 ok there is a loader for BIOS, \\Windows\\System32\\winload.exe");
        assertThat(lines(broken, NativeBootFacts.UNKNOWN, "OS-01"))
                .containsExactly("OS-01 warning " + efi, "OS-01 ok there is a loader for BIOS; what the machine has is not known");
        assertThat(lines(broken.unreadableLoader(InstalledWindows.BIOS_LOADER, "a run is wrong"), NativeBootFacts.UNKNOWN, "OS-01"))
                .containsExactly(
                        "OS-01 error " + efi,
                        "OS-01 error the loader for BIOS, \\Windows\\System32\\winload.exe, cannot be read: a run is wrong" + APPLY_AGAIN);
    }

    // OS-06: processor and firmware

    private static InstalledWindows made(Architecture architecture) {
        return windows().withoutLoaders().loaders(architecture, InstalledWindows.EFI_LOADER, InstalledWindows.BIOS_LOADER);
    }

    @ParameterizedTest
    @CsvSource({"X86,X64", "ARM64,X64", "X64,ARM64", "X64,X86", "ARM,ARM64"})
    void os06RefusesAnotherProcessorUnderUefi(Architecture windows, Architecture machine) {
        assertThat(lines(made(windows), on(UEFI, machine), "OS-06"))
                .containsExactly("OS-06 error the Windows in the image is for " + windows.title() + ", and the machine with UEFI is "
                        + machine.title()
                        + " -> Use a Windows for " + machine.title() + ".");
    }

    @Test
    void os06KnowsThatABiosStartsWindowsFor32BitsOnLaterProcessors() {
        assertThat(lines(made(Architecture.X86), on(BIOS, Architecture.X64), "OS-06"))
                .containsExactly("OS-06 ok the Windows in the image is for x86, and a BIOS starts it on x64 too");
        assertThat(lines(made(Architecture.X86), on(NativeBootFacts.UNKNOWN, Architecture.X64), "OS-06"))
                .containsExactly("OS-06 info the Windows in the image is for x86, which a machine with x64 starts by BIOS only; which firmware it "
                        + "has, is not known");
        assertThat(lines(made(Architecture.X64), on(BIOS, Architecture.X86), "OS-06"))
                .containsExactly("OS-06 error the Windows in the image is for x64, and the machine with BIOS is x86 -> Use a Windows for x86.");
        assertThat(lines(made(Architecture.ARM64), on(NativeBootFacts.UNKNOWN, Architecture.X64), "OS-06"))
                .containsExactly("OS-06 error the Windows in the image is for ARM64, and the machine is x64 -> Use a Windows for x64.");
    }

    @Test
    void os06SaysWhichMachineIsNeededWhenItIsNotKnown() {
        assertThat(lines(made(Architecture.ARM64), UEFI, "OS-06"))
                .containsExactly("OS-06 info the Windows in the image is for ARM64; what the machine has is not known");
    }

    @ParameterizedTest
    @EnumSource(names = {"ARM", "ARM64"})
    void os06KnowsThatNoBiosStartsWindowsForArm(Architecture windows) {
        assertThat(lines(made(windows), BIOS, "OS-06"))
                .containsExactly("OS-06 error the Windows in the image is for " + windows.title() + ", and no machine with such a processor has a BIOS"
                        + " -> Use a Windows for the machine, or say that it starts with UEFI.");
    }

    @Test
    void os06JudgesTheLoaderOfTheFirmware() {
        InstalledWindows mixed = windows().withoutLoaders().loaders(Architecture.X86, InstalledWindows.BIOS_LOADER).loaders(Architecture.X64, InstalledWindows.EFI_LOADER);
        assertThat(lines(mixed, on(UEFI, Architecture.X64), "OS-06")).containsExactly("OS-06 ok the Windows in the image is for x64, as the machine "
                + "is");
    }

    @Test
    void os06RefusesALoaderThatIsNoProgram() {
        InstalledWindows broken = windows().loader(InstalledWindows.EFI_LOADER, Optional.empty(), Optional.empty());
        assertThat(lines(broken, UEFI, "OS-06"))
                .containsExactly("OS-06 error \\Windows\\System32\\winload.efi is no program for a processor that is known here" + APPLY_AGAIN);
        assertThat(lines(windows().withoutLoaders(), on(UEFI, Architecture.X64), "OS-06")).isEmpty();
    }

    // OS-07: drivers of the image

    @ParameterizedTest
    @ValueSource(strings = {"vhdmp", "vdrvroot", "FsDepends"})
    void os07RefusesAMissingOrDisabledDriver(String service) {
        String driver = "OS-07 error the driver " + service + ", without which Windows does not start from an image, ";
        String restore = " -> Restore it, or set Start of its service back to what the same Windows has elsewhere.";
        assertThat(lines(windows().driver(service, true, 4), "OS-07")).containsExactly(driver + "is disabled: Start of its service is 4" + restore);
        assertThat(lines(windows().driver(service, true, -1), "OS-07")).containsExactly(driver + "is not registered as a service" + restore);
        assertThat(lines(windows().driver(service, false, 0), "OS-07"))
                .containsExactly(driver + "is missing: there is no " + service.toLowerCase(Locale.ROOT) + ".sys in System32\\drivers" + restore);
    }

    @Test
    void os07SaysWhyADriverCannotBeLookedFor() {
        assertThat(lines(windows().unreadableDriver("vhdmp", "the index is wrong"), "OS-07"))
                .singleElement()
                .asString()
                .startsWith("OS-07 error the driver vhdmp, without which Windows does not start from an image, cannot be looked for: the index is "
                        + "wrong -> ");
    }

    @Test
    void os07SaysWhyADriverCannotBeRead() {
        assertThat(lines(windows().encryptedDriver("vhdmp", "it is encrypted"), "OS-07"))
                .containsExactly("OS-07 error the driver vhdmp, without which Windows does not start from an image, cannot be read: it is encrypted"
                        + " -> Restore it, or set Start of its service back to what the same Windows has elsewhere.");
    }

    @Test
    void os07AcceptsEveryOtherStart() {
        InstalledWindows windows = windows().driver("vhdmp", true, 3).driver("FsDepends", true, 1);
        assertThat(lines(windows, "OS-07")).containsExactly("OS-07 ok the drivers that open the image are there and enabled");
    }

    @Test
    void os07HasOnlyTheFilesToGoByWithoutARegistry() {
        InstalledWindows windows = windows().system(State.DAMAGED, "it is").driver("vhdmp", true, -1);
        assertThat(lines(windows, "OS-07")).containsExactly("OS-07 ok the drivers that open the image are there");
        assertThat(lines(windows.driver("vhdmp", false, -1), "OS-07")).singleElement().asString().startsWith("OS-07 error the driver vhdmp");
        assertThat(lines(windows, "OS-08")).isEmpty();
        assertThat(lines(windows, "OS-09")).isEmpty();
    }

    // OS-08: drivers of disks

    @Test
    void os08WarnsWhenNoDriverOfRealDisksStarts() {
        assertThat(lines(windows().driver("storahci", true, 3).driver("stornvme", true, -1), "OS-08"))
                .containsExactly("OS-08 warning no driver for the disk controllers of real machines starts with the kernel; an image from a virtual "
                        + "machine stops with 0x7B then -> Set Start of the service storahci to 0 in the registry of the image.");
        assertThat(lines(windows().driver("storahci", true, 3), "OS-08")).containsExactly("OS-08 ok drivers for disk controllers start with the "
                + "kernel: stornvme");
    }

    @Test
    void os08SaysWhenFilesOfDriversThatStartAreMissing() {
        InstalledWindows windows = windows().driver("storahci", false, 0).driver("stornvme", false, 0);
        assertThat(lines(windows, "OS-08")).containsExactly(
                "OS-08 info drivers for disk controllers are set to start with the kernel, but their files are not in System32\\drivers: storahci, stornvme");
        assertThat(lines(windows.driver("iaStorVD", false, 0), "OS-08"))
                .containsExactly("OS-08 ok drivers for disk controllers start with the kernel: iaStorVD");
    }

    @Test
    void os08LooksForTheDriverOfWindows7InWindows7() {
        InstalledWindows windows = windows().version(InstalledWindows.WINDOWS_7).driver("storahci", false, -1).driver("stornvme", false, -1).driver("msahci", true, 3);
        assertThat(lines(windows, "OS-08"))
                .containsExactly("OS-08 warning no driver for the disk controllers of real machines starts with the kernel; an image from a virtual "
                        + "machine stops with 0x7B then -> Set Start of the service msahci to 0 in the registry of the image.");
        assertThat(lines(windows.driver("msahci", true, 0), "OS-08")).containsExactly("OS-08 ok drivers for disk controllers start with the kernel: "
                + "msahci");
    }

    // OS-09: expansion

    @Test
    void os09WarnsWhenExpansionIsDisabled() {
        assertThat(lines(windows().expandOnMount(4), "OS-09"))
                .containsExactly("OS-09 warning expansion is disabled (VirtualDiskExpandOnMount is 4): free space is not reserved, and a host "
                        + "volume that fills up stops the running Windows -> Keep the host volume from filling up, or remove the value.");
        assertThat(lines(windows().expandOnMount(1), "OS-09"))
                .containsExactly("OS-09 info VirtualDiskExpandOnMount is 1, and what that means is not known; 4 leaves the disk as it is");
        assertThat(Judged.lines(SystemRules.judge(windows().expandOnMount(4).build(), UEFI, DiskKind.FIXED), "OS-09")).isEmpty();
    }

    // OS-10: Setup

    @Test
    void os10TellsWhatSetupLeft() {
        assertThat(lines(windows().setup(false, "IMAGE_STATE_UNDEPLOYABLE"), "OS-10"))
                .containsExactly("OS-10 warning Windows Setup or sysprep was interrupted in the image, and it may not start "
                        + "(IMAGE_STATE_UNDEPLOYABLE) -> Let sysprep end, or use a backup from before it.");
        assertThat(lines(windows().setup(true, "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE"), "OS-10"))
                .containsExactly("OS-10 ok the image is generalised (IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE)");
        assertThat(lines(windows().setup(true, "IMAGE_STATE_SPECIALIZE_RESEAL_TO_OOBE"), "OS-10"))
                .containsExactly("OS-10 info Windows Setup goes on when the image starts");
        assertThat(lines(windows().setup(false, ""), "OS-10")).isEmpty();
    }

    // OS-13: the boot manager of the machine

    @Test
    void os13WarnsOfAnOlderBootManager() {
        NativeBootFacts facts = Judged.withBootEnvironment(UEFI, new WindowsVersion(10, 0, 19041, 4000));
        assertThat(lines(windows(), facts, "OS-13"))
                .containsExactly("OS-13 warning the boot manager of the machine, 10.0.19041.4000, is older than the Windows in the image, "
                        + "10.0.22621.1702; it may not start it, and Secure Boot may refuse it -> Update the system partition from the image with "
                        + "bcdboot.");
        assertThat(lines(windows(), UEFI, "OS-13")).isEmpty();
    }

    @Test
    void os13PassesABootManagerOfTheSameBuildOrALaterOne() {
        NativeBootFacts facts = Judged.withBootEnvironment(UEFI, new WindowsVersion(10, 0, 22621, 1));
        assertThat(lines(windows(), facts, "OS-13"))
                .containsExactly("OS-13 ok the boot manager, 10.0.22621.1, is not older than the Windows in the image");
    }

    /** Windows 10 22H2 says 19045, and all its files are of build 19041. */
    @Test
    void os13ComparesFilesWithFiles() {
        NativeBootFacts facts = Judged.withBootEnvironment(UEFI, new WindowsVersion(10, 0, 19041, 1));
        InstalledWindows windows = windows().version(new WindowsVersion(10, 0, 19045, 4000))
                .loader(InstalledWindows.BIOS_LOADER, Optional.of(Architecture.X64), Optional.empty())
                .loader(InstalledWindows.EFI_LOADER, Optional.of(Architecture.X64), Optional.of(new WindowsVersion(10, 0, 19041, 4000)));
        assertThat(lines(windows, facts, "OS-13")).singleElement().asString().startsWith("OS-13 ok ");
    }
}
