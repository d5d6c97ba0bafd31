package org.bcdkit.partition;

import java.util.List;
import org.bcdkit.disk.Extent;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;

/** Writes an MBR without boot code. */
public final class MbrWriter {

    private static final int HEADS = 255;
    private static final int SECTORS = 63;
    private static final long MAX = 0xffffffffL;
    private static final Bytes BEYOND_CHS = Bytes.of((byte) 0xFE, (byte) 0xFF, (byte) 0xFF);

    private MbrWriter() {}

    /**
     * The first sector of a disk.
     *
     * @param signature of the disk
     * @param partitions numbered 1 to 4, of MBR types; their status byte is their attributes
     */
    public static Extent write(int signature, int sectorSize, List<Partition> partitions) {
        MbrSector sector =
                new MbrSector(MbrSector.LAYOUT.blank().with(MbrSector.DISK_SIGNATURE, Integer.toUnsignedLong(signature)), 0);
        for (Partition partition : partitions) {
            if (!(partition.type() instanceof PartitionType.Mbr type)) {
                throw new IllegalArgumentException("not a partition of an MBR: " + partition.type().text());
            }
            sector = sector.withEntry(partition.number() - 1, entry(type.code(), partition.attributes(), partition.start() / sectorSize, partition.length() / sectorSize));
        }
        return new Extent(0, sector.image().toBytes());
    }

    static StructImage entry(int type, long status, long start, long count) {
        if (start > MAX || count > MAX || start + count > MAX + 1) {
            throw new IllegalArgumentException("an MBR counts to sector " + MAX + ", not to " + (start + count - 1));
        }
        return MbrSector.ENTRY
                .blank()
                .with(MbrSector.STATUS, status)
                .with(MbrSector.FIRST_CHS, chs(start, BEYOND_CHS))
                .with(MbrSector.TYPE, (long) type)
                .with(MbrSector.LAST_CHS, chs(start + count - 1, BEYOND_CHS))
                .with(MbrSector.START, start)
                .with(MbrSector.COUNT, count);
    }

    /** Head, sector and cylinder of a sector; {@code beyond} when its cylinder is more than can be said. */
    static Bytes chs(long sector, Bytes beyond) {
        long cylinder = sector / (HEADS * SECTORS);
        if (cylinder > 1023) {
            return beyond;
        }
        long head = sector / SECTORS % HEADS;
        long inTrack = sector % SECTORS + 1;
        return Bytes.of((byte) head, (byte) (inTrack | cylinder >> 2 & 0xC0), (byte) cylinder);
    }
}
