package org.bcdkit.partition;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/** The first 512 bytes of a partitioned disk, or of a link in the chain of an extended partition. UEFI 5.2.1. */
record MbrSector(StructImage image, long position) {

    static final int SIZE = 512;
    static final int ENTRY_SIZE = 16;
    static final int ACTIVE = 0x80;

    static final StructLayout LAYOUT = StructLayout.littleEndian("MBR", SIZE);
    static final Field<Bytes> BOOT_CODE = LAYOUT.bytes(0, 440, "boot code", "What a BIOS runs.");
    static final Field<Long> DISK_SIGNATURE = LAYOUT.u32(440, "disk signature", "Names the disk.");
    static final Field<Long> COPY_PROTECTED = LAYOUT.u16(444, "copy-protected", "0x5a5a when it is; else 0.");
    private static final List<Field<Bytes>> ENTRIES = new ArrayList<>();
    static final Field<Long> SIGNATURE = LAYOUT.u16(510, "signature", "Always 0xaa55.").mustBe(0xaa55L);

    static {
        for (int i = 0; i < 4; i++) {
            ENTRIES.add(LAYOUT.bytes(446 + i * ENTRY_SIZE, ENTRY_SIZE, "partition " + (i + 1), "A partition entry."));
        }
    }

    static final StructLayout ENTRY = StructLayout.littleEndian("MBR partition entry", ENTRY_SIZE);
    static final Field<Long> STATUS = ENTRY.u8(0, "status", "0x80: active; else 0.");
    static final Field<Bytes> FIRST_CHS = ENTRY.bytes(1, 3, "first sector", "Head, sector, cylinder; not used any more.");
    static final Field<Long> TYPE = ENTRY.u8(4, "type", "What the partition is for; 0 when the entry is not in use.");
    static final Field<Bytes> LAST_CHS = ENTRY.bytes(5, 3, "last sector", "Head, sector, cylinder; not used any more.");
    static final Field<Long> START = ENTRY.u32(8, "start", "In sectors; in a chain relative to it.");
    static final Field<Long> COUNT = ENTRY.u32(12, "length", "In sectors.");

    /** One of the four entries. */
    record Entry(StructImage image, long position) {

        int status() {
            return image.getInt(STATUS);
        }

        int type() {
            return image.getInt(TYPE);
        }

        long start() {
            return image.get(START);
        }

        long count() {
            return image.get(COUNT);
        }

        boolean isUsed() {
            return type() != 0;
        }
    }

    static MbrSector read(String source, long position, byte[] bytes) throws MalformedException {
        return new MbrSector(LAYOUT.read(source, position, bytes), position);
    }

    int signature() {
        return image.getInt(DISK_SIGNATURE);
    }

    /** Entry {@code index}, from 0. */
    Entry entry(String source, int index) throws MalformedException {
        Field<Bytes> field = ENTRIES.get(index);
        return new Entry(ENTRY.read(source, position + field.offset(), image.get(field).toArray()), position + field.offset());
    }

    MbrSector withEntry(int index, StructImage entry) {
        return new MbrSector(image.with(ENTRIES.get(index), entry.toBytes()), position);
    }
}
