package org.bcdkit.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes VHD files by hand, the odd ones included. All offsets are those of the VHD specification and are written out here once more, so that a
 * mistake in the code under test is not repeated by its tests.
 */
public final class VhdBuilder {

    public static final int SECTOR = 512;
    public static final int HEADER = 512;
    public static final int TABLE = 1536;
    public static final int UNUSED = -1;

    private final int type;
    private final long size;
    private final int blockSize;
    private final byte[] footer = new byte[SECTOR];
    private final byte[] header = new byte[1024];
    private final byte[] contents;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Locator> locators = new ArrayList<>();
    private final List<int[]> entries = new ArrayList<>();
    private int tableEntries;
    private int tableFill = UNUSED;
    private int firstBlockAt = -1;

    private record Block(int number, byte[] bitmap, byte[] payload) {}

    private record Locator(String code, byte[] path, int space, int length, int at) {}

    private VhdBuilder(int type, long size, int blockSize, byte[] contents) {
        this.type = type;
        this.size = size;
        this.blockSize = blockSize;
        this.contents = contents;
        this.tableEntries = blockSize == 0 ? 0 : (int) ((size + blockSize - 1) / blockSize);
        footer(0, "conectix").footer(8, 4, 2).footer(12, 4, 0x10000).footer(16, 8, type == 2 ? -1 : HEADER);
        footer(24, 4, 0x2D000000).footer(28, "win ").footer(32, 4, 0x000A0000).footer(36, "Wi2k");
        footer(40, 8, size).footer(48, 8, size).geometry(65535, 16, 255).footer(60, 4, type);
        id("0123456789abcdef");
        header(0, "cxsparse").header(8, 8, -1).header(16, 8, TABLE).header(24, 4, 0x10000).header(28, 4, tableEntries).header(32, 4, blockSize);
    }

    /** A fixed disk that holds {@code contents}. */
    public static VhdBuilder fixed(byte[] contents) {
        return new VhdBuilder(2, contents.length, 0, contents);
    }

    /** A dynamic disk without any block in place. */
    public static VhdBuilder dynamic(long size, int blockSize) {
        return new VhdBuilder(3, size, blockSize, new byte[0]);
    }

    /** A differencing disk without any block in place, whose parent has the 16 ASCII characters {@code parentId} as its unique id. */
    public static VhdBuilder differencing(long size, int blockSize, String parentId) {
        return new VhdBuilder(4, size, blockSize, new byte[0]).header(40, parentId);
    }

    /** Sets a number in the footer and its copy. */
    public VhdBuilder footer(int offset, int length, long value) {
        put(footer, offset, length, value);
        return this;
    }

    /** Sets ASCII text in the footer and its copy. */
    public VhdBuilder footer(int offset, String ascii) {
        put(footer, offset, ascii.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Sets a number in the dynamic header. */
    public VhdBuilder header(int offset, int length, long value) {
        put(header, offset, length, value);
        return this;
    }

    /** Sets ASCII text in the dynamic header. */
    public VhdBuilder header(int offset, String ascii) {
        put(header, offset, ascii.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** @param ascii 16 characters, of which the unique id is made */
    public VhdBuilder id(String ascii) {
        return footer(68, ascii);
    }

    public VhdBuilder geometry(int cylinders, int heads, int sectors) {
        return footer(56, 2, cylinders).footer(58, 1, heads).footer(59, 1, sectors);
    }

    public VhdBuilder creator(String fourCharacters) {
        return footer(28, fourCharacters);
    }

    /** @param unixTime when the parent's file was changed */
    public VhdBuilder parentTime(long unixTime) {
        return header(56, 4, unixTime - 946_684_800L);
    }

    public VhdBuilder parentName(String name) {
        put(header, 64, name.getBytes(StandardCharsets.UTF_16BE));
        return this;
    }

    /** Puts a block behind those there are, with all bits set and every byte {@code fill}. */
    public VhdBuilder block(int number, int fill) {
        byte[] payload = new byte[blockSize];
        Arrays.fill(payload, (byte) fill);
        return block(number, payload);
    }

    /** Puts a block behind those there are, with all bits set. */
    public VhdBuilder block(int number, byte[] payload) {
        byte[] bitmap = new byte[bitmapSize()];
        for (int sector = 0; sector < blockSize / SECTOR; sector++) {
            bitmap[sector / 8] |= (byte) (0x80 >> sector % 8);
        }
        return block(number, bitmap, payload);
    }

    /** Puts a block behind those there are. */
    public VhdBuilder block(int number, byte[] bitmap, byte[] payload) {
        blocks.add(new Block(number, Arrays.copyOf(bitmap, bitmapSize()), payload));
        return this;
    }

    /** Where the bitmap of the first block lies; without it, right behind what comes before. */
    public VhdBuilder firstBlockAt(int position) {
        firstBlockAt = position;
        return this;
    }

    /** Puts {@code sector} into the table for block {@code number}, whatever is there. */
    public VhdBuilder entry(int number, int sector) {
        entries.add(new int[] {number, sector});
        return this;
    }

    /** Makes the table longer than it has to be. */
    public VhdBuilder tableEntries(int count) {
        tableEntries = count;
        return header(28, 4, count);
    }

    /** What entries that are not in use hold, instead of all ones. */
    public VhdBuilder tableFill(int value) {
        tableFill = value;
        return this;
    }

    /** Adds a parent locator whose path has the room of whole sectors, counted in bytes as Windows does. */
    public VhdBuilder locator(String code, byte[] path) {
        int sectors = (path.length + SECTOR - 1) / SECTOR;
        return locator(code, path, sectors * SECTOR, path.length);
    }

    /** Adds a parent locator that says anything about the room for its path. */
    public VhdBuilder locator(String code, byte[] path, int space, int length) {
        locators.add(new Locator(code, path, space, length, -1));
        return this;
    }

    /** Adds a parent locator that says that its path lies somewhere. */
    public VhdBuilder strayLocator(String code, int space, int length, int at) {
        locators.add(new Locator(code, new byte[0], space, length, at));
        return this;
    }

    private int bitmapSize() {
        return roundUp((blockSize / SECTOR + 7) / 8, SECTOR);
    }

    private static int roundUp(int number, int multiple) {
        return (number + multiple - 1) / multiple * multiple;
    }

    /** The footer, sealed: the last 512 bytes. */
    public byte[] footer() {
        return seal(footer.clone(), 64);
    }

    /** The whole file. */
    public byte[] build() {
        return type == 2 ? join(contents, footer()) : buildBlocks();
    }

    private byte[] buildBlocks() {
        int table = (int) ByteBuffer.wrap(header).getLong(16);
        int tableEnd = table + roundUp(4 * tableEntries, SECTOR);
        Image image = new Image();
        image.put(0, footer());
        byte[] entriesOnDisk = new byte[roundUp(4 * tableEntries, SECTOR)];
        for (int i = 0; i < entriesOnDisk.length; i += 4) {
            put(entriesOnDisk, i, 4, tableFill);
        }
        int at = Math.max(tableEnd, putLocators(image, tableEnd));
        at = Math.max(at, firstBlockAt);
        for (Block block : blocks) {
            put(entriesOnDisk, 4 * block.number, 4, at / SECTOR);
            image.put(at, block.bitmap);
            image.put(at + block.bitmap.length, block.payload);
            at += block.bitmap.length + blockSize;
        }
        for (int[] entry : entries) {
            put(entriesOnDisk, 4 * entry[0], 4, entry[1]);
        }
        image.put(table, entriesOnDisk);
        image.put((int) ByteBuffer.wrap(footer).getLong(16), seal(header.clone(), 36));
        image.put(at, footer());
        return image.bytes();
    }

    /** Returns where the last path ends. */
    private int putLocators(Image image, int tableEnd) {
        int at = tableEnd;
        for (int i = 0; i < locators.size(); i++) {
            Locator locator = locators.get(i);
            int entry = 576 + 24 * i;
            put(header, entry, locator.code.getBytes(StandardCharsets.ISO_8859_1));
            put(header, entry + 4, 4, locator.space);
            put(header, entry + 8, 4, locator.length);
            put(header, entry + 16, 8, locator.at < 0 ? at : locator.at);
            image.put(at, locator.path);
            at += roundUp(locator.path.length, SECTOR);
        }
        return at;
    }

    /** Computes the checksum at {@code offset} anew: the one's complement of the sum of all other bytes. */
    public static byte[] seal(byte[] structure, int offset) {
        put(structure, offset, 4, 0);
        int sum = 0;
        for (byte b : structure) {
            sum += b & 0xff;
        }
        put(structure, offset, 4, ~sum);
        return structure;
    }

    static void put(byte[] into, int offset, int length, long value) {
        for (int i = 0; i < length; i++) {
            into[offset + i] = (byte) (value >> 8 * (length - 1 - i));
        }
    }

    private static void put(byte[] into, int offset, byte[] bytes) {
        System.arraycopy(bytes, 0, into, offset, bytes.length);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        put(both, first.length, second);
        return both;
    }

    /** Bytes that grow as they are written. */
    private static final class Image {
        private byte[] content = new byte[0];

        void put(int position, byte[] bytes) {
            if (content.length < position + bytes.length) {
                content = Arrays.copyOf(content, position + bytes.length);
            }
            VhdBuilder.put(content, position, bytes);
        }

        byte[] bytes() {
            return content;
        }
    }
}
