package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.cli.Bcd;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that lie, as it is said, on real volumes that cannot be read here: where they lie is judged all the same. */
@CorpusTest
class DoctorCorpusTest {

    private static final String LOOK = "the image cannot be looked into, because the volume that holds it cannot be read: ";

    @TempDir
    private Path folder;

    private Path unpack(String file) {
        Path image = folder.resolve("disk.img");
        PackedImage.unpack(Corpus.folder().resolve("other").resolve(file), image);
        return image;
    }

    private static String[] words(Path disk, int partition, String... more) {
        List<String> words = new ArrayList<>(
                List.of("doctor", "--disk", disk.toString(), "--partition", Integer.toString(partition), "--path", "\\vhds\\w11.vhdx"));
        words.addAll(List.of(more));
        return words.toArray(new String[0]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "util-linux/bitlocker-win7.img.xz | 0 | HST-04 | warning | it is encrypted with BitLocker, and what is inside cannot be read",
        "cryptsetup-bitlk/bitlk-aes-xts-128.img.xz | 0 | HST-04 | warning | it is encrypted with BitLocker, and what is inside cannot be read",
        "libldm/ldm-2003r2-spanned-1.img.xz | 1 | HST-05 | error | it is part of a dynamic disk (LDM), and the volumes in that cannot be read",
        "util-linux/exfat.img.xz | 0 | HST-03 | error | it holds exFAT, which cannot be read yet"
    })
    void judgesAVolumeThatCannotBeRead(String file, int partition, String rule, String severity, String problem) throws IOException {
        Path disk = unpack(file);
        Bcd.Result table = Bcd.run(words(disk, partition));
        assertThat(table.err()).isEmpty();
        assertThat(table.code()).isEqualTo(4);
        assertThat(table.out())
                .startsWith("Image       " + disk + ":" + partition + "/vhds/w11.vhdx\n")
                .contains("[IMG-01]", "[" + rule + "]")
                .doesNotContain("\nSpace", "\nWindows")
                .containsPattern("\nThis image will not boot here: IMG-01(, | and ).* stand against it\\.\n$");

        Bcd.Result result = Bcd.run(words(disk, partition, "--json"));
        assertThat(result.code()).isEqualTo(4);
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.get("verdict").asText()).isEqualTo("error");
        assertThat(json.get("image").toString()).isEqualTo("{\"path\":\"" + disk + ":" + partition + "/vhds/w11.vhdx\"}");
        assertThat(json.get("host").get("path").asText()).isEqualTo("\\vhds\\w11.vhdx");
        assertThat(json.has("space")).isFalse();
        List<String> findings = new ArrayList<>();
        json.get("findings").forEach(finding -> findings.add(
                finding.get("rule").asText() + " " + finding.get("severity").asText() + " " + finding.get("message").asText()));
        assertThat(findings).contains("IMG-01 error " + LOOK + problem);
        assertThat(findings).anyMatch(line -> line.startsWith(rule + " " + severity + " "));
    }

    @ParameterizedTest
    @CsvSource("util-linux/exfat.img.xz, 0")
    void doesNotBootFromWhereItCannotBeLookedIntoEvenWhenForced(String file, int partition) {
        Bcd.Result result = Bcd.run(words(unpack(file), partition, "--force"));
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.out()).contains("warning  Windows starts an image from an NTFS volume").contains("[IMG-01]");
    }
}
