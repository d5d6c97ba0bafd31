package org.bcdkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.bcdkit.testing.CountingStorage;
import org.junit.jupiter.api.Test;

class CachedStorageTest {

    private static final int PAGE = 4096;
    private static final int SIZE = 10 * PAGE + 100;

    private final byte[] content = content();
    private final CountingStorage base = new CountingStorage(MemoryStorage.of("base", content));

    private static byte[] content() {
        byte[] content = new byte[SIZE];
        new Random(1).nextBytes(content);
        return content;
    }

    @Test
    void givesTheBytesOfTheOther() throws IOException {
        CachedStorage cached = new CachedStorage(base, 3);
        assertThat(cached.name()).isEqualTo("base");
        assertThat(cached.size()).isEqualTo(SIZE);
        Random random = new Random(2);
        for (int i = 0; i < 500; i++) {
            int at = random.nextInt(SIZE);
            int length = random.nextInt(Math.min(3 * PAGE, SIZE - at) + 1);
            assertThat(cached.read(at, length)).isEqualTo(Arrays.copyOfRange(content, at, at + length));
        }
        assertThatThrownBy(() -> cached.read(SIZE - 1, 2))
                .isInstanceOf(MalformedException.class)
                .hasMessage("base: file at 0xa063: 2 bytes are needed here, but it ends at 0xa064 (truncated?)");
    }

    @Test
    void readsAPageOnceAndTheLastOneAsFarAsItGoes() throws IOException {
        CachedStorage cached = new CachedStorage(base, 3);
        cached.read(5, 1);
        cached.read(PAGE - 2, 2);
        assertThat(base.bytes()).isEqualTo(PAGE);
        cached.read(SIZE - 50, 50);
        assertThat(base.bytes()).isEqualTo(100);
    }

    @Test
    void forgetsThePageThatWasNotUsedForLongest() throws IOException {
        CachedStorage cached = new CachedStorage(base, 2);
        cached.read(0, 1);
        cached.read(PAGE, 1);
        cached.read(1, 1);
        cached.read(2 * PAGE, 1);
        assertThat(base.bytes()).isEqualTo(3 * PAGE);
        cached.read(2, 1);
        assertThat(base.bytes()).isZero();
        cached.read(PAGE, 1);
        assertThat(base.bytes()).isEqualTo(PAGE);
    }
}
