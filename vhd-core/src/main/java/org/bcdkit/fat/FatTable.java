package org.bcdkit.fat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Storage;

/**
 * One copy of the file allocation table: which cluster follows which. Read in pieces, the last of which are kept: all of the table of a system partition,
 * and no more memory for a larger one. What is written to the volume afterwards may not be seen.
 */
final class FatTable {

    /** The bits of an entry of FAT32 that say something. */
    static final int FAT32_BITS = 0x0FFFFFFF;

    /** A multiple of every size of sector. */
    private static final int PIECE = 1 << 15;
    private static final int KEPT = 64;
    private static final int FAT12_END = 0xFF8;
    private static final int FAT16_END = 0xFFF8;
    private static final int FAT32_END = 0x0FFFFFF8;

    private final Storage volume;
    private final FatGeometry geometry;
    private final int number;
    /** Each in the place that the remainder of its number gives. They are replaced as a whole, so that readers do not disturb one another. */
    private final Piece[] kept = new Piece[KEPT];

    private record Piece(long start, byte[] bytes) {}

    /** @param number of the copy, from 0 */
    FatTable(Storage volume, FatGeometry geometry, int number) {
        this.volume = volume;
        this.geometry = geometry;
        this.number = number;
    }

    /** The copies that chains are followed in: the one in use, and behind it those that should be the same. */
    static List<FatTable> all(Storage volume, FatGeometry geometry) {
        List<FatTable> tables = new ArrayList<>();
        tables.add(new FatTable(volume, geometry, geometry.activeFat()));
        for (int i = 0; geometry.mirrored() && i < geometry.fats(); i++) {
            if (i != geometry.activeFat()) {
                tables.add(new FatTable(volume, geometry, i));
            }
        }
        return tables;
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
        return position() + (long) cluster * bits(geometry.kind()) / Byte.SIZE;
    }

    /** The bytes of this copy from {@code offset}: {@code length}, or fewer, but as many in every copy, and all of a sector when it starts there. */
    byte[] read(long offset, int length) throws IOException {
        Piece piece = piece(offset);
        int at = (int) (offset - piece.start);
        return Arrays.copyOfRange(piece.bytes, at, Math.min(piece.bytes.length, at + length));
    }

    /** Where this copy starts. */
    long position() {
        return geometry.fatStart() + number * geometry.fatLength();
    }

    private int at(long offset) throws IOException {
        Piece piece = piece(offset);
        return piece.bytes[(int) (offset - piece.start)] & 0xff;
    }

    private Piece piece(long offset) throws IOException {
        long from = offset - offset % PIECE;
        int place = (int) (offset / PIECE % KEPT);
        Piece piece = kept[place];
        if (piece == null || piece.start != from) {
            piece = new Piece(from, volume.read(position() + from, (int) Math.min(PIECE, geometry.fatLength() - from)));
            kept[place] = piece;
        }
        return piece;
    }
}
