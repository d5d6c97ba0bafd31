package org.bcdkit.wim;

import java.util.UUID;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/** What a WIM starts with. Microsoft's "Windows Imaging File Format", section "WIM header". */
record WimHeader(StructImage image) {

    static final int SIZE = 208;
    /** The low seven bytes of the first number in a reference to a resource are its size in the file, the highest byte its flags. */
    static final long RESOURCE_SIZE = (1L << 56) - 1;
    static final int RESOURCE_COMPRESSED = 4;

    static final StructLayout LAYOUT = StructLayout.littleEndian("WIM header", SIZE);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 8, "signature", "Always `MSWIM` and three zero bytes.").mustBe("MSWIM\0\0\0");
    static final Field<Long> HEADER_SIZE = LAYOUT.u32(8, "header size", "208.");
    static final Field<Long> VERSION = LAYOUT.u32(12, "version", "0x10d00; 0xe00 in an ESD, whose resources are packed together.");
    static final Field<Long> FLAGS = LAYOUT.u32(16, "flags", "0x20000 XPRESS, 0x40000 LZX, 0x80000 LZMS.");
    static final Field<Long> CHUNK_SIZE = LAYOUT.u32(20, "chunk size", "How much is compressed at a time.");
    static final Field<UUID> GUID = LAYOUT.guid(24, "GUID", "The same in all parts of a split WIM.");
    static final Field<Long> PART = LAYOUT.u16(40, "part number", "From 1.");
    static final Field<Long> PARTS = LAYOUT.u16(42, "parts", "1 when it is not split.");
    static final Field<Long> IMAGES = LAYOUT.u32(44, "image count", "How many images are in it.");
    static final Field<Bytes> OFFSET_TABLE = LAYOUT.bytes(48, 24, "offset table", "Where the table of resources is.");
    static final Field<Long> XML_SIZE = LAYOUT.u64(72, "XML size", "Of the description of the images, with its flags.");
    static final Field<Long> XML_OFFSET = LAYOUT.u64(80, "XML offset", "Where that is.");
    static final Field<Long> XML_ORIGINAL = LAYOUT.u64(88, "XML original size", "The same as its size: it is not compressed.");
    static final Field<Bytes> BOOT_METADATA = LAYOUT.bytes(96, 24, "boot metadata", "Where the folder tree of the image to start is.");
    static final Field<Long> BOOT_INDEX = LAYOUT.u32(120, "boot index", "The image to start, from 1; 0 for none.");
    static final Field<Bytes> INTEGRITY = LAYOUT.bytes(124, 24, "integrity table", "Where the checksums are.");

    static {
        LAYOUT.reserved(148, SIZE - 148);
    }

    static WimHeader read(String source, byte[] bytes) throws MalformedException {
        return new WimHeader(LAYOUT.read(source, 0, bytes));
    }

    /** How many bytes of the file the description of the images takes. */
    long xmlSize() {
        return image.get(XML_SIZE) & RESOURCE_SIZE;
    }

    boolean isXmlCompressed() {
        return (image.get(XML_SIZE) >>> 56 & RESOURCE_COMPRESSED) != 0;
    }
}
