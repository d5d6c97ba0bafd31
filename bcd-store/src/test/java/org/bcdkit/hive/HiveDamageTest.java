package org.bcdkit.hive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.DamagedBytes;
import org.bcdkit.testing.HiveBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HiveDamageTest {

    enum Store {
        UEFI,
        BIOS,
        ODD;

        byte[] bytes() {
            return switch (this) {
                case UEFI -> Hives.uefi().build();
                case BIOS -> Hives.bios().build();
                case ODD -> Hives.odd().build();
            };
        }
    }

    /** Reads, writes, reads again; writing compares by itself. */
    private static void readAndWrite(byte[] bytes) throws Exception {
        Hive hive = Hives.read(bytes);
        Bytes written = HiveWriter.write(hive, Hives.NOW);
        Hive reread = HiveReader.read(MemoryStorage.of("written", written), List.of());
        assertThat(HiveDifference.first("", hive.root(), reread.root())).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void everyTruncationIsRefused(Store store) {
        byte[] whole = store.bytes();
        int tail = store == Store.ODD ? 100 : 0;
        assertThat(DamagedBytes.everyTruncation(whole, HiveDamageTest::readAndWrite)).isEqualTo(whole.length - tail);
    }

    @ParameterizedTest
    @EnumSource
    void everyFlippedByteIsRefusedOrReadAsAValueThatHolds(Store store) {
        byte[] whole = store.bytes();
        // The odd one is many times as long as the others.
        int[] masks = store == Store.ODD ? new int[] {0x81} : new int[] {0x01, 0x80, 0xff};
        for (int mask : masks) {
            int refused = DamagedBytes.everyFlip(whole, mask, HiveDamageTest::readAndWrite);
            assertThat(refused).isBetween(512, whole.length - 1);
        }
    }

    @Test
    void everyFlippedByteOfTheBaseBlockIsRefusedOrReadAsAValueThatHoldsUnderARightChecksumToo() {
        byte[] whole = Hives.uefi().build();
        int refused = DamagedBytes.everyFlip(whole, 0x81, bytes -> readAndWrite(HiveBuilder.seal(bytes)));
        assertThat(refused).isBetween(24, whole.length - 1);
    }
}
