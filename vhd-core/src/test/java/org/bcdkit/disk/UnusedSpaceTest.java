package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UnusedSpaceTest {

    @Test
    void knowsWhereRangesStartAndEnd() {
        UnusedSpace unused = new UnusedSpace();
        unused.add(10, 20);
        unused.add(20, 25);
        unused.add(40, 50);
        assertThat(new long[] {unused.endAt(9), unused.endAt(10), unused.endAt(19), unused.endAt(20), unused.endAt(25), unused.endAt(49), unused.endAt(50)})
                .containsExactly(9, 20, 20, 25, 25, 50, 50);
        assertThat(new long[] {unused.startBehind(0), unused.startBehind(10), unused.startBehind(30), unused.startBehind(40)})
                .containsExactly(10, 20, 40, Long.MAX_VALUE);
        assertThatThrownBy(() -> unused.add(49, 60)).isInstanceOf(IllegalArgumentException.class).hasMessage("at 49, and the last ends at 50");
    }

    /** Somebody may have made a volume of nothing but holes, to take all memory. */
    @Test
    void leavesOutWhatLiesBehindMillionsOfRanges() {
        UnusedSpace unused = new UnusedSpace();
        int most = 4 << 20;
        for (long i = 0; i <= most; i++) {
            unused.add(2 * i, 2 * i + 1);
        }
        assertThat(unused.endAt(2L * most - 2)).isEqualTo(2L * most - 1);
        assertThat(unused.endAt(2L * most)).isEqualTo(2L * most);
        assertThat(unused.startBehind(2L * most - 2)).isEqualTo(Long.MAX_VALUE);
    }
}
