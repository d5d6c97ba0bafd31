package org.bcdkit.firmware;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MalformedException;

/**
 * A boot entry as Windows keeps it in a boot store, in the value {@code FirmwareVariable} ({@code EFI_BOOT_ENTRY}). Specification: BCD format,
 * section 5.
 *
 * @param number of the boot variable it was made from
 * @param attributes unsigned 32 bits; {@link #ACTIVE} and {@link #WINDOWS} are two of them, and others are kept
 */
public record WindowsEntry(int number, int attributes, String description, DevicePathList paths, Bytes optionalData) {

    /** The attribute of an entry that firmware tries by itself. */
    public static final int ACTIVE = 1;
    /** The attribute of an entry whose optional data is that of Windows. */
    public static final int WINDOWS = 4;

    static final StructLayout LAYOUT = StructLayout.littleEndian("EFI_BOOT_ENTRY", 28);
    static final Field<Long> VERSION = LAYOUT.u32(0, "version", "1.").mustBe(1L);
    static final Field<Long> LENGTH = LAYOUT.u32(4, "length", "Of all of it in bytes.");
    static final Field<Long> ID = LAYOUT.u32(8, "id", "Number of the boot variable.");
    static final Field<Long> ATTRIBUTES = LAYOUT.u32(12, "attributes", "1 active, 4 has optional data of Windows; others are seen and not known.");
    static final Field<Long> NAME_OFFSET = LAYOUT.u32(16, "friendly name offset", "Of the description, UTF-16 with a NUL.");
    static final Field<Long> PATH_OFFSET = LAYOUT.u32(20, "boot file path offset", "Of a FILE_PATH, a multiple of four.");
    static final Field<Long> OPTIONS_LENGTH = LAYOUT.u32(24, "OS options length", "Of the optional data, which follows here.");

    private static final int ALIGNMENT = 4;

    /** The entry for a boot variable. */
    public static WindowsEntry of(int number, LoadOption option) {
        int attributes = (option.isActive() ? ACTIVE : 0) | (option.windows().isPresent() ? WINDOWS : 0);
        return new WindowsEntry(number, attributes, option.description(), option.paths(), option.optionalData());
    }

    /** @param source what to call the value in messages */
    public static WindowsEntry read(String source, Bytes data) throws FormatException {
        byte[] bytes = data.toArray();
        var head = LAYOUT.read(source, 0, bytes);
        int length = offset(source, bytes, LENGTH, LAYOUT.size(), bytes.length);
        int options = offset(source, bytes, OPTIONS_LENGTH, 0, length - LAYOUT.size());
        int name = offset(source, bytes, NAME_OFFSET, LAYOUT.size(), length);
        int path = offset(source, bytes, PATH_OFFSET, LAYOUT.size(), length);
        int nul = Utf16.end(bytes, name, length);
        if (nul < 0) {
            throw new MalformedException(source, LAYOUT.name(), name, "the description has no NUL that ends it");
        }
        if (LittleEndian.u32(bytes, ID.offset()) > BootVariable.LARGEST) {
            throw new MalformedException(
                    source, LAYOUT.name(), ID.offset(), "the id is 0x" + Long.toHexString(head.get(ID)) + ", expected 0xffff at most");
        }
        return new WindowsEntry(
                head.getInt(ID),
                head.getInt(ATTRIBUTES),
                Utf16.text(bytes, name, nul),
                WindowsPath.read(source, bytes, path),
                Bytes.of(bytes, LAYOUT.size(), options));
    }

    private static int offset(String source, byte[] bytes, Field<Long> field, int smallest, int largest) throws MalformedException {
        long value = LittleEndian.u32(bytes, field.offset());
        if (value < smallest || value > largest) {
            throw new MalformedException(source, LAYOUT.name(), field.offset(), field.name() + " is 0x" + Long.toHexString(value)
                    + ", expected 0x" + Integer.toHexString(smallest) + " to 0x" + Integer.toHexString(largest));
        }
        return (int) value;
    }

    /** The value, laid out as Windows does it. */
    public Bytes toBytes() {
        byte[] name = Utf16.terminated(description).toArray();
        byte[] file = WindowsPath.of(paths).toArray();
        int nameOffset = aligned(LAYOUT.size() + optionalData.size());
        int pathOffset = aligned(nameOffset + name.length);
        byte[] bytes = new byte[pathOffset + file.length];
        byte[] head = LAYOUT.blank()
                .with(LENGTH, (long) bytes.length)
                .with(ID, (long) number)
                .with(ATTRIBUTES, Integer.toUnsignedLong(attributes))
                .with(NAME_OFFSET, (long) nameOffset)
                .with(PATH_OFFSET, (long) pathOffset)
                .with(OPTIONS_LENGTH, (long) optionalData.size())
                .toArray();
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(optionalData.toArray(), 0, bytes, head.length, optionalData.size());
        System.arraycopy(name, 0, bytes, nameOffset, name.length);
        System.arraycopy(file, 0, bytes, pathOffset, file.length);
        return Bytes.of(bytes);
    }

    private static int aligned(int offset) {
        return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** What a boot variable would hold. */
    public LoadOption toLoadOption() {
        return new LoadOption(attributes & ACTIVE, description, paths, optionalData);
    }

    /** Whether it tells of that boot variable, whatever attributes it has that are not known. */
    public boolean tells(int variable, LoadOption option) {
        return number == variable && option.equals(toLoadOption().with(option.attributes())) && option.isActive() == ((attributes & ACTIVE) != 0);
    }
}
