package org.bcdkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bcdkit.cli.Bcd;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.WindowsTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bcd} in a Linux that UEFI firmware started: what it makes of that firmware's own variables, and what the firmware makes of it then. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class LinuxGuestTest {

    private static final String VARIABLES = "/sys/firmware/efi/efivars/";
    private static final String GLOBAL = "-8be4df61-93ca-11d2-aa0d-00e098032b8c";
    private static final String ORDER = "BootOrder" + GLOBAL;
    private static final String ENTRY = "Boot0001" + GLOBAL; // OVMF comes with Boot0000, its setup
    private static final String LIST = "ls " + VARIABLES;
    private static final String FLAGS = "lsattr " + VARIABLES + ORDER;

    @TempDir
    static Path folder;

    private static WindowsDisk disk;
    private static VirtualMachine machine;
    private static Map<String, LinuxGuest.Said> said;

    @BeforeAll
    static void initialiseTheDiskInAGuest() throws IOException {
        WindowsTree tree = WindowsTree.windows11(Files.createDirectory(folder.resolve("win")));
        tree.file("Boot/EFI/bootmgfw.efi", StandIn.efi(Files.createDirectory(folder.resolve("stand-in"))));
        disk = WindowsDisk.gpt(folder, tree);
        disk.addEmptySystemPartition(folder);

        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("before", LIST);
        commands.put("protect", "chattr +i " + VARIABLES + ORDER);
        commands.put("protected", FLAGS);
        commands.put("mount", "mount -t vfat /dev/vda2 /esp");
        commands.put("init", "bcd init /dev/vda:1/Windows --target /esp");
        commands.put("unmount", "umount /esp");
        commands.put("flags", FLAGS);
        commands.put("list", "bcd firmware list --json");
        commands.put("order", "base64 " + VARIABLES + ORDER);
        commands.put("entry", "base64 " + VARIABLES + ENTRY);
        commands.put("remove", "bcd firmware remove 'Windows Boot Manager'");
        commands.put("removed", LIST);
        commands.put("shortened", "base64 " + VARIABLES + ORDER);
        commands.put("undo", "bcd firmware undo");
        commands.put("order-again", "base64 " + VARIABLES + ORDER);
        commands.put("entry-again", "base64 " + VARIABLES + ENTRY);
        commands.put("another", "bcd init /dev/vda:1/Windows --disk /dev/vda --name 'By the device' --windows-device locate --keep-default --yes");
        LinuxGuest guest = LinuxGuest.make(Files.createDirectory(folder.resolve("guest")), commands);
        machine = VirtualMachine.uefi(folder, Files.createDirectory(folder.resolve("no variables")));
        said = guest.start(machine, disk.file());
        said.forEach((name, one) -> assertThat(one.code()).as("%s: %s%s", name, one.out(), one.err()).isZero());
    }

    private static byte[] variable(String name) {
        return Base64.getMimeDecoder().decode(said.get(name).out());
    }

    @Test
    void addsTheEntryInFrontOfTheOneThatWasThere() throws IOException {
        assertThat(said.get("before").out()).contains("Boot0000" + GLOBAL, ORDER).doesNotContain(ENTRY);
        assertThat(said.get("init").out())
                .startsWith("Start \"Windows 11\" (/dev/vda:1/Windows) from /esp\n")
                .containsPattern("\\+ Boot0001 +\"Windows Boot Manager\" HD\\(2,GPT,")
                .containsPattern("~ BootOrder +0000 → 0001,0000\n")
                .endsWith("/dev/vda:1/Windows starts from /esp now.\n");
        JsonNode list = new ObjectMapper().readTree(said.get("list").out());
        assertThat(list.get("variables").asText() + "/").isEqualTo(VARIABLES);
        assertThat(list.get("order")).extracting(JsonNode::asText).containsExactly("Boot0001", "Boot0000");
        assertThat(list.get("broken")).isEmpty();
        assertThat(list.get("findings")).isEmpty();
        JsonNode entry = list.get("entries").get(1);
        assertThat(entry.get("name").asText()).isEqualTo("Boot0001");
        assertThat(entry.get("description").asText()).isEqualTo("Windows Boot Manager");
        assertThat(entry.get("device").asText())
                .startsWithIgnoringCase("HD(2,GPT," + WindowsDisk.SYSTEM_ID + ",")
                .endsWith("/\\EFI\\Microsoft\\Boot\\bootmgfw.efi");
        assertThat(entry.get("object").asText()).isEqualTo("{9dea862c-5cdd-4e70-acc1-f32b344d4795}");
    }

    @Test
    void liftsTheImmutableFlagAndPutsItBack() {
        assertThat(said.get("protected").out()).matches("-*i-* .*\n");
        assertThat(said.get("flags").out()).isEqualTo(said.get("protected").out());
    }

    @Test
    void removesTheEntryAndBringsItBack() {
        assertThat(said.get("removed").out()).isEqualTo(said.get("before").out());
        assertThat(variable("shortened")).containsExactly(7, 0, 0, 0, 0, 0);
        assertThat(said.get("order-again").out()).isEqualTo(said.get("order").out());
        assertThat(said.get("entry-again").out()).isEqualTo(said.get("entry").out());
    }

    @Test
    void leavesInTheFirmwareWhatTheKernelShowed() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept variables"));
        machine.variables().copyBootVariables(kept);
        assertThat(Files.readAllBytes(kept.resolve(ORDER))).isEqualTo(variable("order")).containsExactly(7, 0, 0, 0, 1, 0, 0, 0);
        assertThat(Files.readAllBytes(kept.resolve(ENTRY))).isEqualTo(variable("entry")).startsWith(7, 0, 0, 0, 1, 0, 0, 0);
    }

    @Test
    void writesToADiskOfTheMachineThatIsNotMounted() throws IOException {
        assertThat(said.get("another").out()).contains("By the device", "/dev/vda:1/Windows starts from /dev/vda:2 now.\n");
        FatImage volume = FatImage.at(disk.copySystemVolume(folder.resolve("volume")));
        assertThat(volume.faultsApartFromLostClusters()).isEmpty();
        Path store = folder.resolve("BCD");
        volume.mtools("mcopy", "-n", "::/EFI/Microsoft/Boot/BCD", store.toString());
        assertThat(new Bcd().call("list", "--store", store.toString()).out()).contains("Windows 11", "By the device");
    }

    @Test
    void firmwareStartsTheDiskByTheNewEntryAlone() throws IOException {
        Path copy = Files.copy(disk.file(), folder.resolve("without the removable path.raw"));
        FatImage.at(Path.of(copy + "@@" + disk.systemPartition())).delete("EFI/Boot/bootx64.efi");
        Path place = Files.createDirectory(folder.resolve("next start"));
        assertThat(VirtualMachine.uefi(place, machine.variables()).start(copy))
                .containsEntry("program", "\\EFI\\Microsoft\\Boot\\bootmgfw.efi")
                .containsEntry("entry", "Windows Boot Manager")
                .containsEntry("entry.data", "BCDOBJECT={9dea862c-5cdd-4e70-acc1-f32b344d4795}")
                .containsEntry("volume", WindowsDisk.SYSTEM_ID)
                .containsEntry("manager.device", WindowsDisk.SYSTEM_ID + " is there")
                .containsEntry("title", "Windows 11")
                .containsEntry("path", "\\Windows\\system32\\winload.efi")
                .containsEntry("device", WindowsDisk.WINDOWS_ID + " is there")
                .containsEntry("osdevice.disk", WindowsDisk.DISK_ID);
    }
}
