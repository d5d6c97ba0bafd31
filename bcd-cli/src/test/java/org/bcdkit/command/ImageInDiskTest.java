package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.cli.Bcd;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.StoreTemplate;
import org.bcdkit.edit.WindowsGeneration;
import org.bcdkit.store.BcdStore;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.NtfsBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images in a partition of a disk that is not mounted, and the store on that disk. */
class ImageInDiskTest {

    private static final int MIB = 1 << 20;
    private static final String IMAGE = "\\vhds\\w 11.vhdx";

    @TempDir
    static Path made;

    private static byte[] image;
    /** With the image; nobody writes to it. */
    private static Path volume;

    @TempDir
    Path folder;

    private Path system;
    private Path disk;

    @BeforeAll
    static void makeAVolume() throws IOException {
        image = Files.readAllBytes(SampleImage.vhdx(made.resolve("image")));
        volume = volume(made, 160);
    }

    private static Path volume(Path folder, long mebibytes) throws IOException {
        return new NtfsBuilder(folder, mebibytes * MIB, "-c", "4096").folder("/vhds").file("/vhds/w 11.vhdx", image).build();
    }

    @BeforeEach
    void makeADisk() throws IOException {
        system = folder.resolve("system");
        Files.createDirectories(system.resolve("EFI/Microsoft/Boot"));
        Files.copy(SampleStore.in(folder), system.resolve("EFI/Microsoft/Boot/BCD"));
        disk = SystemDisk.gpt(folder.resolve("disk.raw"), system, volume);
    }

    @Test
    void isJudgedByWhatTheDiskTells() {
        Bcd.Result result = doctor("--path", "/VHDS/W 11.vhdx", "--firmware", "uefi", "--page-file", "none");
        assertThat(result.err()).isEmpty();
        assertThat(result.with(disk.toString(), "DISK").out())
                .startsWith("""
                        Image       DISK:2/VHDS/W 11.vhdx
                                    dynamic VHDX of 64 MiB, its file has 10 MiB
                        Windows     Windows 11 Enterprise, 10.0.22631.2861, x64
                                    on partition 1 of the image, in \\Windows
                        """)
                .containsPattern("\nHost        partition 2 of DISK,\\s+ntfs\n            \\\\vhds\\\\w 11.vhdx\n")
                .containsPattern("\nStarted by  UEFI\n            partition 1 of DISK,\\s+with\\s+a\\s+boot\\s+store\n")
                .contains("\nHost        ok ")
                .endsWith("\nThis image will boot here.\n");
        assertThat(result.code()).isZero();
    }

    @Test
    void isToldOfAsJson() throws IOException {
        JsonNode json = json("doctor", "--page-file", "none");
        assertThat(json.get("verdict").asText()).isEqualTo("ok");
        assertThat(json.get("image").get("path").asText()).isEqualTo(disk + ":2/vhds/w 11.vhdx");
        JsonNode host = json.get("host");
        assertThat(host.get("partition").asText()).isEqualTo("gpt:{" + SystemDisk.DISK + "},{" + SystemDisk.DATA.partition() + "}");
        assertThat(host.get("storage").toString()).isEqualTo("{\"kind\":\"partition\",\"text\":\"partition 2 of " + disk + "\"}");
        assertThat(host.get("fileSystem").asText()).isEqualTo("ntfs");
        assertThat(host.get("path").asText()).isEqualTo(IMAGE);
        assertThat(host.get("systemPartitions").toString())
                .isEqualTo("[{\"name\":\"partition 1 of " + disk + "\",\"kind\":\"esp\",\"store\":true,\"holdsImage\":false}]");
        assertThat(host.get("sectorSize").asInt()).isEqualTo(512);
        assertThat(host.get("vhdEntries").asInt()).isZero();
        assertThat(host.has("firmware")).isFalse();
        assertThat(json.get("space").get("free").asLong()).isBetween(130L * MIB, 160L * MIB);
    }

    @Test
    void needsRoomOnItsVolume() throws IOException {
        disk = SystemDisk.gpt(folder.resolve("small.raw"), system, volume(folder, 48));
        Bcd.Result result = doctor("--path", IMAGE, "--page-file", "none");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).contains("[SPC-01]").endsWith("\nThis image will not boot here: SPC-01 stands against it.\n");
        assertThat(add("--path", IMAGE, "--page-file", "none", "--dry-run").code()).isEqualTo(3);
    }

    @Test
    void getsAnEntryInTheStoreOfItsDisk() throws IOException {
        byte[] before = Files.readAllBytes(disk);
        Bcd.Result planned = add("--path", IMAGE, "--page-file", "none", "--dry-run");
        assertThat(planned.err()).isEmpty();
        assertThat(planned.code()).isZero();
        assertThat(planned.out())
                .startsWith("Add \"w 11\" to the boot menu\n")
                .contains("vhd=[gpt:{" + SystemDisk.DISK + "},{" + SystemDisk.DATA.partition() + "}]" + IMAGE + "\n")
                .contains("path                    \\Windows\\system32\\winload.efi\n")
                .endsWith("free.\nThis image will boot here.\nNothing was written (--dry-run).\n");
        assertThat(add("--path", IMAGE, "--page-file", "none", "--dry-run", "--system-partition", "1").code()).isZero();

        Bcd.Result unconfirmed = add("--path", IMAGE, "--page-file", "none");
        assertThat(unconfirmed.code()).isEqualTo(3);
        assertThat(unconfirmed.err()).isEqualTo("bcd: " + disk + ":1 is in a disk that is written to directly, which nobody else may have in use."
                + " Confirm it with --yes. Nothing was written.\n");
        assertThat(Files.readAllBytes(disk)).isEqualTo(before);

        Bcd.Result added = add("--path", IMAGE, "--page-file", "none", "--yes");
        assertThat(added.code()).as(added.err()).isZero();
        String store = disk + ":1/EFI/Microsoft/Boot/BCD";
        assertThat(added.out())
                .contains("\nThe old store is kept as " + store + ".")
                .endsWith("\nTo go back: bcd undo --store " + store + " --yes\n");
        assertThat(Bcd.run("list", "--store", store).out()).contains("w 11");
        assertThat(add("--path", IMAGE, "--page-file", "none").out()).contains("Nothing to do: ");
        assertThat(Bcd.run("undo", "--store", store, "--yes").code()).isZero();
        assertThat(Bcd.run("list", "--store", store).out()).doesNotContain("w 11");
    }

    @Test
    void isStartedByAnotherDiskThanOneForData() throws IOException {
        IndependentTool.Outcome made = IndependentTool.run(IndependentTool.require("sgdisk", "gdisk"), "--typecode=1:0700", disk.toString());
        assertThat(made.exitCode()).as(made.stderr()).isZero();
        Bcd.Result judged = doctor("--path", IMAGE, "--page-file", "none", "--firmware", "uefi");
        assertThat(judged.out()).contains("[HST-01]").endsWith("\nThis image should boot here, with 1 warning.\n");
        assertThat(judged.code()).isZero();
        Bcd.Result added = add("--path", IMAGE, "--page-file", "none", "--store", folder.resolve("BCD").toString());
        assertThat(added.err()).startsWith("warning: there is no system partition:").contains("another disk may have what starts the machine [HST-01]");
        assertThat(added.code()).isZero();
    }

    @Test
    void getsAnEntryInAStoreThatIsPutOnTheSystemPartitionLater() throws IOException {
        Files.delete(system.resolve("EFI/Microsoft/Boot/BCD"));
        disk = SystemDisk.gpt(folder.resolve("prepared.raw"), system, volume);
        assertThat(doctor("--path", IMAGE, "--page-file", "none").out()).endsWith("\nThis image will not boot here: HST-01 stands against it.\n");
        Bcd.Result added = add("--path", IMAGE, "--page-file", "none", "--store", folder.resolve("BCD").toString());
        assertThat(added.err()).startsWith("warning: there is no boot environment of Windows on partition 1");
        assertThat(added.code()).isZero();
    }

    @Test
    void getsAnEntryInAnotherStore() throws IOException {
        Path store = folder.resolve("BCD");
        JsonNode json = json("add", "vhd", "--page-file", "none", "--store", store.toString(), "--name", "Inside");
        assertThat(json.get("changed").asBoolean()).isTrue();
        assertThat(json.get("device").toString())
                .isEqualTo("{\"kind\":\"vhd\",\"parent\":{\"kind\":\"partition\",\"style\":\"gpt\",\"disk\":\"{" + SystemDisk.DISK + "}\",\"partition\":\"{"
                        + SystemDisk.DATA.partition() + "}\"},\"path\":\"\\\\vhds\\\\w 11.vhdx\",\"locate\":\"0x12000002\"}");
        assertThat(Bcd.run("list", "--store", store.toString()).out()).contains("Inside");
        JsonNode located = json("add", "vhd", "--page-file", "none", "--store", store.toString(), "--name", "Anywhere", "--device-form", "locate");
        assertThat(located.get("device").get("parent").get("kind").asText()).isEqualTo("locate");
    }

    @Test
    void isNamedBySignatureAndOffsetOnADiskWithAnMbr() throws IOException {
        Path bios = Files.createDirectories(folder.resolve("bios/Boot"));
        Files.copy(folder.resolve("BCD"), bios.resolve("BCD"));
        disk = SystemDisk.mbr(folder.resolve("mbr.raw"), bios.getParent(), volume);
        assertThat(add("--path", IMAGE, "--dry-run").err()).contains("error: the machine starts with UEFI, which needs an EFI system partition");
        BcdStore store = new StoreTemplate(FirmwareKind.BIOS, WindowsGeneration.WINDOWS_10, "en-us").store(new BootDevice());
        Files.delete(bios.resolve("BCD"));
        SampleStore.write(bios.resolve("BCD"), store);
        disk = SystemDisk.mbr(folder.resolve("mbr.raw"), bios.getParent(), volume);
        Bcd.Result result = add("--path", IMAGE, "--page-file", "none", "--dry-run");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("vhd=[mbr:0x5ca1ab1e,5242880]" + IMAGE + "\n");
        assertThat(json("doctor", "--page-file", "none").get("host").get("systemPartitions").get(0).get("kind").asText()).isEqualTo("active");
    }

    @Test
    void needsAStoreOnItsDisk() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty/EFI"));
        disk = SystemDisk.gpt(folder.resolve("no.raw"), empty.getParent(), volume);
        assertThat(add("--path", IMAGE, "--dry-run"))
                .isEqualTo(new Bcd.Result(
                        3, "", "bcd: There is no boot store on partition 1 (fat12) of " + disk + ", neither EFI/Microsoft/Boot/BCD nor Boot/BCD."
                                + " Name a store with --store FILE.\n"));
        assertThat(add("--path", IMAGE, "--system-partition", "9").err()).isEqualTo("bcd: " + disk + " has no partition 9.\n");
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(doctor("--path", "\\vhds\\w11.vhdx"))
                .isEqualTo(new Bcd.Result(3, "", "bcd: There is no \"w11.vhdx\" in " + disk + ":2/vhds. Did you mean w 11.vhdx?\n"));
        assertThat(bcd("doctor", "--partition", "7", "--path", "\\x").err()).startsWith("bcd: " + disk + " has no partition 7. It has 1 (fat12), 2 (ntfs).");
        assertThat(doctor("--path", "\\vhds").err()).isEqualTo("bcd: " + disk + ":2/vhds is a folder, not a disk image\nName the VHD or VHDX file.\n");
    }

    @Test
    void refusesCommandLinesThatContradictThemselves() {
        assertUsage("With --disk there is no IMAGE: --partition and --path say where in the disk it is.", "doctor", "x.vhdx", "--disk", "d");
        assertUsage("--host and --disk both say where the image is; give one of them.", "doctor", "--disk", "d", "--host", "boot");
        assertUsage("--disk needs --partition: --partition says which partition holds the image, and --path where in it.", "doctor", "--disk", "d");
        assertUsage(
                "--disk needs --path: --partition says which partition holds the image, and --path where in it.", "doctor", "--disk", "d", "--partition", "1");
        assertUsage("--partition: \"one\" is no number of a partition; bcd disk info shows those of a disk.",
                "doctor", "--disk", "d", "--partition", "one", "--path", "\\x");
        assertUsage("--path: \"\\\" names no file; write for instance '\\vhds\\w11.vhdx'.", "doctor", "--disk", disk.toString(), "--partition", "2", "--path", "\\");
        assertUsage("--system-partition says where on a disk the store is: it needs --disk, and no --store.",
                "add", "vhd", made.resolve("image").toString(), "--host", "locate", "--store", folder.resolve("BCD").toString(), "--system-partition", "1");
    }

    private void assertUsage(String message, String... words) {
        String command = words[0].equals("add") ? "add vhd" : words[0];
        assertThat(Bcd.run(words)).isEqualTo(new Bcd.Result(2, "", "bcd: " + message + "\n\"bcd " + command + " --help\" shows what can be given.\n"));
    }

    private Bcd.Result doctor(String... more) {
        return bcd("doctor", more);
    }

    private Bcd.Result add(String... more) {
        return bcd("add vhd", more);
    }

    /** Partition 2 of the disk unless another one is named. */
    private Bcd.Result bcd(String command, String... more) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of("--disk", disk.toString()));
        words.addAll(List.of(more));
        if (!words.contains("--partition")) {
            words.addAll(List.of("--partition", "2"));
        }
        return Bcd.run(words.toArray(new String[0]));
    }

    private JsonNode json(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--disk", disk.toString(), "--partition", "2", "--path", IMAGE, "--json"));
        Bcd.Result result = Bcd.run(all.toArray(new String[0]));
        assertThat(result.code()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out());
    }
}
