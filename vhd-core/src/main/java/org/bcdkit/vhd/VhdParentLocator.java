package org.bcdkit.vhd;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bcdkit.disk.ParentPath;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/** One of the eight places in a dynamic header that say where the parent is. VHD specification, "Parent Locator Entry". */
record VhdParentLocator(StructImage image, long position) {

    static final int SIZE = 24;
    /** A path has at most 32767 UTF-16 units. */
    private static final int MAX_LENGTH = 1 << 16;

    static final StructLayout LAYOUT = StructLayout.bigEndian("VHD parent locator", SIZE);
    static final Field<String> CODE = LAYOUT.ascii(0, 4, "platform code", "`W2ru`, `W2ku`, `MacX`, `Wi2r`, `Wi2k`; zero when not in use.");
    static final Field<Long> SPACE = LAYOUT.u32(4, "platform data space", "Room for the path: bytes, or sectors when less than 512.");
    static final Field<Long> LENGTH = LAYOUT.u32(8, "platform data length", "Length of the path in bytes.");
    static final Field<Long> OFFSET = LAYOUT.u64(16, "platform data offset", "Position of the path in bytes.");

    static {
        LAYOUT.reserved(12, 4);
    }

    static VhdParentLocator read(String source, long position, byte[] bytes) throws MalformedException {
        return new VhdParentLocator(LAYOUT.read(source, position, bytes), position);
    }

    /**
     * One for a path that can be written down: relative or absolute.
     *
     * @param length of the path in bytes
     * @param offset where the path lies in the file
     */
    static VhdParentLocator of(ParentPath.Form form, long length, long offset) {
        return new VhdParentLocator(
                LAYOUT.blank()
                        .with(CODE, form == ParentPath.Form.RELATIVE ? "W2ru" : "W2ku")
                        .with(SPACE, VhdBlockLayout.roundUp(length, VhdReader.SECTOR))
                        .with(LENGTH, length)
                        .with(OFFSET, offset),
                0);
    }

    boolean isUsed() {
        return !image.get(CODE).equals("\0\0\0\0");
    }

    long offset() {
        return image.get(OFFSET);
    }

    /** Room for the path in bytes. The specification counts sectors; Windows stores bytes. */
    long space() {
        long stored = image.get(SPACE);
        return stored < VhdReader.SECTOR ? stored * VhdReader.SECTOR : stored;
    }

    /** The path, when the form is one that can be followed. */
    Optional<ParentPath> path(Storage storage) throws IOException {
        return switch (image.get(CODE)) {
            case "W2ru" -> text(storage, ParentPath.Form.RELATIVE, StandardCharsets.UTF_16LE);
            case "W2ku" -> text(storage, ParentPath.Form.ABSOLUTE, StandardCharsets.UTF_16LE);
            case "MacX" -> text(storage, ParentPath.Form.URL, StandardCharsets.UTF_8);
            // Deprecated, in the code page of whoever wrote it: only ASCII is certain.
            case "Wi2r" -> text(storage, ParentPath.Form.RELATIVE, StandardCharsets.ISO_8859_1);
            case "Wi2k" -> text(storage, ParentPath.Form.ABSOLUTE, StandardCharsets.ISO_8859_1);
            default -> Optional.empty();
        };
    }

    boolean isDeprecated() {
        return image.get(CODE).startsWith("Wi2");
    }

    private Optional<ParentPath> text(Storage storage, ParentPath.Form form, Charset charset) throws IOException {
        long length = image.get(LENGTH);
        if (length > space() || length > MAX_LENGTH || space() % VhdReader.SECTOR != 0) {
            throw new MalformedException(
                    storage.name(), LAYOUT.name(), position, "a path of " + length + " bytes in a space of " + image.get(SPACE) + "; expected at most "
                            + Math.min(space(), MAX_LENGTH) + " bytes in whole sectors");
        }
        if (offset() < 0 || offset() > storage.size() - length) {
            throw new MalformedException(
                    storage.name(), LAYOUT.name(), position, "its path lies at 0x" + Long.toHexString(offset()) + ", outside the file of 0x"
                            + Long.toHexString(storage.size()) + " bytes");
        }
        String text = new String(storage.read(offset(), (int) length), charset);
        int end = text.indexOf('\0');
        String path = end < 0 ? text : text.substring(0, end);
        return path.isEmpty() ? Optional.empty() : Optional.of(new ParentPath(form, path));
    }
}
