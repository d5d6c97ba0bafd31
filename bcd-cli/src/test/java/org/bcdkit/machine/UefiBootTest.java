package org.bcdkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcdkit.cli.Bcd;
import org.bcdkit.testing.WindowsTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether firmware starts a disk whose system partition {@code bcd} made, and finds in its store what was asked for. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class UefiBootTest {

    private static final String TITLE = "Windows 11 (started by OVMF)";

    @TempDir
    static Path made;

    private static WindowsDisk withoutSystemPartition;
    private static WindowsDisk disk;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeADisk() throws IOException {
        WindowsTree tree = WindowsTree.windows11(Files.createDirectory(made.resolve("win")));
        tree.file("Boot/EFI/bootmgfw.efi", StandIn.efi(Files.createDirectory(made.resolve("stand-in"))));
        disk = WindowsDisk.gpt(made, tree);
        withoutSystemPartition = disk.copy(made.resolve("without.raw"));
        disk.addSystemPartition("--name", TITLE);
        assertThat(WindowsDisk.run("sgdisk", "gdisk", "-v", disk.file().toString())).contains("No problems found");
    }

    /** Of a disk in a raw image. */
    private static String systemPartition(Path disk) {
        return WindowsDisk.run("sgdisk", "gdisk", "-i", "2", disk.toString()).replaceAll("(?s).*unique GUID: (\\S+).*", "$1");
    }

    /** What the stand-in says when {@code disk} starts, without what differs from run to run. */
    private Map<String, String> started(Path disk, Path variables) throws IOException {
        Map<String, String> said = new LinkedHashMap<>(VirtualMachine.uefi(folder, variables).start(disk));
        assertThat(said.remove("default")).matches("\\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}}");
        return said;
    }

    /** What it has to say of volume and store, whatever it was started by. */
    private static Map<String, String> asked(String systemPartition) {
        return Map.of(
                "volume", systemPartition,
                "manager.device", systemPartition + " is there",
                "manager.device.disk", WindowsDisk.DISK_ID,
                "title", TITLE,
                "path", "\\Windows\\system32\\winload.efi",
                "device", WindowsDisk.WINDOWS_ID + " is there",
                "device.disk", WindowsDisk.DISK_ID,
                "osdevice", WindowsDisk.WINDOWS_ID + " is there",
                "osdevice.disk", WindowsDisk.DISK_ID,
                "end", "");
    }

    private static Bcd.Result firmware(Path variables, String... words) {
        List<String> all = new ArrayList<>(List.of("firmware"));
        all.addAll(List.of(words));
        all.addAll(List.of("--efivars", variables.toString()));
        Bcd.Result result = new Bcd().call(all.toArray(new String[0]));
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    @Test
    void startsByTheRemovablePath() throws IOException {
        Map<String, String> said = started(disk.file(), Files.createDirectory(folder.resolve("none")));
        assertThat(said.remove("program")).isEqualToIgnoringCase("\\EFI\\Boot\\bootx64.efi");
        assertThat(said.remove("entry")).isNotEqualTo("Windows Boot Manager");
        said.remove("entry.data");
        assertThat(said).containsExactlyInAnyOrderEntriesOf(asked(systemPartition(disk.file())));
    }

    @Test
    void startsByTheEntryThatWasAddedInFrontOfThoseTheFirmwareMade() throws IOException {
        Path variables = Files.createDirectory(folder.resolve("variables"));
        VirtualMachine first = VirtualMachine.uefi(folder, variables);
        assertThat(first.start(disk.file()).get("program")).isEqualToIgnoringCase("\\EFI\\Boot\\bootx64.efi");
        first.variables().copyBootVariables(variables);
        assertThat(firmware(variables, "list").out()).contains("UEFI QEMU HARDDISK").doesNotContain("Windows Boot Manager");
        assertThat(firmware(variables, "add", "--disk", disk.file().toString()).out()).containsPattern("~ BootOrder +(\\S+) → [0-9A-F]{4},\\1\n");
        Map<String, String> said = started(disk.file(), variables);
        assertThat(said.remove("program")).isEqualTo("\\EFI\\Microsoft\\Boot\\bootmgfw.efi");
        assertThat(said.remove("entry")).isEqualTo("Windows Boot Manager");
        assertThat(said.remove("entry.data")).isEqualTo("BCDOBJECT={9dea862c-5cdd-4e70-acc1-f32b344d4795}");
        assertThat(said).containsExactlyInAnyOrderEntriesOf(asked(systemPartition(disk.file())));
    }

    @Test
    void findsTheDefaultThatWasAddedToTheStoreLater() throws IOException {
        String other = "C0000000-7777-4888-8999-0123456789AB";
        WindowsDisk second = new WindowsDisk(Files.copy(disk.file(), folder.resolve("second.raw")), disk.mebibytes());
        String device = "gpt:{" + WindowsDisk.DISK_ID + "},{" + other + "}";
        Bcd.Result result = second.init("--windows-device", device, "--name", "On another partition", "--yes");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(started(second.file(), Files.createDirectory(folder.resolve("none"))))
                .containsEntry("manager.device", systemPartition(disk.file()) + " is there")
                .containsEntry("title", "On another partition")
                .containsEntry("device", other + " is missing")
                .containsEntry("osdevice", other + " is missing")
                .containsEntry("osdevice.disk", WindowsDisk.DISK_ID);
    }

    @ParameterizedTest
    @CsvSource({"vhdx, vhdx, subformat=dynamic", "vhd, vpc, 'subformat=dynamic,force_size=on'"})
    void startsADiskInAnImageThatGrew(String name, String format, String options) throws IOException {
        Path image = folder.resolve("disk." + name);
        WindowsDisk.run("qemu-img", "qemu-utils", "convert", "-f", "raw", "-O", format, "-o", options,
                withoutSystemPartition.file().toString(), image.toString());
        new WindowsDisk(image, disk.mebibytes()).addSystemPartition("--name", TITLE);
        Path raw = folder.resolve("as others read it.raw");
        WindowsDisk.run("qemu-img", "qemu-utils", "convert", "-f", format, "-O", "raw", image.toString(), raw.toString());
        assertThat(WindowsDisk.run("sgdisk", "gdisk", "-v", raw.toString())).contains("No problems found");
        Map<String, String> said = started(image, Files.createDirectory(folder.resolve("none")));
        assertThat(said.remove("program")).isEqualToIgnoringCase("\\EFI\\Boot\\bootx64.efi");
        said.keySet().removeAll(List.of("entry", "entry.data"));
        assertThat(said).containsExactlyInAnyOrderEntriesOf(asked(systemPartition(raw)));
    }
}
