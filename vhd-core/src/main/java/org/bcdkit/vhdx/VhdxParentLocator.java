package org.bcdkit.vhdx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.ParentPath;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.Printable;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.UnsupportedException;

/** The metadata item that says where the parent is and which state of it the child builds on. MS-VHDX 2.6.2.6. */
final class VhdxParentLocator {

    static final String STRUCTURE = "VHDX parent locator";
    static final UUID TYPE_VHDX = UUID.fromString("b04aefb7-d19e-4a81-b789-25b8e9445913");
    private static final int MAX_ENTRIES = 256;
    /** Windows writes it for a second parent that there is not. */
    private static final UUID NONE = new UUID(0, 0);

    static final StructLayout LAYOUT = StructLayout.littleEndian(STRUCTURE, 20);
    static final Field<UUID> TYPE = LAYOUT.guid(0, "locator type", "What the parent is: {b04aefb7-d19e-4a81-b789-25b8e9445913} for a VHDX.");
    static final Field<Long> COUNT = LAYOUT.u16(18, "key value count", "1 to 256.");

    static {
        LAYOUT.reserved(16, 2);
    }

    static final StructLayout ENTRY = StructLayout.littleEndian("VHDX parent locator entry", 12);
    static final Field<Long> KEY_OFFSET = ENTRY.u32(0, "key offset", "From the start of the item, in bytes.");
    static final Field<Long> VALUE_OFFSET = ENTRY.u32(4, "value offset", "From the start of the item, in bytes.");
    static final Field<Long> KEY_LENGTH = ENTRY.u16(8, "key length", "In bytes of UTF-16.");
    static final Field<Long> VALUE_LENGTH = ENTRY.u16(10, "value length", "In bytes of UTF-16.");

    static final String LINKAGE = "parent_linkage";
    static final String LINKAGE_2 = "parent_linkage2";
    static final String RELATIVE = "relative_path";
    static final String VOLUME = "volume_path";
    static final String ABSOLUTE = "absolute_win32_path";

    private VhdxParentLocator() {}

    static ParentLink read(String source, long position, byte[] item) throws MalformedException, UnsupportedException {
        Map<String, String> values = values(source, position, item);
        List<Bytes> identities = new ArrayList<>();
        for (String key : new String[] {LINKAGE, LINKAGE_2}) {
            if (values.containsKey(key)) {
                UUID guid = guid(source, position, key, values.get(key));
                if (!guid.equals(NONE)) {
                    identities.add(identity(guid));
                }
            }
        }
        if (identities.isEmpty()) {
            throw new MalformedException(source, STRUCTURE, position, "it has no " + LINKAGE + ", so the parent cannot be told from another disk");
        }
        List<ParentPath> paths = new ArrayList<>();
        addPath(values, RELATIVE, ParentPath.Form.RELATIVE, paths);
        addPath(values, VOLUME, ParentPath.Form.VOLUME, paths);
        addPath(values, ABSOLUTE, ParentPath.Form.ABSOLUTE, paths);
        return new ParentLink(identities, paths, OptionalLong.empty());
    }

    /** The item that says this. Names and file URLs have no place in it. */
    static byte[] item(ParentLink link) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(LINKAGE, linkage(link.identities().get(0)));
        if (link.identities().size() > 1) {
            values.put(LINKAGE_2, linkage(link.identities().get(1)));
        }
        for (ParentPath path : link.paths()) {
            switch (path.form()) {
                case RELATIVE -> values.put(RELATIVE, path.text());
                case VOLUME -> values.put(VOLUME, path.text());
                case ABSOLUTE -> values.put(ABSOLUTE, path.text());
                case URL, NAME -> { }
            }
        }
        ByteArrayOutputStream texts = new ByteArrayOutputStream();
        int start = LAYOUT.size() + values.size() * ENTRY.size();
        ByteArrayOutputStream item = new ByteArrayOutputStream();
        item.writeBytes(LAYOUT.blank().with(TYPE, TYPE_VHDX).with(COUNT, (long) values.size()).toArray());
        for (Map.Entry<String, String> value : values.entrySet()) {
            byte[] key = value.getKey().getBytes(StandardCharsets.UTF_16LE);
            byte[] text = value.getValue().getBytes(StandardCharsets.UTF_16LE);
            long at = start + texts.size();
            item.writeBytes(ENTRY.blank()
                    .with(KEY_OFFSET, at)
                    .with(VALUE_OFFSET, at + key.length)
                    .with(KEY_LENGTH, (long) key.length)
                    .with(VALUE_LENGTH, (long) text.length)
                    .toArray());
            texts.writeBytes(key);
            texts.writeBytes(text);
        }
        item.writeBytes(texts.toByteArray());
        return item.toByteArray();
    }

    private static String linkage(Bytes identity) {
        return "{" + LittleEndian.guid(identity.toArray(), 0) + "}";
    }

    private static void addPath(Map<String, String> values, String key, ParentPath.Form form, List<ParentPath> paths) {
        if (values.containsKey(key)) {
            paths.add(new ParentPath(form, values.get(key)));
        }
    }

    private static Map<String, String> values(String source, long position, byte[] item) throws MalformedException, UnsupportedException {
        StructImage head = LAYOUT.read(source, position, item);
        if (!head.get(TYPE).equals(TYPE_VHDX)) {
            throw new UnsupportedException(source, STRUCTURE, position, "locator type is {" + head.get(TYPE) + "}, supported is {" + TYPE_VHDX + "}");
        }
        int count = head.getInt(COUNT);
        if (count < 1 || count > MAX_ENTRIES) {
            throw new MalformedException(source, STRUCTURE, position + COUNT.offset(), "key value count is " + count + ", expected 1 to " + MAX_ENTRIES);
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int at = LAYOUT.size() + i * ENTRY.size();
            StructImage entry = ENTRY.view(source, position + at, item, at);
            String key = text(source, position + at, item, entry.get(KEY_OFFSET), entry.getInt(KEY_LENGTH));
            String value = text(source, position + at, item, entry.get(VALUE_OFFSET), entry.getInt(VALUE_LENGTH));
            if (values.put(key, value) != null) {
                throw new MalformedException(source, STRUCTURE, position + at, "the key " + Printable.of(key) + " is there twice");
            }
        }
        return values;
    }

    private static String text(String source, long position, byte[] item, long offset, int length) throws MalformedException {
        if (length == 0 || length % 2 != 0 || offset > item.length - length) {
            throw new MalformedException(
                    source, STRUCTURE, position, "a text of " + length + " bytes at " + offset + " of an item of " + item.length + " bytes");
        }
        String text = new String(item, (int) offset, length, StandardCharsets.UTF_16LE);
        if (text.indexOf('\0') >= 0) {
            throw new MalformedException(source, STRUCTURE, position, "the text at " + offset + " contains a NUL");
        }
        return text;
    }

    private static UUID guid(String source, long position, String key, String value) throws MalformedException {
        try {
            return UUID.fromString(value.length() == 38 ? value.substring(1, 37) : value);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(source, STRUCTURE, position, key + " is no GUID in braces");
        }
    }

    /** A data write GUID as the header stores it. */
    static Bytes identity(UUID dataWriteGuid) {
        byte[] bytes = new byte[16];
        LittleEndian.putGuid(bytes, 0, dataWriteGuid);
        return Bytes.of(bytes);
    }
}
