package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The room on a FAT volume. */
class FatSpaceTest {

    private static final Pattern USE = Pattern.compile("files, (\\d+)/(\\d+) clusters");
    private static final Pattern CLUSTER = Pattern.compile("(\\d+) bytes per cluster");

    @TempDir
    private Path folder;

    private static long number(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Long.parseLong(matcher.group(group));
    }

    /** fsck.fat takes the root directory of FAT32 for a file too. */
    private static void assertSameSpace(Path image) throws IOException {
        String counted = IndependentTool.run(IndependentTool.require("fsck.fat", "dosfstools"), "-n", "-v", image.toString()).text();
        long cluster = number(CLUSTER, counted, 1);
        long clusters = number(USE, counted, 2);
        try (Storage storage = FileStorage.open(image)) {
            FatFileSystem volume = FatFileSystem.open(storage);
            assertThat(volume.clusterSize()).isEqualTo((int) cluster);
            assertThat(volume.size()).isEqualTo(clusters * cluster);
            assertThat(volume.free()).isEqualTo((clusters - number(USE, counted, 1)) * cluster).isPositive();
            assertThat(volume.free()).isEqualTo(freeByMtools(image));
        }
    }

    private static long freeByMtools(Path image) {
        List<String> command = List.of(IndependentTool.require("mdir", "mtools").toString(), "-i", image.toString(), "::/");
        String listing = IndependentTool.run(Duration.ofMinutes(1), Map.of("MTOOLS_SKIP_CHECK", "1"), command).text();
        Matcher matcher = Pattern.compile("([\\d ]+) bytes free").matcher(listing);
        assertThat(matcher.find()).as(listing).isTrue();
        return Long.parseLong(matcher.group(1).replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "1440, -F 12", "4096, -F 12 -s 8", "16384, -F 16 -s 1", "65536, -F 16 -S 4096 -s 1", "16384, -F 16 -f 1", "40960, -F 32 -s 1",
        "98304, -F 32 -s 1 -S 1024 -R 40"
    })
    void countsWhatOthersCount(int size, String options) throws IOException {
        FatImage image = FatImage.format(folder.resolve("volume"), size, options.split(" "));
        assertSameSpace(image.file());
        Path file = Files.write(folder.resolve("file"), new byte[300_001]);
        image.folder("EFI").add(file).add(Files.write(folder.resolve("small"), new byte[1]));
        assertSameSpace(image.file());
        try (Storage storage = FileStorage.open(image.file())) {
            FatFileSystem volume = FatFileSystem.open(storage);
            FileEntry entry = FilePath.parse("file").find(volume).orElseThrow();
            int cluster = volume.clusterSize();
            assertThat(volume.allocated(entry)).isEqualTo((300_001L + cluster - 1) / cluster * cluster);
            assertThat(volume.attributes(entry)).isEmpty();
        }
        image.delete("file");
        assertSameSpace(image.file());
    }

    /** The sector behind the boot sector holds a number of free clusters, which anything may have left there. */
    @Test
    void doesNotBelieveTheNumberThatIsNoted() throws IOException {
        FatImage image = FatImage.format(folder.resolve("volume"), 40960, "-F", "32", "-s", "1");
        long free;
        try (Storage storage = FileStorage.open(image.file())) {
            free = FatFileSystem.open(storage).free();
        }
        try (RandomAccessFile file = new RandomAccessFile(image.file().toFile(), "rw")) {
            file.seek(512 + 488);
            file.write(new byte[] {7, 0, 0, 0});
        }
        try (Storage storage = FileStorage.open(image.file())) {
            assertThat(FatFileSystem.open(storage).free()).isEqualTo(free);
        }
    }

    @Test
    void anEmptyFileTakesNothing() throws IOException {
        FatImage image = FatImage.format(folder.resolve("volume"), 1440).add(Files.createFile(folder.resolve("empty")));
        try (Storage storage = FileStorage.open(image.file())) {
            FatFileSystem volume = FatFileSystem.open(storage);
            assertThat(volume.allocated(FilePath.parse("empty").find(volume).orElseThrow())).isZero();
        }
    }
}
