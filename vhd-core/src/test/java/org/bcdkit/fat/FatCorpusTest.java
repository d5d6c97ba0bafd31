package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.CorpusTest;
import org.bcdkit.testing.DiskCorpus;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** FAT volumes of Windows and of devices. */
@CorpusTest
class FatCorpusTest {

    @TempDir
    private Path folder;

    static List<DiskCorpus> volumes() throws IOException {
        return DiskCorpus.ofKind("image").stream().filter(row -> row.features().startsWith("FAT") && !row.file().contains("bitlk")).toList();
    }

    @ParameterizedTest
    @MethodSource("volumes")
    void readsWhatMtoolsAndTheSleuthKitRead(DiskCorpus row) throws IOException {
        Path image = row.unpack(folder);
        try (Storage volume = FileStorage.open(image)) {
            FatFileSystem fat = FatFileSystem.open(volume);
            assertThat(fat.kind()).isEqualTo(row.features().toLowerCase());
            Map<String, Bytes> all = FatReading.all(fat);
            FatImage.at(image).copyOut(folder.resolve("out"));
            assertThat(all).isEqualTo(FatReading.allOf(folder.resolve("out")));

            String fls = IndependentTool.run(IndependentTool.require("fls", "sleuthkit"), "-r", "-p", "-u", "-F", image.toString()).text();
            List<String> theirs = fls.lines().map(line -> line.substring(line.indexOf(':') + 2)).filter(name -> !name.matches("[$].*|.*[(]Volume Label Entry[)]")).toList();
            assertThat(all.keySet().stream().filter(name -> !name.endsWith("/"))).containsExactlyInAnyOrderElementsOf(theirs);
        }
    }
}
