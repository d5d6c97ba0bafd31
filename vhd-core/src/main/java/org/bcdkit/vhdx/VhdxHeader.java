package org.bcdkit.vhdx;

import java.util.List;
import java.util.UUID;
import org.bcdkit.layout.Checksums;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;

/**
 * One of the two headers; the one with the higher sequence number counts. MS-VHDX 2.2.2.
 *
 * @param position where it stands in the file
 */
record VhdxHeader(StructImage image, long position) {

    static final int SIZE = 4096;
    static final long FIRST = 64 << 10;
    static final long SECOND = 128 << 10;
    /** What is never a region's, a log's or a block's. */
    static final Region AREA = new Region("header area", 0, Region.MIB);
    static final UUID NONE = new UUID(0, 0);

    static final StructLayout LAYOUT = StructLayout.littleEndian("VHDX header", SIZE);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 4, "signature", "Always `head`.").mustBe("head");
    static final Field<Long> CHECKSUM = LAYOUT.u32(4, "checksum", "CRC-32C of the 4096 bytes.").checksum(Checksums.CRC_32C);
    static final Field<Long> SEQUENCE = LAYOUT.u64(8, "sequence number", "The header with the higher one counts.");
    static final Field<UUID> FILE_WRITE_GUID = LAYOUT.guid(16, "file write GUID", "Changes when the file is first changed after opening.");
    static final Field<UUID> DATA_WRITE_GUID = LAYOUT.guid(32, "data write GUID", "Changes when the disk's data is first changed; names it to its children.");
    static final Field<UUID> LOG_GUID = LAYOUT.guid(48, "log GUID", "Which log entries count; zero when the log is empty.");
    static final Field<Long> LOG_VERSION = LAYOUT.u16(64, "log version", "Always 0.");
    static final Field<Long> VERSION = LAYOUT.u16(66, "version", "Always 1.");
    static final Field<Long> LOG_LENGTH = LAYOUT.u32(68, "log length", "In bytes, a multiple of 1 MiB.");
    static final Field<Long> LOG_OFFSET = LAYOUT.u64(72, "log offset", "In bytes, a multiple of 1 MiB.");

    static {
        LAYOUT.reserved(80, SIZE - 80);
    }

    /** Checks signature and checksum. */
    static VhdxHeader read(String source, long position, byte[] bytes) throws MalformedException {
        return new VhdxHeader(LAYOUT.read(source, position, bytes), position);
    }

    long sequence() {
        return image.get(SEQUENCE);
    }

    /** The log holds changes that have to be replayed before anything else in the file is true. */
    boolean hasLog() {
        return !image.get(LOG_GUID).equals(NONE);
    }

    Region log() {
        return new Region("log", image.get(LOG_OFFSET), image.get(LOG_LENGTH));
    }

    long positionOf(Field<?> field) {
        return position + field.offset();
    }

    /** What of the file is taken before any region is: the header area, and the log when there is one. */
    List<Region> taken() {
        return log().length() == 0 ? List.of(AREA) : List.of(AREA, log());
    }
}
