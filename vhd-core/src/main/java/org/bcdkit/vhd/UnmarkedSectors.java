package org.bcdkit.vhd;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.bcdkit.storage.Storage;

/**
 * Sectors of a block that hold something, and that its bitmap does not mark. Specification: VHD images, 1.5.
 *
 * @param position of the bitmap in the file, in bytes
 * @param count how many sectors
 * @param first where the first of them lies in the file, in bytes
 * @param marked the bitmap with these sectors marked too
 */
record UnmarkedSectors(long block, long position, long count, long first, byte[] marked) {

    /** As many sectors are read at once. */
    private static final int PIECE = 512;

    private static final byte[] ZEROS = new byte[VhdReader.SECTOR];

    /** Those of {@code block}, whose bitmap is at {@code position}; empty when there are none. */
    static Optional<UnmarkedSectors> of(Storage storage, VhdBlockLayout layout, long block, long position) throws IOException {
        byte[] bits = storage.read(position, (int) layout.bitmapSize());
        byte[] marked = bits.clone();
        long sectors = Math.min(layout.blockSize(), layout.virtualSize() - block * layout.blockSize()) / VhdReader.SECTOR;
        long count = 0;
        long first = 0;
        for (long piece = 0; piece < sectors; piece += PIECE) {
            int length = (int) Math.min(PIECE, sectors - piece);
            long start = position + layout.bitmapSize() + piece * VhdReader.SECTOR;
            byte[] payload = isMarked(bits, piece, length) ? new byte[0] : storage.read(start, length * VhdReader.SECTOR);
            for (int i = 0; i < payload.length / VhdReader.SECTOR; i++) {
                int at = i * VhdReader.SECTOR;
                if (!isMarked(bits, piece + i, 1) && !Arrays.equals(payload, at, at + VhdReader.SECTOR, ZEROS, 0, VhdReader.SECTOR)) {
                    first = count == 0 ? start + at : first;
                    count++;
                    marked[(int) ((piece + i) / 8)] |= (byte) (0x80 >> (piece + i) % 8);
                }
            }
        }
        return count == 0 ? Optional.empty() : Optional.of(new UnmarkedSectors(block, position, count, first, marked));
    }

    /** Whether the bits of so many sectors from {@code first} are all set. */
    private static boolean isMarked(byte[] bits, long first, int count) {
        for (long sector = first; sector < first + count; sector++) {
            if ((bits[(int) (sector / 8)] >> 7 - sector % 8 & 1) == 0) {
                return false;
            }
        }
        return true;
    }
}
