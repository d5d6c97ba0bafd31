package org.bcdkit.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.WritableStorage;

/**
 * What a volume says of itself about whether somebody writes to it, or did when the machine stopped: in its boot sector, as Linux looks for it, and
 * in the entry of the FAT behind the first, as Windows does. While it is set nothing is said about how many clusters are free.
 */
final class DirtyFlag {

    private static final int DIRTY = 1;
    /** Set in the entry of cluster 1 while nobody writes; FAT12 has no bit for it. */
    private static final int CLOSED_16 = 0x8000;
    private static final int CLOSED_32 = 0x08000000;

    private DirtyFlag() {}

    static boolean isSet(Storage volume, FatGeometry geometry) throws IOException {
        boolean inTable = false;
        for (int copy = 0; closed(geometry) != 0 && copy < geometry.fats(); copy++) {
            if (geometry.mirrored() || copy == geometry.activeFat()) {
                inTable |= (new FatTable(volume, geometry, copy).entry(1) & closed(geometry)) == 0;
            }
        }
        return inTable || hasState(volume, geometry) && (volume.read(statePosition(geometry), 1)[0] & DIRTY) != 0;
    }

    /** Sets it in the first sector of a FAT, which is going to be written while it is set. */
    static void set(byte[] sector, FatGeometry geometry) {
        if (closed(geometry) != 0) {
            sector[closedOffset(geometry)] &= (byte) ~closedBit(geometry);
        }
    }

    /** Returns when the volume says that somebody writes to it. */
    static void set(WritableStorage volume, FatGeometry geometry) throws IOException {
        write(volume, geometry, true);
        count(volume, geometry, FatInfoSector.UNKNOWN, FatInfoSector.UNKNOWN);
        volume.force();
    }

    /** Returns when the volume says that nobody writes to it. What was written before, the count as well, has to be safe already. */
    static void clear(WritableStorage volume, FatGeometry geometry) throws IOException {
        write(volume, geometry, false);
        volume.force();
    }

    private static void write(WritableStorage volume, FatGeometry geometry, boolean dirty) throws IOException {
        if (hasState(volume, geometry)) {
            write(volume, geometry, statePosition(geometry), DIRTY, dirty);
        }
        for (int copy = 0; closed(geometry) != 0 && copy < geometry.fats(); copy++) {
            if (geometry.mirrored() || copy == geometry.activeFat()) {
                write(volume, geometry, geometry.fatStart() + copy * geometry.fatLength() + closedOffset(geometry), closedBit(geometry), !dirty);
            }
        }
    }

    /** Where in a FAT the highest byte of the entry of cluster 1 is. */
    private static int closedOffset(FatGeometry geometry) {
        return 2 * FatTable.bits(geometry.kind()) / Byte.SIZE - 1;
    }

    private static int closedBit(FatGeometry geometry) {
        return closed(geometry) >>> FatTable.bits(geometry.kind()) - Byte.SIZE;
    }

    /** Sets or clears a bit; the sector around it is written as a whole. */
    private static void write(WritableStorage volume, FatGeometry geometry, long position, int bit, boolean on) throws IOException {
        long start = position / geometry.sectorSize() * geometry.sectorSize();
        byte[] sector = volume.read(start, geometry.sectorSize());
        int at = (int) (position - start);
        sector[at] = (byte) (on ? sector[at] | bit : sector[at] & ~bit);
        volume.write(start, ByteBuffer.wrap(sector));
    }

    /**
     * Says how many clusters are free, where the volume has a place for that.
     *
     * @param next where to look for one first
     */
    static void count(WritableStorage volume, FatGeometry geometry, long free, long next) throws IOException {
        if (geometry.infoStart() == 0) {
            return;
        }
        byte[] sector = volume.read(geometry.infoStart(), geometry.sectorSize());
        StructImage info;
        try {
            info = FatInfoSector.LAYOUT.view(volume.name(), geometry.infoStart(), sector, 0);
        } catch (MalformedException e) {
            if (FatGeometry.kind(sector).isPresent()) {
                return; // the boot sector says that it is where the backup of the boot sector is, which is worth more
            }
            info = FatInfoSector.LAYOUT.blank(); // nobody believes what is there, and from now on there is a right one
        }
        byte[] counted = info.with(FatInfoSector.FREE, free).with(FatInfoSector.NEXT, next).toArray();
        System.arraycopy(counted, 0, sector, 0, counted.length);
        volume.write(geometry.infoStart(), ByteBuffer.wrap(sector));
    }

    private static int closed(FatGeometry geometry) {
        return geometry.kind() == VolumeKind.FAT12 ? 0 : geometry.kind() == VolumeKind.FAT16 ? CLOSED_16 : CLOSED_32;
    }

    private static long statePosition(FatGeometry geometry) {
        Field<Long> field = geometry.isFat32() ? FatBootSector.LONG_STATE : FatBootSector.SHORT_STATE;
        return FatBootSector.TAIL + field.offset();
    }

    /** Before there was an extended signature, there was boot code in this place. */
    private static boolean hasState(Storage volume, FatGeometry geometry) throws IOException {
        StructLayout tail = geometry.isFat32() ? FatBootSector.LONG_TAIL : FatBootSector.SHORT_TAIL;
        byte[] first = volume.read(0, FatBootSector.SIZE);
        StructImage image = tail.view(volume.name(), FatBootSector.TAIL, first, FatBootSector.TAIL);
        return image.get(geometry.isFat32() ? FatBootSector.LONG_EXTENDED : FatBootSector.SHORT_EXTENDED) == FatBootSector.EXTENDED;
    }
}
