package org.bcdkit.hive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Pool;

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
    private final Pool<String> names = new Pool<>();
    private final Map<Long, Bytes> securities = new HashMap<>();

    TreeReader(HiveBins bins, int minorVersion) {
        this.bins = bins;
        this.values = new ValueReader(bins, minorVersion);
    }

    Key root(long offset) throws MalformedException {
        Cell cell = bins.claim(offset, NODE, BaseBlock.ROOT_CELL.offset());
        return key(cell, cell.record(KeyNode.LAYOUT), 1);
    }

    /** The first difference between the tree and what was {@code meant}, in words. Each key is forgotten when it has been compared. */
    Optional<String> difference(long offset, Key meant) throws MalformedException {
        Cell cell = bins.claim(offset, NODE, BaseBlock.ROOT_CELL.offset());
        return difference("", meant, cell, cell.record(KeyNode.LAYOUT), 1);
    }

    private Optional<String> difference(String path, Key meant, Cell cell, StructImage node, int depth) throws MalformedException {
        List<Cell> cells = subkeyCells(cell, node, depth);
        Optional<String> own = HiveDifference.own(path, meant, key(cell, node, List.of()), cells.size());
        if (own.isPresent() || cells.isEmpty()) {
            return own;
        }
        String below = HiveDifference.below(path, meant);
        List<Key> keys = HiveDifference.sorted(meant.keys());
        for (int i = 0; i < cells.size(); i++) {
            Cell subkey = cells.get(i);
            Optional<String> difference = difference(below, keys.get(i), subkey, subkeyNode(subkey, cell), depth + 1);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Key key(Cell cell, StructImage node, int depth) throws MalformedException {
        return key(cell, node, subkeys(cell, node, depth));
    }

    private Key key(Cell cell, StructImage node, List<Key> subkeys) throws MalformedException {
        int flags = node.getInt(KeyNode.FLAGS);
        boolean singleByte = (flags & KeyNode.ASCII_NAME) != 0;
        String name = RegistryNames.read(cell, NODE, KeyNode.NAME_LENGTH.offset(), node.getInt(KeyNode.NAME_LENGTH), KeyNode.LAYOUT.size(), singleByte);
        return new Key(
                names.one(name),
                node.get(KeyNode.LAST_WRITTEN),
                flags,
                node.getInt(KeyNode.USER_FLAGS),
                security(cell, node.get(KeyNode.SECURITY)),
                className(cell, node),
                subkeys,
                values.of(cell, node));
    }

    private List<Key> subkeys(Cell cell, StructImage node, int depth) throws MalformedException {
        List<Cell> cells = subkeyCells(cell, node, depth);
        if (cells.isEmpty()) {
            return List.of();
        }
        List<Key> keys = new ArrayList<>(cells.size());
        for (Cell subkey : cells) {
            keys.add(key(subkey, subkeyNode(subkey, cell), depth + 1));
        }
        return keys;
    }

    /** The cells of the subkeys, in the order of their list. */
    private List<Cell> subkeyCells(Cell cell, StructImage node, int depth) throws MalformedException {
        long count = node.get(KeyNode.SUBKEY_COUNT);
        if (count == 0) {
            return List.of();
        }
        if (depth == MAX_DEPTH) {
            throw cell.malformed(NODE, KeyNode.SUBKEY_COUNT.offset(), "it has subkeys at level " + MAX_DEPTH + ", the deepest that the registry has");
        }
        List<Cell> cells = new ArrayList<>();
        readList(node.get(KeyNode.SUBKEY_LIST), cell, KeyNode.SUBKEY_LIST.offset(), true, cells);
        if (cells.size() != count) {
            throw cell.malformed(NODE, KeyNode.SUBKEY_COUNT.offset(), "number of subkeys is " + count + ", but its list has " + cells.size());
        }
        return cells;
    }

    /** @param mayBeRoot whether the list may be one of lists: those may not be so again */
    private void readList(long offset, Cell referrer, int pointer, boolean mayBeRoot, List<Cell> into) throws MalformedException {
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
                readList(cell.pointer(at), cell, at, false, into);
            } else {
                into.add(bins.claim(cell.pointer(at), NODE, cell.position(at)));
            }
        }
    }

    /** The record of a subkey, which has to say that it is one of {@code parent}. */
    private static StructImage subkeyNode(Cell cell, Cell parent) throws MalformedException {
        StructImage node = cell.record(KeyNode.LAYOUT);
        long stored = node.get(KeyNode.PARENT);
        if (stored != parent.offset()) {
            throw cell.malformed(
                    NODE, KeyNode.PARENT.offset(), "parent is 0x" + Long.toHexString(stored) + ", expected 0x" + Integer.toHexString(parent.offset()) + ", where it is listed");
        }
        return node;
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
