package org.bcdkit.firmware;

import org.bcdkit.storage.Bytes;

/**
 * A UEFI variable of the global name space, {@code 8be4df61-93ca-11d2-aa0d-00e098032b8c}, as it is stored.
 *
 * @param attributes unsigned 32 bits; {@link #USUAL} for everything that is about booting
 */
public record EfiVariable(String name, int attributes, Bytes data) {

    /** Kept without power, and seen by boot services and by operating systems. */
    public static final int USUAL = 7;
}
