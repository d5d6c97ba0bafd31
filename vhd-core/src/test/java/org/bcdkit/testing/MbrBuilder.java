package org.bcdkit.testing;

import java.util.HexFormat;

/** Writes disks with an MBR by hand, the odd ones included. */
public final class MbrBuilder {

    private final byte[] disk;

    /** A disk of {@code sectors} of 512 bytes that ends its first sector as an MBR does. */
    public MbrBuilder(int sectors) {
        this(512, sectors);
    }

    public MbrBuilder(int sectorSize, int sectors) {
        disk = new byte[sectorSize * sectors];
        mark(0);
    }

    private void mark(int position) {
        VhdxBuilder.put(disk, position + 510, 2, 0xAA55);
    }

    public MbrBuilder signature(int signature) {
        VhdxBuilder.put(disk, 440, 4, signature);
        return this;
    }

    /** Sets an entry of the first sector, counted from 1. */
    public MbrBuilder entry(int number, int status, int type, long start, long count) {
        return entry(0, number, status, type, start, count);
    }

    /** Sets an entry, counted from 1, of the link in the chain of an extended partition at {@code position}. */
    public MbrBuilder entry(int position, int number, int status, int type, long start, long count) {
        mark(position);
        int at = position + 446 + 16 * (number - 1);
        VhdxBuilder.put(disk, at, 1, status);
        VhdxBuilder.put(disk, at + 4, 1, type);
        VhdxBuilder.put(disk, at + 8, 4, start);
        VhdxBuilder.put(disk, at + 12, 4, count);
        return this;
    }

    /** Writes bytes, given in hexadecimal, anywhere. */
    public MbrBuilder bytes(int position, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        System.arraycopy(bytes, 0, disk, position, bytes.length);
        return this;
    }

    public byte[] build() {
        return disk;
    }
}
