package org.bcdkit.disk;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.bcdkit.storage.StalePlanException;
import org.bcdkit.storage.Storage;

/** What the sectors held that a plan changes, as it was when the plan was made. */
public final class Basis {

    private final TreeMap<Long, byte[]> sectors = new TreeMap<>();

    /** Notes what is at {@code position}; what was noted first stays. */
    public void note(long position, byte[] sector) {
        sectors.putIfAbsent(position, sector.clone());
    }

    /** @throws StalePlanException when {@code volume} holds something else by now */
    public void check(Storage volume) throws IOException {
        for (Map.Entry<Long, byte[]> sector : sectors.entrySet()) {
            if (!Arrays.equals(volume.read(sector.getKey(), sector.getValue().length), sector.getValue())) {
                throw StalePlanException.changed(volume.name());
            }
        }
    }
}
