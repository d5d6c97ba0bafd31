package org.bcdkit.vhdx;

import java.util.List;

/**
 * How much of a VHDX file is taken.
 *
 * @param allocated payload blocks whose content is in the file
 * @param bytesToGrow how far the file will still grow until every block has its place
 * @param end behind the last block and all regions, in bytes
 * @param lostPlaces blocks that are unmapped or undefined, and whose old place is behind the end of the file: others may get it
 * @param unknown regions of which nothing is known here
 */
record VhdxSpace(long allocated, long bytesToGrow, long end, long lostPlaces, List<Region> unknown) {

    VhdxSpace {
        unknown = List.copyOf(unknown);
    }
}
