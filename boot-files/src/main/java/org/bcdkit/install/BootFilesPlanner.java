package org.bcdkit.install;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.InstalledWindows;
import org.bcdkit.edit.KeptCopy;
import org.bcdkit.edit.ObjectIds;
import org.bcdkit.edit.StoreContent;
import org.bcdkit.edit.StorePlan;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.edit.StoreTemplate;
import org.bcdkit.edit.WindowsEntryPlan;
import org.bcdkit.edit.WindowsEntryPlanner;
import org.bcdkit.edit.WindowsEntryRequest;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.firmware.BootManagerEntry;
import org.bcdkit.firmware.FirmwarePlan;
import org.bcdkit.firmware.FirmwareValueText;
import org.bcdkit.firmware.StoreSync;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.HiveExtras;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;

/**
 * Plans the initialisation of a system partition from what was read of it and of a Windows. Specification: BCD format, sections 7 and 8.
 *
 * <p>The order of the steps: what nothing leads to yet; the boot manager; what the firmware starts, where it is there and is Windows' own; the stores;
 * what the firmware starts, where nothing is there; and last, apart from the volume, the firmware's own entry. So a machine starts as before until all
 * is there that it needs to start otherwise.
 */
public final class BootFilesPlanner {

    private static final String ENGLISH = "en-";
    /** Of the store for BIOS. */
    private static final Set<FileMark> STORE_MARKS = Set.of(FileMark.HIDDEN, FileMark.SYSTEM);

    private final BootFilesRequest request;
    private final WindowsSource source;
    private final SystemVolume volume;
    private final Clock clock;
    private final Random random;

    private final List<Finding> findings = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<VolumeStep> steps = new ArrayList<>();
    private final List<BootFilesPlan.Store> stores = new ArrayList<>();
    private Optional<FirmwarePlan> firmware = Optional.empty();

    private BootFilesPlanner(BootFilesRequest request, WindowsSource source, SystemVolume volume, Clock clock, Random random) {
        this.request = request;
        this.source = source;
        this.volume = volume;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Plans.
     *
     * @param volume asked for its name, its partition and what files it has
     * @param surveys one for each firmware that is wanted
     */
    public static BootFilesPlan plan(
            BootFilesRequest request, WindowsSource source, SystemVolume volume, List<FirmwareSurvey> surveys, Clock clock, Random random)
            throws IOException {
        return new BootFilesPlanner(request, source, volume, clock, random).plan(surveys);
    }

    private BootFilesPlan plan(List<FirmwareSurvey> surveys) throws IOException {
        String intent = "Start \"" + title() + "\" (" + source.name() + ") from " + volume.name();
        changes.addAll(volume.preparation());
        findings.addAll(volume.findings());
        checkSource(surveys);
        planEntry();
        if (!Finding.refuse(findings)) {
            List<VolumeStep> last = new ArrayList<>();
            for (FirmwareSurvey survey : surveys) {
                BootFileSteps files = BootFileSteps.of(survey);
                findings.addAll(files.findings());
                changes.addAll(files.changes());
                steps.addAll(files.first());
                last.addAll(files.last());
            }
            for (FirmwareSurvey survey : surveys) {
                addStores(survey);
            }
            steps.addAll(last);
            for (FirmwareSurvey survey : surveys) {
                removeOldNext(survey);
            }
            if (volume.isUnclosed()) {
                steps.add(new VolumeStep("close " + volume.name(), List.of()));
                changes.add(new Change(Action.CHANGE, volume.name(), Optional.of("not closed"), Optional.of("closed")));
            }
            if (firmware.isPresent()) {
                changes.addAll(firmware.get().changes());
            }
            addNotes(surveys);
        }
        boolean isRefused = Finding.refuse(findings);
        Optional<FirmwarePlan> entry = isRefused ? Optional.empty() : firmware;
        boolean nothing = isRefused || steps.isEmpty() && (entry.isEmpty() || entry.get().steps().isEmpty());
        return new BootFilesPlan(intent, findings, nothing ? List.of() : changes, nothing ? List.of() : steps, stores, entry);
    }

    private void planEntry() {
        if (request.firmwareEntry().isPresent()) {
            FirmwareEntryRequest entry = request.firmwareEntry().get();
            firmware = Optional.of(BootManagerEntry.plan(entry.variables(), entry.partition(), entry.position()));
            findings.addAll(firmware.get().findings());
        }
    }

    private String title() {
        return request.title().orElse(source.title());
    }

    private Optional<LoaderDevice> device() {
        if (request.windowsDevice().isPresent()) {
            return request.windowsDevice();
        }
        return source.partition().isPresent() ? Optional.of(LoaderDevice.of(source.partition().get())) : Optional.empty();
    }

    private Optional<DeviceDescriptor> systemPartition() {
        return volume.partition().isPresent() ? Optional.of(new PartitionDevice(volume.partition().get())) : Optional.empty();
    }

    private void checkSource(List<FirmwareSurvey> surveys) throws IOException {
        if (!source.isWindows()) {
            findings.add(Finding.error(
                    InstallRule.SOURCE,
                    source.name() + " is not the folder of a Windows: it has neither System32\\config\\SYSTEM nor a loader",
                    "Name the Windows folder itself, for instance /mnt/win/Windows or disk.raw:2/Windows."));
            return;
        }
        findings.addAll(BootFilesCheck.registry(source));
        if (device().isEmpty()) {
            findings.add(Finding.error(
                    InstallRule.WINDOWS_DEVICE,
                    "which partition " + source.name() + " lies on cannot be told, and a loader needs its device",
                    "Say it with --windows-device: gpt:{disk},{partition}, mbr:SIGNATURE,OFFSET, or locate to have it searched for at each start."));
        }
        for (FirmwareSurvey survey : surveys) {
            findings.addAll(BootFilesCheck.findings(source, survey));
        }
    }

    private void addStores(FirmwareSurvey survey) throws IOException {
        BootFileTable table = BootFileTable.of(survey.firmware());
        StoreTemplate template = new StoreTemplate(survey.firmware(), source.generation(), locale(survey.store()));
        WindowsEntryRequest wanted = entryRequest(template);
        if (survey.firmware() == FirmwareKind.UEFI && !survey.hasRecoveryStore()) {
            BcdStore recovery = template.recoveryStore(systemPartition().orElse(new DeviceDescriptor.BootDevice()), wanted.settings());
            addStore(BootFileTable.RECOVERY_STORE, StoreContent.of(volume.name(BootFileTable.RECOVERY_STORE), recovery, HiveExtras.NONE, clock));
            changes.add(added(BootFileTable.RECOVERY_STORE, "a boot store for recovery, with nothing to start yet"));
        }
        BcdStore known = survey.store().isPresent() ? survey.store().get().store() : new BcdStore(List.of(), List.of());
        ObjectId loader = ObjectIds.fresh(known, clock, random);
        ObjectId resume = ObjectIds.fresh(known, clock, random);
        FilePath path = table.kind().storePath();
        if (survey.store().isPresent()) {
            WindowsEntryPlan entry = WindowsEntryPlanner.plan(survey.store().get(), wanted, loader, resume);
            boolean isCleaned = request.cleaning().isPresent() && !entry.plan().isRefused();
            StorePlan plan = isCleaned ? CleanedStores.plan(entry.plan(), request.cleaning().get(), entry.entry()) : entry.plan();
            BcdStore store = plan.isRefused() ? plan.after() : withFirmwareEntries(plan.after(), survey.firmware());
            extend(survey, path, new StorePlan(plan.intent(), plan.before(), store, plan.findings()), entry.entry());
        } else {
            BcdStore store = withFirmwareEntries(WindowsEntryPlanner.fresh(wanted, loader, resume), survey.firmware());
            addStore(path, StoreContent.of(volume.name(path), store, HiveExtras.NONE, clock));
            changes.add(added(path, "a boot store that starts \"" + title() + "\""));
            stores.add(new BootFilesPlan.Store(survey.firmware(), path, loader, Optional.empty()));
            if (systemPartition().isEmpty()) {
                findings.add(Finding.info(
                        InstallRule.SYSTEM_DEVICE,
                        "which partition " + volume.name() + " is cannot be told: the boot manager's device is the one it is started from (boot)"));
            }
        }
    }

    /** The store with what the firmware will have when all is done. */
    private BcdStore withFirmwareEntries(BcdStore store, FirmwareKind kind) {
        if (firmware.isEmpty() || kind != FirmwareKind.UEFI) {
            return store;
        }
        StoreSync.Synced synced = StoreSync.of(store, firmware.get().after(), request.firmwareEntry().orElseThrow().partitions(), clock, random);
        findings.addAll(synced.findings());
        return synced.store();
    }

    private WindowsEntryRequest entryRequest(StoreTemplate template) throws IOException {
        LoaderDevice device = device().orElseThrow();
        return new WindowsEntryRequest(
                new InstalledWindows(title(), device.device(), device.osDevice(), source.folder().windowsText()),
                template,
                settings(template),
                systemPartition(),
                request.title().isPresent(),
                request.locale().isPresent(),
                request.isDefaultKept(),
                request.isClean(),
                request.like());
    }

    /** From the template that the Windows brings, where it can be read. */
    private List<BcdObject> settings(StoreTemplate template) throws IOException {
        try {
            Optional<StoreSnapshot> own = source.template();
            return own.isPresent() ? template.settings(own.get().store()) : template.settings();
        } catch (FormatException e) {
            Finding finding = Finding.warning(
                    InstallRule.TEMPLATE, e.getMessage() + ": the settings are taken from our own tables", "Nothing has to be done.");
            if (!findings.contains(finding)) {
                findings.add(finding);
            }
            return template.settings();
        }
    }

    private String locale(Optional<StoreSnapshot> store) {
        Optional<BcdObject> bootManager = store.isPresent() ? store.get().store().find(WellKnown.BOOT_MANAGER) : Optional.empty();
        Optional<String> there = bootManager.isPresent() ? bootManager.get().string(ElementType.LOCALE) : Optional.empty();
        return request.locale().orElse(there.isPresent() && !there.get().isEmpty() ? there.get() : StoreTemplate.DEFAULT_LOCALE);
    }

    private void extend(FirmwareSurvey survey, FilePath path, StorePlan planned, ObjectId entry) throws IOException {
        findings.addAll(planned.findings());
        if (planned.isRefused() || planned.changesNothing()) {
            stores.add(new BootFilesPlan.Store(survey.firmware(), path, entry, Optional.empty()));
            return;
        }
        Bytes content = StoreContent.of(planned, clock);
        String name = KeptCopy.next(path.name(), survey.siblings(), clock.instant(), Fingerprint.of(content));
        FilePath copy = path.parent().resolve(name);
        Bytes old = survey.storeBytes().orElseThrow();
        steps.add(new VolumeStep("keep the old store as " + copy.windowsText(), List.of(write(copy, old, Optional.empty()))));
        steps.add(new VolumeStep("change " + path.windowsText(), List.of(write(path, content, Optional.of(planned.before().content())))));
        changes.add(added(copy, "a copy of the store as it is"));
        changes.add(new Change(Action.CHANGE, path.windowsText(), Optional.of("the store as it is"), Optional.of("with these changes:")));
        changes.addAll(planned.changes(new FirmwareValueText()));
        stores.add(new BootFilesPlan.Store(survey.firmware(), path, entry, Optional.of(copy)));
    }

    private void addStore(FilePath path, Bytes content) {
        steps.add(new VolumeStep("write " + path.windowsText(), List.of(write(path, content, Optional.empty()))));
    }

    private VolumeChange write(FilePath path, Bytes content, Optional<Fingerprint> replaced) {
        Set<FileMark> marks = path.equals(BootFileTable.BIOS.kind().storePath()) ? STORE_MARKS : Set.of();
        return new VolumeChange.WriteFile(path, MemoryStorage.of(volume.name(path), content), clock.instant(), marks, replaced);
    }

    private static Change added(FilePath path, String what) {
        return new Change(Action.ADD, path.windowsText(), Optional.empty(), Optional.of(what));
    }

    private void removeOldNext(FirmwareSurvey survey) {
        if (survey.hasOldNext()) {
            FilePath old = BootFileTable.OLD_NEXT;
            steps.add(new VolumeStep("delete " + old.windowsText(), List.of(new VolumeChange.DeleteFile(old))));
            changes.add(new Change(Action.DELETE, old.windowsText(), Optional.of("which BOOTNXT replaces"), Optional.empty()));
        }
    }

    private void addNotes(List<FirmwareSurvey> surveys) {
        String locale = request.locale().orElse(StoreTemplate.DEFAULT_LOCALE);
        if (!locale.startsWith(ENGLISH)) {
            findings.add(Finding.info(
                    InstallRule.LANGUAGE, "the locale is " + locale + ", and the description of the memory tester is English"));
        }
        if (request.noFirmwareEntry().isPresent()) {
            findings.add(Finding.info(InstallRule.FIRMWARE_ENTRY, request.noFirmwareEntry().get()));
        }
        if (request.isInsideVirtualDisk() && request.windowsDevice().isEmpty()) {
            findings.add(Finding.warning(
                    InstallRule.VIRTUAL_DISK,
                    source.name() + " lies in a virtual disk: the entry starts it on a machine that has that disk as its own, and not as an image on a volume",
                    "For native boot, say --windows-device 'vhd=[WHERE]\\path', or use bcd add vhd."));
        }
        for (FirmwareSurvey survey : surveys) {
            if (survey.firmware() == FirmwareKind.BIOS) {
                addBiosNotes();
            }
        }
    }

    private void addBiosNotes() {
        if (request.biosStart().isEmpty()) {
            findings.add(Finding.info(
                    InstallRule.BIOS_START,
                    "a BIOS finds \\bootmgr through an active partition, boot code in the MBR and a boot sector for it, which are not looked at here"));
            return;
        }
        for (BiosStart.Problem problem : request.biosStart().get()) {
            findings.add(Finding.warning(InstallRule.BIOS_START, problem.text(), problem.remedy()));
        }
    }
}
