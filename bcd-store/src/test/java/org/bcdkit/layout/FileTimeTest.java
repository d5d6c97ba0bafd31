package org.bcdkit.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FileTimeTest {

    @Test
    void countsFrom1601() {
        assertThat(FileTime.of(Instant.parse("1601-01-01T00:00:00Z"))).isZero();
        assertThat(FileTime.of(Instant.EPOCH)).isEqualTo(116_444_736_000_000_000L);
        assertThat(FileTime.toInstant(116_444_736_000_000_000L)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void keepsAllButTheLastTwoDigitsOfNanoseconds() {
        assertThat(FileTime.toInstant(FileTime.of(Instant.parse("2026-11-24T10:15:00.123456789Z")))).isEqualTo("2026-11-24T10:15:00.123456700Z");
    }

    @Test
    void isUnsigned() {
        assertThat(FileTime.toInstant(-1).getEpochSecond()).isEqualTo(1_833_029_933_770L);
    }
}
