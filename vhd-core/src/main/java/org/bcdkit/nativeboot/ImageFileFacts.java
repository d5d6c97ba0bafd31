package org.bcdkit.nativeboot;

import java.util.Optional;
import java.util.Set;
import org.bcdkit.filesystem.FileAttribute;

/**
 * What is known about how an image file lies on its volume.
 *
 * @param path from the root of the volume, as Windows writes it
 * @param attributes of the file, and those of folders on its way that lead elsewhere; absent when they cannot be told
 * @param allocation what the file has taken of the volume
 */
public record ImageFileFacts(Optional<String> path, Optional<Set<FileAttribute>> attributes, ImageAllocation allocation) {

    /** Nothing is known. */
    public static final ImageFileFacts UNKNOWN = new ImageFileFacts(Optional.empty(), Optional.empty(), ImageAllocation.UNKNOWN);

    public ImageFileFacts {
        attributes = attributes.isPresent() ? Optional.of(Set.copyOf(attributes.get())) : attributes;
    }

    public ImageFileFacts withPath(String text) {
        return new ImageFileFacts(Optional.of(text), attributes, allocation);
    }

    public ImageFileFacts withAttributes(Set<FileAttribute> found) {
        return new ImageFileFacts(path, Optional.of(found), allocation);
    }

    public ImageFileFacts withAllocation(ImageAllocation found) {
        return new ImageFileFacts(path, attributes, found);
    }
}
