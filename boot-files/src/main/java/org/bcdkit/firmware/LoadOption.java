package org.bcdkit.firmware;

import java.util.Optional;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/**
 * What a boot variable holds: what firmware shows and starts. UEFI, "Load Options" ({@code EFI_LOAD_OPTION}).
 *
 * @param attributes unsigned 32 bits; {@link #ACTIVE} is one of them
 * @param paths what to start: the first of them
 * @param optionalData handed to what is started, and nothing to firmware
 */
public record LoadOption(int attributes, String description, DevicePathList paths, Bytes optionalData) {

    /** Firmware tries the entry by itself. */
    public static final int ACTIVE = 1;
    /** Firmware does not show the entry in its menu. */
    public static final int HIDDEN = 8;

    static final StructLayout LAYOUT = StructLayout.littleEndian("load option", 6);
    static final Field<Long> ATTRIBUTES = LAYOUT.u32(0, "attributes", "1 active, 8 hidden, 0x1f00 category (0 boot, 0x100 application).");
    static final Field<Long> PATHS_LENGTH =
            LAYOUT.u16(4, "file path list length", "In bytes, of the device paths behind the description. What is left is the optional data.");

    private static final int LARGEST_PATHS = 0xffff;

    /** Throws IllegalArgumentException for what no variable can hold. */
    public LoadOption {
        if (description.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a description ends at its first NUL: " + description);
        }
        if (paths.toBytes().size() > LARGEST_PATHS) {
            throw new IllegalArgumentException("device paths of " + paths.toBytes().size() + " bytes do not fit into a load option");
        }
    }

    /** An active entry that starts a file. */
    public static LoadOption ofFile(String description, HardDrive partition, String path, Bytes optionalData) {
        return new LoadOption(ACTIVE, description, DevicePathList.of(DevicePath.ofFile(partition, path)), optionalData);
    }

    /**
     * Reads the data of a boot variable.
     *
     * @param source what to call the variable in messages; positions are those in {@code data}
     */
    public static LoadOption read(String source, Bytes data) throws MalformedException {
        byte[] bytes = data.toArray();
        var head = LAYOUT.read(source, 0, bytes);
        int nul = Utf16.end(bytes, LAYOUT.size(), bytes.length);
        if (nul < 0) {
            throw new MalformedException(source, LAYOUT.name(), LAYOUT.size(), "the description has no NUL that ends it");
        }
        int start = nul + Utf16.UNIT;
        int length = head.getInt(PATHS_LENGTH);
        if (length > bytes.length - start) {
            throw new MalformedException(
                    source, LAYOUT.name(), PATHS_LENGTH.offset(), "it says that the device paths have " + length + " bytes, and "
                            + (bytes.length - start) + " are left behind the description");
        }
        if (length == 0) {
            throw new MalformedException(source, LAYOUT.name(), start, "it has no device path, so it names nothing to start");
        }
        DevicePathList paths = DevicePathList.read(source, bytes, start, start + length);
        Bytes optional = Bytes.of(bytes, start + length, bytes.length - start - length);
        return new LoadOption((int) LittleEndian.u32(bytes, ATTRIBUTES.offset()), Utf16.text(bytes, LAYOUT.size(), nul), paths, optional);
    }

    /** The data of a boot variable. */
    public Bytes toBytes() {
        byte[] name = Utf16.terminated(description).toArray();
        byte[] list = paths.toBytes().toArray();
        byte[] bytes = new byte[LAYOUT.size() + name.length + list.length + optionalData.size()];
        byte[] head = LAYOUT.blank().with(ATTRIBUTES, Integer.toUnsignedLong(attributes)).with(PATHS_LENGTH, (long) list.length).toArray();
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(name, 0, bytes, head.length, name.length);
        System.arraycopy(list, 0, bytes, head.length + name.length, list.length);
        System.arraycopy(optionalData.toArray(), 0, bytes, head.length + name.length + list.length, optionalData.size());
        return Bytes.of(bytes);
    }

    /** What it starts. */
    public DevicePath path() {
        return paths.first();
    }

    /** Whether firmware tries the entry by itself. */
    public boolean isActive() {
        return (attributes & ACTIVE) != 0;
    }

    LoadOption with(int otherAttributes) {
        return new LoadOption(otherAttributes, description, paths, optionalData);
    }

    /** What the optional data says to the boot manager of Windows; absent in entries of others. */
    public Optional<WindowsOptions> windows() {
        return WindowsOptions.read(optionalData);
    }

    /** Whether {@code other} shows the same and starts the same, with the same optional data. */
    public boolean startsSameAs(LoadOption other) {
        return isDuplicateOf(other) && optionalData.equals(other.optionalData);
    }

    /** Whether {@code other} shows the same and starts the same file. */
    public boolean isDuplicateOf(LoadOption other) {
        return description.equals(other.description) && path().equals(other.path());
    }
}
