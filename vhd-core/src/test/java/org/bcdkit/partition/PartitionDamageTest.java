package org.bcdkit.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.DamagedBytes;
import org.bcdkit.testing.GptBuilder;
import org.bcdkit.testing.MbrBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every truncation and every flipped byte of a disk with each kind of table. */
@Timeout(300)
class PartitionDamageTest {

    private static final int SECTORS = 70;

    private static byte[] gpt() {
        return new GptBuilder(512, SECTORS)
                .partition(1, GptBuilder.BASIC_DATA, "00000000-0000-4000-8000-000000000001", 34, 35, "Windows")
                .partition(2, GptBuilder.BASIC_DATA, "00000000-0000-4000-8000-000000000002", 36, 36, "")
                .build();
    }

    private static byte[] mbr() {
        return new MbrBuilder(40)
                .signature(0x1A2B3C4D)
                .entry(1, 0x80, 7, 1, 9)
                .entry(2, 0, 5, 10, 30)
                .entry(10 * 512, 1, 0, 7, 1, 9)
                .entry(10 * 512, 2, 0, 5, 10, 20)
                .entry(20 * 512, 1, 0, 0x83, 1, 19)
                .build();
    }

    private static PartitionTable read(byte[] disk) throws IOException {
        return PartitionTables.read(MemoryStorage.of("disk", disk));
    }

    private static void checkGpt(byte[] whole, PartitionTable undamaged, byte[] damaged) throws IOException {
        PartitionTable table = read(damaged);
        if (table.remarks().isEmpty() && table.kind() != PartitionTable.Kind.NONE) {
            assertThat(table).as("byte 0x%x", Arrays.mismatch(whole, damaged)).isEqualTo(undamaged);
        }
    }

    @Test
    void aGptIsRefusedOrRemarkedOnOrReadAsItWas() throws IOException {
        byte[] whole = gpt();
        PartitionTable undamaged = read(whole);
        assertThat(undamaged.remarks()).isEmpty();
        for (int mask : new int[] {0x01, 0xff}) {
            // There is always a whole copy.
            assertThat(DamagedBytes.everyFlip(whole, mask, damaged -> checkGpt(whole, undamaged, damaged))).isZero();
        }
        int refused = DamagedBytes.everyTruncation(whole, damaged -> checkGpt(whole, undamaged, damaged));
        // Without the MBR there is no table. Without the partitions it is refused, and with them its backup is missing.
        assertThat(refused).isEqualTo(37 * 512 - 512);
    }

    @Test
    void aGptIsAnsweredUnderRightChecksumsToo() {
        int refused = 0;
        for (int mask : new int[] {0x80, 0xff}) {
            refused += DamagedBytes.everyFlip(gpt(), mask, damaged -> {
                GptBuilder.seal(damaged, 512, 92);
                GptBuilder.seal(damaged, (SECTORS - 1) * 512, 92);
                read(damaged);
            });
        }
        // More entries than are supported, or larger ones: in the upper bytes of both numbers.
        assertThat(refused).isEqualTo(6);
    }

    @Test
    void anMbrIsAnsweredWhateverIsInIt() {
        int refused = 0;
        for (int mask : new int[] {0x01, 0x10, 0x80, 0xff}) {
            refused += DamagedBytes.everyFlip(mbr(), mask, PartitionDamageTest::read);
        }
        assertThat(refused).isBetween(100, 400);
        // Nothing until the first sector is whole, then a table without room for its partitions.
        assertThat(DamagedBytes.everyTruncation(mbr(), PartitionDamageTest::read)).isEqualTo(40 * 512 - 512);
    }
}
