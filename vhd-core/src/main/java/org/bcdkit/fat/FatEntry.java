package org.bcdkit.fat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;

/** An entry of a folder: a file, a folder or the label, or a part of the long name of the one behind. FAT specification, sections 6 and 7. */
final class FatEntry {

    static final int SIZE = 32;
    static final int NAME_LENGTH = 11;
    /** Bytes of the largest folder: 65536 entries. */
    static final int MAX_FOLDER = 65536 * SIZE;

    static final StructLayout LAYOUT = StructLayout.littleEndian("FAT directory entry", SIZE);
    static final Field<Bytes> NAME = LAYOUT.bytes(0, NAME_LENGTH, "name", "8 and 3 characters of the OEM code page, filled with spaces.");
    static final Field<Long> ATTRIBUTES =
            LAYOUT.u8(11, "attributes", "1 read-only, 2 hidden, 4 system, 8 label, 0x10 folder, 0x20 archive; 0xf: long name.");
    static final Field<Long> CASE = LAYOUT.u8(12, "case", "Bit 3: the name is shown in lower case; bit 4: the extension is.");
    static final Field<Long> CREATED_TENTHS = LAYOUT.u8(13, "creation time, hundredths", "Of two seconds.");
    static final Field<Long> CREATED_TIME = LAYOUT.u16(14, "creation time", "");
    static final Field<Long> CREATED_DATE = LAYOUT.u16(16, "creation date", "");
    static final Field<Long> ACCESSED_DATE = LAYOUT.u16(18, "access date", "");
    static final Field<Long> CLUSTER_HIGH = LAYOUT.u16(20, "first cluster, high half", "FAT32 only.");
    static final Field<Long> MODIFIED_TIME = LAYOUT.u16(22, "time of change", "Hour, minute and double second in 5, 6 and 5 bits; local time.");
    static final Field<Long> MODIFIED_DATE = LAYOUT.u16(24, "date of change", "Year from 1980, month and day in 7, 4 and 5 bits.");
    static final Field<Long> CLUSTER_LOW = LAYOUT.u16(26, "first cluster, low half", "0 when the file is empty.");
    static final Field<Long> LENGTH = LAYOUT.u32(28, "size", "In bytes; 0 for a folder.");

    static final StructLayout LONG_NAME = StructLayout.littleEndian("FAT long name entry", SIZE);
    static final Field<Long> ORDER = LONG_NAME.u8(0, "order", "Which part it is, from 1; bit 6 on the last one, which comes first.");
    static final Field<Bytes> PART_1 = LONG_NAME.bytes(1, 10, "characters 1 to 5", "UTF-16.");
    static final Field<Long> LONG_ATTRIBUTES = LONG_NAME.u8(11, "attributes", "0xf.");
    static final Field<Long> LONG_TYPE = LONG_NAME.u8(12, "type", "0.");
    static final Field<Long> CHECKSUM = LONG_NAME.u8(13, "checksum", "Of the short name behind.");
    static final Field<Bytes> PART_2 = LONG_NAME.bytes(14, 12, "characters 6 to 11", "UTF-16.");
    static final Field<Long> LONG_CLUSTER = LONG_NAME.u16(26, "first cluster", "0.");
    static final Field<Bytes> PART_3 = LONG_NAME.bytes(28, 4, "characters 12 and 13", "UTF-16.");

    static final int ARCHIVE = 0x20;
    static final int LABEL = 0x08;
    static final int FOLDER = 0x10;
    static final int LONG = 0x0F;
    static final int ATTRIBUTE_BITS = 0x3F;

    static final int END = 0x00;
    static final int DELETED = 0xE5;

    private static final int FIRST_YEAR = 1980;
    private static final LocalDateTime EARLIEST = LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0);
    private static final LocalDateTime LATEST = LocalDateTime.of(FIRST_YEAR + 127, 12, 31, 23, 59, 58);

    private FatEntry() {}

    /** The sum that every part of a long name has of the short name that belongs to it. */
    static int checksum(Bytes shortName) {
        int sum = 0;
        for (int i = 0; i < shortName.size(); i++) {
            sum = ((sum & 1) << 7 | sum >> 1) + (shortName.at(i) & 0xff) & 0xff;
        }
        return sum;
    }

    /** {@code entry} with another first cluster. */
    static StructImage withCluster(StructImage entry, int cluster) {
        return entry.with(CLUSTER_LOW, (long) cluster & 0xffff).with(CLUSTER_HIGH, (long) cluster >> 16);
    }

    static int cluster(StructImage entry, boolean fat32) {
        return entry.getInt(CLUSTER_LOW) | (fat32 ? entry.getInt(CLUSTER_HIGH) << 16 : 0);
    }

    /** The time of change, which is kept in even seconds. */
    static StructImage withModified(StructImage entry, LocalDateTime time) {
        LocalDateTime possible = possible(time);
        return entry.with(MODIFIED_DATE, date(possible)).with(MODIFIED_TIME, time(possible));
    }

    /** The day when it was used last, which is all that is kept of that. */
    static StructImage withAccessed(StructImage entry, LocalDateTime time) {
        return entry.with(ACCESSED_DATE, date(possible(time)));
    }

    static StructImage withCreated(StructImage entry, LocalDateTime time) {
        LocalDateTime possible = possible(time);
        long hundredths = possible.getSecond() % 2 * 100L + possible.getNano() / 10_000_000;
        return entry.with(CREATED_DATE, date(possible)).with(CREATED_TIME, time(possible)).with(CREATED_TENTHS, hundredths);
    }

    private static LocalDateTime possible(LocalDateTime time) {
        return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    }

    private static long date(LocalDateTime time) {
        return time.getYear() - FIRST_YEAR << 9 | time.getMonthValue() << 5 | time.getDayOfMonth();
    }

    private static long time(LocalDateTime time) {
        return time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2;
    }

    /** The time of change as if the clock had been set to UTC: the volume does not say to what it was. */
    static Instant modified(StructImage entry) {
        int date = entry.getInt(MODIFIED_DATE);
        int time = entry.getInt(MODIFIED_TIME);
        try {
            LocalDateTime local = LocalDateTime.of(FIRST_YEAR + (date >> 9), date >> 5 & 15, date & 31, time >> 11, time >> 5 & 63, (time & 31) * 2);
            return local.toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return Instant.EPOCH; // none was stored
        }
    }
}
