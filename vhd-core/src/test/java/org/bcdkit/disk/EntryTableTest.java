package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTableTest {

    /** Each entry holds its number, counted down. */
    private static MemoryStorage storage(int entrySize, int count, ByteOrder order) {
        ByteBuffer bytes = ByteBuffer.allocate(7 + entrySize * count + 3).order(order).position(7);
        for (int i = 0; i < count; i++) {
            if (entrySize == 4) {
                bytes.putInt(-1 - i);
            } else {
                bytes.putLong(-1L - i);
            }
        }
        return MemoryStorage.of("image", bytes.array());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1023, 1024, 1025, 300_000})
    void findsAndShowsEveryEntry(int count) throws IOException {
        EntryTable four = new EntryTable(storage(4, count, ByteOrder.BIG_ENDIAN), 7, 4, count, ByteOrder.BIG_ENDIAN);
        EntryTable eight = new EntryTable(storage(8, count, ByteOrder.LITTLE_ENDIAN), 7, 8, count, ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i += 1 + count / 2000) {
            assertThat(four.get(i)).isEqualTo(0xffffffffL - i);
            assertThat(eight.get(i)).isEqualTo(-1L - i);
        }
        assertThat(four.get(count - 1)).isEqualTo(0x100000000L - count);
        assertThat(four.get(0)).isEqualTo(0xffffffffL);
        assertThat(eight.positionOf(count - 1)).isEqualTo(7 + 8L * (count - 1));
        List<Long> seen = new ArrayList<>();
        eight.scan((first, some, entries) -> {
            assertThat(first).isEqualTo(seen.size());
            assertThat(entries.remaining()).isEqualTo(8 * some).isLessThanOrEqualTo(1 << 20);
            for (int i = 0; i < some; i++) {
                seen.add(entries.getLong());
            }
        });
        assertThat(seen).hasSize(count);
        assertThat(seen.get(count - 1)).isEqualTo(-count);
    }

    @Test
    void refusesATableOutsideItsFile() {
        MemoryStorage storage = MemoryStorage.of("image", new byte[100]);
        assertThatThrownBy(() -> new EntryTable(storage, 4, 8, 13, ByteOrder.LITTLE_ENDIAN))
                .isInstanceOf(MalformedException.class)
                .hasMessage("image: file at 0x4: 104 bytes are needed here, but it ends at 0x64 (truncated?)");
    }
}
