package org.bcdkit.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes hives by hand, also the odd ones that Windows will not make. It shares no code with the reader and writer it is there to test, and
 * writes what it is told: subkeys in the order they were added, any kind of list, wrong counts. The numbers are offsets as in REGF.
 */
public final class HiveBuilder {

    /** How the subkeys of a key are listed. An index root gets leaves of two keys each. */
    public enum ListKind {
        LF("lf", 0),
        LH("lh", 0),
        LI("li", 0),
        RI_OF_LF("lf", 2),
        RI_OF_LH("lh", 2),
        RI_OF_LI("li", 2);

        final String leaf;
        final int keysInLeaf;

        ListKind(String leaf, int keysInLeaf) {
            this.leaf = leaf;
            this.keysInLeaf = keysInLeaf;
        }
    }

    /** Administrators and SYSTEM may do everything: what Windows puts on the root of a fresh store. */
    public static final byte[] OPEN = hex(
            "01000480480000005800000000000000140000000200340002000000000018003f000f00"
                    + "01020000000000052000000020020000000014003f000f0001010000000000051200000001020000000000052000000020020000010100000000000512000000");

    /** Administrators may read: what Windows puts on nearly every key of a store. */
    public static final byte[] CLOSED = hex(
            "010004804800000058000000000000001400000002003400020000000000180019000600"
                    + "01020000000000052000000020020000000014003f000f0001010000000000051200000001020000000000052000000020020000010100000000000512000000");

    private static final int NONE = 0xffffffff;
    private static final int BIN = 0x1000;
    private static final int SEGMENT = 16344;

    private final int minorVersion;
    private final Node root = new Node("NewStoreRoot").flags(0x2c);
    private final Map<ByteBuffer, int[]> securities = new HashMap<>();
    private final List<Integer> ring = new ArrayList<>();
    private int primarySequence = 1;
    private int secondarySequence = 1;
    private long lastWritten = 0x01d9_0000_0000_0000L;
    private String fileName = "";
    private int binSize = BIN;
    private int tail;
    private boolean leftovers;
    private ByteBuffer bins;
    private int next;
    private int end;

    private HiveBuilder(int minorVersion) {
        this.minorVersion = minorVersion;
    }

    /** A hive of version 1.{@code minorVersion} with a root key as boot stores have it. */
    public static HiveBuilder version(int minorVersion) {
        return new HiveBuilder(minorVersion);
    }

    public Node root() {
        return root;
    }

    public HiveBuilder sequence(int primary, int secondary) {
        primarySequence = primary;
        secondarySequence = secondary;
        return this;
    }

    /** FILETIME, in the base block and the first bin. */
    public HiveBuilder lastWritten(long fileTime) {
        lastWritten = fileTime;
        return this;
    }

    public HiveBuilder fileName(String name) {
        fileName = name;
        return this;
    }

    /** Makes bins of that size, a multiple of 4096, where Windows would make them of 4096. */
    public HiveBuilder binSize(int bytes) {
        binSize = bytes;
        return this;
    }

    /** Adds bytes 0xa5 behind the last bin. */
    public HiveBuilder tail(int bytes) {
        tail = bytes;
        return this;
    }

    /** Fills what nobody needs with what is found in real files: leftovers, largest sizes that are too high, wrong reference counts and hints. */
    public HiveBuilder leftovers() {
        leftovers = true;
        return this;
    }

    /** One key. After {@link HiveBuilder#build()} it knows where its cells are. */
    public static final class Node {
        private final String name;
        private final List<Node> keys = new ArrayList<>();
        private final List<Entry> values = new ArrayList<>();
        private int flags;
        private int userFlags;
        private long lastWritten = 0x01d8_0000_0000_0000L;
        private byte[] security = CLOSED;
        private byte[] className = {};
        private ListKind list;
        private int volatileKeys;
        private int cell;
        private int listCell;
        private int valueListCell;

        private Node(String name) {
            this.name = name;
        }

        /** The subkey of exactly that name, added when there is none; {@code \} leads further down. */
        public Node key(String path) {
            int backslash = path.indexOf('\\');
            if (backslash >= 0) {
                return key(path.substring(0, backslash)).key(path.substring(backslash + 1));
            }
            for (Node key : keys) {
                if (key.name.equals(path)) {
                    return key;
                }
            }
            return add(path);
        }

        /** A new subkey, whatever others are called. */
        public Node add(String name) {
            Node key = new Node(name);
            keys.add(key);
            return key;
        }

        public Node value(String name, int type, byte... data) {
            values.add(new Entry(name, type, data));
            return this;
        }

        /** A REG_SZ with its terminator. */
        public Node string(String name, String text) {
            return value(name, 1, (text + '\0').getBytes(StandardCharsets.UTF_16LE));
        }

        /** A REG_DWORD. */
        public Node dword(String name, int number) {
            return value(name, 4, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
        }

        /** The value added last has its data in a cell, however few they are. */
        public Node outOfLine() {
            values.get(values.size() - 1).outOfLine = true;
            return this;
        }

        /** The value added last has these flags besides that for single-byte names. */
        public Node valueFlags(int flags) {
            values.get(values.size() - 1).flags = flags;
            return this;
        }

        /** Flags besides that for single-byte names. */
        public Node flags(int flags) {
            this.flags = flags;
            return this;
        }

        public Node userFlags(int flags) {
            userFlags = flags;
            return this;
        }

        public Node lastWritten(long fileTime) {
            lastWritten = fileTime;
            return this;
        }

        /** Empty for none. */
        public Node security(byte... descriptor) {
            security = descriptor;
            return this;
        }

        public Node className(byte... name) {
            className = name;
            return this;
        }

        public Node list(ListKind kind) {
            list = kind;
            return this;
        }

        public Node volatileKeys(int count) {
            volatileKeys = count;
            return this;
        }

        /** Position in the file of the {@code nk} record. */
        public int position() {
            return BIN + cell + 4;
        }

        /** Offset of the cell from the first bin, as other records point to it. */
        public int cell() {
            return cell;
        }

        /** Position in the file of the subkey list. */
        public int listPosition() {
            return BIN + listCell + 4;
        }

        /** Position in the file of the value list. */
        public int valueListPosition() {
            return BIN + valueListCell + 4;
        }

        /** Position in the file of the {@code vk} record of the value at {@code index}. */
        public int valuePosition(int index) {
            return BIN + values.get(index).cell + 4;
        }
    }

    private static final class Entry {
        final String name;
        final int type;
        final byte[] data;
        boolean outOfLine;
        int flags;
        int cell;

        Entry(String name, int type, byte[] data) {
            this.name = name;
            this.type = type;
            this.data = data;
        }
    }

    /** The bytes of the file. */
    public byte[] build() {
        bins = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        next = 0;
        end = 0;
        securities.clear();
        ring.clear();
        key(root, leftovers ? 0x5a5a5a58 : 0);
        closeRing();
        closeBin();
        ByteBuffer file = ByteBuffer.allocate(BIN + end + tail).order(ByteOrder.LITTLE_ENDIAN);
        file.put("regf".getBytes(StandardCharsets.US_ASCII)).putInt(primarySequence).putInt(secondarySequence).putLong(lastWritten);
        file.putInt(1).putInt(minorVersion).putInt(0).putInt(1).putInt(0x20).putInt(end).putInt(1);
        file.put(fileName.getBytes(StandardCharsets.UTF_16LE));
        if (leftovers) {
            file.position(112);
            file.put(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
            file.putInt(164, 0x6d746d72);
        }
        file.position(BIN);
        file.put(bins.array(), 0, end);
        while (file.hasRemaining()) {
            file.put((byte) 0xa5);
        }
        return seal(file.array());
    }

    /** {@code hive} itself, with the checksum of its base block made right. */
    public static byte[] seal(byte[] hive) {
        ByteBuffer block = ByteBuffer.wrap(hive).order(ByteOrder.LITTLE_ENDIAN);
        int xor = 0;
        for (int i = 0; i < 508; i += 4) {
            xor ^= block.getInt(i);
        }
        block.putInt(508, xor == 0 ? 1 : xor == -1 ? -2 : xor);
        return hive;
    }

    private int key(Node key, int parent) {
        byte[] name = stored(key.name);
        key.cell = allocate(76 + name.length);
        int security = security(key.security);
        int className = key.className.length == 0 ? NONE : data(key.className);
        key.valueListCell = values(key.values);
        int[] cells = new int[key.keys.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = key(key.keys.get(i), key.cell);
        }
        key.listCell = list(key, cells);
        int at = key.cell + 4;
        bins.put(at, (byte) 'n').put(at + 1, (byte) 'k').putShort(at + 2, (short) (key.flags | (isSingleByte(key.name) ? 0x20 : 0)));
        bins.putLong(at + 4, key.lastWritten).putInt(at + 12, leftovers ? 3 : 0).putInt(at + 16, parent);
        bins.putInt(at + 20, cells.length).putInt(at + 24, key.volatileKeys).putInt(at + 28, key.listCell);
        bins.putInt(at + 32, key.volatileKeys == 0 ? NONE : 0x80000020);
        bins.putInt(at + 36, key.values.size()).putInt(at + 40, key.valueListCell).putInt(at + 44, security).putInt(at + 48, className);
        int extra = leftovers ? 100 : 0;
        bins.putShort(at + 52, (short) (extra + longest(key.keys.stream().mapToInt(k -> 2 * k.name.length()).toArray())));
        bins.putShort(at + 54, (short) key.userFlags);
        bins.putInt(at + 56, longest(key.keys.stream().mapToInt(k -> k.className.length).toArray()));
        bins.putInt(at + 60, extra + longest(key.values.stream().mapToInt(v -> 2 * v.name.length()).toArray()));
        bins.putInt(at + 64, extra + longest(key.values.stream().mapToInt(v -> v.data.length).toArray()));
        bins.putInt(at + 68, leftovers ? 0x12345678 : 0);
        bins.putShort(at + 72, (short) name.length).putShort(at + 74, (short) key.className.length);
        bins.put(at + 76, name);
        return key.cell;
    }

    private static int longest(int[] lengths) {
        return Arrays.stream(lengths).max().orElse(0);
    }

    private int values(List<Entry> values) {
        if (values.isEmpty()) {
            return NONE;
        }
        int list = allocate(4 * values.size());
        for (int i = 0; i < values.size(); i++) {
            int cell = value(values.get(i));
            values.get(i).cell = cell;
            bins.putInt(list + 4 + 4 * i, cell);
        }
        return list;
    }

    private int value(Entry value) {
        byte[] name = stored(value.name);
        int cell = allocate(20 + name.length);
        boolean inline = value.data.length <= 4 && !value.outOfLine;
        int at = cell + 4;
        bins.put(at, (byte) 'v').put(at + 1, (byte) 'k').putShort(at + 2, (short) name.length);
        bins.putInt(at + 4, value.data.length | (inline ? 0x80000000 : 0));
        if (inline) {
            bins.putInt(at + 8, leftovers ? 0xcccccccc : 0).put(at + 8, value.data);
        } else {
            int data = value.data.length > SEGMENT && minorVersion > 3 ? bigData(value.data) : data(value.data);
            bins.putInt(at + 8, data);
        }
        bins.putInt(at + 12, value.type);
        bins.putShort(at + 16, (short) (value.flags | (isSingleByte(value.name) && !value.name.isEmpty() ? 1 : 0)));
        bins.putShort(at + 18, (short) (leftovers ? 0x7777 : 0));
        bins.put(at + 20, name);
        return cell;
    }

    private int data(byte[] data) {
        int cell = allocate(data.length);
        bins.put(cell + 4, data);
        return cell;
    }

    private int bigData(byte[] data) {
        int count = (data.length + SEGMENT - 1) / SEGMENT;
        int cell = allocate(8);
        int list = allocate(4 * count);
        bins.put(cell + 4, (byte) 'd').put(cell + 5, (byte) 'b').putShort(cell + 6, (short) count).putInt(cell + 8, list);
        for (int i = 0; i < count; i++) {
            int segment = data(Arrays.copyOfRange(data, i * SEGMENT, Math.min(data.length, (i + 1) * SEGMENT)));
            bins.putInt(list + 4 + 4 * i, segment);
        }
        return cell;
    }

    private int list(Node key, int[] cells) {
        if (cells.length == 0) {
            return NONE;
        }
        ListKind kind = key.list != null ? key.list : minorVersion < 5 ? ListKind.LF : ListKind.LH;
        if (kind.keysInLeaf == 0) {
            return leaf(kind.leaf, key, cells, 0, cells.length);
        }
        int leaves = (cells.length + kind.keysInLeaf - 1) / kind.keysInLeaf;
        int root = allocate(4 + 4 * leaves);
        bins.put(root + 4, (byte) 'r').put(root + 5, (byte) 'i').putShort(root + 6, (short) leaves);
        for (int i = 0; i < leaves; i++) {
            int from = i * kind.keysInLeaf;
            int leaf = leaf(kind.leaf, key, cells, from, Math.min(cells.length, from + kind.keysInLeaf));
            bins.putInt(root + 8 + 4 * i, leaf);
        }
        return root;
    }

    private int leaf(String kind, Node key, int[] cells, int from, int to) {
        int size = kind.equals("li") ? 4 : 8;
        int leaf = allocate(4 + size * (to - from));
        bins.put(leaf + 4, (byte) kind.charAt(0)).put(leaf + 5, (byte) kind.charAt(1)).putShort(leaf + 6, (short) (to - from));
        for (int i = from; i < to; i++) {
            int at = leaf + 8 + size * (i - from);
            bins.putInt(at, cells[i]);
            if (size == 8) {
                String name = key.keys.get(i).name;
                bins.putInt(at + 4, leftovers ? 0x21212121 : kind.equals("lf") ? hint(name) : hash(name));
            }
        }
        return leaf;
    }

    private static int hint(String name) {
        byte[] hint = new byte[4];
        for (int i = 0; i < Math.min(4, name.length()); i++) {
            if (name.charAt(i) > 0xff) {
                return 0;
            }
            hint[i] = (byte) name.charAt(i);
        }
        return ByteBuffer.wrap(hint).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private static int hash(String name) {
        int hash = 0;
        for (char c : name.toCharArray()) {
            hash = 37 * hash + Character.toUpperCase(c);
        }
        return hash;
    }

    private int security(byte[] descriptor) {
        if (descriptor.length == 0) {
            return NONE;
        }
        int[] known = securities.computeIfAbsent(ByteBuffer.wrap(descriptor), d -> {
            int cell = allocate(20 + descriptor.length);
            bins.put(cell + 4, (byte) 's').put(cell + 5, (byte) 'k').putInt(cell + 20, descriptor.length).put(cell + 24, descriptor);
            ring.add(cell);
            return new int[] {cell, 0};
        });
        known[1]++;
        bins.putInt(known[0] + 16, leftovers ? 7777 : known[1]);
        return known[0];
    }

    private void closeRing() {
        for (int i = 0; i < ring.size(); i++) {
            bins.putInt(ring.get(i) + 8, ring.get((i + 1) % ring.size())).putInt(ring.get(i) + 12, ring.get((i + ring.size() - 1) % ring.size()));
        }
    }

    private int allocate(int length) {
        int size = (length + 4 + 7) / 8 * 8;
        if (size > end - next) {
            closeBin();
            openBin(size);
        }
        int cell = next;
        bins.putInt(cell, -size);
        next += size;
        return cell;
    }

    private void closeBin() {
        if (next < end) {
            bins.putInt(next, end - next);
        }
        next = end;
    }

    private void openBin(int cellSize) {
        int size = Math.max(binSize, (32 + cellSize + BIN - 1) / BIN * BIN);
        while (end + size > bins.capacity()) {
            bins = ByteBuffer.wrap(Arrays.copyOf(bins.array(), 2 * bins.capacity())).order(ByteOrder.LITTLE_ENDIAN);
        }
        bins.put(end, "hbin".getBytes(StandardCharsets.US_ASCII)).putInt(end + 4, end).putInt(end + 8, size);
        if (end == 0) {
            bins.putLong(20, lastWritten);
        }
        next = end + 32;
        end += size;
    }

    private static boolean isSingleByte(String name) {
        return name.chars().allMatch(c -> c <= 0xff);
    }

    private static byte[] stored(String name) {
        if (isSingleByte(name)) {
            return name.getBytes(StandardCharsets.ISO_8859_1);
        }
        ByteArrayOutputStream units = new ByteArrayOutputStream();
        name.chars().forEach(c -> {
            units.write(c);
            units.write(c >> 8);
        });
        return units.toByteArray();
    }

    private static byte[] hex(String digits) {
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
