package org.bcdkit.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bcdkit.storage.StalePlanException;
import org.bcdkit.storage.Storage;

/** What the sectors held that a plan changes, as it was when the plan was made. */
public final class Basis {

    /** What is noted of neighbours is compared together, up to so many bytes. */
    private static final int MOST = 1 << 18;

    private final TreeMap<Long, byte[]> sectors = new TreeMap<>();

    /** Notes what is at {@code position}; what was noted first stays. */
    public void note(long position, byte[] sector) {
        sectors.putIfAbsent(position, sector.clone());
    }

    /** Whether something was noted at {@code position}. */
    public boolean has(long position) {
        return sectors.containsKey(position);
    }

    /** @throws StalePlanException when {@code volume} holds something else by now */
    public void check(Storage volume) throws IOException {
        List<byte[]> neighbours = new ArrayList<>();
        long start = 0;
        int length = 0;
        for (Map.Entry<Long, byte[]> sector : sectors.entrySet()) {
            byte[] bytes = sector.getValue();
            if (sector.getKey() != start + length || length + (long) bytes.length > MOST) {
                check(volume, start, length, neighbours);
                neighbours.clear();
                start = sector.getKey();
                length = 0;
            }
            neighbours.add(bytes);
            length += bytes.length;
        }
        check(volume, start, length, neighbours);
    }

    private static void check(Storage volume, long start, int length, List<byte[]> expected) throws IOException {
        byte[] found = volume.read(start, length);
        int at = 0;
        for (byte[] bytes : expected) {
            if (!Arrays.equals(found, at, at + bytes.length, bytes, 0, bytes.length)) {
                throw StalePlanException.changed(volume.name());
            }
            at += bytes.length;
        }
    }
}
