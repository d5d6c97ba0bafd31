package org.bcdkit.hive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.bcdkit.storage.MemoryStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HiveFilesTest {

    @TempDir
    private Path folder;

    private final byte[] before = Hives.uefi().sequence(8, 7).build();
    private final byte[] after = Hives.uefi().sequence(8, 8).binSize(0x2000).build();

    @Test
    void findsLogsInWhateverCaseTheyAreWritten() throws IOException {
        for (String name : new String[] {"bcd", "BCD.LOG", "bcd.log1", "Bcd.Log2", "BCD.LOG3", "BCD.bak", "OTHER.LOG"}) {
            Files.createFile(folder.resolve(name));
        }
        Files.createDirectory(folder.resolve("bcd.LOG2"));
        assertThat(HiveFiles.logs(folder.resolve("bcd")))
                .containsExactlyInAnyOrder(folder.resolve("BCD.LOG"), folder.resolve("bcd.log1"), folder.resolve("Bcd.Log2"));
    }

    @Test
    void replaysTheLogBesideADirtyStore() throws IOException {
        Path store = Files.write(folder.resolve("BCD"), before);
        Files.write(folder.resolve("BCD.LOG1"), LogBuilder.newFormat(before, 7).entry(7, before, after).build());
        assertThat(HiveFiles.read(store).info().state()).isEqualTo(HiveState.RECOVERED);
        assertThat(read(before, store).info().state()).isEqualTo(HiveState.RECOVERED);
    }

    @Test
    void doesNotLookForTheLogsOfACleanStore() throws IOException {
        Path elsewhere = folder.resolve("no such folder").resolve("BCD");
        assertThat(read(after, elsewhere).info().state()).isEqualTo(HiveState.CLEAN);
        assertThatThrownBy(() -> read(before, elsewhere)).isInstanceOf(NoSuchFileException.class);
    }

    private static Hive read(byte[] content, Path beside) throws IOException {
        try (HiveFiles.LogFiles logs = new HiveFiles.LogFiles(beside)) {
            return HiveReader.read(MemoryStorage.of("BCD", content), logs);
        }
    }
}
