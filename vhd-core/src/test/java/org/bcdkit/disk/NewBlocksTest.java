package org.bcdkit.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Overlay;
import org.junit.jupiter.api.Test;

class NewBlocksTest {

    private static final int BLOCK = 2 << 20;

    private final NewBlocks blocks = new NewBlocks(BLOCK, 512);

    @Test
    void leavesNothingOfBlocksThatHaveTheirPlacesInThoseThatFollow() throws IOException {
        blocks.write(0, 0, ByteBuffer.wrap(filled(BLOCK, 1)));
        written(0);
        blocks.clear();

        blocks.write(5, 512, ByteBuffer.wrap(filled(512, 2)));
        blocks.write(5, 8192, ByteBuffer.wrap(filled(4096, 3)));
        blocks.write(5, BLOCK - 512, ByteBuffer.wrap(filled(512, 4)));

        byte[] expected = new byte[BLOCK];
        Arrays.fill(expected, 512, 1024, (byte) 2);
        Arrays.fill(expected, 8192, 12288, (byte) 3);
        Arrays.fill(expected, BLOCK - 512, BLOCK, (byte) 4);
        assertArrayEquals(expected, written(5));
    }

    private byte[] written(long block) throws IOException {
        Overlay file = new Overlay(MemoryStorage.of("file", filled(BLOCK, 9)));
        blocks.writeTo(file, 0, block);
        return file.read(0, BLOCK);
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
