package org.bcdkit.hive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/**
 * Builds the tree of keys from the cells of a hive.
 *
 * <p>Refused is what makes the tree ambiguous: cells used twice, counts that do not agree, a key under another parent than it says, data outside
 * their cell. Accepted is what files made by Windows and by other writers contain and nobody needs: largest sizes, reference counts, hints and
 * hashes that are wrong, lists out of order, leftovers in unused fields, the parent of the root, volatile subkeys.
 */
final class TreeReader {

    /** The depth that the registry allows. */
    static final int MAX_DEPTH = 512;

    private static final String NODE = KeyNode.LAYOUT.name();
    private static final String SECURITY = KeySecurity.LAYOUT.name();
    private static final String LIST = SubkeyList.LAYOUT.name();
    private static final String CLASS_NAME = "class name";

    private final HiveBins bins;
    private final ValueReader values;
    private final Map<Long, Bytes> securities = new HashMap<>();

    TreeReader(HiveBins bins, int minorVersion) {
        this.bins = bins;
        this.values = new ValueReader(bins, minorVersion);
    }

    Key root(long offset) throws MalformedException {
        Cell cell = bins.claim(offset, NODE, BaseBlock.ROOT_CELL.offset());
        return key(cell, cell.record(KeyNode.LAYOUT), 1);
    }

    private Key key(Cell cell, StructImage node, int depth) throws MalformedException {
        int flags = node.getInt(KeyNode.FLAGS);
        boolean singleByte = (flags & KeyNode.ASCII_NAME) != 0;
        String name = RegistryNames.read(cell, NODE, KeyNode.NAME_LENGTH.offset(), node.getInt(KeyNode.NAME_LENGTH), KeyNode.LAYOUT.size(), singleByte);
        return new Key(
                name,
                node.get(KeyNode.LAST_WRITTEN),
                flags,
                node.getInt(KeyNode.USER_FLAGS),
                security(cell, node.get(KeyNode.SECURITY)),
                className(cell, node),
                subkeys(cell, node, depth),
                values.of(cell, node));
    }

    private List<Key> subkeys(Cell cell, StructImage node, int depth) throws MalformedException {
        long count = node.get(KeyNode.SUBKEY_COUNT);
        if (count == 0) {
            return List.of();
        }
        if (depth == MAX_DEPTH) {
            throw cell.malformed(NODE, KeyNode.SUBKEY_COUNT.offset(), "it has subkeys at level " + MAX_DEPTH + ", the deepest that the registry has");
        }
        List<Key> keys = new ArrayList<>();
        readList(node.get(KeyNode.SUBKEY_LIST), cell, KeyNode.SUBKEY_LIST.offset(), true, cell, depth, keys);
        if (keys.size() != count) {
            throw cell.malformed(NODE, KeyNode.SUBKEY_COUNT.offset(), "number of subkeys is " + count + ", but its list has " + keys.size());
        }
        return keys;
    }

    /** @param mayBeRoot whether the list may be one of lists: those may not be so again */
    private void readList(long offset, Cell referrer, int pointer, boolean mayBeRoot, Cell parent, int depth, List<Key> into) throws MalformedException {
        Cell cell = bins.claim(offset, LIST, referrer.position(pointer));
        StructImage head = cell.record(SubkeyList.LAYOUT);
        int count = head.getInt(SubkeyList.COUNT);
        String kind = head.get(SubkeyList.SIGNATURE);
        boolean isRoot = kind.equals(SubkeyList.INDEX_ROOT);
        int entrySize = SubkeyList.entrySize(kind);
        if (entrySize == 0 || isRoot && !mayBeRoot) {
            String expected = mayBeRoot ? "`lf`, `lh`, `li` or `ri`" : "`lf`, `lh` or `li`";
            throw cell.malformed(LIST, 0, "signature is 0x" + head.toBytes().slice(0, 2).toHex() + ", expected " + expected);
        }
        int first = SubkeyList.LAYOUT.size();
        cell.need(LIST, first, (long) entrySize * count);
        for (int i = 0; i < count; i++) {
            int at = first + i * entrySize;
            if (isRoot) {
                readList(cell.pointer(at), cell, at, false, parent, depth, into);
            } else {
                into.add(subkey(cell, at, parent, depth));
            }
        }
    }

    private Key subkey(Cell list, int at, Cell parent, int depth) throws MalformedException {
        Cell cell = bins.claim(list.pointer(at), NODE, list.position(at));
        StructImage node = cell.record(KeyNode.LAYOUT);
        long stored = node.get(KeyNode.PARENT);
        if (stored != parent.offset()) {
            throw cell.malformed(
                    NODE, KeyNode.PARENT.offset(), "parent is 0x" + Long.toHexString(stored) + ", expected 0x" + Integer.toHexString(parent.offset()) + ", where it is listed");
        }
        return key(cell, node, depth + 1);
    }

    private Bytes security(Cell cell, long offset) throws MalformedException {
        if (offset == Cell.NONE) {
            return Bytes.EMPTY;
        }
        Bytes known = securities.get(offset);
        if (known != null) {
            return known;
        }
        Cell holder = bins.claim(offset, SECURITY, cell.position(KeyNode.SECURITY.offset()));
        StructImage record = holder.record(KeySecurity.LAYOUT);
        Bytes descriptor = holder.bytes(SECURITY, KeySecurity.LAYOUT.size(), record.get(KeySecurity.DESCRIPTOR_SIZE));
        securities.put(offset, descriptor);
        return descriptor;
    }

    private Bytes className(Cell cell, StructImage node) throws MalformedException {
        int length = node.getInt(KeyNode.CLASS_LENGTH);
        if (length == 0) {
            return Bytes.EMPTY;
        }
        return bins.claim(node.get(KeyNode.CLASS_NAME), CLASS_NAME, cell.position(KeyNode.CLASS_NAME.offset())).bytes(CLASS_NAME, 0, length);
    }
}
