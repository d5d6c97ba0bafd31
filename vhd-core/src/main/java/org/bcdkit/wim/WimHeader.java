package org.bcdkit.wim;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.UUID;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/** What every WIM file starts with. Microsoft, "Windows Imaging File Format (WIM)", WIM Header. */
record WimHeader(StructImage image) {

    static final StructLayout LAYOUT = StructLayout.littleEndian("WIM header", 208);
    static final Field<Bytes> SIGNATURE = LAYOUT.bytes(0, 8, "signature", "`MSWIM` and three zeros.");
    static final Field<Long> HEADER_SIZE = LAYOUT.u32(8, "header size", "208.");
    static final Field<Long> VERSION = LAYOUT.u32(12, "version", "0x10d00; 0xe00 where resources are packed together, as in an ESD.");
    static final Field<Long> FLAGS = LAYOUT.u32(16, "flags", "0x2 compressed, 0x8 one of several parts, 0x20000 XPRESS, 0x40000 LZX, 0x80000 LZMS.");
    static final Field<Long> CHUNK_SIZE = LAYOUT.u32(20, "chunk size", "What is compressed together, in bytes.");
    static final Field<UUID> IDENTIFIER = LAYOUT.guid(24, "identifier", "The same in all parts.");
    static final Field<Long> PART = LAYOUT.u16(40, "part number", "Counted from 1.");
    static final Field<Long> PARTS = LAYOUT.u16(42, "parts", "How many there are in all.");
    static final Field<Long> IMAGES = LAYOUT.u32(44, "image count", "How many images there are.");
    static final Field<Long> TABLE_SIZE = LAYOUT.u64(48, "lookup table size", "Bytes in the file; flags in the upper eight bits.");
    static final Field<Long> TABLE_OFFSET = LAYOUT.u64(56, "lookup table offset", "Position in the file.");
    static final Field<Long> TABLE_LENGTH = LAYOUT.u64(64, "lookup table length", "Bytes when decompressed.");
    static final Field<Long> XML_SIZE = LAYOUT.u64(72, "XML size", "Bytes in the file; flags in the upper eight bits.");
    static final Field<Long> XML_OFFSET = LAYOUT.u64(80, "XML offset", "Position in the file.");
    static final Field<Long> XML_LENGTH = LAYOUT.u64(88, "XML length", "Bytes when decompressed.");
    static final Field<Bytes> BOOT_METADATA = LAYOUT.bytes(96, 24, "boot metadata", "Where the files of the image are told that is to be booted.");
    static final Field<Long> BOOT_INDEX = LAYOUT.u32(120, "boot index", "The image that is to be booted, counted from 1; 0 for none.");
    static final Field<Long> INTEGRITY_SIZE = LAYOUT.u64(124, "integrity table size", "Bytes in the file; flags in the upper eight bits.");
    static final Field<Long> INTEGRITY_OFFSET = LAYOUT.u64(132, "integrity table offset", "Position in the file.");
    static final Field<Long> INTEGRITY_LENGTH = LAYOUT.u64(140, "integrity table length", "Bytes when decompressed.");

    /** The upper eight bits of a size are flags of the resource. */
    private static final long SIZE_BITS = (1L << 56) - 1;
    /** Flag of a resource, as it stands in the upper eight bits. */
    private static final long COMPRESSED = 4L << 56;

    private static final long SOLID_VERSION = 0xe00;
    private static final long LZMS = 0x80000;

    private static final Bytes MAGIC = Bytes.of((byte) 'M', (byte) 'S', (byte) 'W', (byte) 'I', (byte) 'M', (byte) 0, (byte) 0, (byte) 0);
    private static final Bytes PIPABLE = Bytes.of((byte) 'W', (byte) 'L', (byte) 'P', (byte) 'W', (byte) 'M', (byte) 0, (byte) 0, (byte) 0);

    static {
        LAYOUT.reserved(148, 60);
    }

    /** Reads it, and checks that what it points to lies in the file. */
    static WimHeader read(Storage file) throws IOException {
        if (file.size() < LAYOUT.size()) {
            throw new MalformedException(file.name(), LAYOUT.name(), 0, "it takes " + LAYOUT.size() + " bytes, and the file has " + file.size());
        }
        WimHeader header = new WimHeader(LAYOUT.read(file.name(), 0, file.read(0, LAYOUT.size())));
        Bytes signature = header.image.get(SIGNATURE);
        if (signature.equals(PIPABLE)) {
            throw new UnsupportedException(file.name(), LAYOUT.name(), 0,
                    "this is a pipable WIM of wimlib, which no other program reads; wimlib-imagex optimize --not-pipable makes it an ordinary one");
        }
        if (!signature.equals(MAGIC)) {
            throw new MalformedException(file.name(), LAYOUT.name(), 0, "this is no WIM file: it starts with 0x" + signature + ", expected 0x"
                    + MAGIC);
        }
        header.checkRange(file, "the lookup table", TABLE_SIZE, TABLE_OFFSET);
        header.checkRange(file, "the XML", XML_SIZE, XML_OFFSET);
        header.checkRange(file, "the integrity table", INTEGRITY_SIZE, INTEGRITY_OFFSET);
        if (header.part() < 1 || header.part() > header.parts()) {
            throw new MalformedException(file.name(), LAYOUT.name(), PART.offset(), "it is said to be part " + header.part() + " of "
                    + header.parts());
        }
        return header;
    }

    private void checkRange(Storage file, String what, Field<Long> size, Field<Long> offset) throws MalformedException {
        long start = image.get(offset);
        long length = image.get(size) & SIZE_BITS;
        if (length > 0 && (start < LAYOUT.size() || start > file.size() - length)) {
            throw new MalformedException(file.name(), LAYOUT.name(), offset.offset(), what + " is said to be " + length + " bytes at 0x"
                    + Long.toHexString(start) + ", and the file has " + file.size() + " bytes (truncated?)");
        }
    }

    UUID identifier() {
        return image.get(IDENTIFIER);
    }

    int part() {
        return image.getInt(PART);
    }

    int parts() {
        return image.getInt(PARTS);
    }

    long images() {
        return image.get(IMAGES);
    }

    OptionalLong bootIndex() {
        long index = image.get(BOOT_INDEX);
        return index == 0 ? OptionalLong.empty() : OptionalLong.of(index);
    }

    /** Whether its resources are packed together or compressed with LZMS, which boot managers do not unpack. */
    boolean isPacked() {
        return image.get(VERSION) == SOLID_VERSION || (image.get(FLAGS) & LZMS) != 0;
    }

    /** Whether it has what tells that its bytes are those that were written. */
    boolean hasIntegrityTable() {
        return image.get(INTEGRITY_OFFSET) != 0 && (image.get(INTEGRITY_SIZE) & SIZE_BITS) != 0;
    }

    long xmlOffset() {
        return image.get(XML_OFFSET);
    }

    long xmlSize() {
        return image.get(XML_SIZE) & SIZE_BITS;
    }

    boolean isXmlCompressed() {
        return (image.get(XML_SIZE) & COMPRESSED) != 0;
    }
}
