package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The versions of each sector that may be there: the first was forced, the others were written since. */
final class SectorHistory {
    private final List<byte[]> versions = new ArrayList<>();

    SectorHistory(byte[] contents) {
        versions.add(contents);
    }

    void write(Extent change) {
        byte[] next = versions.get(versions.size() - 1).clone();
        WritableCase.write(next, change);
        versions.add(next);
    }

    void force() {
        versions.subList(0, versions.size() - 1).clear();
    }

    byte[] last() {
        return versions.get(versions.size() - 1);
    }

    void check(byte[] contents, int sectorSize, String when) {
        for (int at = 0; at < contents.length; at += sectorSize) {
            boolean known = false;
            for (byte[] version : versions) {
                known |= Arrays.equals(version, at, at + sectorSize, contents, at, at + sectorSize);
            }
            assertThat(known).as("sector at %s %s", at, when).isTrue();
        }
    }
}
