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
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.WimCompression;
import org.bcdkit.testing.Wims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureCommandTest {

    private static final int SIZE = 40 << 20;

    @TempDir
    Path folder;

    private final Bcd bcd = new Bcd();
    private final byte[] content = Contents.mixed(4, 1_000_000);
    private Path image;
    private Path wim;

    @BeforeEach
    void makeImage() throws IOException {
        bcd.with("PATH", System.getenv("PATH"));
        IndependentTool.require("wimlib-imagex", "wimtools");
        image = SampleImage.vhd(folder.resolve("w.vhd"), volume().build());
        wim = Files.createDirectories(folder.resolve("out")).resolve("w.wim");
    }

    private NtfsBuilder volume() throws IOException {
        return new NtfsBuilder(folder, SIZE).folder("/Windows").file("/Windows/file.bin", content);
    }

    private Bcd.Result capture(String... options) {
        List<String> words = new ArrayList<>(List.of("capture", image + ":1", wim.toString()));
        words.addAll(List.of(options));
        return bcd.call(words.toArray(new String[0]));
    }

    @Test
    void capturesAVolumeInAnImage() throws IOException {
        Bcd.Result result = capture("--name", "Mein Windows", "--compress", "xpress");

        assertThat(result.err()).isEmpty();
        assertThat(result.out().replaceAll("[0-9.]+ [KM]iB", "SIZE")).isEqualTo("""
                Capture the files of %s:1
                  + %s a WIM (xpress) with the image "Mein Windows", from SIZE in use
                1 to add, 0 to change, 0 to delete.
                Made %s, SIZE; to go back, delete it.
                """.formatted(image, wim, wim));
        assertThat(wim.getParent().toFile().list()).containsExactly("w.wim");
        assertThat(Wims.wimlib("info", wim.toString())).contains("Mein Windows").contains("XPRESS");
        Wims.wimlib("extract", wim.toString(), "1", "/Windows/file.bin", "--dest-dir=" + folder);
        assertThat(folder.resolve("file.bin")).hasBinaryContent(content);
    }

    @Test
    void addsAnImageToAWimThatIsThere() throws IOException {
        assertThat(capture("--name", "One").code()).isZero();

        Bcd.Result result = capture("--name", "Two", "--append", "--json");
        JsonNode json = new ObjectMapper().readTree(result.out());

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(json.get("changed").asBoolean()).isTrue();
        assertThat(json.get("wim").asText()).isEqualTo(wim.toString());
        assertThat(json.get("name").asText()).isEqualTo("Two");
        assertThat(Wims.wimlib("info", wim.toString())).containsPattern("Image Count: +2");
        assertThat(capture("--name", "Two", "--append")).isEqualTo(
                new Bcd.Result(3, "", "bcd: " + wim + " has an image \"Two\" already, number 2. Choose another --name.\n"));
    }

    @Test
    void capturesWhatAPublishedImageGivesAgain() throws IOException {
        assertThat(capture("--name", "One", "--check").code()).isZero();
        Path again = folder.resolve("again.vhdx");
        Bcd.Result result = bcd.call("deploy", wim.toString(), again.toString(), "--size", "100MiB", "--check");
        assertThat(result.code()).as(result.err()).isZero();
        bcd.call("disk", "cat", again + ":2/Windows/file.bin");
        assertThat(bcd.bytes()).isEqualTo(content);
    }

    @Test
    void refusesToOverwrite() throws IOException {
        Files.writeString(wim, "mine");
        assertThat(capture("--name", "One")).isEqualTo(
                new Bcd.Result(3, "", "bcd: " + wim + " exists already, and was left alone. Move it away first, or choose another name.\n"));
        assertThat(wim).hasContent("mine");
    }

    @Test
    void refusesWhatIsNoNtfsVolume() throws IOException {
        image = SampleImage.vhdx(folder.resolve("w.vhdx"));
        wim = wim.resolveSibling("other.wim");
        assertThat(bcd.call("capture", image + ":3", wim.toString(), "--name", "X").code()).isEqualTo(3);
        Path raw = Files.write(folder.resolve("raw.img"), new byte[1 << 20]);
        assertThat(bcd.call("capture", raw + ":0", wim.toString(), "--name", "X")).isEqualTo(new Bcd.Result(
                3, "", "bcd: Partition 0 of " + raw + " holds no file system that is known here, and only NTFS volumes are captured.\n"));
        assertThat(wim).doesNotExist();
    }

    @Test
    void refusesFilesWhoseContentWouldBeLost() throws IOException {
        image = SampleImage.vhd(folder.resolve("compact.vhd"), volume()
                .file("/system file", new byte[0])
                .resize("/system file", content.length)
                .stream("/system file", "WofCompressedData", WimCompression.XPRESS_8K.compress(folder, content, 50))
                .reparse("/system file", WimCompression.XPRESS_8K.reparsePoint())
                .build());
        Bcd.Result result = capture("--name", "Compact");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("bcd: 1 file on partition 1 of " + image
                + " is compressed as Windows compresses its own (CompactOS), and wimlib may store"
                + " zeros for it");
        assertThat(wim).doesNotExist();
        assertThat(capture("--name", "Compact", "--force").code()).isZero();
    }

    @Test
    void refusesACommandLineThatMeansNothing() {
        Bcd.Result result = bcd.call("capture", image + ":1/Windows", wim.toString(), "--name", "X");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("bcd: Volumes are captured as a whole, since wimlib reads NTFS in a file only so: leave the path away,"
                + " " + image + ":1 names the volume. What is too much is taken out of the WIM afterwards: wimlib-imagex update OUT.wim 1"
                + " --command=\"delete --recursive /FOLDER\".\n");
        assertThat(capture("--name", "X", "--append", "--compress", "lzx").err()).startsWith("bcd: A WIM that is there has its compression");
    }

    @Test
    void refusesAFolderWithoutRoom() {
        bcd.machine().free(1000);
        Bcd.Result result = capture("--name", "X");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("bcd: " + wim.getParent() + " has 1000 bytes free, and at least ").endsWith(
                " are needed for a temporary copy of the volume, besides the WIM. Nothing was made.\n");
    }
}
