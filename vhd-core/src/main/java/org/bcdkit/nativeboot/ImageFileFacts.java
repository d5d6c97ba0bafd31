package org.bcdkit.nativeboot;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.filesystem.FileAttribute;

/**
 * What is known about how an image file lies on its volume.
 *
 * @param path from the root of the volume, as Windows writes it
 * @param attributes of the file, and those of folders on its way that lead elsewhere; absent when they cannot be told
 * @param allocation what the file has taken of the volume
 * @param users who has it attached or locked, as sentences name them: {@code /dev/loop0}, {@code process 1234}; absent when nobody can tell
 */
public record ImageFileFacts(
        Optional<String> path, Optional<Set<FileAttribute>> attributes, ImageAllocation allocation, Optional<List<String>> users) {

    /** Nothing is known. */
    public static final ImageFileFacts UNKNOWN = new ImageFileFacts(Optional.empty(), Optional.empty(), ImageAllocation.UNKNOWN, Optional.empty());

    public ImageFileFacts {
        attributes = attributes.isPresent() ? Optional.of(Set.copyOf(attributes.get())) : attributes;
        users = users.isPresent() ? Optional.of(List.copyOf(users.get())) : users;
    }

    public ImageFileFacts withPath(String text) {
        return new ImageFileFacts(Optional.of(text), attributes, allocation, users);
    }

    public ImageFileFacts withAttributes(Set<FileAttribute> found) {
        return new ImageFileFacts(path, Optional.of(found), allocation, users);
    }

    public ImageFileFacts withAllocation(ImageAllocation found) {
        return new ImageFileFacts(path, attributes, found, users);
    }

    public ImageFileFacts withUsers(List<String> found) {
        return new ImageFileFacts(path, attributes, allocation, Optional.of(found));
    }
}
