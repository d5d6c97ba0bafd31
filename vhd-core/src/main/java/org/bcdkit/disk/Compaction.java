package org.bcdkit.disk;

import java.util.BitSet;

/**
 * How the file of an image becomes smaller.
 *
 * @param dropped the numbers of the blocks that lose their place
 * @param sizeAfter of the file, in bytes
 * @param sizeBefore of the file, in bytes
 */
public record Compaction(BitSet dropped, BlockMoves moves, long sizeAfter, long sizeBefore) {

    /** Whether nothing would become smaller. */
    public boolean isEmpty() {
        return dropped.isEmpty() && moves.moves().isEmpty() && sizeAfter >= sizeBefore;
    }
}
