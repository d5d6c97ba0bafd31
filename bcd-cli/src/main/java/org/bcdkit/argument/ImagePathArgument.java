package org.bcdkit.argument;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.filesystem.FilePath;

/**
 * A place in a disk image: {@code IMAGE}, {@code IMAGE:2} or {@code IMAGE:2/Windows/System32}.
 *
 * @param partition its number; 0 for an image without a partition table; absent for the whole disk
 * @param path on the volume there; absent for all bytes of the partition
 */
public record ImagePathArgument(Path image, OptionalInt partition, Optional<FilePath> path) {

    /** What to write, for the help. */
    public static final String FORM = "IMAGE:N/PATH";

    /** More digits than any partition has, and still a number. */
    private static final int MAX_DIGITS = 9;

    /**
     * Reads a place. A file that is there under the whole of {@code word}, or of what stands before a colon with a number, is the image, the longer
     * name before the shorter one: so drive letters and colons in names do no harm.
     */
    public static ImagePathArgument parse(String word, MapArgument maps) {
        if (word.isEmpty()) {
            throw new UsageException("An empty argument names no image.");
        }
        Optional<Path> whole = there(word, maps);
        if (whole.isPresent()) {
            return new ImagePathArgument(whole.get(), OptionalInt.empty(), Optional.empty());
        }
        int first = -1;
        for (int colon = word.lastIndexOf(':'); colon > 0; colon = word.lastIndexOf(':', colon - 1)) {
            if (numberEnd(word, colon) > 0) {
                Optional<Path> image = there(word.substring(0, colon), maps);
                if (image.isPresent() && !Files.isDirectory(image.get())) {
                    return split(word, colon, image.get());
                }
                first = colon;
            }
        }
        String image = first < 0 ? word : word.substring(0, first);
        Path missing = Path.of(FileArgument.path(image, maps)); // opening it says that it is not there
        return first < 0 ? new ImagePathArgument(missing, OptionalInt.empty(), Optional.empty()) : split(word, first, missing);
    }

    private static ImagePathArgument split(String word, int colon, Path image) {
        int end = numberEnd(word, colon);
        int number = Integer.parseInt(word.substring(colon + 1, end));
        Optional<FilePath> path = end == word.length() ? Optional.empty() : Optional.of(FilePath.parse(word.substring(end)));
        return new ImagePathArgument(image, OptionalInt.of(number), path);
    }

    /** Where the number behind {@code colon} ends, at the end of the word or at a slash; -1 when there is none. */
    private static int numberEnd(String word, int colon) {
        int end = colon + 1;
        while (end < word.length() && word.charAt(end) >= '0' && word.charAt(end) <= '9') {
            end++;
        }
        boolean ends = end == word.length() || word.charAt(end) == '/' || word.charAt(end) == '\\';
        return ends && end > colon + 1 && end <= colon + 1 + MAX_DIGITS ? end : -1;
    }

    /** The file of that name, or with the meaning of its drive letter, when it is there. */
    private static Optional<Path> there(String name, MapArgument maps) {
        try {
            Path path = Path.of(name);
            if (Files.exists(path)) {
                return Optional.of(path);
            }
            if (!maps.letters().contains(Character.toUpperCase(name.charAt(0)))) {
                return Optional.empty();
            }
            Path mapped = Path.of(FileArgument.path(name, maps));
            return Files.exists(mapped) ? Optional.of(mapped) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty(); // on Windows, where only a drive letter may have a colon behind it
        }
    }
}
