package org.bcdkit.firmware;

import java.util.List;
import java.util.Optional;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.store.ObjectId;

/**
 * The optional data in the entries of Windows: which object of the boot store the entry is for. Specification: BCD format, section 5
 * ({@code WINDOWS_OS_OPTIONS}).
 *
 * @param options the text for what is started: {@code BCDOBJECT={…}} in all entries seen
 */
public record WindowsOptions(String options) {

    static final StructLayout LAYOUT = StructLayout.littleEndian("Windows optional data", 20);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 8, "signature", "Always `WINDOWS` and a NUL.").mustBe("WINDOWS\0");
    static final Field<Long> VERSION = LAYOUT.u32(8, "version", "1.").mustBe(1L);
    static final Field<Long> LENGTH = LAYOUT.u32(12, "length", "Of all of it in bytes: 0x88 with an object in it.");
    static final Field<Long> PATH_OFFSET =
            LAYOUT.u32(
                    16,
                    "OS load path offset",
                    "Where the FILE_PATH is, which is empty for a boot manager: 0x78. The options, UTF-16 with a NUL, are before it.");

    private static final String OBJECT = "BCDOBJECT=";
    private static final int ALIGNMENT = 4;

    /** Of the entry that starts {@code object}. */
    public static WindowsOptions of(ObjectId object) {
        return new WindowsOptions(OBJECT + object);
    }

    /** Absent when {@code optional} is nothing of Windows, or damaged. */
    static Optional<WindowsOptions> read(Bytes optional) {
        byte[] bytes = optional.toArray();
        try {
            LAYOUT.read("optional data", 0, bytes);
        } catch (MalformedException e) {
            // Whatever else is handed to a program has no form that is known here.
            return Optional.empty();
        }
        long path = LittleEndian.u32(bytes, PATH_OFFSET.offset());
        int limit = path > LAYOUT.size() && path <= bytes.length ? (int) path : bytes.length;
        int nul = Utf16.end(bytes, LAYOUT.size(), limit);
        return nul < 0 ? Optional.empty() : Optional.of(new WindowsOptions(Utf16.text(bytes, LAYOUT.size(), nul)));
    }

    /** The object of the boot store that is to be started; absent when the options name none. */
    public Optional<ObjectId> object() {
        boolean named = options.regionMatches(true, 0, OBJECT, 0, OBJECT.length());
        return named ? ObjectId.parse(options.substring(OBJECT.length())) : Optional.empty();
    }

    /** The optional data. The two bytes that Windows leaves as they happen to be are zero. */
    public Bytes toBytes() {
        byte[] text = Utf16.terminated(options).toArray();
        int path = (LAYOUT.size() + text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] file = WindowsPath.of(DevicePathList.of(new DevicePath(List.of()))).toArray();
        byte[] bytes = new byte[path + file.length];
        byte[] head = LAYOUT.blank().with(LENGTH, (long) bytes.length).with(PATH_OFFSET, (long) path).toArray();
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(text, 0, bytes, head.length, text.length);
        System.arraycopy(file, 0, bytes, path, file.length);
        return Bytes.of(bytes);
    }
}
