package org.bcdkit.ntfs;

import java.util.List;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/** Gives the bytes of an attribute, wherever and however they are stored. */
final class AttributeValue {

    /** 64 KiB is what NTFS uses; a damaged volume must not make us allocate what it likes. */
    private static final int MAX_UNIT = 1 << 20;

    private AttributeValue() {}

    /**
     * Opens an attribute.
     *
     * @param name what to call the result
     * @param segments all of the attribute, at least one, by their first cluster
     * @throws UnsupportedException when it is encrypted, or compressed in a way that is not known
     */
    static Storage open(Clusters clusters, String name, List<Attribute> segments) throws FormatException {
        Attribute first = segments.get(0);
        if (first.isEncrypted()) {
            throw new UnsupportedException(name, AttributeType.name(first.type()), first.position(), "it is encrypted with EFS");
        }
        if (first.isResident()) {
            return MemoryStorage.of(name, first.content());
        }
        RunStorage stored = stored(clusters, name, segments);
        return first.compression() == 0 || unitExponent(first) == 0 ? stored : compressed(clusters, first, stored);
    }

    private static int unitExponent(Attribute first) {
        return first.form().getInt(Attribute.COMPRESSION_UNIT);
    }

    private static Storage compressed(Clusters clusters, Attribute first, RunStorage stored) throws FormatException {
        long unitSize = (long) clusters.size() << Math.min(unitExponent(first), 31);
        if (first.compression() != Attribute.LZNT1 || unitSize > MAX_UNIT) {
            throw new UnsupportedException(stored.name(), AttributeType.name(first.type()), first.position(), "it is compressed with method "
                    + first.compression() + " in units of " + unitSize + " bytes; known is 1, LZNT1, in units of up to 1 MiB");
        }
        return new CompressedStorage(stored, (int) unitSize);
    }

    /** The bytes in the clusters of a non-resident attribute, without regard to compression. */
    static RunStorage stored(Clusters clusters, String name, List<Attribute> segments) throws MalformedException {
        Attribute first = segments.get(0);
        RunList runs = RunList.of(clusters, segments);
        long size = first.form().get(Attribute.REAL_SIZE);
        long initialized = first.form().get(Attribute.INITIALIZED_SIZE);
        if (size < 0 || size > runs.end() * clusters.size()) {
            throw first.malformed(clusters.name(), "its real size is " + Long.toUnsignedString(size) + " bytes, and its run list has "
                    + runs.end() + " clusters of " + clusters.size());
        }
        if (initialized < 0 || initialized > size) {
            throw first.malformed(clusters.name(), "its initialized size is " + Long.toUnsignedString(initialized)
                    + " bytes, expected at most its real size of " + size);
        }
        return new RunStorage(name, clusters, runs, size, initialized);
    }
}
