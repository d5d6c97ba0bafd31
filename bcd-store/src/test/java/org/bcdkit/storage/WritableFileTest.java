package org.bcdkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritableFileTest {

    @TempDir
    Path folder;

    private Path file() throws IOException {
        return Files.write(folder.resolve("disk"), new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length);
        for (int value : values) {
            buffer.put((byte) value);
        }
        return buffer.flip();
    }

    @Test
    void changesAFileInPlace() throws IOException {
        Path path = file();
        try (WritableFile file = WritableFile.open(path)) {
            file.write(2, bytes(20, 30));
            assertThat(file.read(1, 4)).containsExactly(1, 20, 30, 4);
            assertThat(file.size()).isEqualTo(8);
            assertThat(file.name()).isEqualTo(path.toString());
            file.force();
        }
        assertThat(Files.readAllBytes(path)).containsExactly(0, 1, 20, 30, 4, 5, 6, 7);
    }

    @Test
    void keepsItsSize() throws IOException {
        Path path = file();
        try (WritableFile file = WritableFile.open(path)) {
            assertThatThrownBy(() -> file.write(7, bytes(1, 2))).isInstanceOf(IllegalArgumentException.class).hasMessage("2 bytes at 7 of 8");
            assertThatThrownBy(() -> file.write(-1, bytes(1))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Files.size(path)).isEqualTo(8);
    }

    @Test
    void growsByWhatIsWrittenPastItsEndWhenItIsToGrow() throws IOException {
        Path path = file();
        try (WritableFile file = WritableFile.openToGrow(path)) {
            file.write(6, bytes(60, 70, 80));
            assertThat(file.size()).isEqualTo(9);
            assertThat(file.read(5, 4)).containsExactly(5, 60, 70, 80);
            file.write(11, bytes(110));
            assertThat(file.read(8, 4)).containsExactly(80, 0, 0, 110);
            assertThatThrownBy(() -> file.write(-1, bytes(1))).isInstanceOf(IllegalArgumentException.class).hasMessage("1 bytes at -1 of 12");
        }
        assertThat(Files.size(path)).isEqualTo(12);
    }

    @Test
    void keepsProgramsOutThatAskForLocks() throws IOException {
        Path path = file();
        try (WritableFile file = WritableFile.open(path)) {
            assertThat(LockProbe.look(path)).isEqualTo(LockProbe.FREE);
            file.lock();
            assertThat(LockProbe.look(path)).isEqualTo(LockProbe.LOCKED);
            try (WritableFile other = WritableFile.open(path)) {
                assertThatThrownBy(other::lock).isInstanceOf(HostException.class).hasMessage(path + " is in use by another program");
            }
        }
        assertThat(LockProbe.look(path)).isEqualTo(LockProbe.FREE);
    }

    @Test
    void doesNotMakeAFile() {
        assertThatThrownBy(() -> WritableFile.open(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void aSliceWritesIntoItsRangeAndNowhereElse() throws IOException {
        Path path = file();
        try (WritableFile file = WritableFile.open(path)) {
            WritableStorage slice = file.writableSlice("partition 1", 2, 4);
            slice.write(1, bytes(30, 40, 50));
            slice.force();
            assertThat(slice.name()).isEqualTo("partition 1");
            assertThat(slice.read(0, 4)).containsExactly(2, 30, 40, 50);
            assertThatThrownBy(() -> slice.write(3, bytes(1, 2))).isInstanceOf(IllegalArgumentException.class).hasMessage("2 bytes at 3 of 4");
            assertThatThrownBy(() -> slice.read(3, 2)).isInstanceOf(MalformedException.class);
            assertThatThrownBy(() -> file.writableSlice("too long", 5, 4)).isInstanceOf(MalformedException.class);
        }
        assertThat(Files.readAllBytes(path)).containsExactly(0, 1, 2, 30, 40, 50, 6, 7);
    }
}
