package org.bcdkit.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.DamagedBytes;
import org.bcdkit.testing.WimCompression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No compression has checksums: what is asked is an answer, of the right size or a refusal. */
class DamagedChunksTest {

    @TempDir
    private Path folder;

    private interface Expander {
        byte[] expand(byte[] packed, int size) throws MalformedException;
    }

    private static void damage(byte[] whole, byte[] content, Expander expander) throws MalformedException {
        assertThat(expander.expand(whole, content.length)).startsWith(content);
        DamagedBytes.Attempt attempt = bytes -> assertThat(expander.expand(bytes, content.length)).hasSize(content.length);
        int refused = 0;
        for (int mask : new int[] {0x01, 0x10, 0xff}) {
            refused += DamagedBytes.everyFlip(whole, mask, attempt);
        }
        assertThat(refused).isPositive();
        DamagedBytes.everyTruncation(whole, attempt);
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            byte[] noise = new byte[random.nextInt(600)];
            random.nextBytes(noise);
            try {
                assertThat(expander.expand(noise, content.length)).hasSize(content.length);
            } catch (MalformedException e) {
                assertThat(e.problem()).isNotBlank();
            }
        }
    }

    @Test
    void answersToDamagedXpress() throws IOException {
        byte[] content = Contents.mixed(21, 4096);
        byte[] packed = WimCompression.XPRESS_4K.compress(folder, content, 50);
        damage(packed, content, (bytes, size) -> XpressHuffman.expand("file", 0, bytes, size));
    }

    @Test
    void answersToDamagedLzx() throws IOException {
        byte[] content = Contents.mixed(22, 7000);
        byte[] packed = WimCompression.LZX.compress(folder, content, 50);
        damage(packed, content, (bytes, size) -> Lzx.expand("file", 0, bytes, size));
    }

    @Test
    void answersToDamagedLznt1() throws MalformedException {
        byte[] packed = {(byte) 0x0a, (byte) 0xb0, 0x18, 'a', 'b', 'c', 2, 0x20, 9, 0x20, 'd', 'e', 'f', (byte) 0x03, 0x30, 1, 2, 3, 4};
        damage(packed, Lznt1.expand("file", 0, packed, 8192), (bytes, size) -> Lznt1.expand("file", 0, bytes, size));
    }
}
