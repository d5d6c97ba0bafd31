package org.bcdkit.partition;

import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.bcdkit.layout.Checksums;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/** The header of a GUID partition table, in the second sector and once more in the last. UEFI 5.3.2. */
record GptHeader(StructImage image, long position) {

    static final int SIZE = 92;
    static final long REVISION_1 = 0x10000;

    static final StructLayout LAYOUT = StructLayout.littleEndian("GPT header", SIZE);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 8, "signature", "Always `EFI PART`.").mustBe("EFI PART");
    static final Field<Long> REVISION = LAYOUT.u32(8, "revision", "0x10000.").mustBe(REVISION_1);
    static final Field<Long> HEADER_SIZE = LAYOUT.u32(12, "header size", "Bytes that the checksum covers: 92 up to a sector.");
    static final Field<Long> CHECKSUM = LAYOUT.u32(16, "header CRC", "CRC-32 of as many bytes as the header size says.").checksum(Checksums.CRC_32);
    static final Field<Long> MY_LBA = LAYOUT.u64(24, "my LBA", "Sector of this header.");
    static final Field<Long> OTHER_LBA = LAYOUT.u64(32, "alternate LBA", "Sector of the other header.");
    static final Field<Long> FIRST_USABLE = LAYOUT.u64(40, "first usable LBA", "First sector that partitions may have.");
    static final Field<Long> LAST_USABLE = LAYOUT.u64(48, "last usable LBA", "Last sector that partitions may have.");
    static final Field<UUID> DISK = LAYOUT.guid(56, "disk GUID", "Names the disk.");
    static final Field<Long> ENTRIES_LBA = LAYOUT.u64(72, "partition entry LBA", "First sector of the partition entries.");
    static final Field<Long> COUNT = LAYOUT.u32(80, "number of entries", "Entries, empty ones included.");
    static final Field<Long> ENTRY_SIZE = LAYOUT.u32(84, "size of an entry", "128 times a power of two.");
    static final Field<Long> ENTRIES_CHECKSUM = LAYOUT.u32(88, "partition entry CRC", "CRC-32 of all entries.");

    static {
        LAYOUT.reserved(20, 4);
    }

    /** The header in sector {@code lba}, checked: signature, checksum, and that it stands where it says. */
    static GptHeader read(Storage disk, int sectorSize, long lba) throws IOException {
        long position = lba * sectorSize;
        byte[] sector = disk.read(position, sectorSize);
        GptHeader header = new GptHeader(LAYOUT.view(disk.name(), position, sector, 0), position);
        long size = header.image.get(HEADER_SIZE);
        if (size < SIZE || size > sectorSize) {
            throw header.malformed(disk, HEADER_SIZE, "header size is " + size + ", expected " + SIZE + " to " + sectorSize);
        }
        byte[] covered = Arrays.copyOf(sector, (int) size);
        LittleEndian.putU32(covered, CHECKSUM.offset(), 0);
        long computed = Checksums.CRC_32.of(covered);
        long stored = header.image.get(CHECKSUM);
        if (stored != computed) {
            throw header.malformed(disk, CHECKSUM, "header CRC is 0x" + Long.toHexString(stored) + ", computed 0x" + Long.toHexString(computed));
        }
        if (header.image.get(MY_LBA) != lba) {
            throw header.malformed(disk, MY_LBA, "it says that it is in sector " + header.image.get(MY_LBA) + ", but it is in sector " + lba);
        }
        return header;
    }

    /** The sector of this header as it is when the entries are {@code entries}; what else is in it stays. */
    Bytes sectorFor(Storage disk, int sectorSize, byte[] entries) throws IOException {
        byte[] sector = disk.read(position, sectorSize);
        LittleEndian.putU32(sector, ENTRIES_CHECKSUM.offset(), Checksums.CRC_32.of(entries));
        LittleEndian.putU32(sector, CHECKSUM.offset(), 0);
        LittleEndian.putU32(sector, CHECKSUM.offset(), Checksums.CRC_32.of(Arrays.copyOf(sector, image.getInt(HEADER_SIZE))));
        return Bytes.of(sector);
    }

    MalformedException malformed(Storage disk, Field<?> field, String problem) {
        return new MalformedException(disk.name(), LAYOUT.name(), position + field.offset(), problem);
    }

    /** Whether {@code other} describes the same disk and the same partitions. */
    boolean agreesWith(GptHeader other) {
        return image.get(DISK).equals(other.image.get(DISK)) && image.get(ENTRIES_CHECKSUM).equals(other.image.get(ENTRIES_CHECKSUM));
    }
}
