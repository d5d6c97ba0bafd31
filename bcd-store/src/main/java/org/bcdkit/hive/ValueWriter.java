package org.bcdkit.hive;

import java.util.List;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;

/** Writes the values of keys as cells. */
final class ValueWriter {

    private final BinsWriter bins;
    private final int minorVersion;

    ValueWriter(BinsWriter bins, int minorVersion) {
        this.bins = bins;
        this.minorVersion = minorVersion;
    }

    /** Writes {@code values} and the list of them. Returns the cell of the list. */
    long list(List<Value> values) {
        if (values.isEmpty()) {
            return Cell.NONE;
        }
        int list = bins.allocate(4 * values.size());
        for (int i = 0; i < values.size(); i++) {
            bins.putU32(list, 4 * i, value(values.get(i)));
        }
        return list;
    }

    private int value(Value value) {
        byte[] name = RegistryNames.stored(value.name());
        int cell = bins.allocate(KeyValue.LAYOUT.size() + name.length);
        // A name of no length is marked as UTF-16 by Windows.
        boolean singleByte = name.length > 0 && name.length == value.name().length();
        boolean inline = value.data().size() <= KeyValue.MAX_INLINE;
        StructImage record = KeyValue.LAYOUT.blank()
                .with(KeyValue.NAME_LENGTH, (long) name.length)
                .with(KeyValue.DATA_SIZE, value.data().size() | (inline ? KeyValue.INLINE : 0))
                .with(KeyValue.DATA, inline ? inline(value.data()) : data(value.data()))
                .with(KeyValue.TYPE, (long) value.type().code())
                .with(KeyValue.FLAGS, (long) (value.flags() & ~KeyValue.ASCII_NAME | (singleByte ? KeyValue.ASCII_NAME : 0)));
        bins.put(cell, record);
        bins.put(cell, KeyValue.LAYOUT.size(), name);
        return cell;
    }

    private static long inline(Bytes data) {
        byte[] padded = new byte[KeyValue.MAX_INLINE];
        for (int i = 0; i < data.size(); i++) {
            padded[i] = data.at(i);
        }
        return LittleEndian.u32(padded, 0);
    }

    private long data(Bytes data) {
        if (BigData.isUsedFor(data.size(), minorVersion)) {
            return bigData(data);
        }
        return cell(data, data.size());
    }

    private int cell(Bytes data, int room) {
        int cell = bins.allocate(room);
        bins.put(cell, 0, data.toArray());
        return cell;
    }

    private long bigData(Bytes data) {
        int count = (data.size() + BigData.SEGMENT_SIZE - 1) / BigData.SEGMENT_SIZE;
        if (count > 0xffff) {
            throw new IllegalArgumentException("a value has " + data.size() + " bytes, more than a hive can hold");
        }
        int cell = bins.allocate(BigData.LAYOUT.size());
        int list = bins.allocate(4 * count);
        bins.put(cell, BigData.LAYOUT.blank().with(BigData.SEGMENT_COUNT, (long) count).with(BigData.SEGMENT_LIST, (long) list));
        for (int i = 0; i < count; i++) {
            int from = i * BigData.SEGMENT_SIZE;
            Bytes segment = data.slice(from, Math.min(BigData.SEGMENT_SIZE, data.size() - from));
            bins.putU32(list, 4 * i, cell(segment, BigData.SEGMENT_ROOM));
        }
        return cell;
    }
}
