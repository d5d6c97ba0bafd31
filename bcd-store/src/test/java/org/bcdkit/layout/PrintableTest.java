package org.bcdkit.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void showsWhatATerminalWouldActOn() {
        assertThat(Printable.of("a\u001b[31m\n\u009bb")).isEqualTo("a\\1b[31m\\0a\\9bb");
    }

    @Test
    void showsWhatWouldTurnTheDirectionOfAName() {
        assertThat(Printable.of("w\u202exdhv.exe")).isEqualTo("w\\202exdhv.exe");
        assertThat(Printable.of("\u2066a\u2069")).isEqualTo("\\2066a\\2069");
    }

    @Test
    void leavesLettersOfAllKindsAlone() {
        String letters = "Größe \u05e9\u05dc\u05d5\u05dd \u6d4b\u8bd5 \ud83d\ude00";
        assertThat(Printable.of(letters)).isEqualTo(letters);
    }
}
