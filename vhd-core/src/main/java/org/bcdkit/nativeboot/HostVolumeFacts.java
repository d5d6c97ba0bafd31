package org.bcdkit.nativeboot;

import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.windows.VolumeState;

/**
 * What is known about the volume that holds an image. What is not known is absent, never guessed.
 *
 * @param fileSystem what it holds, as {@code "ntfs"}, {@code "bitlocker"}: the word of a {@link org.bcdkit.filesystem.VolumeKind}, or the type of
 *     a mount
 * @param free bytes that can still be written to it
 * @param size in bytes
 * @param cluster allocation unit in bytes
 * @param bitLocker whether BitLocker encrypts it, though its file system may be read here because somebody unlocked it
 * @param pageFile bytes of the page file of another Windows in its root, 0 when there is none
 */
public record HostVolumeFacts(
        Optional<HostStorage> storage,
        Optional<String> fileSystem,
        OptionalLong free,
        OptionalLong size,
        OptionalLong cluster,
        Optional<VolumeState> state,
        Optional<Boolean> bitLocker,
        OptionalLong pageFile) {

    /** Nothing is known. */
    public static final HostVolumeFacts UNKNOWN =
            new HostVolumeFacts(
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty());

    public HostVolumeFacts withStorage(HostStorage found) {
        return new HostVolumeFacts(Optional.of(found), fileSystem, free, size, cluster, state, bitLocker, pageFile);
    }

    public HostVolumeFacts withFileSystem(String name) {
        return new HostVolumeFacts(storage, Optional.of(name), free, size, cluster, state, bitLocker, pageFile);
    }

    public HostVolumeFacts withSpace(OptionalLong freeBytes, OptionalLong allBytes, OptionalLong unit) {
        return new HostVolumeFacts(storage, fileSystem, freeBytes, allBytes, unit, state, bitLocker, pageFile);
    }

    public HostVolumeFacts withState(VolumeState found) {
        return new HostVolumeFacts(storage, fileSystem, free, size, cluster, Optional.of(found), bitLocker, pageFile);
    }

    public HostVolumeFacts withBitLocker(boolean encrypted) {
        return new HostVolumeFacts(storage, fileSystem, free, size, cluster, state, Optional.of(encrypted), pageFile);
    }

    public HostVolumeFacts withPageFile(long bytes) {
        return new HostVolumeFacts(storage, fileSystem, free, size, cluster, state, bitLocker, OptionalLong.of(bytes));
    }
}
