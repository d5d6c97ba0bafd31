package org.bcdkit.argument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

    private static final List<String> WORDS = List.of("--store", "--json", "--verbose", "--version");

    @Test
    void findsWordsASlipAway() {
        assertThat(Spelling.near("--stoer", WORDS)).containsExactly("--store");
        assertThat(Spelling.near("--jsn", WORDS)).containsExactly("--json");
        assertThat(Spelling.near("--JSON", WORDS)).containsExactly("--json");
    }

    @Test
    void findsTheRestOfWordsThatWereBegun() {
        assertThat(Spelling.near("--ver", WORDS)).containsExactly("--verbose", "--version");
    }

    @Test
    void findsNothingFarAway() {
        assertThat(Spelling.near("--frobnicate", WORDS)).isEmpty();
        assertThat(Spelling.didYouMean("--frobnicate", WORDS)).isEmpty();
    }

    @Test
    void asksForAll() {
        assertThat(Spelling.didYouMean("--ver", WORDS)).isEqualTo(" Did you mean --verbose or --version?");
        assertThat(Spelling.either(List.of("a", "b", "c"))).isEqualTo("a, b or c");
        assertThat(Spelling.either(List.of("a"))).isEqualTo("a");
    }

    @Test
    void countsSlips() {
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
        assertThat(Spelling.distance("abc", "")).isEqualTo(3);
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Spelling.distance("stoer", "store")).isEqualTo(1);
    }
}
