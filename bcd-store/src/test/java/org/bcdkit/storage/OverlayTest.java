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

class OverlayTest {

    private static final int PAGE = 4096;

    @Test
    void showsTheBaseWhereNothingWasChanged() throws IOException {
        Overlay overlay = new Overlay(base(3 * PAGE + 7));
        overlay.write(PAGE + 1, ByteBuffer.wrap(new byte[] {1, 2, 3}));

        assertThat(overlay.size()).isEqualTo(3 * PAGE + 7);
        assertThat(overlay.read(PAGE, 5)).containsExactly(content(3 * PAGE + 7)[PAGE], 1, 2, 3, content(3 * PAGE + 7)[PAGE + 4]);
        assertThat(overlay.read(3 * PAGE, 7)).isEqualTo(Arrays.copyOfRange(content(3 * PAGE + 7), 3 * PAGE, 3 * PAGE + 7));
    }

    @Test
    void neverWritesToItsBase() throws IOException {
        MemoryStorage base = base(PAGE);
        Overlay overlay = new Overlay(base);
        overlay.write(0, ByteBuffer.wrap(new byte[PAGE]));
        overlay.clear(0, PAGE);
        overlay.force();

        assertThat(base.read(0, PAGE)).isEqualTo(content(PAGE));
    }

    @Test
    void growsWhereItIsWrittenBehindTheEnd() throws IOException {
        Overlay overlay = new Overlay(base(10));
        overlay.write(PAGE + 5, ByteBuffer.wrap(new byte[] {9}));

        assertThat(overlay.size()).isEqualTo(PAGE + 6);
        assertThat(overlay.read(10, PAGE - 5)).isEqualTo(new byte[PAGE - 5]);
        assertThat(overlay.read(PAGE + 5, 1)).containsExactly(9);
        assertThatThrownBy(() -> overlay.read(PAGE + 5, 2))
                .isInstanceOf(MalformedException.class)
                .hasMessage("base: file at 0x1005: 2 bytes are needed here, but it ends at 0x1006 (truncated?)");
    }

    @Test
    void clearsAnExabyteWithoutTakingMemoryForIt() throws IOException {
        Overlay overlay = new Overlay(base(PAGE));
        overlay.clear(100, 1L << 60);

        assertThat(overlay.size()).isEqualTo((1L << 60) + 100);
        assertThat(overlay.read(98, 4)).containsExactly(content(PAGE)[98], content(PAGE)[99], 0, 0);
        assertThat(overlay.read(1L << 59, 3)).containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void doesWhatAnArrayDoes(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] expected = Arrays.copyOf(content(5 * PAGE + 100), 12 * PAGE);
        Overlay overlay = new Overlay(base(5 * PAGE + 100));
        int size = 5 * PAGE + 100;
        for (int i = 0; i < 200; i++) {
            int length = random.nextInt(3 * PAGE);
            int position = random.nextInt(expected.length - length);
            if (random.nextBoolean()) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                overlay.write(position, ByteBuffer.wrap(bytes));
                System.arraycopy(bytes, 0, expected, position, length);
            } else {
                overlay.clear(position, length);
                Arrays.fill(expected, position, position + length, (byte) 0);
            }
            size = length == 0 ? (int) overlay.size() : Math.max(size, position + length);
            assertThat(overlay.size()).as("seed %d, step %d", seed, i).isEqualTo(size);
            assertThat(overlay.read(0, size)).as("seed %d, step %d", seed, i).isEqualTo(Arrays.copyOf(expected, size));
        }
    }

    private static MemoryStorage base(int size) {
        return MemoryStorage.of("base", content(size));
    }

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 7 + i / 251 + 1);
        }
        return bytes;
    }
}
