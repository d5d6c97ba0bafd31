package org.bcdkit.hive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;

/** Writes keys with everything below them as cells. */
final class TreeWriter {

    /** Entries in one leaf: as many as fit into a bin of the usual size. */
    static final int MAX_LEAF = 500;

    /** From this minor version on, lists carry hashes. */
    private static final int FIRST_WITH_HASH_LEAVES = 5;

    private final BinsWriter bins;
    private final int minorVersion;
    private final ValueWriter values;
    private final Map<Bytes, SecurityCell> securities = new HashMap<>();
    private final List<SecurityCell> ring = new ArrayList<>();

    private static final class SecurityCell {
        final int cell;
        final int size;
        int references;

        SecurityCell(int cell, int size) {
            this.cell = cell;
            this.size = size;
        }
    }

    TreeWriter(BinsWriter bins, int minorVersion) {
        this.bins = bins;
        this.minorVersion = minorVersion;
        this.values = new ValueWriter(bins, minorVersion);
    }

    /** Writes the whole tree. Returns the cell of its root. */
    int root(Key root) {
        int cell = key(root, 0, 1);
        closeRing();
        return cell;
    }

    private int key(Key key, int parent, int depth) {
        if (depth > TreeReader.MAX_DEPTH) {
            throw new IllegalArgumentException("the tree is deeper than the " + TreeReader.MAX_DEPTH + " levels that the registry has");
        }
        byte[] name = RegistryNames.stored(key.name());
        int cell = bins.allocate(KeyNode.LAYOUT.size() + name.length);
        long security = security(key.security());
        long className = className(key.className());
        long valueList = values.list(key.values());
        List<Key> keys = new ArrayList<>(key.keys());
        // Readers search subkeys by halves, so what was read out of order has to be put in order.
        keys.sort(SubkeyList.ORDER);
        int[] cells = new int[keys.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = key(keys.get(i), cell, depth + 1);
        }
        int flags = key.flags() & ~KeyNode.ASCII_NAME | (name.length == key.name().length() ? KeyNode.ASCII_NAME : 0);
        StructImage node = KeyNode.LAYOUT.blank()
                .with(KeyNode.FLAGS, (long) flags)
                .with(KeyNode.LAST_WRITTEN, key.lastWritten())
                .with(KeyNode.PARENT, (long) parent)
                .with(KeyNode.SUBKEY_COUNT, (long) cells.length)
                .with(KeyNode.SUBKEY_LIST, subkeyList(keys, cells))
                .with(KeyNode.VOLATILE_LIST, Cell.NONE)
                .with(KeyNode.VALUE_COUNT, (long) key.values().size())
                .with(KeyNode.VALUE_LIST, valueList)
                .with(KeyNode.SECURITY, security)
                .with(KeyNode.CLASS_NAME, className)
                .with(KeyNode.USER_FLAGS, (long) key.userFlags())
                .with(KeyNode.NAME_LENGTH, (long) name.length)
                .with(KeyNode.CLASS_LENGTH, (long) key.className().size());
        bins.put(cell, withLargest(node, key));
        bins.put(cell, KeyNode.LAYOUT.size(), name);
        return cell;
    }

    /** The largest sizes among subkeys and values: Windows sizes its buffers by them. */
    private static StructImage withLargest(StructImage node, Key key) {
        long subkeyName = 0;
        long className = 0;
        for (Key subkey : key.keys()) {
            subkeyName = Math.max(subkeyName, 2L * subkey.name().length());
            className = Math.max(className, subkey.className().size());
        }
        long valueName = 0;
        long valueData = 0;
        for (Value value : key.values()) {
            valueName = Math.max(valueName, 2L * value.name().length());
            valueData = Math.max(valueData, value.data().size());
        }
        return node.with(KeyNode.LARGEST_SUBKEY_NAME, subkeyName)
                .with(KeyNode.LARGEST_CLASS_NAME, className)
                .with(KeyNode.LARGEST_VALUE_NAME, valueName)
                .with(KeyNode.LARGEST_VALUE_DATA, valueData);
    }

    private long className(Bytes name) {
        if (name.size() == 0) {
            return Cell.NONE;
        }
        if (name.size() > 0xffff) {
            throw new IllegalArgumentException("a class name has " + name.size() + " bytes, more than a key can say");
        }
        int cell = bins.allocate(name.size());
        bins.put(cell, 0, name.toArray());
        return cell;
    }

    private long subkeyList(List<Key> keys, int[] cells) {
        if (cells.length == 0) {
            return Cell.NONE;
        }
        boolean hashes = minorVersion >= FIRST_WITH_HASH_LEAVES;
        if (cells.length <= MAX_LEAF) {
            return leaf(hashes ? SubkeyList.HASH_LEAF : SubkeyList.FAST_LEAF, keys, cells, 0, cells.length);
        }
        // Where there are no hashes, Windows drops the hints from lists that it splits.
        String kind = hashes ? SubkeyList.HASH_LEAF : SubkeyList.INDEX_LEAF;
        int leaves = (cells.length + MAX_LEAF - 1) / MAX_LEAF;
        int root = bins.allocate(SubkeyList.LAYOUT.size() + 4 * leaves);
        bins.put(root, head(SubkeyList.INDEX_ROOT, leaves));
        for (int i = 0; i < leaves; i++) {
            int from = i * MAX_LEAF;
            bins.putU32(root, SubkeyList.LAYOUT.size() + 4 * i, leaf(kind, keys, cells, from, Math.min(from + MAX_LEAF, cells.length)));
        }
        return root;
    }

    private int leaf(String kind, List<Key> keys, int[] cells, int from, int to) {
        int entrySize = SubkeyList.entrySize(kind);
        int leaf = bins.allocate(SubkeyList.LAYOUT.size() + entrySize * (to - from));
        bins.put(leaf, head(kind, to - from));
        int at = SubkeyList.LAYOUT.size();
        for (int i = from; i < to; i++) {
            bins.putU32(leaf, at, cells[i]);
            if (kind.equals(SubkeyList.FAST_LEAF)) {
                bins.putU32(leaf, at + 4, SubkeyList.hint(keys.get(i).name()));
            } else if (kind.equals(SubkeyList.HASH_LEAF)) {
                bins.putU32(leaf, at + 4, SubkeyList.hash(keys.get(i).name()));
            }
            at += entrySize;
        }
        return leaf;
    }

    private static StructImage head(String kind, int count) {
        return SubkeyList.LAYOUT.blank().with(SubkeyList.SIGNATURE, kind).with(SubkeyList.COUNT, (long) count);
    }

    /** The cell of that descriptor, one for all keys that have it; filled when all are known. */
    private long security(Bytes descriptor) {
        if (descriptor.size() == 0) {
            return Cell.NONE;
        }
        SecurityCell known = securities.get(descriptor);
        if (known == null) {
            int cell = bins.allocate(KeySecurity.LAYOUT.size() + descriptor.size());
            bins.put(cell, KeySecurity.LAYOUT.size(), descriptor.toArray());
            known = new SecurityCell(cell, descriptor.size());
            securities.put(descriptor, known);
            ring.add(known);
        }
        known.references++;
        return known.cell;
    }

    private void closeRing() {
        int count = ring.size();
        for (int i = 0; i < count; i++) {
            SecurityCell security = ring.get(i);
            StructImage record = KeySecurity.LAYOUT.blank()
                    .with(KeySecurity.NEXT, (long) ring.get((i + 1) % count).cell)
                    .with(KeySecurity.PREVIOUS, (long) ring.get((i + count - 1) % count).cell)
                    .with(KeySecurity.REFERENCE_COUNT, (long) security.references)
                    .with(KeySecurity.DESCRIPTOR_SIZE, (long) security.size);
            bins.put(security.cell, record);
        }
    }
}
