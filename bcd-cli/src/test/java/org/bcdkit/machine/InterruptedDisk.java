package org.bcdkit.machine;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A volume in a file that shows, one after the other, what may be on it when a program that writes to it is killed, or the power fails: after a kill
 * all that was written so far; after a power failure what was forced, and of what was written since, any sectors and not the others.
 */
final class InterruptedDisk implements Closeable {

    private static final int SECTOR = 512;
    private static final int POWER_FAILURES = 2; // at each place where something is forced

    /** Looks at what the file holds now. */
    interface Look {
        void at(String moment) throws IOException;
    }

    private final RandomAccessFile volume;
    private final Random random = new Random(5);
    /** What was forced, of the sectors that were written since, by their positions. */
    private final Map<Long, byte[]> forced = new TreeMap<>();

    /** @param volume with what it holds before the program starts */
    InterruptedDisk(Path volume) throws IOException {
        this.volume = new RandomAccessFile(volume.toFile(), "rw");
    }

    /**
     * Does what the calls do, and has every state looked at.
     *
     * @param start of the volume in the file that the calls are about
     */
    void replay(List<WriteJournal.Call> calls, long start, Look look) throws IOException {
        int number = 0;
        for (WriteJournal.Call call : calls) {
            number++;
            if (call instanceof WriteJournal.Call.Write write) {
                write(write.position() - start, write.bytes());
                look.at("killed after call " + number);
            } else {
                for (int i = 0; i < POWER_FAILURES && !forced.isEmpty(); i++) {
                    failPower(look, "power failed before call " + number);
                }
                forced.clear();
            }
        }
    }

    private void write(long position, byte[] bytes) throws IOException {
        if (position < 0 || position + bytes.length > volume.length() || position % SECTOR != 0 || bytes.length % SECTOR != 0) {
            throw new AssertionError("not whole sectors of the volume: " + bytes.length + " bytes at " + position);
        }
        for (int at = 0; at < bytes.length; at += SECTOR) {
            forced.putIfAbsent(position + at, sector(position + at));
            put(position + at, Arrays.copyOfRange(bytes, at, at + SECTOR));
        }
    }

    private void failPower(Look look, String moment) throws IOException {
        Map<Long, byte[]> written = new TreeMap<>();
        for (Map.Entry<Long, byte[]> sector : forced.entrySet()) {
            if (random.nextBoolean()) {
                written.put(sector.getKey(), sector(sector.getKey()));
                put(sector.getKey(), sector.getValue());
            }
        }
        look.at(moment);
        for (Map.Entry<Long, byte[]> sector : written.entrySet()) {
            put(sector.getKey(), sector.getValue());
        }
    }

    private byte[] sector(long position) throws IOException {
        byte[] bytes = new byte[SECTOR];
        volume.seek(position);
        volume.readFully(bytes);
        return bytes;
    }

    private void put(long position, byte[] bytes) throws IOException {
        volume.seek(position);
        volume.write(bytes);
    }

    @Override
    public void close() throws IOException {
        volume.close();
    }
}
