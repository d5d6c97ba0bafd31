package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.bcdkit.cli.Bcd;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StoreTemplate;
import org.bcdkit.edit.WindowsGeneration;
import org.bcdkit.store.BcdStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateCommandTest {

    @TempDir
    Path folder;

    @Test
    void makesAStoreForUefi() throws IOException {
        Path path = folder.resolve("BCD");
        assertThat(Bcd.run("create", path.toString(), "--firmware", "uefi"))
                .isEqualTo(new Bcd.Result(
                        0,
                        "Make a boot store\n  + " + path + " a boot store for UEFI as Windows 11 makes it, with 9 objects\n"
                                + "1 to add, 0 to change, 0 to delete.\nMade " + path + "; to go back, delete it.\n",
                        ""));
        assertThat(read(path)).isEqualTo(template(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11));
        assertThat(Calls.run(path, "list")).isEqualTo(new Bcd.Result(0, "The boot menu is empty.\n", ""));
    }

    @Test
    void makesAStoreForAnotherWindowsAndFirmware() throws IOException {
        Path path = folder.resolve("BCD");
        assertThat(Bcd.run("create", path.toString(), "--firmware", "bios", "--windows", "7", "--json"))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        {
                          "schemaVersion": 1,
                          "changed": true,
                          "findings": [ ],
                          "changes": [ {
                            "action": "add",
                            "subject": "%s",
                            "after": "a boot store for BIOS as Windows 7 makes it, with 9 objects"
                          } ]
                        }
                        """
                                .formatted(path),
                        ""));
        assertThat(read(path)).isEqualTo(template(FirmwareKind.BIOS, WindowsGeneration.WINDOWS_7));
    }

    @Test
    void makesNothingInADryRun() {
        Path path = folder.resolve("BCD");
        Bcd.Result result = Bcd.run("create", path.toString(), "--firmware", "uefi", "--windows", "8.1", "--dry-run");
        assertThat(result.code()).isZero();
        assertThat(result.out()).endsWith("1 to add, 0 to change, 0 to delete.\nNothing was written (--dry-run).\n");
        assertThat(path).doesNotExist();
    }

    @Test
    void takesNoStoreBesideTheOneToMake() {
        Path path = folder.resolve("BCD");
        assertThat(Bcd.run("create", path.toString(), "--firmware", "uefi", "--store", path.toString()))
                .isEqualTo(new Bcd.Result(
                        2, "", "bcd: --store means nothing here: FILE is the store to make.\n\"bcd create --help\" shows what can be given.\n"));
        assertThat(Bcd.run("quickstart", folder.resolve("q").toString(), "--store", path.toString()))
                .isEqualTo(new Bcd.Result(
                        2,
                        "",
                        "bcd: --store means nothing here: quickstart makes a store of its own.\n\"bcd quickstart --help\" shows what can be given.\n"));
        assertThat(folder.resolve("q")).doesNotExist();
    }

    @Test
    void leavesAFileThatIsThereAlone() throws IOException {
        Path path = Files.writeString(folder.resolve("BCD"), "mine");
        assertThat(Bcd.run("create", path.toString(), "--firmware", "uefi"))
                .isEqualTo(new Bcd.Result(
                        3, "", "bcd: " + path + " exists already, and was left alone. Move it away first, or choose another name.\n"));
        assertThat(path).hasContent("mine");
    }

    @Test
    void needsAFolderAndAFirmware() {
        Path path = folder.resolve("none").resolve("BCD");
        assertThat(Bcd.run("create", path.toString(), "--firmware", "uefi"))
                .isEqualTo(new Bcd.Result(3, "", "bcd: There is no folder " + path.getParent() + " to make " + path + " in.\n"));
        assertThat(Bcd.run("create", folder.resolve("BCD").toString()))
                .isEqualTo(new Bcd.Result(2, "", "bcd: Missing: --firmware uefi|bios.\n\"bcd create --help\" shows what can be given.\n"));
        assertThat(Bcd.run("create", folder.resolve("BCD").toString(), "--firmware", "efi"))
                .isEqualTo(new Bcd.Result(
                        2, "", "bcd: --firmware is uefi or bios, not \"efi\".\n\"bcd create --help\" shows what can be given.\n"));
    }

    @Test
    void makesAStoreForStartingOverTheNetwork() {
        Path path = folder.resolve("BCD");
        Bcd.Result result = Bcd.run(
                "create", path.toString(), "--firmware", "uefi", "--pxe", "--name", "PE", "--wim", "\\x64\\boot.wim", "--tftp-block-size", "1456",
                "--tftp-window-size", "8");
        assertThat(result)
                .isEqualTo(new Bcd.Result(
                        0,
                        "Make a boot store for network boot\n  + " + path
                                + " a boot store for UEFI over the network, which starts \\x64\\boot.wim, with 3 objects\n"
                                + "1 to add, 0 to change, 0 to delete.\nMade " + path + "; to go back, delete it.\n",
                        ""));
        assertThat(Calls.run(path, "show", "{default}").with("\\{[0-9a-f]{8}-.*\\}\n", "{new}\n").out())
                .isEqualTo("""
                        Windows Boot Loader
                        -------------------
                        identifier              {new}
                        device                  ramdisk=[boot]\\x64\\boot.wim,{ramdiskoptions}
                        path                    \\windows\\system32\\boot\\winload.efi
                        description             PE
                        osdevice                ramdisk=[boot]\\x64\\boot.wim,{ramdiskoptions}
                        systemroot              \\windows
                        detecthal               Yes
                        winpe                   Yes
                        """);
        assertThat(Calls.run(path, "show", "{ramdiskoptions}").out())
                .endsWith("ramdisksdipath          \\Boot\\boot.sdi\nramdisktftpblocksize    1456\nramdisktftpwindowsize   8\n");
        assertThat(Calls.run(path, "check").code()).isZero();
    }

    @Test
    void refusesOptionsOfTheOtherKindOfStore() {
        String path = folder.resolve("BCD").toString();
        assertThat(Bcd.run("create", path, "--firmware", "uefi", "--sdi", "\\x"))
                .isEqualTo(new Bcd.Result(
                        2, "", "bcd: --sdi is about a store for network boot: it needs --pxe.\n\"bcd create --help\" shows what can be given.\n"));
        assertThat(Bcd.run("create", path, "--firmware", "uefi", "--pxe", "--windows", "10").code()).isEqualTo(2);
        assertThat(Bcd.run("create", path, "--firmware", "uefi", "--pxe", "--tftp-block-size", "70000"))
                .isEqualTo(new Bcd.Result(
                        2, "", "bcd: --tftp-block-size takes 512 to 65464 bytes, not \"70000\".\n\"bcd create --help\" shows what can be given.\n"));
        assertThat(Bcd.run("create", path, "--firmware", "uefi", "--pxe", "--wim", "boot.wim").code()).isEqualTo(3);
        assertThat(folder).isEmptyDirectory();
    }

    private static BcdStore template(FirmwareKind firmware, WindowsGeneration generation) {
        return new StoreTemplate(firmware, generation, "en-us").store(new BootDevice());
    }

    private static BcdStore read(Path path) throws IOException {
        return new StoreFile(path, Clock.systemUTC()).read().store();
    }
}
