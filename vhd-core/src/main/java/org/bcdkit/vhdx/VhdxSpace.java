package org.bcdkit.vhdx;

import java.util.List;

/**
 * How much of a VHDX file is taken.
 *
 * @param allocated payload blocks whose content is in the file
 * @param bytesToGrow how far the file will still grow until every block has its place
 * @param end behind the last block and all regions, in bytes
 * @param unknown regions of which nothing is known here
 */
record VhdxSpace(long allocated, long bytesToGrow, long end, List<Region> unknown) {

    VhdxSpace {
        unknown = List.copyOf(unknown);
    }
}
