package org.bcdkit.install;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.plan.Finding;
import org.bcdkit.windows.Architecture;
import org.bcdkit.windows.BootProgram;
import org.bcdkit.windows.WindowsInstallation;

/** Whether the boot files of a Windows are fit for one firmware and for the system partition. Specification: BCD format, section 8. */
final class BootFilesCheck {

    private static final String DAMAGED = "Look at the source: the files may be damaged.";

    private static final String RESTORE = "Restore the registry of that Windows, which does not start without it.";

    private final WindowsSource source;
    private final FirmwareSurvey survey;
    private final List<Finding> findings = new ArrayList<>();

    private BootFilesCheck(WindowsSource source, FirmwareSurvey survey) {
        this.source = source;
        this.survey = survey;
    }

    /** What there is to say about them before anything is decided. */
    static List<Finding> findings(WindowsSource source, FirmwareSurvey survey) throws IOException {
        BootFilesCheck check = new BootFilesCheck(source, survey);
        check.check();
        return check.findings;
    }

    /** What of the registry cannot be read, and what is taken instead; nothing when all can. */
    static List<Finding> registry(WindowsSource source) {
        List<Finding> findings = new ArrayList<>();
        WindowsInstallation.RegistryHive software = source.windows().software();
        if (!software.isReadable()) {
            String version = source.version().isPresent() ? "the version is that of the loader, " + source.version().get() : "Windows 10 is assumed";
            findings.add(Finding.warning(
                    InstallRule.REGISTRY,
                    problem(source, software, "SOFTWARE") + ": of which version and edition it is cannot be read; " + version + ", and it is called \""
                            + source.title() + "\"",
                    RESTORE + " Its title can be said with --name."));
        }
        WindowsInstallation.RegistryHive system = source.windows().system();
        if (!system.isReadable()) {
            findings.add(Finding.warning(
                    InstallRule.REGISTRY, problem(source, system, "SYSTEM") + ": the loader needs it, and will stop without it", RESTORE));
        }
        return findings;
    }

    private static String problem(WindowsSource source, WindowsInstallation.RegistryHive hive, String name) {
        String path = source.name("System32/config/" + name);
        if (hive.state() == WindowsInstallation.RegistryHive.State.MISSING) {
            return path + " is not there";
        }
        return path + " cannot be read" + (hive.problem().isPresent() ? " (" + hive.problem().get() + ")" : "");
    }

    private void check() throws IOException {
        BootFileTable table = BootFileTable.of(survey.firmware());
        String firmware = survey.firmware().title();
        if (survey.files().bootManager().isEmpty()) {
            findings.add(Finding.error(
                    InstallRule.BOOT_FILES,
                    source.name(table.bootManager()) + " is not there, so this Windows has no boot files for " + firmware,
                    "Choose another firmware with --firmware, or another Windows."));
            return;
        }
        checkPrograms();
        checkProcessor();
        if (!source.hasLoader(survey.firmware())) {
            String loader = survey.firmware() == FirmwareKind.UEFI ? "winload.efi" : "winload.exe";
            findings.add(Finding.warning(
                    InstallRule.LOADER,
                    source.name("System32/" + loader) + " is not there, and the entry for " + firmware + " starts it",
                    "The boot manager will stop with an error until it is."));
        }
        checkLocales();
        checkAuthority();
    }

    private void checkPrograms() throws IOException {
        for (BootFile file : survey.files().files()) {
            if (!file.isManager()) {
                continue;
            }
            if (survey.firmware() == FirmwareKind.UEFI) {
                Optional<String> problem = BootProgram.problemForUefi(file.content(), file.role() == BootFile.Role.BOOT_MANAGER);
                if (problem.isPresent()) {
                    findings.add(Finding.error(InstallRule.PROGRAM, file.source() + " " + problem.get(), DAMAGED));
                }
                continue;
            }
            Optional<String> problem = BootProgram.problemForBios(file.content());
            if (problem.isPresent()) {
                String text = file.source() + " " + problem.get();
                // What the boot sector jumps to need not be Microsoft's; but there has to be something.
                findings.add(file.content().size() == 0
                        ? Finding.error(InstallRule.PROGRAM, text, DAMAGED)
                        : Finding.warning(InstallRule.PROGRAM, text, DAMAGED));
            }
        }
    }

    private void checkProcessor() {
        if (survey.firmware() == FirmwareKind.BIOS) {
            for (WindowsInstallation.Loader loader : source.windows().loaders()) {
                Optional<Architecture> architecture = loader.architecture();
                if (architecture.isPresent() && (architecture.get() == Architecture.ARM || architecture.get() == Architecture.ARM64)) {
                    findings.add(Finding.error(
                            InstallRule.PROCESSOR,
                            source.name() + " is a Windows for " + architecture.get().title() + ", and machines with that processor have no BIOS",
                            "Choose --firmware uefi."));
                    return;
                }
            }
            return;
        }
        Optional<Architecture> wanted = survey.files().architecture();
        Optional<BootFile.There> there = survey.files().bootManager().orElseThrow().there();
        Optional<Architecture> old = there.isPresent() ? there.get().architecture() : Optional.empty();
        if (wanted.isPresent() && old.isPresent() && wanted.get() != old.get()) {
            findings.add(Finding.warning(
                    InstallRule.PROCESSOR,
                    survey.files().bootManager().get().target().windowsText() + " there is for " + old.get().title() + ", and the one of this Windows for "
                            + wanted.get().title() + ": a machine starts one of them only",
                    "Take a system partition of its own for each processor."));
        }
    }

    private void checkLocales() {
        for (String locale : survey.files().missingLocales()) {
            findings.add(Finding.warning(
                    InstallRule.LOCALES,
                    source.name() + " has no boot files for " + survey.firmware().title() + " in the language " + locale,
                    "Name languages that it has with --locales, or leave that out to take all."));
        }
    }

    private boolean isManagerWritten() {
        for (BootFile file : survey.files().files()) {
            boolean isManager = file.isManager() || file.role() == BootFile.Role.FALLBACK;
            if (isManager && FileDecision.of(file, survey.files().set(), survey.files().bootManager()) == FileDecision.WRITE) {
                return true;
            }
        }
        return false;
    }

    private void checkAuthority() {
        SecureBootSet set = survey.files().set();
        if (set.isMissing()) {
            findings.add(Finding.error(
                    InstallRule.BOOT_EX,
                    source.name("Boot/EFI_EX/bootmgfw_EX.efi") + " is not there, and --bootex asks for the boot managers of 2023",
                    "Leave --bootex out, or update the Windows first."));
        } else if (set.isKept()) {
            findings.add(Finding.warning(
                    InstallRule.SECURE_BOOT,
                    set.reason() + ", and this Windows has no boot manager of 2023: the boot managers stay as they are",
                    "Update the Windows first."));
        } else if (survey.firmware() == FirmwareKind.UEFI && isManagerWritten()) {
            findings.add(Finding.info(
                    InstallRule.SECURE_BOOT, "the boot managers of " + (set.isEx() ? "2023 (EFI_EX)" : "2011 (EFI)") + " are taken, since " + set.reason()));
        }
    }
}
