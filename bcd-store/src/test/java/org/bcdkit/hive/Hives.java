package org.bcdkit.hive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.HiveBuilder;
import org.bcdkit.testing.HiveBuilder.ListKind;
import org.bcdkit.testing.HiveBuilder.Node;

/** Hives that several tests here use, and reading them. */
final class Hives {

    static final String BOOTMGR = "Objects\\{9dea862c-5cdd-4e70-acc1-f32b344d4795}";
    static final String LOADER = "Objects\\{b2721d73-1db4-4c62-bf78-c548a880142d}";

    /** 2026-11-24 as FILETIME. */
    static final long NOW = 0x01de_5d6e_1234_5678L;

    private Hives() {}

    static Hive read(byte[] hive, Storage... logs) throws IOException {
        return HiveReader.read(MemoryStorage.of("BCD", hive), List.of(logs));
    }

    static Storage log(byte[] log) {
        return MemoryStorage.of("BCD.LOG", log);
    }

    /** A small store as UEFI machines have it. */
    static HiveBuilder uefi() {
        return store(3, "\\EFI\\Microsoft\\Boot\\bootmgfw.efi").fileName("kVolume1\\EFI\\Microsoft\\Boot\\BCD").sequence(34, 34);
    }

    /** A small store as BIOS machines have it, with what Windows 7 leaves in unused fields. */
    static HiveBuilder bios() {
        return store(3, "\\bootmgr").fileName("Device\\HarddiskVolume1\\Boot\\BCD").leftovers();
    }

    private static HiveBuilder store(int minorVersion, String bootmgr) {
        HiveBuilder builder = HiveBuilder.version(minorVersion);
        Node root = builder.root().security(HiveBuilder.OPEN);
        root.key("Description").security(HiveBuilder.OPEN).string("KeyName", "BCD00000000").dword("System", 1);
        root.key(BOOTMGR + "\\Description").dword("Type", 0x10100002);
        Node elements = root.key(BOOTMGR + "\\Elements");
        elements.key("12000002").string("Element", bootmgr);
        elements.key("12000004").string("Element", "Windows Boot Manager");
        elements.key("25000004").value("Element", 3, new byte[] {30, 0, 0, 0, 0, 0, 0, 0});
        root.key(LOADER + "\\Description").dword("Type", 0x10200003);
        elements = root.key(LOADER + "\\Elements");
        elements.key("11000001").value("Element", 3, new byte[88]);
        elements.key("12000004").string("Element", "Windows 11 – größer ✓");
        elements.key("16000009").value("Element", 3, (byte) 1);
        return builder;
    }

    /** What Windows will not put into one hive: every kind of list, big data, class names, names of all kinds. Version 1.5. */
    static HiveBuilder odd() {
        HiveBuilder builder = HiveBuilder.version(5).binSize(0x2000).leftovers().tail(100).sequence(0xffffffff, 0xffffffff);
        Node root = builder.root().list(ListKind.RI_OF_LH).volatileKeys(3);
        Node lists = root.key("lists");
        for (ListKind kind : ListKind.values()) {
            Node list = lists.key(kind.name()).list(kind);
            list.key("A");
            list.key("b").security(HiveBuilder.OPEN);
            list.key("C");
        }
        Node values = root.key("values").className("class".getBytes(StandardCharsets.UTF_16LE)).userFlags(0x00a0);
        values.value("", 1, new byte[] {'x', 0, 0, 0});
        values.value("big", 3, pattern(16600));
        values.value("empty", 0).value("one", 3, (byte) 7).outOfLine().value("unknown type", 0xfedcba98, (byte) 1, (byte) 2).valueFlags(0x0102);
        values.value("größe", 11, new byte[8]).value("Ключ ✓", 7, new byte[4]);
        root.key("without security").security();
        root.key("Ä\ud83d\ude00 half \ud800").flags(0x10).key("below");
        return builder;
    }

    static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        return bytes;
    }

    /** A tree with {@code count} keys under its root. */
    static Key treeOf(int count, Bytes security) {
        Key[] keys = new Key[count];
        for (int i = 0; i < count; i++) {
            Value value = new Value("Element", ValueType.BINARY, Bytes.of(pattern(i % 40)));
            keys[i] = new Key("key " + Integer.toString(i * 7919 % count, 36), NOW, 0, 0, security, Bytes.EMPTY, List.of(), List.of(value));
        }
        return new Key("root", NOW, 0x2c, 0, security, Bytes.EMPTY, Arrays.asList(keys), List.of());
    }

    static Hive fresh(int minorVersion, Key root) {
        return new Hive(new HiveInfo(minorVersion, 0, 0, HiveState.CLEAN, Bytes.EMPTY), root);
    }
}
