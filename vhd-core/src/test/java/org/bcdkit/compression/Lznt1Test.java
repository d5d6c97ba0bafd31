package org.bcdkit.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Lznt1Test {

    private static byte[] expand(String hex, int size) throws MalformedException {
        return Lznt1.expand("file", 0x1000, Bytes.ofHex(hex).toArray(), size);
    }

    /** MS-XCA 3.3. */
    @Test
    void expandsTheExampleOfItsSpecification() throws MalformedException {
        byte[] expanded = expand(
                "38b08846232000204720410010a24701a045204400084501507900c0452005241388"
                        + "05b4024a44ef0358028c091601484500be009e000401189000",
                4096);
        String song = "F# F# G A A G F# E D D E F# F# E E F# F# G A A G F# E D D E F# E D D E E F# D E F# G F# D E F# G F# E D E A "
                + "F# F# G A A G F# E D D E F# E D D\0";
        assertThat(new String(expanded, 0, song.length(), StandardCharsets.US_ASCII)).isEqualTo(song);
        assertThat(Arrays.copyOfRange(expanded, song.length(), 4096)).containsOnly(0);
    }

    @Test
    void goesOnWithTheNextChunkWhereOneEndsEarly() throws MalformedException {
        // Two chunks: "ab" compressed as literals, "cd" stored.
        byte[] expanded = expand("02b0006162" + "01306364" + "0000" + "ffff", 3 * 4096);
        assertThat(expanded).startsWith('a', 'b', 0);
        assertThat(Arrays.copyOfRange(expanded, 4096, 4099)).containsExactly('c', 'd', 0);
        assertThat(Arrays.copyOfRange(expanded, 4098, 3 * 4096)).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({
        "05b0006162, 0x1000, 'it has 6 bytes, and 3 are there'",
        "03b0026100ff, 0x1004, a match of 3843 bytes from 16 bytes before does not fit at 1 of 4096",
        "02b0026100, 0x1004, it ends within a match"
    })
    void refusesWhatDoesNotFit(String hex, String position, String problem) {
        assertThatThrownBy(() -> expand(hex, 4096))
                .isInstanceOf(MalformedException.class)
                .hasMessage("file: LZNT1 chunk at " + position + ": " + problem);
    }
}
