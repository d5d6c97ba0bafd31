package org.bcdkit.hive;

import java.io.IOException;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;

/** Goes through the subkeys of a key: those in its list, or in the lists that its list names. */
final class SubkeyLists {

    private static final String NODE = KeyNode.LAYOUT.name();
    private static final String LIST = SubkeyList.LAYOUT.name();

    private final Cells cells;

    SubkeyLists(Cells cells) {
        this.cells = cells;
    }

    /** Gets the entries of lists, in their order. */
    interface Visitor {

        /** The entry at {@code at} of {@code list}, which is of the kind that its signature says: the offset of a key's cell, maybe with a hint. */
        void visit(Cell list, String kind, int at) throws IOException;
    }

    /** Shows all subkeys of the key in {@code cell}, as many as it says it has. */
    void visit(Cell cell, StructImage node, Visitor visitor) throws IOException {
        long count = node.get(KeyNode.SUBKEY_COUNT);
        if (count == 0) {
            return;
        }
        long found = visitList(node.get(KeyNode.SUBKEY_LIST), cell, KeyNode.SUBKEY_LIST.offset(), true, visitor);
        if (found != count) {
            throw cell.malformed(NODE, KeyNode.SUBKEY_COUNT.offset(), "number of subkeys is " + count + ", but its list has " + found);
        }
    }

    /** @param mayBeRoot whether the list may be one of lists: those may not be so again */
    private long visitList(long offset, Cell referrer, int pointer, boolean mayBeRoot, Visitor visitor) throws IOException {
        Cell cell = cells.claim(offset, LIST, referrer.position(pointer));
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
        long found = 0;
        for (int i = 0; i < count; i++) {
            int at = first + i * entrySize;
            if (isRoot) {
                found += visitList(cell.pointer(at), cell, at, false, visitor);
            } else {
                visitor.visit(cell, kind, at);
                found++;
            }
        }
        return found;
    }

    /** The cell of the subkey in the entry at {@code at}. */
    Cell subkey(Cell list, int at) throws IOException {
        return cells.claim(list.pointer(at), NODE, list.position(at));
    }

    /** The record of a subkey, which has to say that it is one of {@code parent}. */
    static StructImage node(Cell cell, Cell parent) throws IOException {
        StructImage node = cell.record(KeyNode.LAYOUT);
        long stored = node.get(KeyNode.PARENT);
        if (stored != parent.offset()) {
            throw cell.malformed(
                    NODE, KeyNode.PARENT.offset(), "parent is 0x" + Long.toHexString(stored) + ", expected 0x" + Integer.toHexString(parent.offset()) + ", where it is listed");
        }
        return node;
    }

    /** Whether the hint in the entry at {@code at} is the one for {@code name}; where lists have no hints, it always may be. */
    static boolean hints(String name, Cell list, String kind, int at) {
        return switch (kind) {
            case SubkeyList.FAST_LEAF -> LittleEndian.u32(list.array(), list.index(at + 4)) == SubkeyList.hint(name);
            case SubkeyList.HASH_LEAF -> LittleEndian.u32(list.array(), list.index(at + 4)) == SubkeyList.hash(name);
            default -> true;
        };
    }
}
