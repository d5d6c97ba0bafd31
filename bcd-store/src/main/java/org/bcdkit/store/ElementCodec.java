package org.bcdkit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.device.DeviceCodec;
import org.bcdkit.hive.RegistryText;
import org.bcdkit.hive.ValueType;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerListValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ElementValue.UnknownValue;

/**
 * Turns element data into what it means, and back: one pair of methods for each format. Specification: BCD format, section 2.3. Reading accepts
 * what real stores hold; writing makes what Windows makes.
 */
final class ElementCodec {

    private static final int INTEGER_SIZE = 8;

    /** The additional-options GUID in front of a device descriptor. */
    private static final int OPTIONS_SIZE = 16;

    private ElementCodec() {}

    static ElementValue decode(Element element) {
        Optional<ElementValue> value = Optional.empty();
        ElementFormat format = element.type().format();
        if (element.registryType().equals(format.registryType())) {
            byte[] data = element.data().toArray();
            value = switch (format) {
                case DEVICE -> device(element.data());
                case STRING -> Optional.of(new StringValue(RegistryText.at(element.data(), 0)));
                case OBJECT -> object(element.data());
                case OBJECT_LIST -> objectList(element.data());
                case INTEGER -> integer(data);
                case BOOLEAN -> data.length == 1 ? Optional.of(new BooleanValue(data[0] != 0)) : Optional.empty();
                case INTEGER_LIST -> integerList(data);
                case UNKNOWN -> Optional.empty();
            };
        }
        return value.isPresent() ? value.get() : new UnknownValue(element.registryType(), element.data());
    }

    /** @throws IllegalArgumentException when {@code value} is of another format than {@code type} names, or is one that a boot manager refuses */
    static Element encode(ElementType type, ElementValue value) {
        if (value instanceof UnknownValue unknown) {
            return new Element(type, unknown.type(), unknown.data());
        }
        if (value.format() != type.format()) {
            throw new IllegalArgumentException(type + " holds " + type.format().word() + ", not " + value.format().word());
        }
        byte[] data = switch (value.format()) {
            case DEVICE -> device((DeviceValue) value);
            case STRING -> string(((StringValue) value).text());
            case OBJECT -> terminated(((ObjectValue) value).id().toString());
            case OBJECT_LIST -> objectList((ObjectListValue) value);
            case INTEGER -> integers(List.of(((IntegerValue) value).value()));
            case BOOLEAN -> new byte[] {(byte) (((BooleanValue) value).value() ? 1 : 0)};
            case INTEGER_LIST -> integerList((IntegerListValue) value);
            case UNKNOWN -> throw new IllegalStateException("an unknown value has no encoding");
        };
        return new Element(type, type.format().registryType(), Bytes.of(data));
    }

    private static Optional<ElementValue> device(Bytes data) {
        if (data.size() < OPTIONS_SIZE) {
            return Optional.empty();
        }
        Bytes descriptor = data.slice(OPTIONS_SIZE, data.size() - OPTIONS_SIZE);
        if (!DeviceCodec.isWhole(descriptor)) {
            return Optional.empty();
        }
        ObjectId guid = new ObjectId(LittleEndian.guid(data.toArray(), 0));
        Optional<ObjectId> options = guid.equals(ObjectId.NONE) ? Optional.empty() : Optional.of(guid);
        return Optional.of(new DeviceValue(DeviceCodec.decode(descriptor, options.isPresent()), options));
    }

    private static byte[] device(DeviceValue value) {
        if (value.additionalOptions().equals(Optional.of(ObjectId.NONE))) {
            throw new IllegalArgumentException("the zero GUID in a device element means no options, so it cannot name any");
        }
        Bytes descriptor = DeviceCodec.encode(value.device(), value.additionalOptions().isPresent());
        byte[] data = new byte[OPTIONS_SIZE + descriptor.size()];
        LittleEndian.putGuid(data, 0, value.additionalOptions().orElse(ObjectId.NONE).value());
        System.arraycopy(descriptor.toArray(), 0, data, OPTIONS_SIZE, descriptor.size());
        return data;
    }

    private static byte[] string(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("boot managers refuse an empty string");
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a string with a NUL in it would be read only up to there");
        }
        return terminated(text);
    }

    /** UTF-16 and a NUL. Not through a charset, which would replace half a surrogate pair. */
    private static byte[] terminated(String text) {
        byte[] data = new byte[2 * text.length() + 2];
        for (int i = 0; i < text.length(); i++) {
            LittleEndian.putU16(data, 2 * i, text.charAt(i));
        }
        return data;
    }

    private static Optional<ElementValue> object(Bytes data) {
        Optional<ObjectId> id = ObjectId.parse(RegistryText.at(data, 0));
        return id.isPresent() ? Optional.of(new ObjectValue(id.get())) : Optional.empty();
    }

    /** Each of the strings an identifier. */
    private static Optional<ElementValue> objectList(Bytes data) {
        List<ObjectId> ids = new ArrayList<>();
        for (String text : RegistryText.list(data)) {
            Optional<ObjectId> id = ObjectId.parse(text);
            if (id.isEmpty()) {
                return Optional.empty();
            }
            ids.add(id.get());
        }
        return Optional.of(new ObjectListValue(ids));
    }

    private static byte[] objectList(ObjectListValue value) {
        StringBuilder text = new StringBuilder();
        for (ObjectId id : value.ids()) {
            text.append(id).append('\0');
        }
        return terminated(text.toString());
    }

    /** Templates store integers in as few bytes as they need. */
    private static Optional<ElementValue> integer(byte[] data) {
        if (data.length == 0 || data.length > INTEGER_SIZE) {
            return Optional.empty();
        }
        byte[] wide = new byte[INTEGER_SIZE];
        System.arraycopy(data, 0, wide, 0, data.length);
        return Optional.of(new IntegerValue(LittleEndian.u64(wide, 0)));
    }

    private static Optional<ElementValue> integerList(byte[] data) {
        if (data.length == 0 || data.length % INTEGER_SIZE != 0) {
            return Optional.empty();
        }
        List<Long> values = new ArrayList<>(data.length / INTEGER_SIZE);
        for (int at = 0; at < data.length; at += INTEGER_SIZE) {
            values.add(LittleEndian.u64(data, at));
        }
        return Optional.of(new IntegerListValue(values));
    }

    private static byte[] integerList(IntegerListValue value) {
        if (value.values().isEmpty()) {
            throw new IllegalArgumentException("boot managers refuse an empty list of integers");
        }
        return integers(value.values());
    }

    private static byte[] integers(List<Long> values) {
        byte[] data = new byte[INTEGER_SIZE * values.size()];
        for (int i = 0; i < values.size(); i++) {
            LittleEndian.putU64(data, INTEGER_SIZE * i, values.get(i));
        }
        return data;
    }
}
