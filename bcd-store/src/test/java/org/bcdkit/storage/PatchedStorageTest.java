package org.bcdkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchedStorageTest {

    private static MemoryStorage storage(String name, int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return MemoryStorage.of(name, content);
    }

    @Test
    void showsThePatchesAndTheBaseAroundThem() throws IOException {
        PatchedStorage patched = new PatchedStorage(storage("base", 1, 2, 3, 4, 5, 6));
        patched.patch(2, 2, storage("patch", 10, 11, 12), 1);
        assertThat(patched.name()).isEqualTo("base");
        assertThat(patched.size()).isEqualTo(6);
        assertThat(patched.read(0, 6)).containsExactly(1, 2, 11, 12, 5, 6);
        assertThat(patched.read(3, 2)).containsExactly(12, 5);
    }

    @Test
    void showsTheLastPatchWhereSeveralMeet() throws IOException {
        PatchedStorage patched = new PatchedStorage(storage("base", 0, 0, 0, 0, 0, 0, 0));
        patched.patch(1, 5, storage("first", 1, 2, 3, 4, 5), 0);
        patched.patch(3, 1, storage("inside", 7), 0);
        assertThat(patched.read(0, 7)).containsExactly(0, 1, 2, 7, 4, 5, 0);
        patched.patch(2, 3, storage("over it", 8, 8, 8), 0);
        assertThat(patched.read(0, 7)).containsExactly(0, 1, 8, 8, 8, 5, 0);
        patched.patch(0, 7, storage("over all", 9, 9, 9, 9, 9, 9, 9), 0);
        assertThat(patched.read(0, 7)).containsOnly(9);
    }

    @Test
    void growsWithZerosUpToAPatchBehindTheEnd() throws IOException {
        PatchedStorage patched = new PatchedStorage(storage("base", 1));
        patched.patch(3, 1, storage("patch", 9), 0);
        assertThat(patched.size()).isEqualTo(4);
        assertThat(patched.read(0, 4)).containsExactly(1, 0, 0, 9);
        assertThatThrownBy(() -> patched.read(4, 1))
                .isInstanceOf(MalformedException.class)
                .hasMessage("base: file at 0x4: 1 bytes are needed here, but it ends at 0x4 (truncated?)");
    }

    @Test
    void refusesAPatchThatItsStorageDoesNotHave() {
        PatchedStorage patched = new PatchedStorage(storage("base", 1));
        assertThatThrownBy(() -> patched.patch(0, 3, storage("log", 1, 2, 3), 1))
                .isInstanceOf(MalformedException.class)
                .hasMessage("log: file at 0x1: 3 bytes are needed here, but it ends at 0x3 (truncated?)");
    }

    @Test
    void takesNothingFromAnEmptyPatch() throws IOException {
        PatchedStorage patched = new PatchedStorage(storage("base", 1));
        patched.patch(5, 0, storage("log", 1), 0);
        assertThat(patched.size()).isEqualTo(1);
        assertThat(patched.read(0, 1)).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isWhatCopyingWouldHaveMade(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] expected = new byte[400];
        random.nextBytes(expected);
        PatchedStorage patched = new PatchedStorage(MemoryStorage.of("base", expected.clone()));
        byte[] log = new byte[1000];
        random.nextBytes(log);
        MemoryStorage from = MemoryStorage.of("log", log);
        for (int i = 0; i < 300; i++) {
            int length = random.nextInt(i % 10 == 0 ? 120 : 20);
            int at = random.nextInt(500);
            int source = random.nextInt(log.length - length);
            patched.patch(at, length, from, source);
            expected = length == 0 ? expected : Arrays.copyOf(expected, Math.max(expected.length, at + length));
            System.arraycopy(log, source, expected, Math.min(at, expected.length), length);
            assertThat(patched.size()).isEqualTo(expected.length);
            int start = random.nextInt(expected.length);
            int size = random.nextInt(expected.length - start + 1);
            assertThat(patched.read(start, size)).isEqualTo(Arrays.copyOfRange(expected, start, start + size));
        }
        ByteBuffer all = ByteBuffer.allocate(expected.length);
        patched.read(0, all);
        assertThat(all.array()).isEqualTo(expected);
    }
}
