package org.bcdkit.hive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.HiveBuilder;

/** Writes transaction logs by hand. Numbers are offsets as in REGF. */
final class LogBuilder {

    private static final int SECTOR = 512;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    /** A log in the new format whose base block is that of {@code hive} with this sequence number. */
    static LogBuilder newFormat(byte[] hive, int sequence) {
        LogBuilder builder = new LogBuilder();
        builder.log.writeBytes(baseBlock(hive, sequence, 6));
        return builder;
    }

    /** A log in the old format that makes {@code before} into {@code after}. */
    static byte[] oldFormat(byte[] before, byte[] after, int sequence) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        log.writeBytes(baseBlock(after, sequence, 1));
        int pages = after.length / SECTOR - 8;
        byte[] bitmap = new byte[pages / 8];
        ByteArrayOutputStream dirty = new ByteArrayOutputStream();
        for (int page = 0; page < pages; page++) {
            int at = 4096 + page * SECTOR;
            if (at >= before.length || !Arrays.equals(before, at, at + SECTOR, after, at, at + SECTOR)) {
                bitmap[page / 8] |= (byte) (1 << page % 8);
                dirty.write(after, at, SECTOR);
            }
        }
        log.writeBytes("DIRT".getBytes(StandardCharsets.US_ASCII));
        log.writeBytes(bitmap);
        while (log.size() % SECTOR != 0) {
            log.write(0);
        }
        log.writeBytes(dirty.toByteArray());
        return log.toByteArray();
    }

    private static byte[] baseBlock(byte[] hive, int sequence, int type) {
        byte[] block = Arrays.copyOf(hive, SECTOR);
        ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).putInt(4, sequence).putInt(8, sequence).putInt(28, type);
        return HiveBuilder.seal(block);
    }

    /** Adds an entry with the pages that make the bins of {@code before} into those of {@code after}. */
    LogBuilder entry(int sequence, byte[] before, byte[] after) {
        ByteArrayOutputStream references = new ByteArrayOutputStream();
        ByteArrayOutputStream pages = new ByteArrayOutputStream();
        int count = 0;
        for (int at = 4096; at < after.length; at += 4096) {
            if (at >= before.length || !Arrays.equals(before, at, at + 4096, after, at, at + 4096)) {
                references.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(at - 4096).putInt(4096).array());
                pages.write(after, at, 4096);
                count++;
            }
        }
        int size = (40 + references.size() + pages.size() + SECTOR - 1) / SECTOR * SECTOR;
        ByteBuffer entry = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        entry.putInt(0x454c7648).putInt(size).putInt(0).putInt(sequence).putInt(after.length - 4096).putInt(count);
        entry.position(40);
        entry.put(references.toByteArray()).put(pages.toByteArray());
        entry.putLong(24, hash(entry, 40, size - 40));
        entry.putLong(32, hash(entry, 0, 32));
        log.writeBytes(entry.array());
        return this;
    }

    private static long hash(ByteBuffer entry, int from, int length) {
        try {
            return Marvin32.of(MemoryStorage.of("entry", entry.array()), from, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] build() {
        return log.toByteArray();
    }
}
