package org.bcdkit.hive;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
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

    private final HiveBins bins;
    private final int minorVersion;
    private final Pool<String> names = new Pool<>();
    private final Pool<ValueType> types = new Pool<>();
    private final Pool<List<Value>> pool = new Pool<>();

    ValueReader(HiveBins bins, int minorVersion) {
        this.bins = bins;
        this.minorVersion = minorVersion;
    }

    /** The values of the key in {@code cell}, in the order of their list. */
    List<Value> of(Cell cell, StructImage node) throws MalformedException {
        long count = node.get(KeyNode.VALUE_COUNT);
        if (count == 0) {
            return List.of();
        }
        Cell list = bins.claim(node.get(KeyNode.VALUE_LIST), VALUE_LIST, cell.position(KeyNode.VALUE_LIST.offset()));
        list.need(VALUE_LIST, 0, 4 * count);
        List<Value> values = new ArrayList<>((int) count);
        for (int at = 0; at < 4 * count; at += 4) {
            values.add(value(bins.claim(list.pointer(at), VALUE, list.position(at))));
        }
        return isSmall(values) ? pool.one(List.copyOf(values)) : values;
    }

    /** Whether it takes little time to find out that another key has the same: devices, which differ, are larger. */
    private static boolean isSmall(List<Value> values) {
        return values.size() == 1 && values.get(0).data().size() <= SMALL;
    }

    private Value value(Cell cell) throws MalformedException {
        StructImage record = cell.record(KeyValue.LAYOUT);
        int flags = record.getInt(KeyValue.FLAGS);
        boolean singleByte = (flags & KeyValue.ASCII_NAME) != 0;
        String name = RegistryNames.read(cell, VALUE, KeyValue.NAME_LENGTH.offset(), record.getInt(KeyValue.NAME_LENGTH), KeyValue.LAYOUT.size(), singleByte);
        return new Value(names.one(name), types.one(new ValueType(record.getInt(KeyValue.TYPE))), data(cell, record), flags);
    }

    private Bytes data(Cell cell, StructImage record) throws MalformedException {
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
        Cell holder = bins.claim(offset, maybeBig ? BIG_DATA : DATA, pointer);
        // Not all writers of version 1.4 know big data; a cell that has room for the data holds them.
        return maybeBig && holder.size() < size ? bigData(holder, size) : holder.bytes(DATA, 0, size);
    }

    private Bytes bigData(Cell cell, long size) throws MalformedException {
        StructImage record = cell.record(BigData.LAYOUT);
        int count = record.getInt(BigData.SEGMENT_COUNT);
        long needed = (size + BigData.SEGMENT_SIZE - 1) / BigData.SEGMENT_SIZE;
        if (count != needed) {
            throw cell.malformed(BIG_DATA, BigData.SEGMENT_COUNT.offset(), "number of segments is " + count + ", expected " + needed + " for " + size + " bytes");
        }
        Cell list = bins.claim(record.get(BigData.SEGMENT_LIST), SEGMENT_LIST, cell.position(BigData.SEGMENT_LIST.offset()));
        list.need(SEGMENT_LIST, 0, 4L * count);
        // All segments before any memory for them: each has to be a cell of its own, so together they are no more than the file.
        List<Cell> segments = new ArrayList<>(count);
        long left = size;
        for (int i = 0; i < count; i++) {
            Cell segment = bins.claim(list.pointer(4 * i), SEGMENT, list.position(4 * i));
            long length = Math.min(left, BigData.SEGMENT_SIZE);
            segment.need(SEGMENT, 0, length);
            left -= length;
            segments.add(segment);
        }
        byte[] data = new byte[(int) size];
        for (int i = 0; i < count; i++) {
            Cell segment = segments.get(i);
            int at = i * BigData.SEGMENT_SIZE;
            System.arraycopy(segment.bins().array(), segment.index(0), data, at, (int) Math.min(size - at, BigData.SEGMENT_SIZE));
        }
        return Bytes.giving(data, data.length);
    }
}
