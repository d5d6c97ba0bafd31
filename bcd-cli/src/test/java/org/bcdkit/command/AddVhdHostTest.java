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
import org.bcdkit.cli.Bcd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code add vhd} finds the image to be, and how much room it sees there. */
class AddVhdHostTest {

    private static final String HERE = "gpt:{a0000000-0000-4000-8000-000000000000},{b0000000-0000-4000-8000-000000000004}";
    private static final String ELSEWHERE = "gpt:{a0000000-0000-4000-8000-000000000000},{b0000000-0000-4000-8000-000000000009}";
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    @TempDir
    Path folder;

    private final Bcd bcd = new Bcd();
    private Path store;
    private Path image;

    @BeforeEach
    void makeFiles() throws IOException {
        store = SampleStore.in(folder);
        image = SampleImage.vhdx(Files.createDirectory(folder.resolve("vhds")).resolve("w11.vhdx"));
        bcd.machine().volume(folder, DATA);
    }

    @Test
    void takesThePathFromTheVolumeTheImageLiesOn() throws IOException {
        assertThat(device()).isEqualTo("partition \\vhds\\w11.vhdx");
        assertThat(device("--host", HERE)).isEqualTo("partition \\vhds\\w11.vhdx");
        assertThat(device("--host", "boot")).isEqualTo("boot \\vhds\\w11.vhdx");
        assertThat(device("--host", "locate")).isEqualTo("locate \\vhds\\w11.vhdx");
        assertThat(device("--path", "\\w.vhdx")).isEqualTo("partition \\w.vhdx");
    }

    @Test
    void chosesTheFormOfTheDevice() throws IOException {
        assertThat(device("--device-form", "locate")).isEqualTo("locate \\vhds\\w11.vhdx");
        assertThat(device("--device-form", "partition")).isEqualTo("partition \\vhds\\w11.vhdx");
        assertThat(device("--host", ELSEWHERE, "--path", "\\w.vhdx", "--device-form", "locate")).isEqualTo("locate \\w.vhdx");
        assertThat(add("--host", "locate", "--device-form", "partition"))
                .isEqualTo(new Bcd.Result(
                        2,
                        "",
                        "bcd: --device-form partition needs a partition, and --host locate names none.\n"
                                + "\"bcd add vhd --help\" shows what can be given.\n"));
    }

    @Test
    void takesDriveLettersFromTheMap() throws IOException {
        assertThat(device("--host", "D:", "--map", "D=" + HERE)).isEqualTo("partition \\vhds\\w11.vhdx");
        assertThat(device("--host", "d", "--map", "D:=" + folder)).isEqualTo("partition \\vhds\\w11.vhdx");
        assertThat(device("--host", "E:", "--map", "E=" + ELSEWHERE, "--path", "\\w.vhdx")).isEqualTo("partition \\w.vhdx");
    }

    @Test
    void asksForThePathOnAPartitionThatTheImageDoesNotLieOn() {
        assertThat(add("--host", ELSEWHERE))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: --host names a partition, and whether " + image + " lies on it cannot be seen from here, so its path there is not known."
                                + " Give it with --path, for instance --path '\\vhds\\w11.vhdx'.\n"));
    }

    @Test
    void saysWhatIsMissingWhenThePartitionCannotBeTold() throws IOException {
        Bcd unknown = new Bcd();
        assertThat(unknown.call(words()))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: Which partition " + image + " lies on cannot be told (/dev/fake1, fuseblk).\n"
                                + "No disk of this machine can be read; name the partition by its identity.\n"
                                + "A partition is named with --host. The boot manager searches all volumes for an image that is added with --host locate.\n"));
        assertThat(unknown.call(words("--host", "D:", "--map", "D=" + folder)).err())
                .startsWith("bcd: Which partition " + folder + " lies on cannot be told (/dev/fake1, fuseblk).\n");
        assertThat(unknown.call(words("--device-form", "locate", "--dry-run")).code()).isZero();
        assertThat(unknown.call(words("--host", HERE, "--path", "\\x.vhdx", "--dry-run")).code()).isZero();
    }

    @Test
    void goesOnWithoutTheMountWhenEverythingIsSaid() {
        bcd.machine().withoutMount();
        assertThat(add("--host", "locate", "--path", "\\x.vhdx", "--dry-run").code()).isZero();
        Bcd.Result elsewhere = add("--host", HERE, "--path", "\\x.vhdx", "--dry-run", "--page-file", "none");
        assertThat(elsewhere.code()).isZero();
        assertThat(elsewhere.err())
                .contains("warning: the free space on the host volume is not known; the image needs 58 MiB to grow to its full size [SPC-01]\n");
    }

    @Test
    void judgesTheRoomOnAVolumeWithoutSeeingItsMount() {
        bcd.machine().withoutMount().free(58 * MIB - 1);
        Bcd.Result result = add("--host", "locate", "--path", "\\x.vhdx");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .contains("error: the host volume has 57.9 MiB free, and the image needs 58 MiB to grow to its full size of 64 MiB [SPC-01]\n");
    }

    @Test
    void saysWhyTheMountIsMissed() {
        bcd.machine().withoutMount();
        assertThat(add())
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: Which partition " + image + " lies on cannot be told.\n"
                                + "No mount is seen for " + image + "; name the partition by its identity.\n"
                                + "A partition is named with --host. The boot manager searches all volumes for an image that is added with --host locate.\n"));
        assertThat(add("--host", "locate"))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: The path of " + image + " on its volume cannot be told.\n"
                                + "No mount is seen for " + image + "; name the partition by its identity.\n"
                                + "Give it with --path, for instance --path '\\vhds\\w11.vhdx'.\n"));
    }

    @Test
    void judgesTheRoomOnTheVolumeOfTheImage() throws IOException {
        bcd.machine().free(58 * MIB - 1);
        byte[] old = Files.readAllBytes(store);
        String[][] places = {{}, {"--host", HERE}, {"--host", "locate"}, {"--host", "boot"}, {"--device-form", "locate"}};
        for (String[] place : places) {
            Bcd.Result result = add(place);
            assertThat(result.code()).as(List.of(place).toString()).isEqualTo(3);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .contains("error: the host volume has 57.9 MiB free, and the image needs 58 MiB to grow to its full size of 64 MiB [SPC-01]\n"
                            + "  Free space on the host volume, move the image to a larger one, or make a smaller image.\n")
                    .endsWith("bcd: Nothing was changed.\n");
        }
        assertThat(store).hasBinaryContent(old);

        bcd.machine().free(58 * MIB);
        assertThat(add("--page-file", "none").code()).isZero();
    }

    @Test
    void countsTheHolesOfAFixedImageAsRoomThatIsNeeded() throws IOException {
        image = SampleImage.fixed(folder.resolve("fixed.vhd"));
        bcd.machine().free(3 * MIB).allocated(60 * MIB);
        Bcd.Result result = add("--page-file", "none");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("error: the host volume has 3 MiB free, and the image needs 4.1 MiB to grow to its full size of 64 MiB [SPC-01]\n");

        bcd.machine().allocated(Files.size(image));
        assertThat(add("--page-file", "none", "--dry-run").code()).isZero();
    }

    @Test
    void doesNotTakeTheRoomHereForTheRoomOnAnotherPartition() {
        bcd.machine().free(0);
        Bcd.Result result = add("--host", ELSEWHERE, "--path", "\\x.vhdx", "--dry-run", "--page-file", "none");
        assertThat(result.code()).isZero();
        assertThat(result.err())
                .contains("warning: the free space on the host volume is not known; the image needs 58 MiB to grow to its full size [SPC-01]\n");
    }

    @Test
    void refusesAVolumeThatWindowsDoesNotStartImagesFromUnlessForced() throws IOException {
        bcd.machine().fileSystem("ext4");
        byte[] old = Files.readAllBytes(store);
        String problem = "Windows starts an image from an NTFS volume, and the volume that holds this one is ext4 [HST-03]\n"
                + "  Move the image to an NTFS partition of the same machine.\n";

        Bcd.Result result = add("--page-file", "none");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("error: " + problem).endsWith("bcd: Nothing was changed; --force carries on all the same.\n");
        assertThat(store).hasBinaryContent(old);

        assertThat(add("--page-file", "none", "--force", "--dry-run").err()).contains("warning: " + problem);
        assertThat(warnings("--page-file", "none", "--host", "locate")).isEmpty();
        bcd.machine().fileSystem("ntfs3");
        assertThat(warnings("--page-file", "none")).isEmpty();
    }

    @Test
    void countsThePageFile() {
        bcd.machine().memory(16 * GIB).free(2 * GIB);
        assertThat(warnings()).containsExactly(
                "warning: the host volume has 2 GiB free; growing, the smallest page file and a reserve take 2.2 GiB [SPC-02]");
        assertThat(add("--dry-run", "--verbose", "--ram", "8GiB").err())
                .contains("note: Windows keeps its page file outside the image, on the host volume: 1 GiB to 24 GiB [SPC-04]\n")
                .doesNotContain("warning");
        assertThat(warnings("--page-file", "none")).isEmpty();
        assertThat(warnings("--page-file", "1GiB")).isEmpty();
        assertThat(warnings("--page-file", "3GiB")).hasSize(1);
    }

    private List<String> warnings(String... more) {
        List<String> words = new ArrayList<>(List.of(more));
        words.add("--dry-run");
        Bcd.Result result = add(words.toArray(new String[0]));
        assertThat(result.code()).isZero();
        return result.err().lines().filter(line -> line.startsWith("warning")).toList();
    }

    /** Kind of parent and path of the entry that would be added. */
    private String device(String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(more));
        words.addAll(List.of("--dry-run", "--json"));
        Bcd.Result result = add(words.toArray(new String[0]));
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode device = new ObjectMapper().readTree(result.out()).get("device");
        return device.get("parent").get("kind").asText() + " " + device.get("path").asText();
    }

    private Bcd.Result add(String... more) {
        return bcd.call(words(more));
    }

    private String[] words(String... more) {
        List<String> words = new ArrayList<>(List.of("add", "vhd", image.toString()));
        words.addAll(List.of(more));
        return Calls.on(store, words.toArray(new String[0]));
    }
}
