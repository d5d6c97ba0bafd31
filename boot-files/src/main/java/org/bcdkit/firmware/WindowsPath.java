package org.bcdkit.firmware;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.UnsupportedException;

/** Device paths in the frame that Windows puts around paths ({@code FILE_PATH}). Specification: BCD format, section 5. */
final class WindowsPath {

    static final StructLayout LAYOUT = StructLayout.littleEndian("FILE_PATH", 12);
    static final Field<Long> VERSION = LAYOUT.u32(0, "version", "1.").mustBe(1L);
    static final Field<Long> LENGTH = LAYOUT.u32(4, "length", "Of all of it in bytes.");
    static final Field<Long> TYPE =
            LAYOUT.u32(8, "type", "4: an EFI device path follows. 1 to 3 are names of Windows, which firmware does not know.");

    private static final long EFI = 4;

    private WindowsPath() {}

    static Bytes of(DevicePathList paths) {
        byte[] nodes = paths.toBytes().toArray();
        byte[] bytes = new byte[LAYOUT.size() + nodes.length];
        byte[] head = LAYOUT.blank().with(LENGTH, (long) bytes.length).with(TYPE, EFI).toArray();
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(nodes, 0, bytes, head.length, nodes.length);
        return Bytes.of(bytes);
    }

    /** The frame that starts at {@code at}. Windows takes all of the device paths of an entry, and whatever is behind them. */
    static DevicePathList read(String source, byte[] bytes, int at) throws MalformedException, UnsupportedException {
        var head = LAYOUT.read(source, at, bytes, at);
        long length = LittleEndian.u32(bytes, at + LENGTH.offset());
        if (length < LAYOUT.size() || length > bytes.length - at) {
            throw new MalformedException(
                    source, LAYOUT.name(), at + LENGTH.offset(),
                    "it says that it has " + length + " bytes, and " + (bytes.length - at) + " are left");
        }
        if (head.get(TYPE) != EFI) {
            throw new UnsupportedException(
                    source, LAYOUT.name(), at + TYPE.offset(), "its type is " + head.get(TYPE) + ", expected 4, a device path");
        }
        return DevicePathList.read(source, bytes, at + LAYOUT.size(), at + (int) length);
    }
}
