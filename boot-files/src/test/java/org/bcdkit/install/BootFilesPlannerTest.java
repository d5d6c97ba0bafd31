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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootFilesPlannerTest {

    private static final String MANAGER = "EFI/Microsoft/Boot/bootmgfw.efi";
    private static final String FALLBACK = "EFI/Boot/bootx64.efi";
    private static final String STORE = "EFI/Microsoft/Boot/BCD";

    @TempDir
    Path folder;

    private WindowsTree tree;
    private Path target;

    @BeforeEach
    void makeFolders() throws IOException {
        tree = WindowsTree.windows11(Files.createDirectory(folder.resolve("win")));
        target = Files.createDirectory(folder.resolve("esp"));
    }

    private Planned planned() throws IOException {
        return Planned.in(tree.folder(), target);
    }

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

    private static List<String> rules(BootFilesPlan plan) {
        return plan.findings().stream().map(finding -> finding.severity().word() + " " + finding.rule()).toList();
    }

    private void put(String path, byte[] content) throws IOException {
        Path file = target.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
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

    private BootFilesPlan refused(FirmwareKind firmware) throws IOException {
        Planned planned = planned();
        planned.firmware = List.of(firmware);
        BootFilesPlan plan = planned.plan();
        assertThat(plan.steps()).isEmpty();
        return plan;
    }

    private static List<String> messages(BootFilesPlan plan) {
        return plan.findings().stream().map(Finding::message).toList();
    }

    @Test
    void refusesABootManagerThatIsNoProgram() throws IOException {
        byte[] noise = new byte[100];
        new java.util.Random(3).nextBytes(noise);
        tree.file("Boot/EFI/bootmgfw.efi", noise).file("Boot/EFI/bootmgr.efi", new byte[0]);
        BootFilesPlan plan = refused(FirmwareKind.UEFI);
        assertThat(rules(plan)).contains("error INS-03");
        assertThat(messages(plan)).contains(
                tree.folder() + "/Boot/EFI/bootmgfw.efi is no program: it does not start with the headers of one (MZ and PE)",
                tree.folder() + "/Boot/EFI/bootmgr.efi is empty");
        assertThat(Planned.files(target)).isEmpty();
    }

    @Test
    void refusesABootManagerOfAnotherKindAndOneThatIsCutOff() throws IOException {
        byte[] console = tree.bytes("Boot/EFI/bootmgfw.efi");
        console[0xdc] = 3;
        byte[] whole = Programs.x64(folder, "10,0,22621,1");
        tree.file("Boot/EFI/bootmgfw.efi", console).file("Boot/EFI/bootmgr.efi", java.util.Arrays.copyOf(whole, 0x300));
        assertThat(messages(refused(FirmwareKind.UEFI))).contains(
                tree.folder() + "/Boot/EFI/bootmgfw.efi is no program of UEFI: its subsystem is 3, expected is 10",
                tree.folder() + "/Boot/EFI/bootmgr.efi is cut off: its last section is not in the file, which has 768 bytes");
    }

    @Test
    void refusesABootManagerForAnUnknownProcessorAndOneWithTheHeadersOfAnother() throws IOException {
        tree.program("Boot/EFI/bootmgfw.efi", 0x1234);
        byte[] mixed = tree.bytes("Boot/EFI/bootmgr.efi");
        mixed[0x98] = 0x0b;
        mixed[0x99] = 0x01;
        tree.file("Boot/EFI/bootmgr.efi", mixed);
        assertThat(messages(refused(FirmwareKind.UEFI))).contains(
                tree.folder() + "/Boot/EFI/bootmgfw.efi is for no processor that Windows is made for (machine 0x1234)",
                tree.folder() + "/Boot/EFI/bootmgr.efi has damaged headers: its optional header is not that of a program for x64");
    }

    @Test
    void refusesAnEmptyBootManagerForABiosAndSaysThatOneLooksOdd() throws IOException {
        tree.file("Boot/PCAT/bootmgr", new byte[0]);
        assertThat(messages(refused(FirmwareKind.BIOS))).contains(tree.folder() + "/Boot/PCAT/bootmgr is empty");
        tree.file("Boot/PCAT/bootmgr", new byte[2000]);
        Planned planned = planned();
        planned.firmware = List.of(FirmwareKind.BIOS);
        BootFilesPlan plan = planned.plan();
        assertThat(rules(plan)).contains("warning INS-03");
        assertThat(messages(plan))
                .contains(tree.folder() + "/Boot/PCAT/bootmgr does not start like a boot manager for a BIOS, with a jump (0xe9)");
        assertThat(plan.steps()).isNotEmpty();
    }

    @Test
    void saysThatTheBootManagerThereIsForAnotherProcessor() throws IOException {
        put(MANAGER, WindowsTree.make(Files.createDirectory(folder.resolve("arm")), 22631, "Professional", WindowsTree.ARM64).bytes("Boot/EFI/bootmgfw.efi"));
        BootFilesPlan plan = planned().plan();
        assertThat(rules(plan)).contains("warning INS-20");
        assertThat(messages(plan)).contains("\\EFI\\Microsoft\\Boot\\bootmgfw.efi there is for ARM64, and the one of this Windows for x64:"
                + " a machine starts one of them only");
    }

    @Test
    void refusesABiosForAWindowsForArm() throws IOException {
        tree = WindowsTree.make(Files.createDirectory(folder.resolve("arm")), 22631, "Professional", WindowsTree.ARM64);
        BootFilesPlan plan = refused(FirmwareKind.BIOS);
        assertThat(rules(plan)).contains("error INS-20");
        assertThat(messages(plan)).contains(tree.folder() + " is a Windows for ARM64, and machines with that processor have no BIOS");
    }

    @Test
    void saysWhatIsAssumedWhenTheRegistryIsDamaged() throws IOException {
        tree.file("System32/config/SOFTWARE", "no hive".getBytes(java.nio.charset.StandardCharsets.UTF_8)).file("System32/config/SYSTEM", new byte[8192]);
        BootFilesPlan plan = planned().apply();
        assertThat(rules(plan)).contains("warning INS-21");
        assertThat(messages(plan)).anySatisfy(message -> assertThat(message)
                .startsWith(tree.folder() + "/System32/config/SOFTWARE cannot be read (")
                .endsWith("): of which version and edition it is cannot be read; Windows 10 is assumed, and it is called \"Windows 10\""));
        assertThat(messages(plan)).anySatisfy(message -> assertThat(message)
                .startsWith(tree.folder() + "/System32/config/SYSTEM cannot be read (")
                .endsWith("): the loader needs it, and will stop without it"));
    }

    @Test
    void takesTheVersionOfTheLoaderWhenTheRegistryIsDamaged() throws IOException {
        tree.file("System32/config/SOFTWARE", new byte[0]).file("System32/winload.efi", Programs.x64(folder, "10,0,22621,1"));
        assertThat(messages(planned().plan())).anySatisfy(message -> assertThat(message)
                .endsWith("the version is that of the loader, 10.0.22621.1, and it is called \"Windows 11\""));
    }

    @Test
    void saysThatALanguageWasAskedForThatIsNotThere() throws IOException {
        Planned planned = planned();
        planned.locales = Optional.of(Set.of("de-de", "fr-fr"));
        BootFilesPlan plan = planned.plan();
        assertThat(rules(plan)).contains("warning INS-22");
        assertThat(messages(plan)).contains(tree.folder() + " has no boot files for UEFI in the language fr-fr")
                .doesNotContain(tree.folder() + " has no boot files for UEFI in the language de-de");
    }

    @Test
    void saysWhichAuthorityOnlyWhenABootManagerIsWritten() throws IOException {
        assertThat(rules(planned().apply())).contains("info INS-10");
        assertThat(rules(planned().plan())).doesNotContain("info INS-10");
    }
}
