package org.bcdkit.hive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
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
    private static final String CLASS_NAME = "class name";

    private final HiveBins bins;
    private final SubkeyLists subkeys;
    private final ValueReader values;
    private final Pool<String> names = new Pool<>();
    private final Map<Long, Bytes> securities = new HashMap<>();

    TreeReader(HiveBins bins, int minorVersion) {
        this.bins = bins;
        this.subkeys = new SubkeyLists(bins);
        this.values = new ValueReader(bins, minorVersion);
    }

    Key root(long offset) throws IOException {
        Cell cell = bins.claim(offset, NODE, BaseBlock.ROOT_CELL.offset());
        return key(cell, cell.record(KeyNode.LAYOUT), 1);
    }

    /** The first difference between the tree and what was {@code meant}, in words. Each key is forgotten when it has been compared. */
    Optional<String> difference(long offset, Key meant) throws IOException {
        Cell cell = bins.claim(offset, NODE, BaseBlock.ROOT_CELL.offset());
        return difference("", meant, cell, cell.record(KeyNode.LAYOUT), 1);
    }

    private Optional<String> difference(String path, Key meant, Cell cell, StructImage node, int depth) throws IOException {
        List<Cell> cells = subkeyCells(cell, node, depth);
        Optional<String> own = HiveDifference.own(path, meant, key(cell, node, List.of()), cells.size());
        if (own.isPresent() || cells.isEmpty()) {
            return own;
        }
        String below = HiveDifference.below(path, meant);
        List<Key> keys = HiveDifference.sorted(meant.keys());
        for (int i = 0; i < cells.size(); i++) {
            Cell subkey = cells.get(i);
            Optional<String> difference = difference(below, keys.get(i), subkey, SubkeyLists.node(subkey, cell), depth + 1);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Key key(Cell cell, StructImage node, int depth) throws IOException {
        return key(cell, node, subkeys(cell, node, depth));
    }

    private Key key(Cell cell, StructImage node, List<Key> subkeys) throws IOException {
        return new Key(
                names.one(KeyNode.name(cell, node)),
                node.get(KeyNode.LAST_WRITTEN),
                node.getInt(KeyNode.FLAGS),
                node.getInt(KeyNode.USER_FLAGS),
                security(cell, node.get(KeyNode.SECURITY)),
                className(cell, node),
                subkeys,
                values.of(cell, node));
    }

    private List<Key> subkeys(Cell cell, StructImage node, int depth) throws IOException {
        List<Cell> cells = subkeyCells(cell, node, depth);
        if (cells.isEmpty()) {
            return List.of();
        }
        List<Key> keys = new ArrayList<>(cells.size());
        for (Cell subkey : cells) {
            keys.add(key(subkey, SubkeyLists.node(subkey, cell), depth + 1));
        }
        return keys;
    }

    /** The cells of the subkeys, in the order of their list. */
    private List<Cell> subkeyCells(Cell cell, StructImage node, int depth) throws IOException {
        if (node.get(KeyNode.SUBKEY_COUNT) == 0) {
            return List.of();
        }
        if (depth == MAX_DEPTH) {
            throw cell.malformed(NODE, KeyNode.SUBKEY_COUNT.offset(), "it has subkeys at level " + MAX_DEPTH + ", the deepest that the registry has");
        }
        List<Cell> cells = new ArrayList<>();
        subkeys.visit(cell, node, new SubkeyLists.Visitor() {
            @Override
            public void visit(Cell list, String kind, int at) throws IOException {
                cells.add(subkeys.subkey(list, at));
            }
        });
        return cells;
    }

    private Bytes security(Cell cell, long offset) throws IOException {
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

    private Bytes className(Cell cell, StructImage node) throws IOException {
        int length = node.getInt(KeyNode.CLASS_LENGTH);
        if (length == 0) {
            return Bytes.EMPTY;
        }
        return bins.claim(node.get(KeyNode.CLASS_NAME), CLASS_NAME, cell.position(KeyNode.CLASS_NAME.offset())).bytes(CLASS_NAME, 0, length);
    }
}
