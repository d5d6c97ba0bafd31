package org.bcdkit.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.WimCompression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks made by hand, with what compressors rarely do. wimlib has to expand them to the same. */
class LzxTest {

    private static final int VERBATIM = 1;
    private static final int ALIGNED = 2;
    private static final int UNCOMPRESSED = 3;
    private static final int MAIN = 496;
    private static final int LENGTHS = 249;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private int word;
    private int used;
    private boolean first = true;

    private LzxTest bits(int value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            word = word << 1 | value >> i & 1;
            if (++used == 16) {
                packed.write(word);
                packed.write(word >> 8);
                word = 0;
                used = 0;
            }
        }
        return this;
    }

    private LzxTest header(int type, int size) {
        return bits(type, 3).bits(0, 1).bits(size, 16);
    }

    private LzxTest uncompressed(byte[] bytes, int... recent) {
        header(UNCOMPRESSED, bytes.length).bits(0, 16 - used);
        for (int distance : recent) {
            for (int i = 0; i < 4; i++) {
                packed.write(distance >> 8 * i);
            }
        }
        packed.writeBytes(bytes);
        if (bytes.length % 2 != 0) {
            packed.write(0);
        }
        return this;
    }

    /** Codes of nearly the same length for all symbols: as short as can be for the first of them, so that all codes are used. */
    private LzxTest codes(int type, int size) {
        header(type, size);
        for (int i = 0; type == ALIGNED && i < 8; i++) {
            bits(3, 3);
        }
        lengths(0, 256, 16, 8);
        lengths(256, MAIN, 16, 8);
        lengths(0, LENGTHS, 7, 7);
        first = false;
        return this;
    }

    private void lengths(int from, int to, int shorter, int length) {
        for (int i = 0; i < 20; i++) {
            bits(i < 12 ? 4 : 5, 4);
        }
        for (int i = from; i < to; i++) {
            int difference = first ? 17 - (i < shorter ? length : length + 1) : 0;
            bits(difference < 12 ? difference : 12 + difference, difference < 12 ? 4 : 5);
        }
    }

    private LzxTest main(int symbol) {
        return symbol < 16 ? bits(symbol, 8) : bits(symbol + 16, 9);
    }

    private LzxTest match(int slot, int lengthHeader) {
        return main(256 + 8 * slot + lengthHeader);
    }

    private LzxTest length(int symbol) {
        return symbol < 7 ? bits(symbol, 7) : bits(symbol + 7, 8);
    }

    private byte[] end() {
        while (used != 0) {
            bits(0, 1);
        }
        return packed.toByteArray();
    }

    private void assertExpandsTo(byte[] expected) throws IOException {
        byte[] chunk = end();
        assertThat(Lzx.expand("file", 0, chunk, expected.length)).isEqualTo(expected);
        assertThat(WimCompression.LZX.expand(folder, chunk, expected.length)).isEqualTo(expected);
    }

    private void assertRefused(int size, String message) {
        byte[] chunk = end();
        assertThatThrownBy(() -> Lzx.expand("file", 0x1000, chunk, size)).isInstanceOf(MalformedException.class).hasMessageMatching(message);
    }

    @Test
    void readsUncompressedBlocksOfEvenAndOddSizes() throws IOException {
        byte[] content = Contents.random(1, 1001);
        uncompressed(Arrays.copyOfRange(content, 0, 301), 1, 1, 1);
        uncompressed(Arrays.copyOfRange(content, 301, 801), 1, 1, 1);
        uncompressed(Arrays.copyOfRange(content, 801, 1001), 1, 1, 1);
        assertExpandsTo(content);
    }

    @Test
    void repeatsTheRecentOffsetsThatAnUncompressedBlockGives() throws IOException {
        uncompressed("0123456789".getBytes(), 10, 5, 3);
        // The first is 10; then the second, 5, is used and is the first from now on; then the third, 3.
        codes(VERBATIM, 12).match(0, 0).match(1, 1).match(2, 2).match(0, 1);
        assertExpandsTo(("0123456789" + "01" + "789" + "7897" + "897").getBytes());
    }

    @Test
    void readsAllKindsOfOffsetsAndLengths() throws IOException {
        byte[] start = Contents.random(2, 20_000);
        uncompressed(start, 1, 1, 1);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes(start);
        codes(VERBATIM, 2 + 9 + 257 + 100);
        repeat(expected, match(3, 0), 1, 2);
        repeat(expected, match(4, 7).length(0).bits(1, 1), 3, 9);
        repeat(expected, match(28, 7).length(248).bits(100, 13), 16384 + 100 - 2, 257);
        repeat(expected, match(0, 7).length(91), 16384 + 100 - 2, 100);
        codes(ALIGNED, 5 + 6 + 7);
        // Extra bits are 1, 3 and 5: the lowest three of them have a code of their own.
        repeat(expected, match(5, 3).bits(1, 1), 6 + 1 - 2, 5);
        repeat(expected, match(8, 4).bits(6, 3), 16 + 6 - 2, 6);
        repeat(expected, match(12, 5).bits(2, 2).bits(5, 3), 64 + 16 + 5 - 2, 7);
        assertExpandsTo(expected.toByteArray());
    }

    private static void repeat(ByteArrayOutputStream expected, LzxTest written, int distance, int length) {
        assertThat(written).isNotNull();
        for (int i = 0; i < length; i++) {
            byte[] all = expected.toByteArray();
            expected.write(all[all.length - distance]);
        }
    }

    @Test
    void makesTargetsOfCallsRelative() throws IOException {
        byte[] content = new byte[40];
        byte[] stored = new byte[40];
        // At 3 a call with the absolute target 0x103, which is 0x100 from it; at 10 one before the start; at 20 one too far; at 29 the last.
        set(stored, 3, 0x103);
        set(content, 3, 0x100);
        set(stored, 10, -4);
        set(content, 10, 12_000_000 - 4);
        set(stored, 20, 12_000_000);
        set(content, 20, 12_000_000);
        set(stored, 29, 1000);
        set(content, 29, 1000 - 29);
        uncompressed(stored, 1, 1, 1);
        assertExpandsTo(content);
    }

    @Test
    void leavesCallsInTheLastBytesAlone() throws IOException {
        byte[] content = new byte[40];
        set(content, 30, 1000);
        uncompressed(content, 1, 1, 1);
        assertExpandsTo(content);
    }

    private static void set(byte[] bytes, int at, int target) {
        bytes[at] = (byte) 0xE8;
        for (int i = 0; i < 4; i++) {
            bytes[at + 1 + i] = (byte) (target >> 8 * i);
        }
    }

    @Test
    void refusesABlockOfNoKnownType() {
        header(5, 10);
        assertRefused(10, "file: LZX chunk at 0x1004: the type of a block is 5, expected 1 to 3");
    }

    @Test
    void refusesABlockThatIsLargerThanTheChunk() {
        header(VERBATIM, 11);
        assertRefused(10, "file: LZX chunk at 0x1004: a block expands to 11 bytes, and 10 are to come");
    }

    @Test
    void refusesABlockOfNothing() {
        header(VERBATIM, 0);
        assertRefused(10, "file: LZX chunk at 0x1004: a block expands to 0 bytes, and 10 are to come");
    }

    @Test
    void refusesAMatchFromBeforeTheStart() {
        codes(VERBATIM, 10).main('a').match(4, 0).bits(0, 1);
        assertRefused(10, "file: LZX chunk at 0x[0-9a-f]+: a match of 2 bytes from 2 bytes before does not fit at 1 of 10");
    }

    @Test
    void refusesARecentOffsetThatCannotBe() {
        uncompressed("0123456789".getBytes(), -1, 1, 1);
        codes(VERBATIM, 10).match(0, 0);
        assertRefused(20, "file: LZX chunk at 0x[0-9a-f]+: a match of 2 bytes from 4294967295 bytes before does not fit at 10 of 20");
    }

    @Test
    void refusesAnUncompressedBlockThatEndsTooEarly() {
        uncompressed(new byte[10], 1, 1, 1);
        byte[] chunk = Arrays.copyOf(end(), 20);
        assertThatThrownBy(() -> Lzx.expand("file", 0x1000, chunk, 10))
                .isInstanceOf(MalformedException.class)
                .hasMessage("file: LZX chunk at 0x1010: the compressed bytes end too early");
    }
}
