package org.bcdkit.layout;

/** A checksum that a structure carries about itself. */
public interface Checksum {

    /** The checksum of a whole structure in which the checksum field is zero, as an unsigned 32-bit number. */
    long of(byte[] structure);
}
