package org.bcdkit.hive;

import org.bcdkit.storage.Bytes;

/**
 * What the base block says about a hive. REGF, "Base block".
 *
 * @param minorVersion 3 to 6; the major version is always 1
 * @param sequence the primary sequence number; the writer stores one more than this in both places
 * @param lastWritten FILETIME, as stored
 * @param state whether the file was clean, or was made whole from its logs
 * @param baseBlock the 4096 bytes as read, so that names, GUIDs and fields we do not know survive a rewrite; empty for a new hive
 */
public record HiveInfo(int minorVersion, int sequence, long lastWritten, HiveState state, Bytes baseBlock) {

    // Written out for the sake of start-up, as in ValueType.
    @Override
    public boolean equals(Object other) {
        return other instanceof HiveInfo that
                && minorVersion == that.minorVersion
                && sequence == that.sequence
                && lastWritten == that.lastWritten
                && state == that.state
                && baseBlock.equals(that.baseBlock);
    }

    @Override
    public int hashCode() {
        return 31 * sequence + baseBlock.hashCode();
    }
}
