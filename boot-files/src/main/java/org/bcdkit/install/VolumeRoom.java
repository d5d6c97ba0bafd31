package org.bcdkit.install;

/**
 * How much of a volume changes take. A file that is replaced needs room for the new one before the old one is gone.
 *
 * @param needed the most bytes that are taken at any moment, beyond those in use before
 * @param free bytes that are free before
 */
public record VolumeRoom(long needed, long free) {

    public boolean suffices() {
        return needed <= free;
    }
}
