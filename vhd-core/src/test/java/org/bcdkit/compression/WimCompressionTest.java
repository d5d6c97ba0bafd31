package org.bcdkit.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.WimCompression;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Expands what wimlib compressed. */
class WimCompressionTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void expandsWhatWimlibCompressed(WimCompression compression) throws IOException {
        for (int level : new int[] {1, 20, 50, 100}) {
            byte[] content = Contents.mixed(level, 1_500_000 + level);
            byte[] packed = compression.compress(folder, content, level);
            int size = compression.chunkSize();
            int chunks = (content.length + size - 1) / size;
            int table = 4 * (chunks - 1);
            int expanded = 0;
            for (int i = 0; i < chunks; i++) {
                int start = i == 0 ? 0 : LittleEndian.i32(packed, 4 * i - 4);
                int end = i == chunks - 1 ? packed.length - table : LittleEndian.i32(packed, 4 * i);
                byte[] expected = Arrays.copyOfRange(content, i * size, Math.min(content.length, (i + 1) * size));
                if (end - start < expected.length) {
                    byte[] chunk = Arrays.copyOfRange(packed, table + start, table + end);
                    assertThat(expand(compression, chunk, expected.length)).as("level %d, chunk %d", level, i).isEqualTo(expected);
                    expanded++;
                }
            }
            assertThat(expanded).isGreaterThan(chunks / 2);
        }
    }

    private static byte[] expand(WimCompression compression, byte[] chunk, int size) throws IOException {
        return compression == WimCompression.LZX ? Lzx.expand("chunk", 0, chunk, size) : XpressHuffman.expand("chunk", 0, chunk, size);
    }
}
