package org.bcdkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {

    @TempDir
    Path folder;

    @Test
    void readsAFileAtAnyPosition() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[] {0, 1, 2, 3, 4});
        try (FileStorage storage = FileStorage.open(file)) {
            assertThat(storage.name()).isEqualTo(file.toString());
            assertThat(storage.size()).isEqualTo(5);
            assertThat(storage.read(3, 2)).containsExactly(3, 4);
            assertThat(storage.read(0, 1)).containsExactly(0);
        }
    }

    @Test
    @Timeout(30)
    @EnabledOnOs(value = {OS.LINUX, OS.MAC}, disabledReason = "elsewhere pipes are no files")
    void refusesAPipeWithoutWaitingForSomebodyWhoWrites() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertThatThrownBy(() -> FileStorage.open(pipe))
                .isInstanceOf(HostException.class)
                .hasMessage(pipe + " is a pipe, and this is read in more than one place");
    }

    @Test
    void saysWhereAFileEndsTooEarly() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[5]);
        try (FileStorage storage = FileStorage.open(file)) {
            assertThatThrownBy(() -> storage.read(4, 2))
                    .isInstanceOf(MalformedException.class)
                    .hasMessage(file + ": file at 0x4: 2 bytes are needed here, but it ends at 0x5 (truncated?)");
            Files.write(file, new byte[3]);
            assertThatThrownBy(() -> storage.read(0, 5))
                    .isInstanceOf(MalformedException.class)
                    .hasMessage(file + ": file at 0x3: it ends here, though it was 0x5 bytes long when opened");
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a folder cannot be opened, and nothing else fails as a broken medium does")
    void namesTheFileThatCannotBeReadOn() throws IOException {
        try (FileStorage storage = FileStorage.open(folder)) {
            assertThatThrownBy(() -> storage.read(0, 1))
                    .isExactlyInstanceOf(FileSystemException.class)
                    .hasMessage(folder + ": Is a directory at 0x0");
        }
    }

    @Test
    void allocatesNothingForALengthThatTheStorageDoesNotHave() {
        MemoryStorage storage = MemoryStorage.of("small", new byte[10]);
        assertThatThrownBy(() -> storage.read(0, Integer.MAX_VALUE)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> storage.read(-1, 1)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> storage.read(Long.MAX_VALUE, 1)).isInstanceOf(MalformedException.class);
    }

    @Test
    void cutsSlicesOfSlices() throws IOException {
        MemoryStorage storage = MemoryStorage.of("disk", new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
        Storage slice = storage.slice("partition", 2, 5).slice("volume", 1, 3);

        assertThat(slice.name()).isEqualTo("volume");
        assertThat(slice.size()).isEqualTo(3);
        assertThat(slice.read(0, 3)).containsExactly(3, 4, 5);
        assertThatThrownBy(() -> slice.read(1, 3)).isInstanceOf(MalformedException.class).hasMessageStartingWith("volume: file at 0x1:");
        assertThatThrownBy(() -> storage.slice("too long", 4, 5)).isInstanceOf(MalformedException.class);
    }

    @Test
    void passesOnThatAFileIsMissing() {
        assertThatThrownBy(() -> FileStorage.open(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
