package org.bcdkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bcdkit.cli.Bcd;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.WindowsTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whether firmware starts a disk whose system partition {@code bcd} made, and finds in its store what was asked for. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class FirmwareBootTest {

    private static final int MIB = 1 << 20;
    private static final String DISK_ID = "A0000000-1111-4222-8333-0123456789AB";
    private static final String WINDOWS_ID = "B0000000-4444-4555-8666-0123456789AB";
    private static final String TITLE = "Windows 11 (started by OVMF)";

    @TempDir
    static Path made;

    private static Path disk;

    @TempDir
    Path folder;

    /** A disk with an NTFS volume of a Windows and the EFI system partition behind it, the former by others, the latter by {@code bcd}. */
    @BeforeAll
    static void makeADisk() throws IOException {
        WindowsTree tree = WindowsTree.windows11(Files.createDirectory(made.resolve("win")));
        tree.file("Boot/EFI/bootmgfw.efi", StandIn.efi(Files.createDirectory(made.resolve("stand-in"))));
        Path volume = tree.volume(Files.createDirectory(made.resolve("ntfs")));
        long mebibytes = Files.size(volume) / MIB;
        disk = made.resolve("disk.raw");
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength((mebibytes + 102) * MIB);
        }
        run("sgdisk", "gdisk", "-U", DISK_ID, "-n", "1:2048:+" + mebibytes + "M", "-t", "1:0700", "-u", "1:" + WINDOWS_ID, disk.toString());
        run("dd", "coreutils", "if=" + volume, "of=" + disk, "bs=1M", "seek=1", "conv=notrunc,sparse");
        Bcd.Result result = new Bcd().call("init", disk + ":1/Windows", "--disk", disk.toString(), "--create-esp", "100MiB", "--name", TITLE, "--yes");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(run("sgdisk", "gdisk", "-v", disk.toString())).contains("No problems found");
    }

    private static String run(String tool, String debianPackage, String... words) {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require(tool, debianPackage), words);
        assertThat(outcome.exitCode()).as(outcome.text() + outcome.stderr()).isZero();
        return outcome.text();
    }

    private static String systemPartition() {
        return run("sgdisk", "gdisk", "-i", "2", disk.toString()).replaceAll("(?s).*unique GUID: (\\S+).*", "$1");
    }

    /** What the stand-in says, without what differs from run to run. */
    private Map<String, String> started(Path variables) throws IOException {
        Map<String, String> said = new LinkedHashMap<>(VirtualMachine.uefi(folder, variables).start(disk));
        assertThat(said.remove("default")).matches("\\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}}");
        return said;
    }

    /** What it has to say of volume and store, whatever it was started by. */
    private static Map<String, String> asked() {
        return Map.of(
                "volume", systemPartition(),
                "manager.device", systemPartition() + " is there",
                "manager.device.disk", DISK_ID,
                "title", TITLE,
                "path", "\\Windows\\system32\\winload.efi",
                "device", WINDOWS_ID + " is there",
                "device.disk", DISK_ID,
                "osdevice", WINDOWS_ID + " is there",
                "osdevice.disk", DISK_ID,
                "end", "");
    }

    @Test
    void startsByTheRemovablePath() throws IOException {
        Map<String, String> said = started(Files.createDirectory(folder.resolve("none")));
        assertThat(said.remove("program")).isEqualToIgnoringCase("\\EFI\\Boot\\bootx64.efi");
        assertThat(said.remove("entry")).isNotEqualTo("Windows Boot Manager");
        said.remove("entry.data");
        assertThat(said).containsExactlyInAnyOrderEntriesOf(asked());
    }

    @Test
    void startsByTheEntryThatWasAddedToTheFirmware() throws IOException {
        Path variables = Files.createDirectory(folder.resolve("variables"));
        Bcd.Result result = new Bcd().call("firmware", "add", "--disk", disk.toString(), "--efivars", variables.toString());
        assertThat(result.code()).as(result.err()).isZero();
        Map<String, String> said = started(variables);
        assertThat(said.remove("program")).isEqualTo("\\EFI\\Microsoft\\Boot\\bootmgfw.efi");
        assertThat(said.remove("entry")).isEqualTo("Windows Boot Manager");
        assertThat(said.remove("entry.data")).isEqualTo("BCDOBJECT={9dea862c-5cdd-4e70-acc1-f32b344d4795}");
        assertThat(said).containsExactlyInAnyOrderEntriesOf(asked());
    }
}
