package org.bcdkit.storage;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.UUID;

/**
 * Makes random GUIDs, RFC 9562 version 4. Linux and macOS have the bytes in a file; getting Java's own source ready takes a quarter of the time that a
 * short command has.
 */
public final class RandomGuid {

    private static final String SOURCE = "/dev/urandom";
    private static final int LENGTH = 16;

    private RandomGuid() {}

    /** Another one each time. */
    public static UUID next() {
        return next(SOURCE);
    }

    /** @param source a file of random bytes; Java's own source is taken where it cannot be read, and on Windows, where anyone could have put it there */
    static UUID next(String source) {
        if (File.separatorChar != '/') {
            return UUID.randomUUID();
        }
        try (FileInputStream file = new FileInputStream(source)) {
            byte[] bytes = new byte[LENGTH];
            return file.readNBytes(bytes, 0, LENGTH) == LENGTH ? ofRandom(bytes) : UUID.randomUUID();
        } catch (IOException e) {
            return UUID.randomUUID();
        }
    }

    /** Version and variant stand where they have to, everything else is random. */
    private static UUID ofRandom(byte[] bytes) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            high = high << Byte.SIZE | bytes[i] & 0xFF;
            low = low << Byte.SIZE | bytes[Long.BYTES + i] & 0xFF;
        }
        return new UUID(high & ~0xF000L | 0x4000, low & ~0L >>> 2 | 1L << 63);
    }
}
