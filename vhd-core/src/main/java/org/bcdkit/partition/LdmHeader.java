package org.bcdkit.partition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bcdkit.storage.Storage;

/** The private header of a dynamic disk (LDM) with an MBR. With a GPT, the types of the partitions say that it is one. */
public final class LdmHeader {

    private static final long POSITION = 6 * 512;
    private static final String SIGNATURE = "PRIVHEAD";

    private LdmHeader() {}

    /** Whether one is in its place, which is the same whatever the sectors of the disk. */
    public static boolean isOn(Storage disk) throws IOException {
        int length = SIGNATURE.length();
        return disk.size() >= POSITION + length && new String(disk.read(POSITION, length), StandardCharsets.ISO_8859_1).equals(SIGNATURE);
    }
}
