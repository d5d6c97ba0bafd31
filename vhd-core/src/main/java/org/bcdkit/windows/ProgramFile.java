package org.bcdkit.windows;

import java.io.IOException;
import java.util.Optional;
import org.bcdkit.storage.CachedStorage;
import org.bcdkit.storage.Storage;

/**
 * What a program of Windows says about itself in its headers and its resources.
 *
 * @param architecture absent when it is for another processor than those known, or cannot be seen because the program is compressed
 * @param fileVersion absent when the program has none, or it cannot be seen
 */
public record ProgramFile(Optional<Architecture> architecture, Optional<WindowsVersion> fileVersion) {

    /** The first byte of {@code bootmgr} for BIOS: a near jump over its data. Code for 16 bits follows, and behind it the program proper. */
    private static final int JUMP = 0xe9;

    /** As much of a {@code bootmgr} as is looked through; they have less than a megabyte. */
    private static final int LONGEST_SEARCH = 2 << 20;

    private static final int CACHED_PAGES = 32;

    private static final int PIECE = 64 << 10;

    /**
     * Reads a program, also the {@code bootmgr} for BIOS, which has no headers at its start. Empty when {@code file} is no program.
     *
     * @throws IOException when the file cannot be read; what contradicts the format in the file itself is taken as not there
     */
    public static Optional<ProgramFile> read(Storage file) throws IOException {
        Storage cached = new CachedStorage(file, CACHED_PAGES);
        Optional<PeHeaders> headers = PeHeaders.read(cached);
        if (headers.isPresent()) {
            return Optional.of(of(headers.get()));
        }
        return startsWithJump(cached) ? Optional.of(bootManager(cached)) : Optional.empty();
    }

    /** Whether it starts like the {@code bootmgr} for BIOS. */
    static boolean startsWithJump(Storage file) throws IOException {
        return file.size() > PeHeaders.DOS.size() && (file.read(0, 1)[0] & 0xff) == JUMP;
    }

    private static ProgramFile of(PeHeaders headers) throws IOException {
        return new ProgramFile(headers.architecture(), VersionResource.find(headers));
    }

    /** The first program inside that has headers; in a compressed one there is none. */
    private static ProgramFile bootManager(Storage file) throws IOException {
        long end = Math.min(file.size(), LONGEST_SEARCH);
        for (long at = 0; at < end; at += PIECE) {
            // One byte more, for a signature on the border.
            byte[] piece = file.read(at, (int) Math.min(PIECE + 1, file.size() - at));
            for (int i = 0; i + 1 < piece.length; i++) {
                if (piece[i] == 'M' && piece[i + 1] == 'Z') {
                    long start = at + i;
                    Optional<PeHeaders> headers = PeHeaders.read(file.slice(file.name(), start, file.size() - start));
                    if (headers.isPresent()) {
                        return of(headers.get());
                    }
                }
            }
        }
        return new ProgramFile(Optional.empty(), Optional.empty());
    }
}
