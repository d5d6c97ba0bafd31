package org.bcdkit.edit;

/** When the kernel debugger may break in, in the order of the numbers that element {@code debugstart} has for it. */
public enum DebuggerStart {
    /** At once. */
    ACTIVE,
    /** From the first exception on. */
    AUTOENABLE,
    /** When it is enabled by hand. */
    DISABLE
}
