package org.bcdkit.ntfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.LayoutAssertions;
import org.junit.jupiter.api.Test;

class LogStateTest {

    private static final int SIZE = 2 << 20;

    /** A log with two restart pages of 4 KiB. */
    private static byte[] log(long firstLsn, int firstClient, int firstFlags, long secondLsn, int secondClient, int secondFlags) {
        ByteBuffer log = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (int at : new int[] {0, 4096}) {
            log.put(at, "RSTR".getBytes(StandardCharsets.US_ASCII)).putInt(at + 16, 4096).putShort(at + 24, (short) 0x30);
            log.putLong(at + 0x30, at == 0 ? firstLsn : secondLsn);
            log.putShort(at + 0x30 + 12, (short) (at == 0 ? firstClient : secondClient));
            log.putShort(at + 0x30 + 14, (short) (at == 0 ? firstFlags : secondFlags));
        }
        return log.array();
    }

    private static boolean isClean(byte[] log) throws IOException {
        return LogState.isClean(MemoryStorage.of("$LogFile", log));
    }

    @Test
    void theNewerRestartPageDecides() throws IOException {
        assertThat(isClean(log(7, 0xffff, 0, 6, 0, 0))).isTrue();
        assertThat(isClean(log(7, 0, 2, 6, 0, 0))).isTrue();
        assertThat(isClean(log(7, 0, 0, 6, 0xffff, 2))).isFalse();
        assertThat(isClean(log(7, 0, 0, 8, 0xffff, 0))).isTrue();
        assertThat(isClean(log(7, 0xffff, 2, 8, 0, 1))).isFalse();
    }

    @Test
    void aLogThatWasNeverUsedIsClean() throws IOException {
        byte[] log = new byte[SIZE];
        Arrays.fill(log, (byte) 0xff);
        assertThat(isClean(log)).isTrue();
    }

    @Test
    void whatCannotBeReadIsNotClean() throws IOException {
        byte[] log = log(7, 0xffff, 2, 6, 0xffff, 2);
        log[4096] = 'C';
        assertThat(isClean(log)).isFalse();
        assertThat(isClean(new byte[SIZE])).isFalse();
        assertThat(isClean(new byte[4096])).isFalse();
    }

    @Test
    void describesEveryByte() {
        LayoutAssertions.assertComplete(LogState.PAGE);
        LayoutAssertions.assertComplete(LogState.RESTART);
    }
}
