package org.bcdkit.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ElementDefinition;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerListValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/** Values of elements from what bcdedit printed of them. Partitions get identities, since a listing has none. */
final class PrintedValue {

    /** In the place of every partition that was not attached. */
    static final PartitionId UNKNOWN_PARTITION = new PartitionId.Mbr(0, 0);

    private static final Pattern PARTITION = Pattern.compile("partition=(.+)");
    private static final Pattern IN_FILE = Pattern.compile("(vhd|ramdisk)=\\[([^]]+)](\\\\[^,]+)(?:,(?:locate=custom:([0-9a-f]{8})|(\\{.+})))?");
    private static final Pattern IP_ADDRESS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)\\.(\\d+)");
    private static final int HARD_DISK = 1;
    private static final int APPLICATION_CLASS = 2;

    private final ElementType type;
    private final Optional<ObjectType> in;
    private final ObjectId defaultEntry;

    PrintedValue(ElementType type, Optional<ObjectType> in, ObjectId defaultEntry) {
        this.type = type;
        this.in = in;
        this.defaultEntry = defaultEntry;
    }

    static PartitionId volume(String number) {
        return new PartitionId.Mbr(HARD_DISK, Long.parseLong(number) << 20);
    }

    /** What every drive letter stands for. */
    static Map<Character, PartitionId> letters() {
        Map<Character, PartitionId> letters = new TreeMap<>();
        for (char letter = 'A'; letter <= 'Z'; letter++) {
            letters.put(letter, new PartitionId.Mbr(letter, 1 << 20));
        }
        return letters;
    }

    ElementValue read(List<String> lines) {
        String line = lines.get(0);
        return switch (type.format()) {
            case DEVICE -> device(line);
            case STRING -> new StringValue(line);
            case OBJECT -> new ObjectValue(object(line, defaultEntry));
            case OBJECT_LIST -> new ObjectListValue(lines.stream().map(name -> object(name, defaultEntry)).toList());
            case INTEGER -> new IntegerValue(number(line));
            case BOOLEAN -> new BooleanValue(bool(line));
            case INTEGER_LIST -> new IntegerListValue(lines.stream().map(this::number).toList());
            case UNKNOWN -> throw new AssertionError(type + ": " + line);
        };
    }

    static ObjectId object(String name, ObjectId defaultEntry) {
        if (PrintedListing.offline(name).equals(ObjectCatalog.DEFAULT)) {
            return defaultEntry;
        }
        return ObjectCatalog.wellKnown(name).orElseGet(() -> ObjectId.of(name));
    }

    private static boolean bool(String word) {
        if (!word.equals("Yes") && !word.equals("No")) {
            throw new AssertionError(word);
        }
        return word.equals("Yes");
    }

    private long number(String printed) {
        List<String> names = new ArrayList<>(ElementCatalog.find(type, in).map(ElementDefinition::values).orElse(List.of()));
        names.replaceAll(name -> name.equalsIgnoreCase(printed) ? printed : name);
        Matcher address = IP_ADDRESS.matcher(printed);
        if (names.contains(printed)) {
            return names.indexOf(printed);
        }
        if (address.matches()) {
            long number = 0;
            for (int i = 1; i <= 4; i++) {
                number = number << 8 | Long.parseLong(address.group(i));
            }
            return number;
        }
        return Long.decode(printed);
    }

    private DeviceValue device(String printed) {
        Matcher partition = PARTITION.matcher(printed);
        if (partition.matches()) {
            return new DeviceValue(new PartitionDevice(partition(partition.group(1))));
        }
        Matcher file = IN_FILE.matcher(printed);
        if (!file.matches()) {
            return new DeviceValue(parent(printed));
        }
        if (file.group(1).equals("ramdisk")) {
            DeviceDescriptor ramdisk = new RamdiskDevice(parent(file.group(2)), file.group(3), RamdiskDevice.NO_IMAGE);
            return new DeviceValue(ramdisk, Optional.of(object(file.group(5), defaultEntry)));
        }
        int usual = (type.elementClass() == APPLICATION_CLASS ? ElementType.SYSTEM_ROOT : ElementType.PATH).code();
        int locate = file.group(4) == null ? usual : Integer.parseUnsignedInt(file.group(4), 16);
        return new DeviceValue(DeviceDescriptor.vhd(parent(file.group(2)), file.group(3), locate));
    }

    private static DeviceDescriptor parent(String printed) {
        return switch (printed) {
            case "boot" -> new BootDevice();
            case "unknown" -> new PartitionDevice(UNKNOWN_PARTITION);
            default -> new PartitionDevice(partition(printed));
        };
    }

    private static PartitionId partition(String printed) {
        String volume = "\\Device\\HarddiskVolume";
        if (printed.startsWith(volume)) {
            return volume(printed.substring(volume.length()));
        }
        if (!printed.matches("[A-Z]:")) {
            throw new AssertionError("not a partition: " + printed);
        }
        return letters().get(printed.charAt(0));
    }
}
