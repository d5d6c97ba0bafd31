package org.bcdkit.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.WritableStorage;

/**
 * Makes a new FAT volume with nothing in it. The first sector is cleared first and written last, so that what is there is the new volume or none.
 * There is no boot code in it but what tells a BIOS to try the next device.
 */
public final class FatFormatter {

    /** As Windows calls itself. Some programs read no volume that was made by somebody they do not know. */
    private static final String MAKER = "MSDOS5.0";
    private static final long MEDIA = 0xF8;
    private static final long TRACK = 63;
    private static final long HEADS = 255;
    private static final long DRIVE = 0x80;
    private static final int ROOT = 2;
    private static final int INFO_SECTOR = 1;
    private static final int BACKUP_SECTOR = 6;
    /** INT 18h, and where that returns, HLT for ever. */
    private static final byte[] NO_BOOT_CODE = {(byte) 0xCD, 0x18, (byte) 0xF4, (byte) 0xEB, (byte) 0xFD};
    private static final int SIGNATURE = 510;
    private static final int PIECE = 1 << 20;

    private final WritableStorage volume;
    private final FatFormat format;
    private final Optional<Bytes> label;
    private final LocalDateTime now;

    private FatFormatter(WritableStorage volume, FatFormat format, Optional<Bytes> label, LocalDateTime now) {
        this.volume = volume;
        this.format = format;
        this.label = label;
        this.now = now;
    }

    /** Why a volume cannot have this label, to follow it in a sentence; empty when it can. */
    public static Optional<String> labelProblem(String label) {
        if (label.isEmpty() || label.length() > FatEntry.NAME_LENGTH) {
            return Optional.of("has " + label.length() + " characters, expected 1 to " + FatEntry.NAME_LENGTH);
        }
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (c < ' ' || c > '~' || "\"*+,./:;<=>?[\\]|".indexOf(c) >= 0) {
                return Optional.of("has a character that cannot be in the label of a FAT volume: expected letters, digits, spaces and some signs");
            }
        }
        return label.charAt(0) == ' ' ? Optional.of("starts with a space") : Optional.empty();
    }

    /**
     * Formats {@code volume}; what was on it is gone. Returns when all is safe.
     *
     * @param label in upper case it is stored; see {@link #labelProblem}
     * @param serial volume serial number
     * @param start position of the volume on its disk, in bytes; 0 when it is a disk as a whole
     * @param clock for the time of the label; its zone as in {@link FatVolume#plan}
     */
    public static void format(WritableStorage volume, FatFormat format, Optional<String> label, int serial, long start, Clock clock)
            throws IOException {
        if (label.isPresent() && labelProblem(label.get()).isPresent()) {
            throw new IllegalArgumentException("label " + label.get());
        }
        Optional<Bytes> stored = label.isPresent() ? Optional.of(stored(label.get())) : Optional.empty();
        new FatFormatter(volume, format, stored, LocalDateTime.ofInstant(clock.instant(), clock.getZone())).write(serial, start);
    }

    private static Bytes stored(String label) {
        byte[] bytes = new byte[FatEntry.NAME_LENGTH];
        Arrays.fill(bytes, (byte) ' ');
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            bytes[i] = (byte) (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
        }
        return Bytes.giving(bytes, bytes.length);
    }

    private void write(int serial, long start) throws IOException {
        boolean fat32 = format.kind() == VolumeKind.FAT32;
        clear(0, 1);
        volume.force();
        clear(1, format.dataSector() - 1 + (fat32 ? format.clusterSectors() : 0));
        for (int copy = 0; copy < FatFormat.FATS; copy++) {
            write(format.reservedSectors() + copy * format.fatSectors(), firstEntries(fat32));
        }
        if (label.isPresent()) {
            long root = fat32 ? format.dataSector() : format.reservedSectors() + FatFormat.FATS * format.fatSectors();
            write(root, labelEntry(label.get()));
        }
        byte[] first = bootSector(serial, start, fat32);
        if (fat32) {
            write(INFO_SECTOR, info());
            write(BACKUP_SECTOR + INFO_SECTOR, info());
            write(BACKUP_SECTOR, first);
        }
        volume.force();
        write(0, first);
        volume.force();
    }

    private void clear(long sector, long count) throws IOException {
        long end = (sector + count) * format.sectorSize();
        for (long at = sector * format.sectorSize(); at < end; at += PIECE) {
            volume.write(at, ByteBuffer.allocate((int) Math.min(PIECE, end - at)));
        }
    }

    /** A whole sector that starts with {@code bytes}. */
    private void write(long sector, byte[] bytes) throws IOException {
        volume.write(sector * format.sectorSize(), ByteBuffer.wrap(Arrays.copyOf(bytes, format.sectorSize())));
    }

    /** The two entries that no cluster has, and in FAT32 that of the root folder. */
    private byte[] firstEntries(boolean fat32) {
        byte[] bytes = new byte[3 * Integer.BYTES];
        int end = FatTable.end(format.kind());
        if (fat32) {
            LittleEndian.putU32(bytes, 0, end & ~0xFFL | MEDIA);
            LittleEndian.putU32(bytes, 4, end);
            LittleEndian.putU32(bytes, 8, end);
        } else {
            LittleEndian.putU16(bytes, 0, (int) (end & ~0xFFL | MEDIA));
            LittleEndian.putU16(bytes, 2, end);
        }
        return bytes;
    }

    private byte[] labelEntry(Bytes name) {
        StructImage entry = FatEntry.LAYOUT.blank().with(FatEntry.NAME, name).with(FatEntry.ATTRIBUTES, (long) FatEntry.LABEL);
        return FatEntry.withModified(entry, now).toArray();
    }

    private byte[] info() {
        return FatInfoSector.LAYOUT.blank().with(FatInfoSector.FREE, format.clusters() - 1).with(FatInfoSector.NEXT, ROOT + 1L).toArray();
    }

    private byte[] bootSector(int serial, long start, boolean fat32) {
        StructImage tail = fat32 ? longTail(serial) : shortTail(serial);
        int code = FatBootSector.TAIL + (fat32 ? FatBootSector.LONG_TAIL : FatBootSector.SHORT_TAIL).size();
        long hidden = start / format.sectorSize();
        boolean counted16 = !fat32 && format.sectors() <= 0xFFFF;
        StructImage common = FatBootSector.LAYOUT
                .blank()
                .with(FatBootSector.JUMP, Bytes.of((byte) 0xEB, (byte) (code - 2), (byte) 0x90))
                .with(FatBootSector.MAKER, MAKER)
                .with(FatBootSector.SECTOR_SIZE, (long) format.sectorSize())
                .with(FatBootSector.CLUSTER_SECTORS, (long) format.clusterSectors())
                .with(FatBootSector.RESERVED, (long) format.reservedSectors())
                .with(FatBootSector.FATS, (long) FatFormat.FATS)
                .with(FatBootSector.ROOT_ENTRIES, fat32 ? 0L : (long) FatFormat.ROOT_ENTRIES)
                .with(FatBootSector.SECTORS_16, counted16 ? format.sectors() : 0)
                .with(FatBootSector.MEDIA, MEDIA)
                .with(FatBootSector.FAT_SECTORS_16, fat32 ? 0 : format.fatSectors())
                .with(FatBootSector.TRACK, TRACK)
                .with(FatBootSector.HEADS, HEADS)
                // Only BIOS boot code reads it, and a BIOS does not start from behind what 32 bits can count.
                .with(FatBootSector.HIDDEN, hidden > 0xFFFFFFFFL ? 0 : hidden)
                .with(FatBootSector.SECTORS_32, counted16 ? 0 : format.sectors());
        byte[] sector = new byte[FatBootSector.SIZE];
        System.arraycopy(common.toArray(), 0, sector, 0, FatBootSector.TAIL);
        System.arraycopy(tail.toArray(), 0, sector, FatBootSector.TAIL, code - FatBootSector.TAIL);
        System.arraycopy(NO_BOOT_CODE, 0, sector, code, NO_BOOT_CODE.length);
        LittleEndian.putU16(sector, SIGNATURE, 0xAA55);
        return sector;
    }

    private String labelText() {
        return label.isPresent() ? new String(label.get().toArray(), StandardCharsets.US_ASCII) : FatBootSector.NO_LABEL + "    ";
    }

    private StructImage shortTail(int serial) {
        return FatBootSector.SHORT_TAIL
                .blank()
                .with(FatBootSector.SHORT_DRIVE, DRIVE)
                .with(FatBootSector.SHORT_EXTENDED, FatBootSector.EXTENDED)
                .with(FatBootSector.SHORT_SERIAL, Integer.toUnsignedLong(serial))
                .with(FatBootSector.SHORT_LABEL, labelText())
                .with(FatBootSector.SHORT_NAME, "FAT16   ");
    }

    private StructImage longTail(int serial) {
        return FatBootSector.LONG_TAIL
                .blank()
                .with(FatBootSector.FAT_SECTORS_32, format.fatSectors())
                .with(FatBootSector.ROOT_CLUSTER, (long) ROOT)
                .with(FatBootSector.INFO_SECTOR, (long) INFO_SECTOR)
                .with(FatBootSector.BACKUP_SECTOR, (long) BACKUP_SECTOR)
                .with(FatBootSector.LONG_DRIVE, DRIVE)
                .with(FatBootSector.LONG_EXTENDED, FatBootSector.EXTENDED)
                .with(FatBootSector.LONG_SERIAL, Integer.toUnsignedLong(serial))
                .with(FatBootSector.LONG_LABEL, labelText())
                .with(FatBootSector.LONG_NAME, "FAT32   ");
    }
}
