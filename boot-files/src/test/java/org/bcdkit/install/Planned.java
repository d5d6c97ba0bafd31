package org.bcdkit.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.LocateDevice;
import org.bcdkit.device.DeviceDescriptor.LocateTarget;
import org.bcdkit.device.PartitionId;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.StoreCleaning;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.LocalFolder;
import org.bcdkit.storage.Bytes;

/** Plans for folders that stand for volumes, with what a test wants otherwise. */
final class Planned {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T08:00:00Z"), ZoneOffset.UTC);
    static final PartitionId.Gpt WINDOWS =
            new PartitionId.Gpt(UUID.fromString("a0000000-0000-4000-8000-000000000000"), UUID.fromString("b0000000-0000-4000-8000-000000000003"));
    static final PartitionId.Gpt SYSTEM = new PartitionId.Gpt(WINDOWS.disk(), UUID.fromString("b0000000-0000-4000-8000-000000000001"));

    final WindowsSource source;
    final SystemVolume volume;
    List<FirmwareKind> firmware = List.of(FirmwareKind.UEFI);
    Optional<Set<String>> locales = Optional.empty();
    boolean bootEx;
    boolean isClean;
    Optional<StoreCleaning> cleaning = Optional.empty();
    Optional<LoaderDevice> device = Optional.empty();
    Optional<String> locale = Optional.empty();
    Optional<String> title = Optional.empty();

    Planned(WindowsSource source, SystemVolume volume) {
        this.source = source;
        this.volume = volume;
    }

    /** For the Windows in {@code windows}, on {@link #WINDOWS}, and a system partition at {@code target}, {@link #SYSTEM}. */
    static Planned in(Path windows, Path target) throws IOException {
        return new Planned(source(windows, Optional.of(WINDOWS)), FolderVolume.open(target, Optional.of(SYSTEM)));
    }

    static WindowsSource source(Path windows, Optional<PartitionId> partition) throws IOException {
        FilePath folder = new FilePath(List.of(windows.getFileName().toString()));
        return WindowsSource.read(windows.toString(), LocalFolder.open(windows.getParent()), folder, partition);
    }

    static LoaderDevice locate() {
        DeviceDescriptor device = new LocateDevice(new LocateTarget.ByElement(0x12000002));
        return new LoaderDevice(device, new LocateDevice(new LocateTarget.ByElement(0x22000002)));
    }

    BootFilesPlan plan() throws IOException {
        List<FirmwareSurvey> surveys = new ArrayList<>();
        for (FirmwareKind kind : firmware) {
            surveys.add(FirmwareSurvey.of(source, volume, kind, locales, bootEx));
        }
        BootFilesRequest request = new BootFilesRequest(
                device, locale, title, false, isClean, cleaning, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
        BootFilesPlan plan = BootFilesPlanner.plan(request, source, volume, surveys, CLOCK, new Random(1));
        return plan.checked(volume, volume.prepare(plan.steps()));
    }

    /** Plans and applies. */
    BootFilesPlan apply() throws IOException {
        BootFilesPlan plan = plan();
        new Initialisation(volume, plan).apply(volume.prepare(plan.steps()), new PreparedSteps.Progress() {
            @Override
            public void done(VolumeStep step) {}
        });
        return plan;
    }

    /** All files below a folder by their names, with what they hold. */
    static Map<String, Bytes> files(Path folder) throws IOException {
        Map<String, Bytes> files = new TreeMap<>();
        try (var all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Bytes.of(Files.readAllBytes(file)));
            }
        }
        return files;
    }
}
