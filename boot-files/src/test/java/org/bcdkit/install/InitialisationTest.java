package org.bcdkit.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcdkit.device.PartitionId;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.PartlyAppliedException;
import org.bcdkit.testing.WindowsTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left when initialising a system partition ends at any step. */
class InitialisationTest {

    @TempDir
    Path folder;

    private WindowsTree tree;
    private Path target;

    @BeforeEach
    void makeFolders() throws IOException {
        tree = WindowsTree.windows11(Files.createDirectory(folder.resolve("win")));
        target = Files.createDirectory(folder.resolve("esp"));
    }

    /** A volume that fails when so many changes were made; when that is all of them, behind them. */
    private record FailingVolume(SystemVolume volume, int changes) implements SystemVolume {

        @Override
        public String name() {
            return volume.name();
        }

        @Override
        public String name(FilePath path) {
            return volume.name(path);
        }

        @Override
        public FileSystem files() {
            return volume.files();
        }

        @Override
        public Optional<PartitionId> partition() {
            return volume.partition();
        }

        @Override
        public PreparedSteps prepare(List<VolumeStep> steps) throws IOException {
            PreparedSteps all = volume.prepare(steps);
            return new PreparedSteps() {
                @Override
                public VolumeRoom room() {
                    return all.room();
                }

                @Override
                public List<String> problems() {
                    return all.problems();
                }

                @Override
                public void apply(Progress progress) throws IOException {
                    int made = 0;
                    for (VolumeStep step : steps) {
                        for (VolumeChange change : step.changes()) {
                            if (made == changes) {
                                throw new IOException("the plug was pulled");
                            }
                            volume.prepare(List.of(new VolumeStep(step.title(), List.of(change)))).apply(done -> { });
                            made++;
                            progress.begun(step);
                        }
                        progress.done(step);
                    }
                    if (made == changes) {
                        throw new IOException("the disk cannot be closed");
                    }
                }
            };
        }

        @Override
        public void close() {}
    }

    private Planned planned(int changes) throws IOException {
        Planned planned = Planned.in(tree.folder(), target);
        return new Planned(planned.source, new FailingVolume(planned.volume, changes));
    }

    private static int changes(BootFilesPlan plan) {
        return plan.steps().stream().mapToInt(step -> step.changes().size()).sum();
    }

    /** What has to be whole for a machine to start: the file that firmware starts, and then boot manager and store. */
    private void assertThatItStarts(Map<String, Bytes> files, FirmwareKind firmware, int after) throws IOException {
        boolean isUefi = firmware == FirmwareKind.UEFI;
        String start = isUefi ? "EFI/Boot/bootx64.efi" : "bootmgr";
        String store = isUefi ? "EFI/Microsoft/Boot/BCD" : "Boot/BCD";
        if (files.containsKey(start)) {
            assertThat(files).as("after " + after + " changes").containsKey(store);
        }
        if (files.containsKey(store)) {
            assertThat(new StoreFile(target.resolve(store), Clock.systemUTC()).read().store().defaultEntry()).isPresent();
            assertThat(files).containsKey(isUefi ? "EFI/Microsoft/Boot/bootmgfw.efi" : "Boot/memtest.exe");
        }
    }

    @ParameterizedTest
    @EnumSource(FirmwareKind.class)
    void firmwareFindsNothingOnANewPartitionUntilEverythingIsThere(FirmwareKind firmware) throws IOException {
        Planned whole = planned(Integer.MAX_VALUE);
        whole.firmware = List.of(firmware);
        int count = changes(whole.plan());
        assertThat(count).isGreaterThan(8);
        for (int made = 0; made < count; made++) {
            target = Files.createDirectory(folder.resolve("esp" + made));
            Planned planned = planned(made);
            planned.firmware = List.of(firmware);
            Throwable failure = catchThrowable(planned::apply);
            assertThat(failure).hasMessageContaining("the plug was pulled");
            assertThat(failure instanceof PartlyAppliedException).as("after " + made).isEqualTo(made > 0);
            assertThatItStarts(Planned.files(target), firmware, made);
            Planned again = planned(Integer.MAX_VALUE);
            again.firmware = List.of(firmware);
            again.apply();
            assertThat(Planned.files(target).keySet()).as("carried on after " + made).hasSize(count);
        }
    }

    @ParameterizedTest
    @EnumSource(FirmwareKind.class)
    void anUpgradeLeavesEachFileOldOrNewAtEveryMoment(FirmwareKind firmware) throws IOException {
        Planned first = planned(Integer.MAX_VALUE);
        first.firmware = List.of(firmware);
        first.apply();
        Map<String, Bytes> old = Planned.files(target);
        tree.program("Boot/EFI/bootmgfw.efi", WindowsTree.X64).program("Boot/EFI/memtest.efi", WindowsTree.X64)
                .file("Boot/PCAT/bootmgr", new byte[] {1, 2, 3}).file("Boot/Fonts/wgl4_boot.ttf", new byte[] {4});
        Planned upgrade = upgrade(Integer.MAX_VALUE, firmware);
        int count = changes(upgrade.plan());
        assertThat(count).isGreaterThan(3);
        Path made = target;
        Map<String, Bytes> whole = null;
        for (int changes = count; changes >= 0; changes--) {
            target = copy(made, "upgrade" + changes);
            Planned planned = upgrade(changes, firmware);
            if (changes == count) {
                upgrade(Integer.MAX_VALUE, firmware).apply();
                whole = Planned.files(target);
            } else {
                assertThat(catchThrowable(planned::apply)).hasMessageContaining("the plug was pulled");
                for (Map.Entry<String, Bytes> file : Planned.files(target).entrySet()) {
                    assertThat(file.getValue()).as(file.getKey() + " after " + changes).isIn(old.get(file.getKey()), whole.get(file.getKey()));
                }
                assertThat(Planned.files(target).keySet()).containsAll(old.keySet());
                assertThatItStarts(Planned.files(target), firmware, changes);
            }
        }
    }

    /** The same, and another Windows on a partition that is searched for, so that the store changes as well. */
    private Planned upgrade(int changes, FirmwareKind firmware) throws IOException {
        Planned planned = planned(changes);
        planned.firmware = List.of(firmware);
        planned.device = Optional.of(Planned.locate());
        return planned;
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = folder.resolve(name);
        try (var all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
        return to;
    }

    @Test
    void saysWhatWasDoneAndWhatWasNot() throws IOException {
        Planned planned = planned(changes(planned(0).plan()) - 2);
        assertThat(catchThrowable(planned::apply)).isInstanceOf(PartlyAppliedException.class).hasMessage(target
                + """
                 was initialised in part: the plug was pulled
                Done:
                  write 6 files, \\EFI\\Microsoft\\Boot\\Fonts\\segmono_boot.ttf and others
                  write 3 files, \\EFI\\Microsoft\\Boot\\boot.stl and others
                  write \\EFI\\Microsoft\\Boot\\bootmgfw.efi
                  write \\EFI\\Microsoft\\Recovery\\BCD
                Failed, each file of it being old or new as a whole:
                  write \\EFI\\Microsoft\\Boot\\BCD
                Not begun:
                  write \\EFI\\Boot\\bootx64.efi
                What started before still starts. The same command carries on when the reason is gone.""");
    }

    @Test
    void saysThatAllWasDoneWhenOnlyTheDiskCannotBeClosed() throws IOException {
        Planned planned = planned(changes(planned(0).plan()));
        assertThat(catchThrowable(planned::apply)).isInstanceOf(PartlyAppliedException.class).hasMessage(target
                + """
                 was initialised, but then: the disk cannot be closed
                Done:
                  write 6 files, \\EFI\\Microsoft\\Boot\\Fonts\\segmono_boot.ttf and others
                  write 3 files, \\EFI\\Microsoft\\Boot\\boot.stl and others
                  write \\EFI\\Microsoft\\Boot\\bootmgfw.efi
                  write \\EFI\\Microsoft\\Recovery\\BCD
                  write \\EFI\\Microsoft\\Boot\\BCD
                  write \\EFI\\Boot\\bootx64.efi
                What started before still starts. The same command carries on when the reason is gone.""");
    }

    @Test
    void aRefusalBeforeTheFirstChangeIsNoPartialOne() throws IOException {
        assertThat(catchThrowable(planned(0)::apply)).isExactlyInstanceOf(IOException.class).hasMessage("the plug was pulled");
        assertThat(Planned.files(target)).isEmpty();
    }
}
