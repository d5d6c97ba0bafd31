package org.bcdkit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.FatImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The logs beside a hive on a volume. */
class HiveLogsTest {

    @TempDir
    private Path folder;

    private List<String> logs(String hive, String... files) throws IOException {
        Path boot = Files.createDirectories(folder.resolve("Boot"));
        for (String name : files) {
            Files.writeString(boot.resolve(name), name);
        }
        List<String> found = new ArrayList<>();
        try (Storage storage = FileStorage.open(FatImage.format(folder.resolve("volume"), 1440).add(boot).file())) {
            for (Storage log : new HiveLogs(FileSystems.open(storage), FilePath.parse(hive)).open()) {
                found.add(new String(log.read(0, (int) log.size())));
            }
        }
        return found;
    }

    @Test
    void areThoseWithItsNameAndOneOfThreeEndings() throws IOException {
        assertThat(logs("Boot/BCD", "BCD", "bcd.log", "BCD.LOG1", "Bcd.Log2", "BCD.LOG3", "BCD2.LOG", "BCD.bak"))
                .containsExactly("bcd.log", "BCD.LOG1", "Bcd.Log2");
    }

    @Test
    void mayNotBeThere() throws IOException {
        assertThat(logs("Boot/BCD", "BCD")).isEmpty();
        Files.delete(folder.resolve("volume"));
        assertThat(logs("None/BCD", "BCD")).isEmpty();
    }

    @Test
    void areFiles() throws IOException {
        Files.createDirectories(folder.resolve("Boot/BCD.LOG"));
        assertThat(logs("Boot/BCD", "BCD", "BCD.LOG2")).containsExactly("BCD.LOG2");
    }
}
