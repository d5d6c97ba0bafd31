package org.bcdkit.store;

import java.util.List;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;

/** What the data of an element means, one case for each format. */
public sealed interface ElementValue {

    ElementFormat format();

    /**
     * @param additionalOptions the object with more settings for the device: the GUID in the first 16 bytes, absent when zero
     */
    record DeviceValue(DeviceDescriptor device, Optional<ObjectId> additionalOptions) implements ElementValue {
        public DeviceValue(DeviceDescriptor device) {
            this(device, Optional.empty());
        }

        @Override
        public ElementFormat format() {
            return ElementFormat.DEVICE;
        }
    }

    /** @param text without the terminating NUL and anything behind it */
    record StringValue(String text) implements ElementValue {
        @Override
        public ElementFormat format() {
            return ElementFormat.STRING;
        }
    }

    record ObjectValue(ObjectId id) implements ElementValue {
        @Override
        public ElementFormat format() {
            return ElementFormat.OBJECT;
        }
    }

    record ObjectListValue(List<ObjectId> ids) implements ElementValue {
        public ObjectListValue {
            ids = List.copyOf(ids);
        }

        @Override
        public ElementFormat format() {
            return ElementFormat.OBJECT_LIST;
        }
    }

    /** @param value unsigned 64-bit */
    record IntegerValue(long value) implements ElementValue {
        @Override
        public ElementFormat format() {
            return ElementFormat.INTEGER;
        }
    }

    record BooleanValue(boolean value) implements ElementValue {
        @Override
        public ElementFormat format() {
            return ElementFormat.BOOLEAN;
        }
    }

    /** @param values unsigned 64-bit each */
    record IntegerListValue(List<Long> values) implements ElementValue {
        public IntegerListValue {
            values = List.copyOf(values);
        }

        @Override
        public ElementFormat format() {
            return ElementFormat.INTEGER_LIST;
        }
    }

    /** Data that does not fit the format named by the element type, or a format nobody knows: kept, shown as hexadecimal, written back unchanged. */
    record UnknownValue(ValueType type, Bytes data) implements ElementValue {
        @Override
        public ElementFormat format() {
            return ElementFormat.UNKNOWN;
        }
    }
}
