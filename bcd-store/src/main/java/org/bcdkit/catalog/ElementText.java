package org.bcdkit.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.PartitionId;
import org.bcdkit.layout.Printable;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerListValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ElementValue.UnknownValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/**
 * Values of elements as text, the way bcdedit prints them; what they name in our way, unless another one is asked for. Specification: BCD format,
 * sections 3.12 and 4.
 */
public final class ElementText {

    private ElementText() {}

    /** The value in lines: one, except for lists, which have one a member and none when they are empty. */
    public static List<String> lines(Element element, Optional<ObjectType> in) {
        return lines(element, in, Naming.IDENTITIES);
    }

    /** The value in lines, with objects and partitions named like that. */
    public static List<String> lines(Element element, Optional<ObjectType> in, Naming naming) {
        return lines(element.type(), element.value(), in, naming);
    }

    /** A value as it stands in an element of that type, in an object of that type. */
    public static List<String> lines(ElementType type, ElementValue value, Optional<ObjectType> in) {
        return lines(type, value, in, Naming.IDENTITIES);
    }

    private static List<String> lines(ElementType type, ElementValue value, Optional<ObjectType> in, Naming naming) {
        return switch (value.format()) {
            case DEVICE -> List.of(DeviceText.of(((DeviceValue) value).device(), ((DeviceValue) value).additionalOptions(), type, naming));
            case STRING -> List.of(Printable.of(((StringValue) value).text()));
            case OBJECT -> List.of(naming.of(((ObjectValue) value).id()));
            case OBJECT_LIST -> objects(((ObjectListValue) value).ids(), naming);
            case INTEGER -> integers(type, List.of(((IntegerValue) value).value()), in);
            case BOOLEAN -> List.of(((BooleanValue) value).value() ? "Yes" : "No");
            case INTEGER_LIST -> integers(type, ((IntegerListValue) value).values(), in);
            case UNKNOWN -> List.of(((UnknownValue) value).data().toHex());
        };
    }

    /** A device in bcdedit's syntax, with identities where bcdedit has drive letters. */
    public static String device(DeviceDescriptor device) {
        return DeviceText.of(device);
    }

    /** {@code gpt:{disk},{partition}} or {@code mbr:0xSIGNATURE,OFFSET}. */
    public static String partition(PartitionId partition) {
        return DeviceText.of(partition);
    }

    private static List<String> objects(List<ObjectId> ids, Naming naming) {
        List<String> lines = new ArrayList<>(ids.size());
        for (ObjectId id : ids) {
            lines.add(naming.of(id));
        }
        return lines;
    }

    private static List<String> integers(ElementType type, List<Long> numbers, Optional<ObjectType> in) {
        Optional<ElementDefinition> definition = ElementCatalog.find(type, in);
        List<String> lines = new ArrayList<>(numbers.size());
        for (long number : numbers) {
            lines.add(definition.isPresent() ? definition.get().text(number) : NumberStyle.DECIMAL.text(number));
        }
        return lines;
    }
}
