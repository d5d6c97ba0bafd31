package org.bcdkit.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The room on a volume.
 *
 * @param free bytes that can still be written to it by an ordinary user
 * @param size of the volume in bytes
 * @param cluster allocation unit in bytes
 */
public record VolumeSpace(OptionalLong free, OptionalLong size, OptionalLong cluster) {

    private static final VolumeSpace UNKNOWN = new VolumeSpace(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /**
     * The room on the volume that {@code file} lies on.
     *
     * @param problems gets a sentence when it cannot be told
     */
    public static VolumeSpace of(Path file, List<String> problems) {
        try {
            FileStore store = Files.getFileStore(file);
            return new VolumeSpace(OptionalLong.of(store.getUsableSpace()), OptionalLong.of(store.getTotalSpace()), cluster(store));
        } catch (IOException e) {
            return withoutMount(file, e, problems);
        }
    }

    private static OptionalLong cluster(FileStore store) throws IOException {
        try {
            return OptionalLong.of(store.getBlockSize());
        } catch (UnsupportedOperationException e) {
            return OptionalLong.empty();
        }
    }

    /** A file store needs the mount of the file, which a process in a chroot may not see; the file itself can be asked there all the same. */
    static VolumeSpace withoutMount(Path file, IOException reason, List<String> problems) {
        File asked = file.toFile();
        // Nothing else tells that there is no answer.
        long size = asked.getTotalSpace();
        if (size == 0) {
            problems.add("How much is free where " + file + " is cannot be told: " + reason.getMessage() + ".");
            return UNKNOWN;
        }
        return new VolumeSpace(OptionalLong.of(asked.getUsableSpace()), OptionalLong.of(size), OptionalLong.empty());
    }
}
