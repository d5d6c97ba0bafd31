package org.bcdkit.hive;

/** Whether what was read is what the primary file alone says. */
public enum HiveState {
    /** Both sequence numbers are equal and the checksum holds. */
    CLEAN,
    /** The primary was dirty; its transaction logs were found and replayed in memory. */
    RECOVERED,
    /** The primary is dirty and no log was found that makes it whole: what is shown may be incomplete. */
    DIRTY
}
