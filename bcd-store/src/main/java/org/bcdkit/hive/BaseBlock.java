package org.bcdkit.hive;

import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.bcdkit.layout.Checksums;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/** The first 4096 bytes of a hive, and in shortened form the first 512 of a transaction log. REGF, "Base block". */
record BaseBlock(StructImage image) {

    static final int SIZE = 4096;
    static final int PRIMARY_FILE = 0;
    static final int OLD_LOG = 1;
    static final int NEW_LOG = 6;

    /** Bins come in multiples of this, and so does their sum. */
    static final int BIN_UNIT = 4096;

    /** More than any boot store or registry hive of a Windows installation, and still an array. */
    static final long MAX_BINS_SIZE = 0x40000000;

    static final StructLayout LAYOUT = StructLayout.littleEndian("base block", SIZE);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 4, "signature", "Always `regf`.").mustBe("regf");
    static final Field<Long> PRIMARY_SEQUENCE = LAYOUT.u32(4, "primary sequence number", "Goes up when a write begins.");
    static final Field<Long> SECONDARY_SEQUENCE = LAYOUT.u32(8, "secondary sequence number", "Goes up when a write is complete; equal to the primary then.");
    static final Field<Long> LAST_WRITTEN = LAYOUT.u64(12, "last written", "FILETIME.");
    static final Field<Long> MAJOR_VERSION = LAYOUT.u32(20, "major version", "1.");
    static final Field<Long> MINOR_VERSION = LAYOUT.u32(24, "minor version", "3 to 6; 3 in nearly all boot stores.");
    static final Field<Long> FILE_TYPE = LAYOUT.u32(28, "file type", "0 hive, 1 old transaction log, 6 new transaction log.");
    static final Field<Long> FILE_FORMAT = LAYOUT.u32(32, "file format", "1.");
    static final Field<Long> ROOT_CELL = LAYOUT.u32(36, "root cell", "Offset of the root key's cell, from the first bin.");
    static final Field<Long> BINS_SIZE = LAYOUT.u32(40, "hive bins data size", "Bytes in all bins, a multiple of 4096.");
    static final Field<Long> CLUSTERING_FACTOR = LAYOUT.u32(44, "clustering factor", "Sector size of the disk, in units of 512 bytes.");
    static final Field<String> FILE_NAME = LAYOUT.utf16(48, 64, "file name", "The end of the path the hive was mounted from; nobody checks it.");
    static final Field<UUID> RM_ID = LAYOUT.guid(112, "RmId", "Resource manager of registry transactions.");
    static final Field<UUID> LOG_ID = LAYOUT.guid(128, "LogId", "Log of registry transactions.");
    static final Field<Long> FLAGS = LAYOUT.u32(144, "flags", "0 in files; leftovers before Windows 7.");
    static final Field<UUID> TM_ID = LAYOUT.guid(148, "TmId", "Transaction manager.");
    static final Field<Bytes> GUID_SIGNATURE = LAYOUT.bytes(164, 4, "GUID signature", "`rmtm` when the GUIDs are meant.");
    static final Field<Long> LAST_REORGANIZED = LAYOUT.u64(168, "last reorganized", "FILETIME.");
    static final Field<Long> CHECKSUM = LAYOUT.u32(508, "checksum", "XOR of the 127 dwords before it; 0 is stored as 1, all ones as all ones less one.")
            .checksum(Checksums.REGF_XOR);
    static final Field<UUID> THAW_TM_ID = LAYOUT.guid(4040, "ThawTmId", "Transaction manager after hibernation.");
    static final Field<UUID> THAW_RM_ID = LAYOUT.guid(4056, "ThawRmId", "Resource manager after hibernation.");
    static final Field<UUID> THAW_LOG_ID = LAYOUT.guid(4072, "ThawLogId", "Log after hibernation.");
    static final Field<Long> BOOT_TYPE = LAYOUT.u32(4088, "boot type", "Without meaning in a file.");
    static final Field<Long> BOOT_RECOVER = LAYOUT.u32(4092, "boot recover", "Without meaning in a file.");

    static {
        LAYOUT.reserved(176, 332);
        LAYOUT.reserved(512, 3528);
    }

    /** The sector that a log has of the base block. */
    private static final int LOG_COPY_SIZE = 512;

    /** The base block at the start of {@code storage}. Only its signature is checked. */
    static BaseBlock read(Storage storage) throws IOException {
        // What is no hive at all is told so even when it is shorter than a base block.
        int length = (int) Math.min(SIZE, storage.size());
        if (length == 0) {
            throw new MalformedException(storage.name(), "base block", 0, "the file is empty, expected a registry hive");
        }
        byte[] bytes = Arrays.copyOf(storage.read(0, length), SIZE);
        BaseBlock block = new BaseBlock(LAYOUT.view(storage.name(), 0, bytes, 0));
        storage.checkRange(0, SIZE);
        return block;
    }

    /** The copy of a base block in the first sector of a log. Only its signature is checked. */
    static BaseBlock readLogCopy(Storage log) throws IOException {
        byte[] bytes = Arrays.copyOf(log.read(0, LOG_COPY_SIZE), SIZE);
        return new BaseBlock(LAYOUT.view(log.name(), 0, bytes, 0));
    }

    /** The base block in {@code bytes}, which were read from a hive; for none, that of a new hive. */
    static BaseBlock of(Bytes bytes) {
        if (bytes.size() != 0) {
            try {
                return new BaseBlock(LAYOUT.view("base block in memory", 0, bytes.toArray(), 0));
            } catch (MalformedException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        return new BaseBlock(LAYOUT.blank()
                .with(MAJOR_VERSION, 1L)
                .with(FILE_TYPE, (long) PRIMARY_FILE)
                .with(FILE_FORMAT, 1L)
                .with(CLUSTERING_FACTOR, 1L));
    }

    boolean hasGoodChecksum() {
        return image.sealed().get(CHECKSUM).equals(image.get(CHECKSUM));
    }

    boolean isDirty() {
        return !hasGoodChecksum() || primarySequence() != secondarySequence();
    }

    /** Fails unless this is the start of a hive that can be read. */
    void check(Storage storage) throws IOException {
        String source = storage.name();
        LAYOUT.read(source, 0, image.toArray());
        require(source, FILE_TYPE, fileType() == PRIMARY_FILE, fileType() == OLD_LOG || fileType() == NEW_LOG ? "0: this is a transaction log, not a hive" : "0");
        if (image.get(MAJOR_VERSION) != 1 || minorVersion() < 3 || minorVersion() > 6) {
            String version = image.get(MAJOR_VERSION) + "." + image.get(MINOR_VERSION);
            throw new UnsupportedException(source, LAYOUT.name(), MAJOR_VERSION.offset(), "version is " + version + ", supported are 1.3 to 1.6");
        }
        require(source, FILE_FORMAT, image.get(FILE_FORMAT) == 1, "1");
        require(source, BINS_SIZE, binsSize() > 0 && binsSize() % BIN_UNIT == 0, "a multiple of 0x1000 above zero");
        if (binsSize() > MAX_BINS_SIZE) {
            throw new UnsupportedException(
                    source,
                    LAYOUT.name(),
                    BINS_SIZE.offset(),
                    BINS_SIZE.name() + " is 0x" + Long.toHexString(binsSize()) + ", supported is up to 0x" + Long.toHexString(MAX_BINS_SIZE));
        }
        if (storage.size() < SIZE + binsSize()) {
            throw new MalformedException(
                    source,
                    LAYOUT.name(),
                    BINS_SIZE.offset(),
                    BINS_SIZE.name() + " is 0x" + Long.toHexString(binsSize()) + ", so the file has to be 0x" + Long.toHexString(SIZE + binsSize())
                            + " bytes long, but it ends at 0x" + Long.toHexString(storage.size()) + " (truncated?)");
        }
    }

    private void require(String source, Field<Long> field, boolean holds, String expected) throws MalformedException {
        if (!holds) {
            throw new MalformedException(
                    source, LAYOUT.name(), field.offset(), field.name() + " is 0x" + Long.toHexString(image.get(field)) + ", expected " + expected);
        }
    }

    int primarySequence() {
        return image.getInt(PRIMARY_SEQUENCE);
    }

    int secondarySequence() {
        return image.getInt(SECONDARY_SEQUENCE);
    }

    long lastWritten() {
        return image.get(LAST_WRITTEN);
    }

    int minorVersion() {
        return image.getInt(MINOR_VERSION);
    }

    int fileType() {
        return image.getInt(FILE_TYPE);
    }

    /** Offset from the first bin. */
    long rootCell() {
        return image.get(ROOT_CELL);
    }

    long binsSize() {
        return image.get(BINS_SIZE);
    }

    /** This base block as the writer stores it. */
    BaseBlock written(int minorVersion, int sequence, long lastWritten, int rootCell, int binsSize) {
        StructImage changed = image.with(MINOR_VERSION, (long) minorVersion).with(LAST_WRITTEN, lastWritten).with(ROOT_CELL, (long) rootCell);
        return new BaseBlock(changed).complete(sequence, binsSize);
    }

    /** This base block as one of a complete hive with that sequence number and size. */
    BaseBlock complete(int sequence, long binsSize) {
        return new BaseBlock(image.with(PRIMARY_SEQUENCE, (long) sequence)
                .with(SECONDARY_SEQUENCE, (long) sequence)
                .with(FILE_TYPE, (long) PRIMARY_FILE)
                .with(BINS_SIZE, binsSize)
                .sealed());
    }
}
