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
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.ImageFile;
import org.bcdkit.host.Host;
import org.bcdkit.host.HostVolume;
import org.bcdkit.nativeboot.HostFacts;
import org.bcdkit.nativeboot.HostVolumeFacts;
import org.bcdkit.nativeboot.ImageFileFacts;
import org.bcdkit.nativeboot.NativeBootCheck;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;

/** An image that is a file of this machine, and the place that the user names for it, which may be another. */
final class ImageOnMachine implements ImagePlace {

    private static final String SEARCH =
            "\nA partition is named with --host. The boot manager searches all volumes for an image that is added with --host locate.";

    private final Path file;
    private final ImageFile image;
    private final Optional<HostArgument> asked;
    private final Optional<String> givenPath;
    private final Host machine;
    /** The volume that the file lies on. */
    private final HostVolume volume;
    /** The volume that is named by where it is mounted. */
    private final Optional<HostVolume> named;

    private ImageOnMachine(
            Path file,
            ImageFile image,
            Optional<HostArgument> asked,
            Optional<String> path,
            Host machine,
            HostVolume volume,
            Optional<HostVolume> named) {
        this.file = file;
        this.image = image;
        this.asked = asked;
        this.givenPath = path;
        this.machine = machine;
        this.volume = volume;
        this.named = named;
    }

    /**
     * @param asked where the boot manager will find it; absent for where it lies now
     * @param path of the image there, as far as it is said
     */
    static ImageOnMachine find(Path file, ImageFile image, Optional<HostArgument> asked, Optional<String> path, Host machine) throws IOException {
        return new ImageOnMachine(file, image, asked, path, machine, machine.volumeOf(file), named(asked, machine));
    }

    /** The same for an image that is still to be made, in a folder that is there. What can be told of its file is that of the folder. */
    static ImageOnMachine expected(Path file, ImageFile image, Optional<HostArgument> asked, Optional<String> path, Host machine) throws IOException {
        Path absolute = file.toAbsolutePath();
        HostVolume folder = machine.volumeOf(absolute.getParent());
        Optional<String> there = folder.pathOnVolume();
        if (there.isPresent()) {
            String separator = there.get().endsWith("\\") ? "" : "\\";
            there = Optional.of(there.get() + separator + absolute.getFileName());
        }
        HostVolume volume = new HostVolume(folder.mount(), there, folder.partition(), folder.space(), folder.problems());
        return new ImageOnMachine(absolute.getParent(), image, asked, path, machine, volume, named(asked, machine));
    }

    private static Optional<HostVolume> named(Optional<HostArgument> asked, Host machine) throws IOException {
        return asked.isPresent() && asked.get() instanceof HostArgument.OnVolumeAt on ? Optional.of(machine.volumeOf(on.root())) : Optional.empty();
    }

    @Override
    public String name() {
        return image.name();
    }

    @Override
    public NativeBootReport judge(DiskImages images, NativeBootFacts known) throws IOException {
        return NativeBootCheck.check(image, images, known);
    }

    @Override
    public String fileName() {
        return file.getFileName().toString();
    }

    /** Whether a partition or volume is named for it on which it does not lie, as far as this can be seen. */
    private boolean isElsewhere() {
        if (asked.isPresent() && asked.get() instanceof HostArgument.OnPartition on) {
            return volume.partition().isEmpty() || !volume.partition().get().equals(on.id());
        }
        if (named.isEmpty()) {
            return false;
        }
        boolean samePartition = volume.partition().isPresent() && volume.partition().equals(named.get().partition());
        boolean sameMount = volume.mount().isPresent() && named.get().mount().isPresent()
                && volume.mount().get().point().equals(named.get().mount().get().point());
        return !samePartition && !sameMount;
    }

    /** Whether the boot manager finds the volume by itself: then it may be another than the one that the image lies on. */
    private boolean isSearched() {
        return asked.isPresent() && (asked.get() instanceof HostArgument.Anywhere || asked.get() instanceof HostArgument.OnBootDevice);
    }

    @Override
    public boolean isStartedHere() {
        return !isElsewhere();
    }

    @Override
    public HostFacts facts() {
        HostFacts facts = isElsewhere() ? HostFacts.UNKNOWN : machine.bootFacts(file, volume);
        if (isSearched()) {
            HostVolumeFacts known = facts.volume();
            facts = HostFacts.UNKNOWN.withVolume(HostVolumeFacts.UNKNOWN.withSpace(known.free(), known.size(), known.cluster()))
                    .withFile(onAnyVolume(facts.file()));
        }
        Optional<String> path = knownPath();
        return path.isPresent() ? facts.withFile(facts.file().withPath(path.get())) : facts;
    }

    /** What goes for the file wherever its volume is. */
    private static ImageFileFacts onAnyVolume(ImageFileFacts file) {
        ImageFileFacts facts = ImageFileFacts.UNKNOWN.withAllocation(file.allocation());
        return file.users().isPresent() ? facts.withUsers(file.users().get()) : facts;
    }

    private Optional<String> knownPath() {
        return givenPath.isPresent() || isElsewhere() ? givenPath : volume.pathOnVolume();
    }

    @Override
    public Optional<PartitionId> partition() {
        Optional<PartitionId> id = named.isPresent() ? named.get().partition() : volume.partition();
        if (asked.isPresent() && asked.get() instanceof HostArgument.OnPartition on) {
            id = Optional.of(on.id());
        }
        return isSearched() ? Optional.empty() : id;
    }

    @Override
    public Optional<DeviceDescriptor> host() {
        if (isSearched()) {
            return asked.get() instanceof HostArgument.OnBootDevice ? Optional.of(new BootDevice()) : Optional.empty();
        }
        if (asked.isPresent() && asked.get() instanceof HostArgument.OnPartition on) {
            return Optional.of(new PartitionDevice(on.id()));
        }
        Path at = asked.isPresent() && asked.get() instanceof HostArgument.OnVolumeAt on ? on.root() : file;
        return Optional.of(new PartitionDevice(HostPartition.of(named.orElse(volume), at, SEARCH)));
    }

    @Override
    public String path() {
        Optional<String> known = knownPath();
        if (known.isPresent()) {
            return known.get();
        }
        if (isElsewhere()) {
            throw new RequestException("--host names a partition, and whether " + file + " lies on it cannot be seen from here,"
                    + " so its path there is not known. " + GIVE_PATH);
        }
        throw new RequestException("The path of " + file + " on its volume cannot be told." + HostPartition.lines(volume.problems()) + "\n" + GIVE_PATH);
    }
}
