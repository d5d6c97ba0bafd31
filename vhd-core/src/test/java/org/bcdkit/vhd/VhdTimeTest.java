package org.bcdkit.vhd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class VhdTimeTest {

    @Test
    void startsIn2000AndEndsIn2136() {
        assertThat(VhdTime.fromUnix(Instant.parse("2000-01-01T00:00:00Z").getEpochSecond())).isZero();
        assertThat(VhdTime.fromUnix(Instant.parse("2136-02-07T06:28:15Z").getEpochSecond())).isEqualTo(0xffffffffL);
        assertThat(Instant.ofEpochSecond(VhdTime.toUnix(0x2D000000))).isEqualTo("2023-12-04T03:12:00Z");
    }
}
