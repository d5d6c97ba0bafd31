package org.bcdkit.nativeboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Rule;
import org.bcdkit.windows.Architecture;
import org.bcdkit.windows.WindowsInstallation;
import org.bcdkit.windows.WindowsInstallation.Driver;
import org.bcdkit.windows.WindowsInstallation.Loader;
import org.bcdkit.windows.WindowsInstallation.RegistryHive;
import org.bcdkit.windows.WindowsVersion;

/**
 * The rules about the Windows in the image, from what its files and registry say. Specification: native boot of virtual disks, 3.4, OS-01 to OS-13.
 */
final class SystemRules {

    private static final List<String> WINDOWS_7_EDITIONS =
            List.of("Enterprise", "EnterpriseN", "EnterpriseE", "Ultimate", "UltimateN", "UltimateE");
    /** Home and what goes for one: nothing says that they start from an image. */
    private static final List<String> HOME_EDITIONS = List.of("Core", "Starter", "Cloud");
    /** They open the image again when the kernel runs, and keep its volume from being dismounted. */
    private static final List<String> IMAGE_DRIVERS = List.of("vhdmp", "vdrvroot", "FsDepends");
    /** For controllers that machines have; those of virtual ones, and of IDE, say nothing about whether a real disk will be found. */
    private static final List<String> DISK_DRIVERS =
            List.of("storahci", "stornvme", "msahci", "iaStorV", "iaStorA", "iaStorAV", "iaStorAC", "iaStorAVC", "iaStorVD", "amdsata", "nvstor");
    /** Windows brings them along, in its folder of drivers; others are also started from where their package was put. */
    private static final List<String> OWN_DISK_DRIVERS = List.of("storahci", "stornvme", "msahci", "iaStorV", "amdsata", "nvstor");
    /** Value of VirtualDiskExpandOnMount with which a dynamic disk stays as small as it is. */
    private static final int NOT_EXPANDED = 4;

    private static final String USUAL_FOLDER = "Windows";
    private static final String APPLY_AGAIN = "Apply Windows to the image again, or restore it from a backup.";
    private static final String RESTORE_HIVE = "Restore the hive from a backup, or apply Windows again.";

    private final WindowsInstallation windows;
    private final NativeBootFacts facts;
    private final List<Finding> findings = new ArrayList<>();

    private SystemRules(WindowsInstallation windows, NativeBootFacts facts) {
        this.windows = windows;
        this.facts = facts;
    }

    /** @param kind of the image: only what grows is expanded */
    static List<Finding> judge(WindowsInstallation windows, NativeBootFacts facts, DiskKind kind) {
        SystemRules rules = new SystemRules(windows, facts);
        rules.judgeLoader();
        rules.judgeHive(windows.system());
        rules.judgeHive(windows.software());
        rules.judgeVersion();
        rules.judgeArchitecture();
        rules.judgeImageDrivers();
        rules.judgeDiskDrivers();
        if (kind != DiskKind.FIXED) {
            rules.judgeExpansion();
        }
        rules.judgeSetup();
        rules.findings.add(Finding.info(NativeBootRule.UPGRADE, "Setup refuses an upgrade to another version of Windows while Windows runs from an "
                + "image"));
        rules.findings.add(Finding.info(NativeBootRule.HIBERNATION, "hibernation and fast startup will not be available; sleep is"));
        rules.judgeBootManager();
        return rules.findings;
    }

    /** Whether an EditionID is one of a server. */
    static boolean isServer(String edition) {
        return edition.startsWith("Server");
    }

    /** Whether a dynamic disk keeps its size when this Windows starts. */
    static boolean isLeftUnexpanded(Optional<WindowsInstallation> windows) {
        return windows.isPresent() && windows.get().expandOnMount().orElse(0) == NOT_EXPANDED;
    }

    private void error(Rule rule, String message, String remedy) {
        findings.add(Finding.error(rule, message, remedy));
    }

    private void warning(Rule rule, String message, String remedy) {
        findings.add(Finding.warning(rule, message, remedy));
    }

    private void info(Rule rule, String message) {
        findings.add(Finding.info(rule, message));
    }

    private void ok(Rule rule, String message) {
        findings.add(Finding.ok(rule, message));
    }

    private Optional<Loader> loader(FirmwareKind firmware) {
        for (Loader loader : windows.loaders()) {
            if (firmware.loads(loader.path())) {
                return Optional.of(loader);
            }
        }
        return Optional.empty();
    }

    private void judgeLoader() {
        if (windows.loaders().isEmpty()) {
            error(NativeBootRule.LOADER, "there is no loader, neither winload.efi nor winload.exe, in System32 of " + windows.folder(), APPLY_AGAIN);
            return;
        }
        if (!windows.folder().toString().equalsIgnoreCase(USUAL_FOLDER)) {
            warning(
                    NativeBootRule.LOADER,
                    "the Windows lies in the folder " + windows.folder() + ", and entries for images name a loader in " + USUAL_FOLDER,
                    "Set path and systemroot of the entry to that folder.");
        }
        Optional<FirmwareKind> wanted = facts.target().firmware();
        if (wanted.isEmpty()) {
            judgeLoaders();
            return;
        }
        Optional<Loader> loader = loader(wanted.get());
        if (loader.isEmpty()) {
            String other = firmwareOf(windows.loaders().get(0)).title();
            error(
                    NativeBootRule.LOADER,
                    "the loader for " + wanted.get().title() + " is missing, " + wanted.get().loaderPath() + "; the one there is, is for " + other,
                    "Start the image on a machine with " + other + ", or copy the loader from the same Windows.");
        } else if (loader.get().problem().isPresent()) {
            error(NativeBootRule.LOADER, unreadable(loader.get()), APPLY_AGAIN);
        } else {
            ok(NativeBootRule.LOADER, "there is a loader for " + wanted.get().title() + ", " + loader.get().path());
        }
    }

    /** Any loader will do, for all that is known. */
    private void judgeLoaders() {
        List<String> usable = new ArrayList<>();
        for (FirmwareKind firmware : FirmwareKind.values()) {
            Optional<Loader> loader = loader(firmware);
            if (loader.isPresent() && loader.get().problem().isEmpty()) {
                usable.add(firmware.title());
            }
        }
        for (Loader loader : windows.loaders()) {
            if (loader.problem().isPresent() && usable.isEmpty()) {
                error(NativeBootRule.LOADER, unreadable(loader), APPLY_AGAIN);
            } else if (loader.problem().isPresent()) {
                warning(NativeBootRule.LOADER, unreadable(loader), APPLY_AGAIN);
            }
        }
        if (!usable.isEmpty()) {
            ok(NativeBootRule.LOADER, "there is a loader for " + String.join(" and ", usable) + "; what the machine has is not known");
        }
    }

    private static FirmwareKind firmwareOf(Loader loader) {
        return FirmwareKind.UEFI.loads(loader.path()) ? FirmwareKind.UEFI : FirmwareKind.BIOS;
    }

    private static String unreadable(Loader loader) {
        return "the loader for " + firmwareOf(loader).title() + ", " + loader.path() + ", cannot be read: " + loader.problem().orElseThrow();
    }

    private void judgeHive(RegistryHive hive) {
        String why = hive.problem().isPresent() ? ": " + hive.problem().get() : "";
        switch (hive.state()) {
            case MISSING -> error(NativeBootRule.REGISTRY, "the registry lacks " + hive.path() + why, RESTORE_HIVE);
            case DAMAGED -> error(NativeBootRule.REGISTRY, hive.path() + " is damaged" + why, RESTORE_HIVE);
            case DIRTY -> error(NativeBootRule.REGISTRY, hive.path() + " was not closed cleanly, and no log beside it completes "
                    + "it" + why, RESTORE_HIVE);
            case RECOVERED -> info(NativeBootRule.REGISTRY, hive.path() + " was not closed cleanly; its logs complete it, and Windows will use them");
            case CLEAN -> ok(NativeBootRule.REGISTRY, hive.path() + " can be read");
        }
    }

    private void judgeVersion() {
        if (windows.version().isEmpty()) {
            info(NativeBootRule.WINDOWS_AGE, "which version the Windows in the image is, is not known");
            return;
        }
        WindowsVersion version = windows.version().get();
        if (version.isWindows8OrLater()) {
            judgeLaterEdition(version);
        } else if (version.isAtLeast(6, 1, 7600)) {
            judgeWindows7Edition(version);
        } else {
            error(NativeBootRule.WINDOWS_AGE, "the Windows in the image is " + version + ", and native boot needs Windows 7, 6.1.7600, or "
                    + "later", "Use a later Windows.");
            return;
        }
        ok(NativeBootRule.WINDOWS_AGE, "the Windows in the image is " + version);
    }

    private void judgeWindows7Edition(WindowsVersion version) {
        if (windows.edition().isEmpty()) {
            info(NativeBootRule.WINDOWS_7_EDITION, "which edition of Windows 7 is in the image is not known; only Enterprise, Ultimate and Server "
                    + "start from one");
            return;
        }
        String edition = windows.edition().get();
        if (WINDOWS_7_EDITIONS.contains(edition) || isServer(edition)) {
            ok(NativeBootRule.WINDOWS_7_EDITION, edition + " of " + version + " starts from an image");
        } else {
            error(
                    NativeBootRule.WINDOWS_7_EDITION,
                    "Windows 7 " + edition + " cannot be booted from an image; only Enterprise, Ultimate and Server 2008 R2 can",
                    "Use one of these editions, or a later Windows.");
        }
    }

    private void judgeLaterEdition(WindowsVersion version) {
        if (windows.edition().isEmpty()) {
            info(NativeBootRule.LATER_EDITION, "which edition the Windows in the image is, is not known");
            return;
        }
        String edition = windows.edition().get();
        for (String home : HOME_EDITIONS) {
            if (edition.startsWith(home)) {
                warning(
                        NativeBootRule.LATER_EDITION,
                        "native boot of Home editions is not documented, and the Windows in the image, " + version + ", is " + edition,
                        "Use Pro, Enterprise, Education or Server where support matters.");
                return;
            }
        }
        ok(NativeBootRule.LATER_EDITION, "the edition is " + edition);
    }

    private void judgeArchitecture() {
        Optional<FirmwareKind> firmware = facts.target().firmware();
        Optional<Loader> loader = firmware.isPresent() ? loader(firmware.get()) : Optional.empty();
        if (loader.isPresent() && loader.get().architecture().isEmpty()) {
            if (loader.get().problem().isEmpty()) { // else OS-01 is about it
                error(NativeBootRule.ARCHITECTURE, loader.get().path() + " is no program for a processor that is known here", APPLY_AGAIN);
            }
            return;
        }
        Optional<Architecture> needed = loader.isPresent() ? loader.get().architecture() : windows.architecture();
        if (needed.isEmpty()) {
            return; // no loader, or none that tells: OS-01 is about the first
        }
        Optional<Architecture> machine = facts.target().architecture();
        String text = "the Windows in the image is for " + needed.get().title();
        boolean arm = needed.get() == Architecture.ARM || needed.get() == Architecture.ARM64;
        if (machine.isEmpty() && arm && firmware.equals(Optional.of(FirmwareKind.BIOS))) {
            error(
                    NativeBootRule.ARCHITECTURE,
                    text + ", and no machine with such a processor has a BIOS",
                    "Use a Windows for the machine, or say that it starts with UEFI.");
        } else if (machine.isEmpty()) {
            info(NativeBootRule.ARCHITECTURE, text + "; what the machine has is not known");
        } else if (needed.equals(machine)) {
            ok(NativeBootRule.ARCHITECTURE, text + ", as the machine is");
        } else if (needed.get() == Architecture.X86 && machine.get() == Architecture.X64 && firmware.equals(Optional.of(FirmwareKind.BIOS))) {
            ok(NativeBootRule.ARCHITECTURE, text + ", and a BIOS starts it on " + machine.get().title() + " too");
        } else if (needed.get() == Architecture.X86 && machine.get() == Architecture.X64 && firmware.isEmpty()) {
            info(NativeBootRule.ARCHITECTURE, text + ", which a machine with " + machine.get().title() + " starts by BIOS only; which firmware it "
                    + "has, is not known");
        } else {
            String with = firmware.isPresent() ? " with " + firmware.get().title() : "";
            error(NativeBootRule.ARCHITECTURE, text + ", and the machine" + with + " is " + machine.get().title(), "Use a Windows for "
                    + machine.get().title() + ".");
        }
    }

    private void judgeImageDrivers() {
        boolean all = true;
        for (String service : IMAGE_DRIVERS) {
            Optional<String> problem = problem(windows.driver(service), service);
            if (problem.isPresent()) {
                all = false;
                error(
                        NativeBootRule.BOOT_DRIVERS,
                        "the driver " + service + ", without which Windows does not start from an image, " + problem.get(),
                        "Restore it, or set Start of its service back to what the same Windows has elsewhere.");
            }
        }
        if (all) {
            ok(NativeBootRule.BOOT_DRIVERS, "the drivers that open the image are there" + (windows.system().isReadable() ? " and enabled" : ""));
        }
    }

    /** What is wrong with a driver, in words that follow its name. A registry that cannot be read says nothing against it. */
    private Optional<String> problem(Optional<Driver> driver, String service) {
        if (driver.isPresent() && driver.get().problem().isPresent()) {
            return Optional.of((driver.get().file() ? "cannot be read: " : "cannot be looked for: ") + driver.get().problem().get());
        }
        if (driver.isEmpty() || !driver.get().file()) {
            return Optional.of("is missing: there is no " + service.toLowerCase(Locale.ROOT) + ".sys in System32\\drivers");
        }
        if (!windows.system().isReadable()) {
            return Optional.empty();
        }
        if (driver.get().start().isEmpty()) {
            return Optional.of("is not registered as a service");
        }
        return driver.get().start().getAsInt() == Driver.DISABLED ? Optional.of("is disabled: Start of its service is "
                + Driver.DISABLED) : Optional.empty();
    }

    private void judgeDiskDrivers() {
        if (!windows.system().isReadable()) {
            return;
        }
        List<String> started = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String service : DISK_DRIVERS) {
            Optional<Driver> driver = windows.driver(service);
            boolean starts = driver.isPresent() && driver.get().start().orElse(Driver.DISABLED) == Driver.BOOT;
            if (starts && (driver.get().file() || !OWN_DISK_DRIVERS.contains(service))) {
                started.add(service);
            } else if (starts) {
                missing.add(service);
            }
        }
        if (!started.isEmpty()) {
            ok(NativeBootRule.STORAGE_DRIVERS, "drivers for disk controllers start with the kernel: " + String.join(", ", started));
            return;
        }
        if (!missing.isEmpty()) {
            // The registry decides about this rule; what a driver that is set to start lacks is no more than worth a look.
            info(NativeBootRule.STORAGE_DRIVERS, "drivers for disk controllers are set to start with the kernel, but their files are not in"
                    + " System32\\drivers: " + String.join(", ", missing));
            return;
        }
        boolean windows7 = windows.version().isPresent() && !windows.version().get().isWindows8OrLater();
        warning(
                NativeBootRule.STORAGE_DRIVERS,
                "no driver for the disk controllers of real machines starts with the kernel; an image from a virtual machine stops with 0x7B then",
                "Set Start of the service " + (windows7 ? "msahci" : "storahci") + " to 0 in the registry of the image.");
    }

    private void judgeExpansion() {
        if (!windows.system().isReadable()) {
            return;
        }
        if (isLeftUnexpanded(Optional.of(windows))) {
            warning(
                    NativeBootRule.EXPANSION,
                    "expansion is disabled (VirtualDiskExpandOnMount is 4): free space is not reserved, and a host volume that fills up stops the "
                            + "running Windows",
                    "Keep the host volume from filling up, or remove the value.");
        } else if (windows.expandOnMount().isPresent()) {
            info(NativeBootRule.EXPANSION, "VirtualDiskExpandOnMount is " + windows.expandOnMount().getAsInt() + ", and what that means is not "
                    + "known; 4 leaves the disk as it is");
        } else {
            ok(NativeBootRule.EXPANSION, "Windows expands the image when it starts");
        }
    }

    private void judgeSetup() {
        Optional<String> state = windows.setup().imageState();
        if (state.isPresent() && state.get().equals("IMAGE_STATE_UNDEPLOYABLE")) {
            warning(
                    NativeBootRule.GENERALISED,
                    "Windows Setup or sysprep was interrupted in the image, and it may not start (" + state.get() + ")",
                    "Let sysprep end, or use a backup from before it.");
        } else if (state.isPresent() && state.get().startsWith("IMAGE_STATE_GENERALIZE")) {
            ok(NativeBootRule.GENERALISED, "the image is generalised (" + state.get() + ")");
        } else if (windows.setup().inProgress()) {
            info(NativeBootRule.GENERALISED, "Windows Setup goes on when the image starts");
        } else if (state.isPresent()) {
            info(NativeBootRule.GENERALISED, "the image is not generalised (" + state.get() + "): for one machine, not for copies on many");
        }
    }

    /** Of loader and boot manager only the builds are compared: what is behind them differs with every update. */
    private void judgeBootManager() {
        Optional<WindowsVersion> bootManager = facts.host().disk().bootEnvironment();
        Optional<WindowsVersion> loader = loaderVersion();
        if (bootManager.isEmpty() || loader.isEmpty()) {
            return;
        }
        if (bootManager.get().isAtLeast(loader.get().major(), loader.get().minor(), loader.get().build())) {
            ok(NativeBootRule.NEWER_BOOT_MANAGER, "the boot manager, " + bootManager.get() + ", is not older than the Windows in the image");
        } else {
            warning(
                    NativeBootRule.NEWER_BOOT_MANAGER,
                    "the boot manager of the machine, " + bootManager.get() + ", is older than the Windows in the image, " + loader.get()
                            + "; it may not start it, and Secure Boot may refuse it",
                    "Update the system partition from the image with bcdboot.");
        }
    }

    /** That of the file, since the registry names builds that differ in nothing but what is switched on. */
    private Optional<WindowsVersion> loaderVersion() {
        for (Loader loader : windows.loaders()) {
            if (loader.version().isPresent()) {
                return loader.version();
            }
        }
        return windows.version();
    }
}
