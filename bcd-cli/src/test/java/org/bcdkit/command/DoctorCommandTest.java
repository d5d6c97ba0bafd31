package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.DATA;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.cli.Bcd;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.nativeboot.HostDiskFacts;
import org.bcdkit.nativeboot.SystemPartition;
import org.bcdkit.windows.Architecture;
import org.bcdkit.windows.WindowsVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about images on this machine. Those inside a disk are in {@link ImageInDiskTest}. */
class DoctorCommandTest {

    private static final String ELSEWHERE = "gpt:{a0000000-0000-4000-8000-000000000000},{b0000000-0000-4000-8000-000000000009}";
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    @TempDir
    Path folder;

    private final Bcd bcd = new Bcd();
    private Path image;

    @BeforeEach
    void makeAnImageAndAMachineForIt() throws IOException {
        image = SampleImage.vhdx(Files.createDirectory(folder.resolve("vhds")).resolve("w11.vhdx"));
        SystemPartition esp = new SystemPartition("/dev/fake2", SystemPartition.Kind.ESP, true, Optional.of(new WindowsVersion(10, 0, 22631, 2861)), false);
        bcd.machine()
                .volume(folder, DATA)
                .fileSystem("ntfs3")
                .firmware(FirmwareKind.UEFI, Architecture.X64)
                .disk(HostDiskFacts.UNKNOWN.withSystemPartitions(List.of(esp)).withSectorSize(512));
    }

    @Test
    void saysThatAnImageBoots() {
        assertThat(doctor().with(folder.toString(), "F")).isEqualTo(new Bcd.Result(0, """
                Image       F/vhds/w11.vhdx
                            dynamic VHDX of 64 MiB, its file has 10 MiB
                Windows     Windows 11 Enterprise, 10.0.22631.2861, x64
                            on partition 1 of the image, in \\Windows
                Host        /dev/fake1, ntfs3
                            \\vhds\\w11.vhdx
                Started by  UEFI for x64
                            /dev/fake2, with a boot store, boot manager 10.0.22631.2861

                Image       note     a dynamic image is for development and tests: keep data
                                     that matters on a partition outside it, for the image may
                                     be lost when the power fails [IMG-13]
                            ok       8 checks passed
                Partitions  note     the image has no boot partition of its own, so it starts
                                     natively, but not in a virtual machine [PRT-05]
                            ok       7 checks passed
                Volume      ok       4 checks passed
                Windows     note     the image is not generalised (IMAGE_STATE_COMPLETE): for
                                     one machine, not for copies on many [OS-10]
                            note     Setup refuses an upgrade to another version of Windows
                                     while Windows runs from an image [OS-11]
                            note     hibernation and fast startup will not be available; sleep
                                     is [OS-12]
                            ok       10 checks passed
                Host        ok       8 checks passed
                Space       note     Windows keeps its page file outside the image, on the host
                                     volume: 1 GiB to 24 GiB [SPC-04]
                            ok       3 checks passed

                Room        free now          1000 GiB
                          = image grows by      58 MiB
                          # page file            1 GiB  at first; it may become 24 GiB
                          . left             998.9 GiB  of which 64.6 MiB should stay free
                            [=#....................................................]

                This image will boot here.
                """, ""));
    }

    @Test
    void saysWithWhatWarningsAnImageShouldBoot() throws IOException {
        image = SampleImage.vhd(folder.resolve("vhds/ten.vhd"), new WindowsOutline("Windows 10 Home", "Core", "6.3", 19045).volume(folder, 4 * MIB));
        bcd.machine().free(10 * GIB);
        Bcd.Result result = doctor("--page-file", "12GiB");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.with(folder.toString(), "F").out()).isEqualTo("""
                Image       F/vhds/ten.vhd
                            dynamic VHD of 64 MiB, its file has 6 MiB
                Windows     Windows 10 Home, edition Core, 10.0.19045, x64
                            on partition 1 of the image, in \\Windows
                Host        /dev/fake1, ntfs3
                            \\vhds\\ten.vhd
                Started by  UEFI for x64
                            /dev/fake2, with a boot store, boot manager 10.0.22631.2861

                Image       warning  the image is a VHD, and Microsoft documents only VHDX for
                                     the Windows in it, 10.0.19045; a VHD usually starts all the
                                     same [IMG-03]
                                       Convert the image to VHDX.
                            note     a dynamic image is for development and tests: keep data
                                     that matters on a partition outside it, for the image may
                                     be lost when the power fails [IMG-13]
                            ok       8 checks passed
                Partitions  note     there is an MBR in the image and UEFI in the machine, which
                                     native boot does not mind [PRT-06]
                            ok       7 checks passed
                Volume      ok       4 checks passed
                Windows     warning  native boot of Home editions is not documented, and the
                                     Windows in the image, 10.0.19045, is Core [OS-04]
                                       Use Pro, Enterprise, Education or Server where support
                                       matters.
                            note     the image is not generalised (IMAGE_STATE_COMPLETE): for
                                     one machine, not for copies on many [OS-10]
                            note     Setup refuses an upgrade to another version of Windows
                                     while Windows runs from an image [OS-11]
                            note     hibernation and fast startup will not be available; sleep
                                     is [OS-12]
                            ok       9 checks passed
                Host        ok       8 checks passed
                Space       warning  the host volume has 10 GiB free; growing, the smallest page
                                     file and a reserve take 12.2 GiB [SPC-02]
                                       Free 2.2 GiB on the host volume, or put the page file
                                       elsewhere.
                            note     Windows keeps its page file outside the image, on the host
                                     volume: 12 GiB [SPC-04]
                            ok       1 check passed

                Room        free now            10 GiB
                          = image grows by    58.2 MiB
                          # page file           12 GiB
                          ! missing            2.1 GiB
                            [=###########################################!!!!!!!!!!]

                This image should boot here, with 3 warnings.
                """);
    }

    @Test
    void saysWhatStandsAgainstAnImage() throws IOException {
        WindowsOutline windows = new WindowsOutline("Windows 7 Home Premium", "HomePremium", "6.1", 7601).start("vhdmp", 4);
        image = SampleImage.vhd(folder.resolve("vhds/home.vhd"), windows.volume(folder, 4 * MIB));
        bcd.machine().free(3 * MIB);
        Bcd.Result result = doctor("--page-file", "none");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).isEmpty();
        assertThat(result.with(folder.toString(), "F").out()).isEqualTo("""
                Image       F/vhds/home.vhd
                            dynamic VHD of 64 MiB, its file has 6 MiB
                Windows     Windows 7 Home Premium, 6.1.7601, x64
                            on partition 1 of the image, in \\Windows
                Host        /dev/fake1, ntfs3
                            \\vhds\\home.vhd
                Started by  UEFI for x64
                            /dev/fake2, with a boot store, boot manager 10.0.22631.2861

                Image       note     a dynamic image is for development and tests: keep data
                                     that matters on a partition outside it, for the image may
                                     be lost when the power fails [IMG-13]
                            ok       9 checks passed
                Partitions  note     there is an MBR in the image and UEFI in the machine, which
                                     native boot does not mind [PRT-06]
                            ok       7 checks passed
                Volume      ok       4 checks passed
                Windows     error    Windows 7 HomePremium cannot be booted from an image; only
                                     Enterprise, Ultimate and Server 2008 R2 can [OS-03]
                                       Use one of these editions, or a later Windows.
                            error    the driver vhdmp, without which Windows does not start from
                                     an image, is disabled: Start of its service is 4 [OS-07]
                                       Restore it, or set Start of its service back to what the
                                       same Windows has elsewhere.
                            note     the image is not generalised (IMAGE_STATE_COMPLETE): for
                                     one machine, not for copies on many [OS-10]
                            note     Setup refuses an upgrade to another version of Windows
                                     while Windows runs from an image [OS-11]
                            note     hibernation and fast startup will not be available; sleep
                                     is [OS-12]
                            ok       8 checks passed
                Host        ok       8 checks passed
                Space       error    the host volume has 3 MiB free, and the image needs 58.2
                                     MiB to grow to its full size of 64 MiB [SPC-01]
                                       Free space on the host volume, move the image to a larger
                                       one, or make a smaller image.
                            ok       1 check passed

                Room        free now             3 MiB
                          = image grows by    58.2 MiB
                          # page file             none
                          ! missing           55.2 MiB
                            [==!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!]

                This image will not boot here: OS-03, OS-07 and SPC-01 stand against it.
                """);
    }

    @Test
    void listsWhatIsInOrderWhenMoreIsAskedFor() {
        String out = doctor("--verbose").out();
        assertThat(out)
                .contains("Volume      ok       partition 1 holds NTFS 3.1 [VOL-01]\n            ok       no volume in the image is encrypted")
                .contains("                     partition starts [PRT-08]\n")
                .doesNotContain("passed");
        assertThat(out.lines()).allMatch(line -> line.length() <= 80 || line.contains(folder.toString()));
    }

    @Test
    void coloursResultsOnATerminal() {
        String ok = "\u001b[1;32mok\u001b[0m       4 checks passed\n";
        String verdict = "\n\u001b[1;32mThis image will boot here.\u001b[0m\n";
        assertThat(doctor("--color", "always").out()).contains("Volume      " + ok).endsWith(verdict);
        assertThat(bcd.onTerminal().call("doctor", image.toString()).out()).doesNotContain("\u001b");
        assertThat(bcd.withResultsOnTerminal().call("doctor", image.toString()).out()).contains(ok).endsWith(verdict);
        assertThat(bcd.with("NO_COLOR", "1").call("doctor", image.toString()).out()).doesNotContain("\u001b");
    }

    @Test
    void saysTheSameAsJson() throws IOException {
        JsonNode json = json(0);
        assertThat(json.fieldNames()).toIterable().containsExactly("schemaVersion", "verdict", "image", "windows", "host", "space", "findings");
        assertThat(json.get("verdict").asText()).isEqualTo("ok");
        assertThat(json.get("image").get("path").asText()).isEqualTo(image.toString());
        assertThat(json.get("image").fieldNames())
                .toIterable()
                .containsExactly("path", "format", "type", "virtualSize", "sectorSize", "fileSize", "bytesToGrow", "blocks", "table", "partitions");
        JsonNode windows = json.get("windows");
        assertThat(windows.fieldNames())
                .toIterable()
                .containsExactly(
                        "product", "edition", "version", "build", "architecture", "folder", "hives", "loaders", "drivers", "setup", "partition", "hibernated",
                        "dirty");
        assertThat(windows.get("product").asText()).isEqualTo("Windows 11 Enterprise");
        assertThat(windows.get("edition").asText()).isEqualTo("Enterprise");
        assertThat(windows.get("version").asText()).isEqualTo("10.0.22631.2861");
        assertThat(windows.get("build").asInt()).isEqualTo(22631);
        assertThat(windows.get("drivers").get(2).toString()).isEqualTo("{\"service\":\"vhdmp\",\"file\":true,\"start\":0}");
        assertThat(json.get("host").toString())
                .isEqualTo("{\"storage\":{\"kind\":\"partition\",\"text\":\"/dev/fake1\"},"
                        + "\"partition\":\"gpt:{a0000000-0000-4000-8000-000000000000},{b0000000-0000-4000-8000-000000000004}\",\"fileSystem\":\"ntfs3\","
                        + "\"size\":2147483648000,\"cluster\":4096,\"path\":\"\\\\vhds\\\\w11.vhdx\",\"systemPartitions\":[{\"name\":\"/dev/fake2\","
                        + "\"kind\":\"esp\",\"store\":true,\"bootManager\":\"10.0.22631.2861\",\"holdsImage\":false}],\"bootManager\":\"10.0.22631.2861\","
                        + "\"sectorSize\":512,\"firmware\":\"uefi\",\"architecture\":\"x64\",\"memory\":8589934592}");
        assertThat(json.get("space").toString())
                .isEqualTo("{\"free\":1073741824000,\"grow\":60817408,\"pageFile\":1073741824,\"pageFileMaximum\":25769803776,\"reserve\":67717038,"
                        + "\"left\":1072607264768}");
        assertThat(json.get("findings")).allMatch(finding -> finding.get("severity").asText().equals("info"));
        assertThat(json(0, "--verbose").get("findings").findValuesAsText("severity")).contains("ok", "info");
    }

    @Test
    void findsEveryFieldOfItsJsonInTheReference() throws IOException {
        String page = Files.readString(Path.of("../docs/reference/doctor.md"));
        JsonNode json = json(0, "--verbose");
        for (String object : new String[] {"image", "windows", "host", "space"}) {
            json.get(object).fieldNames().forEachRemaining(field -> assertThat(page).contains("`" + field + "`"));
        }
    }

    @Test
    void judgesForAPartitionThatIsNotHereWithoutWhatIsKnownHere() throws IOException {
        bcd.machine().free(0).fileSystem("ext4");
        Bcd.Result result = doctor("--host", ELSEWHERE, "--firmware", "bios");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("\nHost        gpt:{a0000000-0000-4000-8000-000000000000},\n            {b0000000-0000-4000-8000-000000000009}\nStarted by  BIOS\n\n")
                .contains("Room        free now         not known\n          = image grows by      58 MiB\n")
                .doesNotContain("HST-")
                .endsWith("\n\nThis image should boot here, with 1 warning.\n");
        JsonNode json = json(0, "--host", ELSEWHERE, "--path", "\\w.vhdx");
        assertThat(json.get("verdict").asText()).isEqualTo("warning");
        assertThat(json.get("space").has("free")).isFalse();
        assertThat(json.get("space").has("left")).isFalse();
        assertThat(json.get("host").has("firmware")).isFalse();
        assertThat(json.get("host").get("path").asText()).isEqualTo("\\w.vhdx");
    }

    @Test
    void judgesWhereNeitherPartitionNorMountCanBeTold() throws IOException {
        Bcd container = new Bcd();
        container.machine().withoutMount();
        Bcd.Result result = container.call("doctor", image.toString());
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("\nHost        not known\n").contains("free now          1000 GiB").endsWith("Nothing stands against this image; what volume it will be on is not known.\n");
        assertThat(container.call("doctor", image.toString(), "--host", "locate").code()).isZero();
    }

    @Test
    void saysOfAFileThatIsNoImageThatItCannotBeRead() throws IOException {
        image = Files.write(folder.resolve("none"), new byte[1000]);
        Bcd.Result result = doctor();
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.out()).contains("[IMG-01]").doesNotContain("Windows").endsWith("\nThis image will not boot here: IMG-01 stands against it.\n");
        JsonNode json = json(4);
        assertThat(json.get("verdict").asText()).isEqualTo("error");
        assertThat(json.get("image").toString()).isEqualTo("{\"path\":\"" + image + "\"}");
        assertThat(json.has("windows")).isFalse();
        assertThat(json.has("space")).isFalse();
        image = folder.resolve("gone");
        assertThat(doctor()).isEqualTo(new Bcd.Result(3, "", "bcd: " + image + ": there is no such file.\n"));
    }

    @Test
    void carriesOnOverWhatCanBeForced() throws IOException {
        bcd.machine().fileSystem("exfat");
        assertThat(doctor().code()).isEqualTo(3);
        JsonNode refused = json(3);
        assertThat(refused.get("verdict").asText()).isEqualTo("error");
        assertThat(finding(refused, "HST-03").get("severity").asText()).isEqualTo("error");
        assertThat(finding(refused, "HST-03").get("forceable").asBoolean()).isTrue();

        Bcd.Result forced = doctor("--force");
        assertThat(forced.code()).isZero();
        assertThat(forced.out()).contains("\nHost        warning  Windows starts an image from an NTFS volume").endsWith("\nThis image should boot here, with 1 warning.\n");
        JsonNode json = json(0, "--force");
        assertThat(json.get("verdict").asText()).isEqualTo("warning");
        assertThat(finding(json, "HST-03").get("severity").asText()).isEqualTo("warning");
    }

    @Test
    void doesNotCarryOnOverTheRest() throws IOException {
        image = Files.write(folder.resolve("none"), new byte[1000]);
        assertThat(doctor("--force").code()).isEqualTo(4);
        assertThat(json(4, "--force").get("verdict").asText()).isEqualTo("error");
    }

    private static JsonNode finding(JsonNode json, String rule) {
        for (JsonNode finding : json.get("findings")) {
            if (finding.get("rule").asText().equals(rule)) {
                return finding;
            }
        }
        throw new AssertionError(rule + " is not in " + json.get("findings"));
    }

    @Test
    void refusesAPathThatWindowsCannotHave() {
        Bcd.Result result = doctor("--host", "locate", "--path", "vhds:w11.vhdx", "--verbose");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out())
                .containsPattern("Host +error +the path vhds:w11.vhdx has to start with a backslash and")
                .doesNotContain("can find the path")
                .endsWith("\nThis image will not boot here: BCD-12 stands against it.\n");
        assertThat(doctor("--host", "locate", "--path", "\\vhds\\w11.vhdx").code()).isZero();
    }

    @Test
    void namesTheParentsOfAnImage() throws IOException {
        image = SampleImage.child(folder.resolve("vhds/child.vhd"));
        assertThat(doctor().code()).isEqualTo(3);
        assertThat(json(3).get("image").get("parents")).isEmpty();
        assertThat(doctor().out()).contains("[IMG-06]").contains("Windows     none that could be judged\n");
    }

    @Test
    void refusesCommandLinesThatSayNothingUseful() {
        assertUsage("IMAGE is missing: a VHD or VHDX file, or --disk, --partition and --path for one inside a disk.", "doctor");
        assertUsage("--partition says which partition of a disk is meant; name the disk with --disk.", "doctor", image.toString(), "--partition", "2");
        assertUsage("--store means nothing here: an image is judged, and no entry for it is made.", "doctor", image.toString(), "--store", "BCD");
        assertUsage("--ram: \"much\" is not a size; write for instance 64MiB, 25GB or a number of bytes.", "doctor", image.toString(), "--ram", "much");
    }

    private void assertUsage(String message, String... words) {
        assertThat(bcd.call(words)).isEqualTo(new Bcd.Result(2, "", "bcd: " + message + "\n\"bcd doctor --help\" shows what can be given.\n"));
    }

    private JsonNode json(int code, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(more));
        words.add("--json");
        Bcd.Result result = doctor(words.toArray(new String[0]));
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        return new ObjectMapper().readTree(result.out());
    }

    private Bcd.Result doctor(String... more) {
        List<String> words = new ArrayList<>(List.of("doctor", image.toString()));
        words.addAll(List.of(more));
        return bcd.call(words.toArray(new String[0]));
    }
}
