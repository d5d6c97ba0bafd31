package org.bcdkit.hive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Pool;

/** Reads the values of keys, with their data wherever these are: in the record, in a cell, or in many. */
final class ValueReader {

    private static final String VALUE = KeyValue.LAYOUT.name();
    private static final String VALUE_LIST = "value list";
    private static final String DATA = "value data";
    private static final String BIG_DATA = BigData.LAYOUT.name();
    private static final String SEGMENT_LIST = "big data segment list";
    private static final String SEGMENT = "big data segment";

    private static final int SMALL = 128;

    private final Cells cells;
    private final int minorVersion;
    private final Pool<String> names = new Pool<>();
    private final Pool<ValueType> types = new Pool<>();
    private final Pool<List<Value>> pool = new Pool<>();

    ValueReader(Cells cells, int minorVersion) {
        this.cells = cells;
        this.minorVersion = minorVersion;
    }

    /** The values of the key in {@code cell}, in the order of their list. */
    List<Value> of(Cell cell, StructImage node) throws IOException {
        int count = node.getInt(KeyNode.VALUE_COUNT);
        if (count == 0) {
            return List.of();
        }
        Cell list = list(cell, node);
        List<Value> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Cell value = cell(list, i);
            values.add(value(value, value.record(KeyValue.LAYOUT)));
        }
        return isSmall(values) ? pool.one(List.copyOf(values)) : values;
    }

    /** The list of the values of the key in {@code cell}, which has some, with room for as many as it has. */
    Cell list(Cell cell, StructImage node) throws IOException {
        Cell list = cells.claim(node.get(KeyNode.VALUE_LIST), VALUE_LIST, cell.position(KeyNode.VALUE_LIST.offset()));
        list.need(VALUE_LIST, 0, 4 * node.get(KeyNode.VALUE_COUNT));
        return list;
    }

    /** The cell of a value. */
    Cell cell(Cell list, int index) throws IOException {
        return cells.claim(list.pointer(4 * index), VALUE, list.position(4 * index));
    }

    /** Whether it takes little time to find out that another key has the same: devices, which differ, are larger. */
    private static boolean isSmall(List<Value> values) {
        return values.size() == 1 && values.get(0).data().size() <= SMALL;
    }

    /** The value with its data. */
    Value value(Cell cell, StructImage record) throws IOException {
        String name = KeyValue.name(cell, record);
        return new Value(names.one(name), types.one(new ValueType(record.getInt(KeyValue.TYPE))), data(cell, record), record.getInt(KeyValue.FLAGS));
    }

    private Bytes data(Cell cell, StructImage record) throws IOException {
        long stored = record.get(KeyValue.DATA_SIZE);
        long size = stored & ~KeyValue.INLINE;
        if (stored != size) {
            if (size > KeyValue.MAX_INLINE) {
                throw cell.malformed(VALUE, KeyValue.DATA_SIZE.offset(), "data size is " + size + " with the data inline, expected up to 4");
            }
            return cell.bytes(VALUE, KeyValue.DATA.offset(), size);
        }
        if (size == 0) {
            return Bytes.EMPTY;
        }
        long offset = record.get(KeyValue.DATA);
        long pointer = cell.position(KeyValue.DATA.offset());
        boolean maybeBig = BigData.isUsedFor(size, minorVersion);
        Cell holder = cells.claim(offset, maybeBig ? BIG_DATA : DATA, pointer);
        // Not all writers of version 1.4 know big data; a cell that has room for the data holds them.
        return maybeBig && holder.size() < size ? bigData(holder, size) : holder.bytes(DATA, 0, size);
    }

    private Bytes bigData(Cell cell, long size) throws IOException {
        StructImage record = cell.record(BigData.LAYOUT);
        int count = record.getInt(BigData.SEGMENT_COUNT);
        long needed = (size + BigData.SEGMENT_SIZE - 1) / BigData.SEGMENT_SIZE;
        if (count != needed) {
            throw cell.malformed(BIG_DATA, BigData.SEGMENT_COUNT.offset(), "number of segments is " + count + ", expected " + needed + " for " + size + " bytes");
        }
        Cell list = cells.claim(record.get(BigData.SEGMENT_LIST), SEGMENT_LIST, cell.position(BigData.SEGMENT_LIST.offset()));
        list.need(SEGMENT_LIST, 0, 4L * count);
        // All segments before any memory for them. In a hive that is read whole each is a cell of its own, so together they are no more than the file;
        // where single values are looked up, the length of one is limited.
        List<Cell> segments = new ArrayList<>(count);
        long left = size;
        for (int i = 0; i < count; i++) {
            Cell segment = cells.claim(list.pointer(4 * i), SEGMENT, list.position(4 * i));
            long length = Math.min(left, BigData.SEGMENT_SIZE);
            segment.need(SEGMENT, 0, length);
            left -= length;
            segments.add(segment);
        }
        byte[] data = new byte[(int) size];
        for (int i = 0; i < count; i++) {
            Cell segment = segments.get(i);
            int at = i * BigData.SEGMENT_SIZE;
            System.arraycopy(segment.array(), segment.index(0), data, at, (int) Math.min(size - at, BigData.SEGMENT_SIZE));
        }
        return Bytes.giving(data, data.length);
    }
}
