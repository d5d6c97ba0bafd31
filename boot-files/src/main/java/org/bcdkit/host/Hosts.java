package org.bcdkit.host;

/** Picks the description that fits the operating system: the one switch on the platform. */
public final class Hosts {

    private Hosts() {}

    /** The machine this runs on. */
    public static Host current() {
        throw new UnsupportedOperationException();
    }
}
