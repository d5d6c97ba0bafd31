package org.bcdkit.vhd;

import java.util.List;

/**
 * How much of the file of a dynamic or differencing VHD is taken.
 *
 * @param allocated how many blocks have their place
 * @param first position of the lowest block, or of the footer when there is none
 * @param end behind the last block and all metadata: what lies between it and the footer belongs to nothing
 * @param footer position of the footer
 * @param reserved what no block may touch
 */
record VhdSpace(long allocated, long first, long end, long footer, List<VhdBlockTable.Reserved> reserved) {

    VhdSpace {
        reserved = List.copyOf(reserved);
    }

    /** @param starts the sectors of all blocks that have a place, in rising order */
    static VhdSpace of(VhdBlockLayout layout, int[] starts, List<VhdBlockTable.Reserved> reserved, long footer) {
        long end = starts.length == 0 ? 0 : position(starts[starts.length - 1]) + layout.unit();
        for (VhdBlockTable.Reserved range : reserved) {
            end = Math.max(end, VhdBlockLayout.roundUp(range.end(), VhdReader.SECTOR));
        }
        return new VhdSpace(starts.length, starts.length == 0 ? footer : position(starts[0]), end, footer, reserved);
    }

    private static long position(int start) {
        return VhdBlockTable.sector(start) * VhdReader.SECTOR;
    }
}
