package org.bcdkit.hive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.NameCase;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.UnsupportedException;

/**
 * A key of a {@link RegistryFile}. Its subkeys and values are read when asked for, and refused when they contradict the format. Names are compared
 * without regard to case, as the registry does it.
 */
public final class RegistryKey {

    /** Subkeys, and values, that are looked through in one key: more than any that is looked for has, and soon done. */
    static final int MAX_ENTRIES = 1 << 15;

    /** Bytes of data of a value: what Windows advises not to exceed. */
    static final int MAX_DATA = 1 << 20;

    private final SubkeyLists subkeys;
    private final ValueReader values;
    private final Cell cell;
    private final StructImage node;

    private RegistryKey(SubkeyLists subkeys, ValueReader values, Cell cell, StructImage node) {
        this.subkeys = subkeys;
        this.values = values;
        this.cell = cell;
        this.node = node;
    }

    /** The root key of a hive, whose record is in {@code cell}. */
    static RegistryKey root(Cells cells, int minorVersion, Cell cell) throws IOException {
        return new RegistryKey(new SubkeyLists(cells), new ValueReader(cells, minorVersion), cell, cell.record(KeyNode.LAYOUT));
    }

    public String name() throws IOException {
        return KeyNode.name(cell, node);
    }

    /** The key with that path from this one, its names with backslashes between them; empty when there is none. */
    public Optional<RegistryKey> find(String path) throws IOException {
        Optional<RegistryKey> key = Optional.of(this);
        int start = 0;
        while (key.isPresent() && start <= path.length()) {
            int end = path.indexOf('\\', start);
            end = end < 0 ? path.length() : end;
            key = key.get().key(path.substring(start, end));
            start = end + 1;
        }
        return key;
    }

    /** The subkey of that name. */
    public Optional<RegistryKey> key(String name) throws IOException {
        // Hints save reading nearly all keys. They are wrong in some files, so what they do not show is looked for without them.
        Search search = new Search(name, true);
        visit(search);
        if (search.found.isEmpty()) {
            search = new Search(name, false);
            visit(search);
        }
        return search.found;
    }

    /** The names of the subkeys, in the order of their list. */
    public List<String> keyNames() throws IOException {
        List<String> names = new ArrayList<>();
        visit(new SubkeyLists.Visitor() {
            @Override
            public void visit(Cell list, String kind, int at) throws IOException {
                names.add(subkey(list, at).name());
            }
        });
        return names;
    }

    private void visit(SubkeyLists.Visitor visitor) throws IOException {
        int count = count(KeyNode.SUBKEY_COUNT);
        subkeys.visit(cell, node, new SubkeyLists.Visitor() {
            private int seen;

            @Override
            public void visit(Cell list, String kind, int at) throws IOException {
                if (seen == count) {
                    String problem = "number of subkeys is " + count + ", but its list has more";
                    throw cell.malformed(KeyNode.LAYOUT.name(), KeyNode.SUBKEY_COUNT.offset(), problem);
                }
                seen++;
                visitor.visit(list, kind, at);
            }
        });
    }

    private int count(Field<Long> field) throws UnsupportedException {
        long count = node.get(field);
        require(cell, KeyNode.LAYOUT, field, count, MAX_ENTRIES);
        return (int) count;
    }

    private static void require(Cell cell, StructLayout layout, Field<Long> field, long found, long largest) throws UnsupportedException {
        if (found > largest) {
            String problem = field.name() + " is " + found + ", supported is up to " + largest;
            throw new UnsupportedException(cell.source(), layout.name(), cell.position(field.offset()), problem);
        }
    }

    private RegistryKey subkey(Cell list, int at) throws IOException {
        Cell found = subkeys.subkey(list, at);
        return new RegistryKey(subkeys, values, found, SubkeyLists.node(found, cell));
    }

    /** Finds the first key of a name among those whose hint is the right one, or among all others. */
    private final class Search implements SubkeyLists.Visitor {

        private final String name;
        private final boolean hinted;
        private Optional<RegistryKey> found = Optional.empty();

        Search(String name, boolean hinted) {
            this.name = name;
            this.hinted = hinted;
        }

        @Override
        public void visit(Cell list, String kind, int at) throws IOException {
            if (found.isEmpty() && SubkeyLists.hints(name, list, kind, at) == hinted) {
                RegistryKey key = subkey(list, at);
                if (KeyNode.nameUnits(key.node) == name.length() && NameCase.same(key.name(), name)) {
                    found = Optional.of(key);
                }
            }
        }
    }

    /** The value of that name; an empty name is that of the default value. */
    public Optional<Value> value(String name) throws IOException {
        int count = count(KeyNode.VALUE_COUNT);
        Cell list = count == 0 ? cell : values.list(cell, node);
        for (int i = 0; i < count; i++) {
            Cell value = values.cell(list, i);
            StructImage record = value.record(KeyValue.LAYOUT);
            if (KeyValue.nameUnits(record) == name.length() && NameCase.same(KeyValue.name(value, record), name)) {
                long size = record.get(KeyValue.DATA_SIZE) & ~KeyValue.INLINE;
                require(value, KeyValue.LAYOUT, KeyValue.DATA_SIZE, size, MAX_DATA);
                return Optional.of(values.value(value, record));
            }
        }
        return Optional.empty();
    }

    /** The names of the values, in the order of their list. */
    public List<String> valueNames() throws IOException {
        int count = count(KeyNode.VALUE_COUNT);
        List<String> names = new ArrayList<>();
        Cell list = count == 0 ? cell : values.list(cell, node);
        for (int i = 0; i < count; i++) {
            Cell value = values.cell(list, i);
            names.add(KeyValue.name(value, value.record(KeyValue.LAYOUT)));
        }
        return names;
    }
}
