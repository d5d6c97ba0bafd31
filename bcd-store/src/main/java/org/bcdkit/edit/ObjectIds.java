package org.bcdkit.edit;

import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ObjectId;

/** Makes identifiers for new objects: version-1 UUIDs, as Windows makes them. */
public final class ObjectIds {

    /** Between 1582-10-15, where UUID time counts from, and 1970-01-01. */
    private static final long UUID_EPOCH_SECONDS = 12_219_292_800L;

    private ObjectIds() {}

    /** An identifier that is not in {@code store}. It has to be unique in one store only, so plain randomness will do. */
    public static ObjectId fresh(BcdStore store, Clock clock, Random random) {
        while (true) {
            ObjectId id = versionOne(clock.instant(), random);
            if (store.find(id).isEmpty()) {
                return id;
            }
        }
    }

    private static ObjectId versionOne(Instant now, Random random) {
        long time = (now.getEpochSecond() + UUID_EPOCH_SECONDS) * 10_000_000 + now.getNano() / 100;
        long high = (time & 0xffffffffL) << 32 | (time >>> 32 & 0xffff) << 16 | 0x1000 | time >>> 48 & 0xfff;
        // The multicast bit marks a node that is no network card's address. RFC 4122, section 4.5.
        long node = random.nextLong() & 0xffffffffffffL | 0x010000000000L;
        long sequence = random.nextInt(1 << 14);
        return new ObjectId(new UUID(high, 0x8000000000000000L | sequence << 48 | node));
    }
}
