package org.bcdkit.host;

import org.bcdkit.host.linux.LinuxHost;

/** Picks the description that fits the operating system: the one switch on the platform. */
public final class Hosts {

    private Hosts() {}

    /** The machine this runs on. */
    public static Host current() {
        return System.getProperty("os.name").equals("Linux") ? new LinuxHost() : new OtherHost();
    }
}
