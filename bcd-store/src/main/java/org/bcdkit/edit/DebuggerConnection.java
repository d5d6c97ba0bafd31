package org.bcdkit.edit;

import java.util.Optional;

/** What a debugger on another machine is reached through. */
public sealed interface DebuggerConnection {

    /**
     * @param port 1 for COM1
     * @param baudRate bits a second
     */
    record Serial(long port, long baudRate) implements DebuggerConnection {

        public static final long DEFAULT_PORT = 1;
        public static final long DEFAULT_BAUD_RATE = 115200;
    }

    /** IEEE 1394. */
    record FireWire(long channel) implements DebuggerConnection {

        public static final long DEFAULT_CHANNEL = 0;
        public static final long LAST_CHANNEL = 62;
    }

    /** @param targetName absent to keep the one that is set */
    record Usb(Optional<String> targetName) implements DebuggerConnection {}

    /**
     * @param hostIp IPv4 address of the machine with the debugger, its first number in the highest byte
     * @param port UDP port of the debugger
     * @param key absent to keep the one that is set, or to have one made
     * @param newKey whether to have a key made although one is set
     * @param dhcp whether the machine that is debugged asks for an address
     */
    record Network(long hostIp, long port, Optional<String> key, boolean newKey, boolean dhcp) implements DebuggerConnection {

        /** The first of the ports that are not registered for something else. */
        public static final long FIRST_PORT = 49152;
        public static final long LAST_PORT = 65535;
    }

    /** The debugger runs on the machine itself. */
    record Local() implements DebuggerConnection {}
}
