package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bcdkit.cli.Bcd;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real images of volumes and disks, called by a name that gives nothing away. */
@CorpusTest
class DiskCommandsCorpusTest {

    @TempDir
    private Path folder;

    static List<Path> images() throws IOException {
        try (Stream<Path> files = Files.walk(Corpus.folder().resolve("other"))) {
            return files.filter(file -> file.toString().matches(".*\\.(xz|raw)")).sorted().toList();
        }
    }

    /** What the name that the image was published under says it is. */
    private static String expected(String name) {
        for (Map.Entry<String, String> word : Map.of("bitl", "bitlocker", "ldm", "ldm", "exfat", "exfat", "fat32", "fat32", "fat16", "fat16", "fat12", "fat12", "udf", "udf")
                .entrySet()) {
            if (name.startsWith(word.getKey())) {
                return word.getValue();
            }
        }
        return name.startsWith("gpt.") ? "ext2 ext4" : name.startsWith("gpt_") ? "" : name.startsWith("tsk") ? "ext2" : "ntfs";
    }

    @ParameterizedTest
    @MethodSource("images")
    void showsWhatARealImageHolds(Path packed) throws IOException {
        Path image = folder.resolve("image");
        String name = packed.getFileName().toString();
        if (name.endsWith(".xz")) {
            PackedImage.unpack(packed, image);
        } else {
            Files.copy(packed, image);
        }
        Bcd.Result result = Bcd.run("disk", "info", image.toString(), "--json");
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.get("virtualSize").asLong()).isEqualTo(Files.size(image));
        TreeSet<String> kinds = new TreeSet<>();
        json.get("partitions").forEach(partition -> kinds.add(partition.path("fileSystem").asText()));
        kinds.remove("");
        assertThat(String.join(" ", kinds)).isEqualTo(expected(name));
    }
}
