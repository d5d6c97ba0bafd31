package org.bcdkit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.Storage;

/**
 * Writes VHDX files by hand, the odd ones included: header area, log at 1 MiB, metadata at 2 MiB, table at 3 MiB, then blocks. All offsets and
 * GUIDs are written out here once more, so that a mistake in the code under test is not repeated by its tests.
 */
public final class VhdxBuilder {

    public static final int MIB = 1 << 20;
    public static final int HEADER_1 = 64 << 10;
    public static final int HEADER_2 = 128 << 10;
    public static final int REGIONS_1 = 192 << 10;
    public static final int REGIONS_2 = 256 << 10;
    public static final int LOG = MIB;
    public static final int METADATA = 2 * MIB;
    public static final int TABLE = 3 * MIB;

    public static final String TABLE_REGION = "2dc27766-f623-4200-9d64-115e9bfd4a08";
    public static final String METADATA_REGION = "8b7ca206-4790-4b9a-b8fe-575f050f886e";
    public static final String FILE_PARAMETERS = "caa16737-fa36-4d43-b3b6-33f0aa44e76b";
    public static final String VIRTUAL_SIZE = "2fa54224-cd1b-4876-b211-5dbed83bf4b8";
    public static final String DISK_ID = "beca12ab-b2e6-4523-93ef-c309e000c746";
    public static final String LOGICAL_SECTOR = "8141bf1d-a96f-4709-ba47-f233a8faab5f";
    public static final String PHYSICAL_SECTOR = "cda348c7-445d-4471-9cc9-e9885251c556";
    public static final String PARENT_LOCATOR = "a8d35f2d-b30b-454d-abf7-d3d84834ab0c";
    public static final String INCOMPLETE = "71cc85f0-1b69-4e28-9558-c3bf83ae75d3";

    /** What {@link #dataWrite(String)} is unless it is set. */
    public static final String DATA_WRITE = "d0000000-0000-4000-8000-00000000000d";

    private final int blockSize;
    private final byte[][] headers = {new byte[4096], new byte[4096]};
    private final List<byte[]> regions = new ArrayList<>();
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final List<byte[]> itemEntries = new ArrayList<>();
    private final Map<Long, Long> entries = new TreeMap<>();
    private final Map<Long, byte[]> data = new TreeMap<>();
    private final List<Runnable> damage = new ArrayList<>();
    private byte[] file = new byte[0];
    private long next;
    private long end;
    private int regionCount = -1;
    private int itemCount = -1;
    private int sectorSize = 512;
    private int tableLength = MIB;

    private record Item(int flags, byte[] bytes) {}

    private VhdxBuilder(long virtualSize, int blockSize, int flags) {
        this.blockSize = blockSize;
        this.next = TABLE + MIB;
        header(0, 4, 0x64616568).header(66, 2, 1).header(68, 4, MIB).header(72, 8, LOG);
        header(1, 8, 8, 1).header(2, 8, 8, 2);
        guid(16, "f0000000-0000-4000-8000-00000000000f");
        dataWrite(DATA_WRITE);
        item(FILE_PARAMETERS, 4, littleEndian(4, blockSize, 4, flags));
        item(VIRTUAL_SIZE, 6, littleEndian(8, virtualSize));
        item(DISK_ID, 6, guid("e0000000-0000-4000-8000-00000000000e"));
        item(LOGICAL_SECTOR, 6, littleEndian(4, 512));
        item(PHYSICAL_SECTOR, 6, littleEndian(4, 4096));
    }

    /** A dynamic disk without any block in place. */
    public static VhdxBuilder dynamic(long virtualSize, int blockSize) {
        return new VhdxBuilder(virtualSize, blockSize, 0);
    }

    /** A disk declared fixed, without any block in place. */
    public static VhdxBuilder fixed(long virtualSize, int blockSize) {
        return new VhdxBuilder(virtualSize, blockSize, 1);
    }

    /** A differencing disk without any block in place; its locator says {@code keysAndValues}. */
    public static VhdxBuilder differencing(long virtualSize, int blockSize, String... keysAndValues) {
        return new VhdxBuilder(virtualSize, blockSize, 2).item(PARENT_LOCATOR, 4, locator(keysAndValues));
    }

    /** Sets a number in both headers. */
    public VhdxBuilder header(int offset, int length, long value) {
        return header(1, offset, length, value).header(2, offset, length, value);
    }

    /** Sets a number in header 1 or 2. */
    public VhdxBuilder header(int which, int offset, int length, long value) {
        put(headers[which - 1], offset, length, value);
        return this;
    }

    private VhdxBuilder guid(int offset, String guid) {
        for (byte[] header : headers) {
            System.arraycopy(guid(guid), 0, header, offset, 16);
        }
        return this;
    }

    /** What children name this disk by. */
    public VhdxBuilder dataWrite(String guid) {
        return guid(32, guid);
    }

    /** Says that the log is in use by entries with this GUID. */
    public VhdxBuilder logGuid(String guid) {
        return guid(48, guid);
    }

    /** Adds a region; one for table or metadata takes the place of the usual one. */
    public VhdxBuilder region(String guid, long offset, long length, long flags) {
        regions.add(regionEntry(guid, offset, length, flags));
        return this;
    }

    private static byte[] regionEntry(String guid, long offset, long length, long flags) {
        byte[] entry = Arrays.copyOf(guid(guid), 32);
        put(entry, 16, 8, offset);
        put(entry, 24, 4, length);
        put(entry, 28, 4, flags);
        return entry;
    }

    /** What the region table says that it has entries. */
    public VhdxBuilder regionCount(int count) {
        regionCount = count;
        return this;
    }

    public VhdxBuilder tableLength(int bytes) {
        next += bytes - tableLength;
        tableLength = bytes;
        return this;
    }

    /** Adds a metadata item or puts another in its place. */
    public VhdxBuilder item(String guid, int flags, byte[] bytes) {
        items.put(guid, new Item(flags, bytes));
        return this;
    }

    public VhdxBuilder withoutItem(String guid) {
        items.remove(guid);
        return this;
    }

    /** Adds an entry to the metadata table that says anything. */
    public VhdxBuilder itemEntry(String guid, long offset, long length, long flags) {
        byte[] entry = Arrays.copyOf(guid(guid), 32);
        put(entry, 16, 4, offset);
        put(entry, 20, 4, length);
        put(entry, 24, 4, flags);
        itemEntries.add(entry);
        return this;
    }

    /** What the metadata table says that it has entries. */
    public VhdxBuilder itemCount(int count) {
        itemCount = count;
        return this;
    }

    public VhdxBuilder sectors(int logical, int physical) {
        sectorSize = logical;
        return item(LOGICAL_SECTOR, 6, littleEndian(4, logical)).item(PHYSICAL_SECTOR, 6, littleEndian(4, physical));
    }

    private long chunkRatio() {
        return (1L << 23) * sectorSize / blockSize;
    }

    /** Puts {@code bits} into the table for payload block {@code number}, whatever is there. */
    public VhdxBuilder entry(long number, long bits) {
        entries.put(number + number / chunkRatio(), bits);
        return this;
    }

    /** Puts {@code bits} into the table for the sector bitmap of {@code chunk}. */
    public VhdxBuilder bitmapEntry(long chunk, long bits) {
        entries.put((chunk + 1) * (chunkRatio() + 1) - 1, bits);
        return this;
    }

    /** Puts a block in state 6 or 7 behind those there are, whose first bytes are {@code payload}. */
    public VhdxBuilder block(long number, int state, byte[] payload) {
        entry(number, next | state);
        data.put(next, payload);
        next += blockSize;
        end = Math.max(end, next);
        return this;
    }

    /** Puts a fully present block behind those there are, every byte {@code fill}. */
    public VhdxBuilder block(long number, int fill) {
        byte[] payload = new byte[blockSize];
        Arrays.fill(payload, (byte) fill);
        return block(number, 6, payload);
    }

    /** Puts the sector bitmap of {@code chunk} behind the blocks there are. */
    public VhdxBuilder bitmap(long chunk, byte[] bits) {
        bitmapEntry(chunk, next | 6);
        data.put(next, bits);
        next += MIB;
        end = Math.max(end, next);
        return this;
    }

    /** The file ends here, wherever its blocks end. */
    public VhdxBuilder fileEnd(long position) {
        end = position;
        next = Math.max(next, end);
        return this;
    }

    /** Writes bytes anywhere, before anything else is written. */
    public VhdxBuilder bytes(long position, byte[] bytes) {
        data.put(position, bytes);
        return this;
    }

    /** Changes a byte after everything was written and sealed. */
    public VhdxBuilder flip(int position, int mask) {
        damage.add(() -> file[position] ^= (byte) mask);
        return this;
    }

    /** The whole file, with everything in memory. */
    public byte[] build() {
        try {
            Storage storage = storage("built");
            file = storage.read(0, Math.toIntExact(storage.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Runnable one : damage) {
            one.run();
        }
        return file;
    }

    /** The whole file, with only those pages in memory that hold something. */
    public Storage storage(String name) {
        Overlay image = new Overlay(MemoryStorage.of(name, new byte[0]));
        try {
            for (Map.Entry<Long, byte[]> piece : data.entrySet()) {
                image.write(piece.getKey(), ByteBuffer.wrap(piece.getValue()));
            }
            byte[] identifier = Arrays.copyOf("vhdxfile".getBytes(StandardCharsets.US_ASCII), 520);
            System.arraycopy("built by hand".getBytes(StandardCharsets.UTF_16LE), 0, identifier, 8, 26);
            image.write(0, ByteBuffer.wrap(identifier));
            image.write(HEADER_1, ByteBuffer.wrap(seal(headers[0].clone())));
            image.write(HEADER_2, ByteBuffer.wrap(seal(headers[1].clone())));
            byte[] table = regionTable();
            image.write(REGIONS_1, ByteBuffer.wrap(table));
            image.write(REGIONS_2, ByteBuffer.wrap(table));
            image.write(METADATA, ByteBuffer.wrap(metadata()));
            for (Map.Entry<Long, Long> entry : entries.entrySet()) {
                image.write(TABLE + 8 * entry.getKey(), ByteBuffer.wrap(littleEndian(8, entry.getValue())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        image.extendTo(Math.max(end, TABLE + tableLength));
        return end > 0 && end < image.size() ? slice(image, name) : image;
    }

    private Storage slice(Storage image, String name) {
        try {
            return image.slice(name, 0, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] regionTable() {
        byte[] table = new byte[64 << 10];
        put(table, 0, 4, 0x69676572);
        List<byte[]> all = new ArrayList<>();
        if (!contains(regions, TABLE_REGION)) {
            all.add(regionEntry(TABLE_REGION, TABLE, tableLength, 1));
        }
        if (!contains(regions, METADATA_REGION)) {
            all.add(regionEntry(METADATA_REGION, METADATA, MIB, 1));
        }
        all.addAll(regions);
        put(table, 8, 4, regionCount < 0 ? all.size() : regionCount);
        for (int i = 0; i < all.size(); i++) {
            System.arraycopy(all.get(i), 0, table, 16 + 32 * i, 32);
        }
        return seal(table);
    }

    private static boolean contains(List<byte[]> regions, String guid) {
        for (byte[] region : regions) {
            if (Arrays.equals(Arrays.copyOf(region, 16), guid(guid))) {
                return true;
            }
        }
        return false;
    }

    private byte[] metadata() {
        byte[] region = new byte[256 << 10];
        System.arraycopy("metadata".getBytes(StandardCharsets.US_ASCII), 0, region, 0, 8);
        int number = 0;
        int at = 64 << 10;
        for (Map.Entry<String, Item> item : items.entrySet()) {
            byte[] bytes = item.getValue().bytes;
            int entry = 32 + 32 * number++;
            System.arraycopy(guid(item.getKey()), 0, region, entry, 16);
            put(region, entry + 16, 4, bytes.length == 0 ? 0 : at);
            put(region, entry + 20, 4, bytes.length);
            put(region, entry + 24, 4, item.getValue().flags);
            System.arraycopy(bytes, 0, region, at, bytes.length);
            at += bytes.length;
        }
        for (byte[] entry : itemEntries) {
            System.arraycopy(entry, 0, region, 32 + 32 * number++, 32);
        }
        put(region, 10, 2, itemCount < 0 ? number : itemCount);
        return region;
    }

    /** A parent locator of the usual type. */
    public static byte[] locator(String... keysAndValues) {
        int count = keysAndValues.length / 2;
        byte[] head = new byte[20 + 12 * count];
        System.arraycopy(guid("b04aefb7-d19e-4a81-b789-25b8e9445913"), 0, head, 0, 16);
        put(head, 18, 2, count);
        byte[] item = head;
        for (int i = 0; i < keysAndValues.length; i++) {
            byte[] text = keysAndValues[i].getBytes(StandardCharsets.UTF_16LE);
            int entry = 20 + 12 * (i / 2);
            put(item, entry + 4 * (i % 2), 4, item.length);
            put(item, entry + 8 + 2 * (i % 2), 2, text.length);
            int at = item.length;
            item = Arrays.copyOf(item, at + text.length);
            System.arraycopy(text, 0, item, at, text.length);
        }
        return item;
    }

    /** Computes the checksum at offset 4 anew: CRC-32C with the checksum taken as zero. */
    public static byte[] seal(byte[] structure) {
        put(structure, 4, 4, 0);
        CRC32C crc = new CRC32C();
        crc.update(structure, 0, structure.length);
        put(structure, 4, 4, crc.getValue());
        return structure;
    }

    /** A GUID as Windows stores it. */
    public static byte[] guid(String guid) {
        UUID uuid = UUID.fromString(guid);
        byte[] bytes = new byte[16];
        long high = uuid.getMostSignificantBits();
        put(bytes, 0, 4, high >>> 32);
        put(bytes, 4, 2, high >>> 16);
        put(bytes, 6, 2, high);
        ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).putLong(8, uuid.getLeastSignificantBits());
        return bytes;
    }

    /** Numbers one behind the other: length in bytes, value, and so on. */
    public static byte[] littleEndian(long... lengthsAndValues) {
        byte[] bytes = new byte[0];
        for (int i = 0; i < lengthsAndValues.length; i += 2) {
            int at = bytes.length;
            bytes = Arrays.copyOf(bytes, at + (int) lengthsAndValues[i]);
            put(bytes, at, (int) lengthsAndValues[i], lengthsAndValues[i + 1]);
        }
        return bytes;
    }

    /** Writes a little-endian number. */
    public static void put(byte[] into, int offset, int length, long value) {
        for (int i = 0; i < length; i++) {
            into[offset + i] = (byte) (value >> 8 * i);
        }
    }
}
