package org.bcdkit.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.bcdkit.testing.Programs;
import org.bcdkit.testing.SignedPrograms;
import org.bcdkit.testing.WindowsTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootFilesPlannerTest extends PlannedOnAFolder {

    private static final String MANAGER = "EFI/Microsoft/Boot/bootmgfw.efi";
    private static final String FALLBACK = "EFI/Boot/bootx64.efi";
    private static final String STORE = "EFI/Microsoft/Boot/BCD";

    private BcdStore store(String path) throws IOException {
        return new StoreFile(target.resolve(path), Clock.systemUTC()).read().store();
    }

    private static BcdObject loader(BcdStore store) {
        List<BcdObject> loaders = store.objects().stream().filter(object -> object.is(ObjectType.OS_LOADER)).toList();
        assertThat(loaders).hasSize(1);
        return loaders.get(0);
    }

    private Bytes source(String path) throws IOException {
        return Bytes.of(tree.bytes(path));
    }

    @Test
    void aFreshSystemPartitionGetsAllFilesForUefi() throws IOException {
        planned().apply();
        Map<String, Bytes> files = Planned.files(target);
        assertThat(files.keySet()).containsExactlyInAnyOrder(
                MANAGER, FALLBACK, STORE, "EFI/Microsoft/Recovery/BCD", "EFI/Microsoft/Boot/bootmgr.efi", "EFI/Microsoft/Boot/memtest.efi",
                "EFI/Microsoft/Boot/boot.stl", "EFI/Microsoft/Boot/en-US/bootmgfw.efi.mui", "EFI/Microsoft/Boot/de-DE/bootmgfw.efi.mui",
                "EFI/Microsoft/Boot/Fonts/wgl4_boot.ttf", "EFI/Microsoft/Boot/Fonts/segmono_boot.ttf", "EFI/Microsoft/Boot/Resources/bootres.dll",
                "EFI/Microsoft/Boot/Resources/en-US/bootres.dll.mui");
        assertThat(files.get(MANAGER)).isEqualTo(source("Boot/EFI/bootmgfw.efi"));
        assertThat(files.get(FALLBACK)).isEqualTo(source("Boot/EFI/bootmgfw.efi"));
        assertThat(files.get("EFI/Microsoft/Boot/Fonts/wgl4_boot.ttf")).isEqualTo(source("Boot/Fonts/wgl4_boot.ttf"));
        BcdObject loader = loader(store(STORE));
        assertThat(loader.string(ElementType.DESCRIPTION)).hasValue("Windows 11");
        assertThat(loader.element(ElementType.OS_DEVICE).orElseThrow().value()).isEqualTo(new DeviceValue(new PartitionDevice(Planned.WINDOWS)));
        assertThat(store(STORE).find(WellKnown.BOOT_MANAGER).orElseThrow().element(ElementType.DEVICE).orElseThrow().value())
                .isEqualTo(new DeviceValue(new PartitionDevice(Planned.SYSTEM)));
    }

    @Test
    void theSameWindowsAgainChangesNothing() throws IOException {
        planned().apply();
        Map<String, Bytes> files = Planned.files(target);
        BootFilesPlan again = planned().apply();
        assertThat(again.steps()).isEmpty();
        assertThat(again.changes()).isEmpty();
        assertThat(Planned.files(target)).isEqualTo(files);
    }

    @Test
    void aBiosPartitionGetsItsBootManagerInTheRoot() throws IOException {
        put("BOOTTGT", new byte[] {1});
        Planned planned = planned();
        planned.firmware = List.of(FirmwareKind.BIOS);
        BootFilesPlan plan = planned.apply();
        Map<String, Bytes> files = Planned.files(target);
        assertThat(files.keySet()).containsExactlyInAnyOrder(
                "bootmgr", "BOOTNXT", "Boot/BCD", "Boot/memtest.exe", "Boot/en-US/bootmgr.exe.mui", "Boot/Fonts/wgl4_boot.ttf", "Boot/Fonts/segmono_boot.ttf",
                "Boot/Resources/bootres.dll", "Boot/Resources/en-US/bootres.dll.mui");
        assertThat(files.get("bootmgr")).isEqualTo(source("Boot/PCAT/bootmgr"));
        assertThat(loader(store("Boot/BCD")).string(ElementType.PATH)).hasValue("\\Windows\\system32\\winload.exe");
        assertThat(plan.findings()).extracting(Finding::rule).contains("INS-15");
        VolumeChange.WriteFile manager = plan.steps().stream().flatMap(step -> step.changes().stream())
                .filter(change -> change.path().toString().equals("bootmgr")).map(VolumeChange.WriteFile.class::cast).findFirst().orElseThrow();
        assertThat(manager.marks()).containsExactlyInAnyOrder(FileMark.HIDDEN, FileMark.SYSTEM, FileMark.READ_ONLY);
    }

    @ParameterizedTest
    @CsvSource({"X86,332,bootia32.efi", "ARM,452,bootarm.efi", "ARM64,43620,bootaa64.efi"})
    void namesTheFileThatFirmwareStartsAfterTheProcessor(String name, int machine, String file) throws IOException {
        tree.program("Boot/EFI/bootmgfw.efi", machine);
        planned().apply();
        assertThat(Planned.files(target)).as(name).containsKey("EFI/Boot/" + file).doesNotContainKey(FALLBACK);
    }

    @ParameterizedTest
    @CsvSource({
        "7601,Ultimate,Windows 7", "9200,Professional,Windows 8", "9600,Professional,Windows 8.1", "19045,Enterprise,Windows 10", "22000,Core,Windows 11",
        "7601,ServerStandard,Windows Server 2008 R2", "9200,ServerStandard,Windows Server 2012", "9600,ServerStandard,Windows Server 2012 R2",
        "14393,ServerDatacenter,Windows Server 2016", "20348,ServerDatacenter,Windows Server", "26100,ServerStandard,Windows Server"
    })
    void takesTheTitleFromBuildAndEdition(int build, String edition, String title) throws IOException {
        WindowsTree other = WindowsTree.make(Files.createDirectory(folder.resolve("other")), build, edition, WindowsTree.X64);
        Planned.in(other.folder(), target).apply();
        BcdObject loader = loader(store(STORE));
        assertThat(loader.string(ElementType.DESCRIPTION)).hasValue(title);
        assertThat(loader.element(ElementType.ISOLATED_CONTEXT).isPresent()).isEqualTo(build >= 9200);
    }

    @Test
    void copiesOnlyTheLanguagesThatAreWanted() throws IOException {
        Planned planned = planned();
        planned.locales = Optional.of(Set.of("de-de"));
        planned.apply();
        assertThat(Planned.files(target).keySet()).contains("EFI/Microsoft/Boot/de-DE/bootmgfw.efi.mui")
                .noneMatch(name -> name.contains("en-US")).contains("EFI/Microsoft/Boot/Fonts/wgl4_boot.ttf");
    }

    @Test
    void leavesTheFileOfAnotherLoaderAloneAndSaysSo() throws IOException {
        put(FALLBACK, "systemd-boot".getBytes());
        BootFilesPlan plan = planned().apply();
        assertThat(Files.readString(target.resolve(FALLBACK))).isEqualTo("systemd-boot");
        assertThat(plan.findings()).contains(Finding.warning(
                InstallRule.OTHER_LOADER,
                "\\EFI\\Boot\\bootx64.efi belongs to another loader (not signed) and is left alone",
                "Start Windows through that loader, or through a firmware entry, which bcd firmware add makes."));
        assertThat(plan.changes()).contains(
                new Change(Action.KEEP, "\\EFI\\Boot\\bootx64.efi", Optional.empty(), Optional.of("left alone: another loader's")));
    }

    @Test
    void replacesTheFallbackThatIsACopyOfTheOldBootManager() throws IOException {
        planned().apply();
        tree.program("Boot/EFI/bootmgfw.efi", WindowsTree.X64);
        planned().apply();
        assertThat(Planned.files(target).get(FALLBACK)).isEqualTo(source("Boot/EFI/bootmgfw.efi"));
    }

    @Test
    void neverPutsAnOlderFileOverANewerOne() throws IOException {
        tree.file("Boot/EFI/bootmgfw.efi", Programs.x64(folder, "10,0,19041,1"));
        byte[] newer = Programs.x64(folder, "10,0,22621,2506");
        put(MANAGER, newer);
        put("EFI/Microsoft/Boot/Fonts/wgl4_boot.ttf", "of the newer one".getBytes());
        BootFilesPlan plan = planned().apply();
        Map<String, Bytes> files = Planned.files(target);
        assertThat(files.get(MANAGER)).isEqualTo(Bytes.of(newer));
        assertThat(files.get("EFI/Microsoft/Boot/Fonts/wgl4_boot.ttf")).isEqualTo(Bytes.of("of the newer one".getBytes()));
        assertThat(files).containsKey("EFI/Microsoft/Boot/Fonts/segmono_boot.ttf");
        assertThat(plan.findings()).contains(Finding.info(
                InstallRule.NEWER,
                "\\EFI\\Microsoft\\Boot\\bootmgfw.efi is left alone: what is there is newer (10.0.22621.2506, here 10.0.19041.1)"));
    }

    @Test
    void putsANewerFileOverAnOlderOne() throws IOException {
        byte[] newer = Programs.x64(folder, "10,0,22621,2506");
        tree.file("Boot/EFI/bootmgfw.efi", newer);
        put(MANAGER, Programs.x64(folder, "10,0,19041,1"));
        put("EFI/Microsoft/Boot/Fonts/wgl4_boot.ttf", "of the older one".getBytes());
        planned().apply();
        assertThat(Planned.files(target).get(MANAGER)).isEqualTo(Bytes.of(newer));
        assertThat(Planned.files(target).get("EFI/Microsoft/Boot/Fonts/wgl4_boot.ttf")).isEqualTo(source("Boot/Fonts/wgl4_boot.ttf"));
    }

    @Test
    void takesBootManagersOf2023WhenAskedTo() throws IOException {
        tree.program("Boot/EFI_EX/bootmgfw_EX.efi", WindowsTree.X64).file("Boot/Fonts_EX/wgl4_boot_EX.ttf", new byte[] {7});
        Planned planned = planned();
        planned.bootEx = true;
        planned.apply();
        Map<String, Bytes> files = Planned.files(target);
        assertThat(files.get(MANAGER)).isEqualTo(source("Boot/EFI_EX/bootmgfw_EX.efi"));
        assertThat(files.get(FALLBACK)).isEqualTo(source("Boot/EFI_EX/bootmgfw_EX.efi"));
        assertThat(files.get("EFI/Microsoft/Boot/bootmgr.efi")).isEqualTo(source("Boot/EFI/bootmgr.efi"));
        assertThat(files.get("EFI/Microsoft/Boot/Fonts/wgl4_boot.ttf")).isEqualTo(Bytes.of((byte) 7));
    }

    @Test
    void refusesToGiveBootManagersOf2023ThatTheWindowsDoesNotHave() throws IOException {
        Planned planned = planned();
        planned.bootEx = true;
        assertThat(rules(planned.plan())).containsExactly("error INS-11");
        assertThat(planned.plan().steps()).isEmpty();
    }

    @Test
    void takesBootManagersOf2023WhereTheMachineHasOne() throws IOException {
        byte[] there = SignedPrograms.sign(folder, Programs.x64(folder, "10,0,22621,1"), "Microsoft Windows", "Windows UEFI CA 2023");
        byte[] offered = SignedPrograms.sign(folder, Programs.x64(folder, "10,0,22621,2"), "Microsoft Windows", "Windows UEFI CA 2023");
        put(MANAGER, there);
        put(FALLBACK, there);
        tree.file("Boot/EFI/bootmgfw.efi", Programs.x64(folder, "10,0,22621,2")).file("Boot/EFI_EX/bootmgfw_EX.efi", offered);
        BootFilesPlan plan = planned().apply();
        assertThat(Planned.files(target).get(MANAGER)).isEqualTo(Bytes.of(offered));
        assertThat(Planned.files(target).get(FALLBACK)).isEqualTo(Bytes.of(offered));
        assertThat(plan.findings()).contains(Finding.info(
                InstallRule.SECURE_BOOT,
                "the boot managers of 2023 (EFI_EX) are taken, since the boot manager that is there is signed by Windows UEFI CA 2023"));
        assertThat(plan.changes()).anySatisfy(change -> assertThat(change.after().orElse(""))
                .endsWith(", 10.0.22621.2, signed: Microsoft Windows, by Windows UEFI CA 2023"));
    }

    @Test
    void leavesABootManagerOf2023AloneWhenTheWindowsHasNone() throws IOException {
        byte[] there = SignedPrograms.sign(folder, Programs.x64(folder, "10,0,22621,1"), "Microsoft Windows", "Windows UEFI CA 2023");
        put(MANAGER, there);
        put(FALLBACK, there);
        tree.file("Boot/EFI/bootmgfw.efi", Programs.x64(folder, "10,0,26100,1"));
        BootFilesPlan plan = planned().apply();
        assertThat(Planned.files(target).get(MANAGER)).isEqualTo(Bytes.of(there));
        assertThat(Planned.files(target).get(FALLBACK)).isEqualTo(Bytes.of(there));
        assertThat(rules(plan)).contains("warning INS-10");
    }

    @Test
    void keepsTheOldStoreAndUndoGoesBackToIt() throws IOException {
        planned().apply();
        Bytes old = Planned.files(target).get(STORE);
        Planned other = new Planned(Planned.source(tree.folder(), Optional.empty()), planned().volume);
        other.device = Optional.of(Planned.locate());
        other.apply();
        assertThat(store(STORE).find(WellKnown.BOOT_MANAGER).orElseThrow().ids(ElementType.DISPLAY_ORDER)).hasSize(2);
        StoreFile file = new StoreFile(target.resolve(STORE), Clock.systemUTC());
        var copy = file.lastCopy().orElseThrow();
        assertThat(Bytes.of(Files.readAllBytes(file.path(copy)))).isEqualTo(old);
        assertThat(copy.isFollowedBy(file.read().content())).isTrue();
        file.undo(copy, file.read().content(), file.read(old).content()).apply();
        assertThat(Planned.files(target).get(STORE)).isEqualTo(old);
    }

    @Test
    void saysThatAPlainFolderTellsNoPartition() throws IOException {
        Planned planned = new Planned(Planned.source(tree.folder(), Optional.empty()), FolderVolume.open(target, Optional.empty()));
        assertThat(rules(planned.plan())).contains("error INS-06");
        assertThat(planned.plan().steps()).isEmpty();
        planned.device = Optional.of(Planned.locate());
        assertThat(rules(planned.apply())).contains("info INS-07");
        assertThat(store(STORE).find(WellKnown.BOOT_MANAGER).orElseThrow().element(ElementType.DEVICE).orElseThrow().value())
                .isEqualTo(new DeviceValue(new BootDevice()));
        assertThat(loader(store(STORE)).element(ElementType.OS_DEVICE).orElseThrow().value()).isEqualTo(new DeviceValue(Planned.locate().osDevice()));
    }

    @Test
    void refusesWhatIsNoWindowsAndAWindowsWithoutBootFiles() throws IOException {
        Planned nothing = Planned.in(Files.createDirectory(folder.resolve("nothing")), target);
        assertThat(rules(nothing.plan())).containsExactly("error INS-01");
        Files.delete(tree.folder().resolve("Boot/EFI/bootmgfw.efi"));
        assertThat(planned().plan().findings()).contains(Finding.error(
                InstallRule.BOOT_FILES,
                tree.folder() + "/Boot/EFI/bootmgfw.efi is not there, so this Windows has no boot files for UEFI",
                "Choose another firmware with --firmware, or another Windows."));
        assertThat(Planned.files(target)).isEmpty();
    }

    @Test
    void warnsWhenTheLoaderIsNotThere() throws IOException {
        Files.delete(tree.folder().resolve("System32/winload.efi"));
        assertThat(rules(planned().plan())).contains("warning INS-04");
    }

    @Test
    void doesNotTouchAStoreThatIsDamaged() throws IOException {
        put(STORE, "no store at all".getBytes());
        assertThatThrownBy(() -> planned().plan()).isInstanceOf(MalformedException.class).hasMessageContaining(target.resolve(STORE).toString());
    }

    @Test
    void refusesAFileWhereAFolderIsNeeded() throws IOException {
        put("EFI", "a file".getBytes());
        BootFilesPlan plan = planned().plan();
        assertThat(plan.findings()).contains(Finding.error(
                InstallRule.TARGET, target.resolve("EFI") + " is a file, and a folder of that name is needed", "Move it away."));
    }

    @Test
    void saysOnceWhatStandsAgainstManyFiles() throws IOException {
        put("EFI", "a file".getBytes());
        assertThat(planned().plan().findings()).doesNotHaveDuplicates();
    }

    @Test
    void fillsOtherFoldersThanWindowsIntoTheEntry() throws IOException {
        Path renamed = tree.folder().resolveSibling("WINNT");
        Files.move(tree.folder(), renamed);
        Planned.in(renamed, target).apply();
        BcdObject loader = loader(store(STORE));
        assertThat(loader.string(ElementType.PATH)).hasValue("\\WINNT\\system32\\winload.efi");
        assertThat(loader.string(ElementType.SYSTEM_ROOT)).hasValue("\\WINNT");
    }

    @Test
    void saysThatDescriptionsAreEnglishWhereAnotherLanguageIsWanted() throws IOException {
        Planned planned = planned();
        planned.locale = Optional.of("de-de");
        assertThat(rules(planned.apply())).contains("info INS-14");
        assertThat(loader(store(STORE)).string(ElementType.LOCALE)).hasValue("de-de");
    }

    @Test
    void takesSettingsFromOurTablesWhenTheTemplateIsDamaged() throws IOException {
        tree.file("System32/config/BCD-Template", "damaged".getBytes());
        assertThat(rules(planned().apply())).contains("warning INS-13").doesNotHaveDuplicates();
        assertThat(store(STORE).find(WellKnown.DEBUGGER_SETTINGS)).isPresent();
    }
}
