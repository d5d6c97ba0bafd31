package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bcdkit.argument.HostArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.host.Host;
import org.bcdkit.host.HostVolume;

/**
 * Where the boot manager will find an image.
 *
 * @param host the partition or boot device; absent when all volumes are to be searched
 * @param path of the image there
 * @param volume what is known here of the volume that has to hold the grown image; absent when that is another one
 */
record ImagePlace(Optional<DeviceDescriptor> host, String path, Optional<HostVolume> volume) {

    private static final String SEARCH = "The boot manager searches all volumes for an image that is added with --host locate.";
    private static final String GIVE_PATH = "Give it with --path, for instance --path '\\vhds\\w11.vhdx'.";

    /** What the partition that the entry names holds; absent when that is not seen here, or the entry names none. */
    Optional<String> fileSystem() {
        boolean onPartition = host.isPresent() && host.get() instanceof PartitionDevice;
        return onPartition && volume.isPresent() && volume.get().mount().isPresent() ? volume.get().mount().get().volumeFileSystem() : Optional.empty();
    }

    /** The place as the user names it, or where the image lies on this machine. */
    static ImagePlace find(Path image, Optional<HostArgument> asked, Optional<String> path, Host machine) throws IOException {
        return new Search(image, path, machine).find(asked);
    }

    private static final class Search {
        private final Path image;
        private final Optional<String> path;
        private final Host machine;

        Search(Path image, Optional<String> path, Host machine) {
            this.image = image;
            this.path = path;
            this.machine = machine;
        }

        ImagePlace find(Optional<HostArgument> asked) throws IOException {
            HostVolume volume = machine.volumeOf(image);
            if (asked.isEmpty()) {
                return on(partition(volume, image), volume);
            }
            if (asked.get() instanceof HostArgument.OnPartition on) {
                return on(on.id(), volume);
            }
            if (asked.get() instanceof HostArgument.OnVolumeAt on) {
                return on(partition(machine.volumeOf(on.root()), on.root()), volume);
            }
            Optional<DeviceDescriptor> host =
                    asked.get() instanceof HostArgument.OnBootDevice ? Optional.of(new BootDevice()) : Optional.empty();
            return new ImagePlace(host, pathOn(volume), Optional.of(volume));
        }

        private ImagePlace on(PartitionId id, HostVolume volume) {
            boolean here = volume.partition().isPresent() && volume.partition().get().equals(id);
            if (!here && path.isEmpty()) {
                throw new RequestException("--host names a partition, and whether " + image + " lies on it cannot be seen from here,"
                        + " so its path there is not known. " + GIVE_PATH);
            }
            return new ImagePlace(Optional.of(new PartitionDevice(id)), pathOn(volume), here ? Optional.of(volume) : Optional.empty());
        }

        private static PartitionId partition(HostVolume volume, Path file) {
            return HostPartition.of(volume, file, "\nA partition is named with --host. " + SEARCH);
        }

        private String pathOn(HostVolume volume) {
            if (path.isPresent()) {
                return path.get();
            }
            if (volume.pathOnVolume().isEmpty()) {
                throw new RequestException("The path of " + image + " on its volume cannot be told." + HostPartition.lines(volume.problems()) + "\n" + GIVE_PATH);
            }
            return volume.pathOnVolume().get();
        }
    }
}
