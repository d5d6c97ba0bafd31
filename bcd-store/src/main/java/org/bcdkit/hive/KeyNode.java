package org.bcdkit.hive;

import java.io.IOException;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;

/** The fixed part of the record of a key; its name follows. REGF, "Key node". */
record KeyNode(StructImage image) {

    /** The flag that says that the name is stored as one byte a character. */
    static final int ASCII_NAME = 0x20;

    static final StructLayout LAYOUT = StructLayout.littleEndian("key node", 76);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 2, "signature", "Always `nk`.").mustBe("nk");
    static final Field<Long> FLAGS = LAYOUT.u16(2, "flags", "0x04 root, 0x08 no delete, 0x10 symbolic link, 0x20 name in single bytes.");
    static final Field<Long> LAST_WRITTEN = LAYOUT.u64(4, "last written", "FILETIME.");
    static final Field<Long> ACCESS = LAYOUT.u32(12, "access bits", "Whether the key was read since Windows 8 looked; written as zero.");
    static final Field<Long> PARENT = LAYOUT.u32(16, "parent", "Cell of the parent key; leftovers in the root.");
    static final Field<Long> SUBKEY_COUNT = LAYOUT.u32(20, "number of subkeys", "Entries in the subkey list.");
    static final Field<Long> VOLATILE_COUNT = LAYOUT.u32(24, "number of volatile subkeys", "Subkeys that are not in the file.");
    static final Field<Long> SUBKEY_LIST = LAYOUT.u32(28, "subkey list", "Cell of the list; all ones for none.");
    static final Field<Long> VOLATILE_LIST = LAYOUT.u32(32, "volatile subkey list", "Without meaning in a file; all ones.");
    static final Field<Long> VALUE_COUNT = LAYOUT.u32(36, "number of values", "Entries in the value list.");
    static final Field<Long> VALUE_LIST = LAYOUT.u32(40, "value list", "Cell of the list of value cells; all ones for none.");
    static final Field<Long> SECURITY = LAYOUT.u32(44, "key security", "Cell of the security record; all ones for none.");
    static final Field<Long> CLASS_NAME = LAYOUT.u32(48, "class name", "Cell of the class name; all ones for none.");
    static final Field<Long> LARGEST_SUBKEY_NAME = LAYOUT.u16(52, "largest subkey name", "Bytes, as UTF-16.");
    static final Field<Long> USER_FLAGS = LAYOUT.u16(54, "user flags", "Virtualisation and user flags; kept.");
    static final Field<Long> LARGEST_CLASS_NAME = LAYOUT.u32(56, "largest class name of a subkey", "Bytes.");
    static final Field<Long> LARGEST_VALUE_NAME = LAYOUT.u32(60, "largest value name", "Bytes, as UTF-16; too high in some files.");
    static final Field<Long> LARGEST_VALUE_DATA = LAYOUT.u32(64, "largest value data", "Bytes; too high in some files.");
    static final Field<Long> WORK_VAR = LAYOUT.u32(68, "WorkVar", "Leftovers; written as zero.");
    static final Field<Long> NAME_LENGTH = LAYOUT.u16(72, "name length", "Bytes of the name that follows.");
    static final Field<Long> CLASS_LENGTH = LAYOUT.u16(74, "class name length", "Bytes.");

    /** The name of the key whose record {@code node} is in {@code cell}. */
    static String name(Cell cell, StructImage node) throws IOException {
        return RegistryNames.read(cell, LAYOUT.name(), NAME_LENGTH.offset(), node.getInt(NAME_LENGTH), LAYOUT.size(), hasSingleBytes(node));
    }

    /** How many characters the name has: names of another number need not be read to be told apart. */
    static int nameUnits(StructImage node) {
        return hasSingleBytes(node) ? node.getInt(NAME_LENGTH) : node.getInt(NAME_LENGTH) / 2;
    }

    private static boolean hasSingleBytes(StructImage node) {
        return (node.getInt(FLAGS) & ASCII_NAME) != 0;
    }
}
