package org.bcdkit.fat;

import java.io.IOException;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Storage;

/** One copy of the file allocation table: which cluster follows which. Read in pieces, so that its size costs no memory. */
final class FatTable {

    /** The bits of an entry of FAT32 that say something. */
    static final int FAT32_BITS = 0x0FFFFFFF;

    private static final int PIECE = 1 << 15;
    private static final int FAT12_END = 0xFF8;
    private static final int FAT16_END = 0xFFF8;
    private static final int FAT32_END = 0x0FFFFFF8;

    private final Storage volume;
    private final FatGeometry geometry;
    private final int number;
    /** Replaced as a whole, so that readers do not disturb one another. */
    private Piece last = new Piece(-1, new byte[0]);

    private record Piece(long start, byte[] bytes) {}

    /** @param number of the copy, from 0 */
    FatTable(Storage volume, FatGeometry geometry, int number) {
        this.volume = volume;
        this.geometry = geometry;
        this.number = number;
    }

    /** Bits of an entry as stored. */
    static int bits(VolumeKind kind) {
        return switch (kind) {
            case FAT12 -> 12;
            case FAT16 -> 16;
            default -> 32;
        };
    }

    /** What stands for the end of a chain. */
    static int end(VolumeKind kind) {
        return switch (kind) {
            case FAT12 -> FAT12_END | 7;
            case FAT16 -> FAT16_END | 7;
            default -> FAT32_END | 7;
        };
    }

    int number() {
        return number;
    }

    /** What the table has for {@code cluster}: the next one, a mark for the end, or what no cluster in a chain has. */
    int entry(int cluster) throws IOException {
        return switch (geometry.kind()) {
            case FAT12 -> {
                int pair = cluster + cluster / 2;
                int both = at(pair) | at(pair + 1) << 8;
                yield cluster % 2 == 0 ? both & 0xFFF : both >> 4;
            }
            case FAT16 -> at(2L * cluster) | at(2L * cluster + 1) << 8;
            default -> {
                Piece piece = piece(4L * cluster);
                yield LittleEndian.i32(piece.bytes, (int) (4L * cluster - piece.start)) & FAT32_BITS;
            }
        };
    }

    boolean isEnd(int entry) {
        return switch (geometry.kind()) {
            case FAT12 -> entry >= FAT12_END;
            case FAT16 -> entry >= FAT16_END;
            default -> entry >= FAT32_END;
        };
    }

    /** Whether {@code entry} is of a cluster that nothing can be kept in: the value before those that end a chain. */
    boolean isBad(int entry) {
        return !isEnd(entry) && isEnd(entry + 1);
    }

    /** Where the entry of {@code cluster} starts, for messages. */
    long position(int cluster) {
        return start() + (long) cluster * bits(geometry.kind()) / Byte.SIZE;
    }

    private long start() {
        return geometry.fatStart() + number * geometry.fatLength();
    }

    private int at(long offset) throws IOException {
        Piece piece = piece(offset);
        return piece.bytes[(int) (offset - piece.start)] & 0xff;
    }

    private Piece piece(long offset) throws IOException {
        Piece piece = last;
        if (piece.start < 0 || offset < piece.start || offset >= piece.start + piece.bytes.length) {
            long from = offset / PIECE * PIECE;
            piece = new Piece(from, volume.read(start() + from, (int) Math.min(PIECE, geometry.fatLength() - from)));
            last = piece;
        }
        return piece;
    }
}
