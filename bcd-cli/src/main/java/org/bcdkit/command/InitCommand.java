package org.bcdkit.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bcdkit.argument.FirmwareArgument;
import org.bcdkit.argument.LocaleArgument;
import org.bcdkit.argument.MapArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.TitleArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.argument.WindowsDeviceArgument;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.StoreCleaning;
import org.bcdkit.install.BootFilesPlan;
import org.bcdkit.install.BootFilesPlanner;
import org.bcdkit.install.BootFilesRequest;
import org.bcdkit.install.FirmwareSurvey;
import org.bcdkit.install.LoaderDevice;
import org.bcdkit.install.PreparedSteps;
import org.bcdkit.install.WindowsSource;
import org.bcdkit.store.ObjectId;

/** {@code bcd init SOURCE}: boot files and boot stores of a Windows on a system partition. */
public final class InitCommand implements Command {

    static final String WINDOWS_DEVICE = "--windows-device";
    static final String FIRMWARE = "--firmware";
    static final String BOTH = "both";
    static final String LOCALE = "--locale";
    private static final String LOCALES = "--locales";
    private static final String NAME = "--name";
    static final String MERGE = "--merge";
    static final String KEEP_DEFAULT = "--keep-default";
    static final String CLEAN = "--clean";
    static final String BCD_CLEAN = "--bcdclean";
    static final String DUPLICATES = "duplicates";
    static final String FULL = "full";
    static final String BOOT_EX = "--bootex";

    @Override
    public void describe(Syntax syntax) {
        List<String> firmware = new ArrayList<>(FirmwareArgument.words());
        firmware.add(BOTH);
        syntax.parameter("SOURCE", "The Windows folder, /mnt/win/Windows for instance, or one inside an image, such as disk.raw:2/Windows.");
        InitTarget.describe(syntax);
        syntax.option(
                        WINDOWS_DEVICE,
                        "WHERE",
                        "What the loader's device is: gpt:{disk},{partition}, mbr:SIGNATURE,OFFSET, locate or vhd=[WHERE]\\path; without it, the partition"
                                + " that SOURCE lies on.")
                .choice(FIRMWARE, firmware, "What starts the boot manager; without it, what the system partition is for, else what SOURCE is for.")
                .option(LOCALE, "LOCALE", "The language of the boot menu, for instance de-de; without it, that of the store, else en-us.")
                .option(LOCALES, "A,B,…", "The languages whose files are copied; without it, all.")
                .option(NAME, "TEXT", "What the menu says; without it, what Windows calls itself, for instance Windows 11.")
                .option(MERGE, "OBJECT", "An entry of the store to take further settings from.")
                .flag(KEEP_DEFAULT, "Leave the default entry as it is.")
                .flag(CLEAN, "Make the settings, the boot manager and the entry anew instead of keeping what the store has; other entries stay.")
                .choice(
                        BCD_CLEAN,
                        List.of(DUPLICATES, FULL),
                        "Remove entries from the store that is there: those that are in it twice, and with full those whose device is not there as well.")
                .flag(BOOT_EX, "Take the boot managers that the Secure Boot authority of 2023 signed.")
                .withoutStore("the stores of the system partition are written.");
        InitFirmware.describe(syntax);
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        try (WindowsPlace place = WindowsPlace.open(invocation); InitTarget target = InitTarget.open(invocation)) {
            Initialise proposal = plan(invocation, place, target);
            return proposal.carryOut(invocation);
        }
    }

    /** Plans what the options say. */
    static Initialise plan(Invocation invocation, WindowsPlace place, InitTarget target) throws IOException {
        WindowsSource source = place.source();
        Optional<String> locale = invocation.value(LOCALE).isPresent()
                ? Optional.of(LocaleArgument.parse(LOCALE, invocation.value(LOCALE).get()))
                : Optional.empty();
        List<FirmwareSurvey> surveys = new ArrayList<>();
        for (FirmwareKind firmware : firmware(invocation, source, target)) {
            surveys.add(FirmwareSurvey.of(source, target.volume(), firmware, locales(invocation, locale), invocation.has(BOOT_EX)));
        }
        boolean isInsideVirtualDisk = place.virtualDisk().isPresent() && !target.isOn(place.virtualDisk().get());
        try (InitFirmware firmware = InitFirmware.open(invocation, target, isForUefi(surveys));
                TargetDevices devices = TargetDevices.open(target, invocation.value(BCD_CLEAN).equals(Optional.of(FULL)))) {
            BootFilesRequest request = new BootFilesRequest(
                    device(invocation),
                    locale,
                    title(invocation),
                    invocation.has(KEEP_DEFAULT),
                    invocation.has(CLEAN),
                    invocation.has(BCD_CLEAN) ? Optional.of(new StoreCleaning(devices.known())) : Optional.empty(),
                    like(invocation, surveys),
                    target.biosStart(),
                    firmware.request(),
                    firmware.reason(),
                    isInsideVirtualDisk);
            BootFilesPlan plan = BootFilesPlanner.plan(request, source, target.volume(), surveys, invocation.surroundings().clock(), new Random());
            PreparedSteps prepared = target.volume().prepare(plan.steps());
            BootFilesPlan checked = plan.checked(target.volume(), prepared);
            return new Initialise(invocation, target, checked, prepared, source, firmware.write(invocation, checked.firmware()));
        }
    }

    private static boolean isForUefi(List<FirmwareSurvey> surveys) {
        for (FirmwareSurvey survey : surveys) {
            if (survey.firmware() == FirmwareKind.UEFI) {
                return true;
            }
        }
        return false;
    }

    private static List<FirmwareKind> firmware(Invocation invocation, WindowsSource source, InitTarget target) throws IOException {
        Optional<String> word = invocation.value(FIRMWARE);
        if (word.isPresent()) {
            return word.get().equals(BOTH) ? List.of(FirmwareKind.UEFI, FirmwareKind.BIOS) : List.of(FirmwareArgument.parse(word.get()));
        }
        Optional<FirmwareKind> known = target.firmware();
        return List.of(known.isPresent() ? known.get() : source.usualFirmware());
    }

    private static Optional<Set<String>> locales(Invocation invocation, Optional<String> locale) {
        if (invocation.value(LOCALES).isEmpty()) {
            return Optional.empty();
        }
        Set<String> locales = LocaleArgument.parseAll(LOCALES, invocation.value(LOCALES).get());
        if (locale.isPresent()) {
            locales.add(locale.get());
        }
        return Optional.of(locales);
    }

    private static Optional<LoaderDevice> device(Invocation invocation) throws IOException {
        Optional<String> word = invocation.value(WINDOWS_DEVICE);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        MachineDrives drives = new MachineDrives(MapArgument.parse(invocation.global().maps()), invocation.surroundings().host());
        return Optional.of(WindowsDeviceArgument.parse(WINDOWS_DEVICE, word.get(), drives));
    }

    private static Optional<String> title(Invocation invocation) {
        Optional<String> title = invocation.value(NAME);
        return title.isPresent() ? Optional.of(TitleArgument.parse(NAME, title.get())) : Optional.empty();
    }

    private static Optional<ObjectId> like(Invocation invocation, List<FirmwareSurvey> surveys) {
        Optional<String> word = invocation.value(MERGE);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        if (surveys.size() > 1) {
            throw new UsageException(MERGE + " names an entry of one store, and there are two with " + FIRMWARE + " " + BOTH + ".");
        }
        if (surveys.get(0).store().isEmpty()) {
            throw new RequestException("There is no store yet, so there is no entry for " + MERGE + " to take settings from.");
        }
        return Optional.of(new NamedObjects(surveys.get(0).store().get(), invocation.messages()).find(word.get()).id());
    }
}
