package org.bcdkit.testing;

import java.util.Random;

/** Bytes for files, always the same. */
public final class Contents {

    private Contents() {}

    public static byte[] random(int seed, int length) {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        return content;
    }

    /** As a program is: words that repeat, tables, x86 calls, zeros, and pieces that cannot be compressed. */
    public static byte[] mixed(int seed, int length) {
        Random random = new Random(seed);
        byte[] content = new byte[length];
        int at = 0;
        while (at < length) {
            int end = Math.min(length, at + 1 + random.nextInt(random.nextInt(20) == 0 ? 60_000 : 3_000));
            int kind = random.nextInt(6);
            for (int start = at; at < end; at++) {
                int column = (at - start) % 7;
                content[at] = (byte) switch (kind) {
                    case 0 -> 0;
                    case 1 -> random.nextInt(256);
                    case 2 -> column == 0 ? 0xE8 : column < 3 ? random.nextInt(256) : column == 3 ? random.nextInt(3) : 0;
                    case 3 -> "the boot manager starts the operating system ".charAt((at * 7 / 5 + random.nextInt(2)) % 45);
                    case 4 -> at > 40 && random.nextInt(9) != 0 ? content[at - 40] : random.nextInt(4);
                    default -> (at - start) / 64;
                };
            }
        }
        return content;
    }
}
