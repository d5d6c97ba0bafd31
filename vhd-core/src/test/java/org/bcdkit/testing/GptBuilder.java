package org.bcdkit.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes disks with a partition table by hand, the odd ones included. Offsets are written out here once more, so that a mistake in the code under
 * test is not repeated by its tests.
 */
public final class GptBuilder {

    public static final String DISK = "d15c0000-1111-4222-8333-444444444444";
    public static final String BASIC_DATA = "ebd0a0a2-b9e5-4433-87c0-68b6b72699c7";

    private final int sectorSize;
    private final byte[] disk;
    private final byte[] entries;
    private final byte[] header = new byte[92];
    private final byte[] mbr = new byte[512];
    private final List<Runnable> damage = new ArrayList<>();
    private boolean withBackup = true;
    private long backupSector;

    /** A disk of {@code sectors}, 128 empty entries, and a protective MBR. */
    public GptBuilder(int sectorSize, int sectors) {
        this.sectorSize = sectorSize;
        this.disk = new byte[sectorSize * sectors];
        this.entries = new byte[128 * 128];
        this.backupSector = sectors - 1;
        System.arraycopy("EFI PART".getBytes(StandardCharsets.US_ASCII), 0, header, 0, 8);
        int arraySectors = entries.length / sectorSize;
        header(8, 4, 0x10000).header(12, 4, 92).header(40, 8, 2 + arraySectors).header(48, 8, sectors - 2 - arraySectors);
        System.arraycopy(VhdxBuilder.guid(DISK), 0, header, 56, 16);
        header(80, 4, 128).header(84, 4, 128);
        mbr(0, 0, 0xEE, 1, Math.min(sectors - 1L, 0xffffffffL));
        put(mbr, 510, 2, 0xAA55);
    }

    /** Sets a number in both headers, before they are sealed. */
    public GptBuilder header(int offset, int length, long value) {
        put(header, offset, length, value);
        return this;
    }

    /** Sets an entry, counted from 1. */
    public GptBuilder partition(int number, String type, String unique, long first, long last, String name) {
        int at = 128 * (number - 1);
        System.arraycopy(VhdxBuilder.guid(type), 0, entries, at, 16);
        System.arraycopy(VhdxBuilder.guid(unique), 0, entries, at + 16, 16);
        put(entries, at + 32, 8, first);
        put(entries, at + 40, 8, last);
        byte[] text = name.getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(text, 0, entries, at + 56, text.length);
        return this;
    }

    public GptBuilder attributes(int number, long bits) {
        put(entries, 128 * (number - 1) + 48, 8, bits);
        return this;
    }

    /** Sets an entry of the MBR, counted from 0. */
    public GptBuilder mbr(int index, int status, int type, long start, long count) {
        put(mbr, 446 + 16 * index, 1, status);
        put(mbr, 446 + 16 * index + 4, 1, type);
        put(mbr, 446 + 16 * index + 8, 4, start);
        put(mbr, 446 + 16 * index + 12, 4, count);
        return this;
    }

    public GptBuilder withoutMbr() {
        Arrays.fill(mbr, (byte) 0);
        return this;
    }

    public GptBuilder withoutBackup() {
        withBackup = false;
        return this;
    }

    /** Where the backup header is, when not in the last sector. */
    public GptBuilder backupAt(long sector) {
        backupSector = sector;
        return this;
    }

    /** Changes a byte after everything was written and sealed. */
    public GptBuilder flip(int position, int mask) {
        damage.add(() -> disk[position] ^= (byte) mask);
        return this;
    }

    public byte[] build() {
        System.arraycopy(mbr, 0, disk, 0, 512);
        int arraySectors = entries.length / sectorSize;
        write(1, backupSector, 2);
        if (withBackup) {
            write(backupSector, 1, backupSector - arraySectors);
        }
        for (Runnable one : damage) {
            one.run();
        }
        return disk;
    }

    private void write(long mine, long other, long array) {
        byte[] sealed = header.clone();
        put(sealed, 24, 8, mine);
        put(sealed, 32, 8, other);
        put(sealed, 72, 8, array);
        put(sealed, 88, 4, crc(entries, entries.length));
        put(sealed, 16, 4, crc(sealed, sealed.length));
        System.arraycopy(sealed, 0, disk, (int) mine * sectorSize, sealed.length);
        System.arraycopy(entries, 0, disk, (int) array * sectorSize, entries.length);
    }

    /** Computes the checksum of the header in {@code disk} at {@code position} anew. */
    public static byte[] seal(byte[] disk, int position, int headerSize) {
        put(disk, position + 16, 4, 0);
        put(disk, position + 16, 4, crc(Arrays.copyOfRange(disk, position, position + headerSize), headerSize));
        return disk;
    }

    private static long crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    private static void put(byte[] into, int offset, int length, long value) {
        VhdxBuilder.put(into, offset, length, value);
    }
}
