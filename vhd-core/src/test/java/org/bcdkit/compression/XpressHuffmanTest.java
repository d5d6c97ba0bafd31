package org.bcdkit.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.junit.jupiter.api.Test;

class XpressHuffmanTest {

    /** MS-XCA 3.2: a to z, and the end, which is not a symbol here. */
    private static byte[] alphabet() {
        byte[] packed = new byte[256 + 20];
        Arrays.fill(packed, 49, 59, (byte) 0x55);
        packed[48] = 0x50;
        packed[59] = 0x45;
        packed[60] = 0x44;
        packed[61] = 0x04;
        packed[128] = 0x04;
        System.arraycopy(Bytes.ofHex("d8523ed794115be9195ff9d67cdf8d0400000000").toArray(), 0, packed, 256, 20);
        return packed;
    }

    /** MS-XCA 3.2: abc a hundred times, in three literals and one match. */
    private static byte[] hundredTimes(String data) {
        byte[] packed = new byte[256 + data.length() / 2];
        packed[48] = 0x30;
        packed[49] = 0x23;
        packed[128] = 0x02;
        packed[143] = 0x20;
        System.arraycopy(Bytes.ofHex(data).toArray(), 0, packed, 256, data.length() / 2);
        return packed;
    }

    private static byte[] expand(byte[] packed, int size) throws MalformedException {
        return XpressHuffman.expand("file", 0x1000, packed, size);
    }

    @Test
    void expandsTheExamplesOfItsSpecification() throws MalformedException {
        assertThat(expand(alphabet(), 26)).asString().isEqualTo("abcdefghijklmnopqrstuvwxyz");
        assertThat(expand(hundredTimes("a8dc0000ff2601"), 300)).asString().isEqualTo("abc".repeat(100));
    }

    @Test
    void readsLengthsOfFourBytes() throws MalformedException {
        assertThat(expand(hundredTimes("a8dc0000ff000026010000"), 300)).asString().isEqualTo("abc".repeat(100));
    }

    @Test
    void refusesAMatchThatGoesTooFar() {
        assertThatThrownBy(() -> expand(hundredTimes("a8dc0000ff2601"), 299))
                .isInstanceOf(MalformedException.class)
                .hasMessage("file: XPRESS block at 0x1107: a match of 297 bytes from 3 bytes before does not fit at 3 of 299");
    }

    @Test
    void refusesALengthThatShouldHaveBeenWrittenShorter() {
        assertThatThrownBy(() -> expand(hundredTimes("a8dc0000ff0e00"), 300))
                .isInstanceOf(MalformedException.class)
                .hasMessage("file: XPRESS block at 0x1107: the length of a match is 14, expected 15 to 65536");
        assertThatThrownBy(() -> expand(hundredTimes("a8dc0000ff0000ffffffff"), 300))
                .isInstanceOf(MalformedException.class)
                .hasMessage("file: XPRESS block at 0x110b: the length of a match is 4294967295, expected 15 to 65536");
    }

    @Test
    void refusesABlockThatEndsTooEarly() {
        assertThatThrownBy(() -> expand(new byte[255], 26))
                .isInstanceOf(MalformedException.class)
                .hasMessage("file: XPRESS block at 0x10ff: it has 255 bytes, expected at least 256");
        assertThatThrownBy(() -> expand(Arrays.copyOf(alphabet(), 260), 26))
                .isInstanceOf(MalformedException.class)
                .hasMessage("file: XPRESS block at 0x1104: the compressed bytes end too early");
    }

    @Test
    void refusesMoreCodesThanThereCanBe() {
        byte[] packed = alphabet();
        packed[10] = 0x11;
        assertThatThrownBy(() -> expand(packed, 26))
                .isInstanceOf(MalformedException.class)
                .hasMessage("file: XPRESS block at 0x1100: the lengths of the Huffman codes contradict one another");
    }

    @Test
    void refusesACodeThatNoSymbolHas() {
        byte[] packed = alphabet();
        packed[48] = 0;
        packed[49] = 0;
        packed[50] = 0;
        Arrays.fill(packed, 256, 276, (byte) 0xff);
        assertThatThrownBy(() -> expand(packed, 26))
                .isInstanceOf(MalformedException.class)
                .hasMessage("file: XPRESS block at 0x1102: no symbol has this Huffman code");
    }
}
