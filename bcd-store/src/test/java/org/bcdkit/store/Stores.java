package org.bcdkit.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.HiveReader;
import org.bcdkit.hive.HiveWriter;
import org.bcdkit.hive.Key;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.store.BcdObject.ExtraValue;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerListValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.testing.HiveBuilder;
import org.bcdkit.testing.HiveBuilder.Node;

/** Stores and hives that several tests here use. */
final class Stores {

    static final ObjectId BOOTMGR = ObjectId.of("9dea862c-5cdd-4e70-acc1-f32b344d4795");
    static final ObjectId LOADER = ObjectId.of("b2721d73-1db4-4c62-bf78-c548a880142d");
    static final ObjectId RECOVERY = ObjectId.of("b2721d74-1db4-4c62-bf78-c548a880142d");
    static final ObjectId RAMDISK_OPTIONS = ObjectId.of("b2721d75-1db4-4c62-bf78-c548a880142d");
    static final ObjectId NEW = ObjectId.of("00000001-1db4-4c62-bf78-c548a880142d");

    /** 2027-09-07 07:43:40 as FILETIME. */
    static final long NOW = 0x01de_5d6e_1234_5678L;

    static final long LATER = NOW + 1;

    private Stores() {}

    /** A store with an element of each format, values outside the object model, an empty object and one without a type. */
    static BcdStore everything() {
        DeviceDescriptor esp = new PartitionDevice(new PartitionId.Gpt(new UUID(1, 2), new UUID(3, 4)));
        DeviceDescriptor image = new RamdiskDevice(new BootDevice(), "\\sources\\boot.wim", RamdiskDevice.NO_IMAGE);
        BcdObject bootManager = new BcdObject(
                BOOTMGR,
                Optional.of(ObjectType.BOOT_MANAGER),
                List.of(
                        Element.of(ElementType.DEVICE, new DeviceValue(esp)),
                        Element.of(ElementType.DESCRIPTION, new StringValue("Windows Boot Manager")),
                        Element.of(ElementType.DEFAULT, new ObjectValue(LOADER)),
                        Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(List.of(LOADER, RECOVERY))),
                        Element.of(ElementType.BOOT_SEQUENCE, new ObjectListValue(List.of())),
                        Element.of(ElementType.TIMEOUT, new IntegerValue(30))),
                List.of(new ExtraValue("Description", new Value("FirmwareVariable", ValueType.BINARY, Bytes.ofHex("0100000050010000")))));
        BcdObject loader = new BcdObject(
                LOADER,
                ObjectType.OS_LOADER,
                List.of(
                        Element.of(ElementType.DEVICE, new DeviceValue(DeviceDescriptor.vhdLocated("\\größe.vhdx", 0x12000002))),
                        Element.of(ElementType.DESCRIPTION, new StringValue("Windows 11 – größer ✓")),
                        Element.of(ElementType.ALLOWED_IN_MEMORY_SETTINGS, new IntegerListValue(List.of(0x15000075L))),
                        Element.of(ElementType.DETECT_HAL, new BooleanValue(true))));
        BcdObject recovery = new BcdObject(
                RECOVERY, ObjectType.OS_LOADER, List.of(Element.of(ElementType.DEVICE, new DeviceValue(image, Optional.of(RAMDISK_OPTIONS)))));
        BcdObject empty = new BcdObject(RAMDISK_OPTIONS, ObjectType.DEVICE, List.of());
        BcdObject untyped = new BcdObject(
                ObjectId.of("ffffffff-1db4-4c62-bf78-c548a880142d"),
                Optional.empty(),
                List.of(new Element(new ElementType(0x1f000001), new ValueType(0x12345678), Bytes.EMPTY)),
                List.of(
                        new ExtraValue("", new Value("", ValueType.DWORD, Bytes.ofHex("01020304"))),
                        new ExtraValue("Other\\Below", new Value("Ключ", ValueType.QWORD, Bytes.ofHex("0102030405060708")))));
        return new BcdStore(description(), List.of(bootManager, loader, recovery, empty, untyped));
    }

    static List<Value> description() {
        return List.of(
                new Value("KeyName", ValueType.SZ, Bytes.ofHex("420043004400300030003000300030003000300030000000")),
                new Value("System", ValueType.DWORD, Bytes.ofHex("01000000")));
    }

    /** A store with everything in it that has no place in one. Its keys have times, descriptors and flags of their own. */
    static HiveBuilder odd() {
        HiveBuilder builder = HiveBuilder.version(5).sequence(7, 7);
        Node root = builder.root().security(HiveBuilder.OPEN).value("root value", 3, (byte) 1);
        root.key("DESCRIPTION").security(HiveBuilder.OPEN).string("KeyName", "BCD00000000").key("below");
        root.key("Other\\Key").dword("x", 1);
        Node objects = root.key("Objects").value("objects value", 3);
        Node first = objects.key("{9DEA862C-5cdd-4e70-acc1-f32b344d4795}").lastWritten(1001).userFlags(1).dword("Custom", 1);
        first.key("Description").lastWritten(1002).string("Type", "no type").dword("Type", 0x10100002).value("FirmwareVariable", 3, new byte[8]);
        first.key("Description\\more\\deeper").string("text", "kept");
        Node elements = first.key("Elements").lastWritten(1003).dword("count", 2);
        elements.add("250000F3").lastWritten(1004).userFlags(2).value("element", 3, (byte) 1).valueFlags(0x100);
        elements.add("250000f3").value("Element", 3, (byte) 2);
        elements.key("12000004").string("Element", "first").string("Element", "second").dword("more", 3).key("below").dword("y", 1);
        elements.key("12000005");
        elements.key("zzzzzzzz").string("Element", "no element");
        elements.key("1200004").string("Element", "too short");
        first.key("Unknown\\Key").dword("z", 1);
        first.key("empty");
        objects.add("{9dea862c-5cdd-4e70-acc1-f32b344d4795}").key("Elements\\12000004").string("Element", "doubled");
        objects.key("9dea862c-5cdd-4e70-acc1-f32b344d4796\\Elements\\12000004").string("Element", "no braces");
        objects.key("a \007 name");
        objects.key(LOADER.toString()).security().key("Elements\\16000009").value("Element", 3, (byte) 1);
        return builder;
    }

    static Hive read(HiveBuilder builder) throws IOException {
        return HiveReader.read(MemoryStorage.of("BCD", builder.build()), List.of());
    }

    /** The hive as it is after being written and read. */
    static Hive rewritten(Hive hive) throws IOException {
        return HiveReader.read(MemoryStorage.of("BCD", HiveWriter.write(hive, NOW)), List.of());
    }

    /** The key at a path below the root. */
    static Key key(Hive hive, String... names) {
        Key key = hive.root();
        for (String name : names) {
            key = key.key(name).orElseThrow();
        }
        return key;
    }
}
