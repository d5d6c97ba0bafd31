package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.HostArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.LocalFolder;
import org.bcdkit.host.Host;
import org.bcdkit.host.HostVolume;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.wim.RamdiskCheck;

/**
 * Where the boot manager will find a WIM and the SDI file that belongs to it: on one volume.
 *
 * @param device of the volume, as the entry names it
 * @param path of the WIM there
 * @param root where the volume can be looked at; absent when it is another one than the WIM lies on now
 */
record RamdiskPlace(DeviceDescriptor device, String path, Optional<Path> root) {

    private static final String USUAL_SDI = "\\boot\\boot.sdi";
    private static final String SDI_NAME = "boot.sdi";
    private static final String NAME_PARTITION = "\nA partition is named with --host; --host boot means the one that the boot manager is started from.";

    /**
     * @param wim the file, on this machine
     * @param asked where the boot manager will find it; absent for where it lies now
     * @param given its path there, as far as it is said
     */
    static RamdiskPlace find(Path wim, Optional<HostArgument> asked, Optional<String> given, Host machine) throws IOException {
        HostVolume volume = machine.volumeOf(wim);
        if (asked.isPresent() && asked.get() instanceof HostArgument.Anywhere) {
            throw new UsageException("--host locate is for VHDs: a RAM disk is loaded from a volume that is named. Name a partition, or boot.");
        }
        if (asked.isPresent() && asked.get() instanceof HostArgument.OnPartition on) {
            boolean here = volume.partition().equals(Optional.of(on.id()));
            return new RamdiskPlace(new PartitionDevice(on.id()), path(wim, volume, given, here), here ? root(volume) : Optional.empty());
        }
        if (asked.isPresent() && asked.get() instanceof HostArgument.OnVolumeAt on) {
            HostVolume named = machine.volumeOf(on.root());
            boolean here = point(named).isPresent() && point(named).equals(point(volume));
            return new RamdiskPlace(
                    new PartitionDevice(HostPartition.of(named, on.root(), NAME_PARTITION)), path(wim, volume, given, here), Optional.of(on.root()));
        }
        if (asked.isPresent()) {
            return new RamdiskPlace(new BootDevice(), path(wim, volume, given, true), given.isPresent() ? Optional.empty() : root(volume));
        }
        DeviceDescriptor device = new PartitionDevice(HostPartition.of(volume, wim, NAME_PARTITION));
        return new RamdiskPlace(device, path(wim, volume, given, true), root(volume));
    }

    private static Optional<Path> root(HostVolume volume) {
        // Where the path of a file on its volume is not known, what is mounted is not the whole volume.
        return volume.pathOnVolume().isPresent() ? point(volume) : Optional.empty();
    }

    private static Optional<Path> point(HostVolume volume) {
        return volume.mount().isPresent() ? Optional.of(volume.mount().get().point()) : Optional.empty();
    }

    private static String path(Path wim, HostVolume volume, Optional<String> given, boolean here) {
        Optional<String> known = given.isPresent() || !here ? given : volume.pathOnVolume();
        if (known.isEmpty()) {
            String why = here
                    ? "The path of " + wim + " on its volume cannot be told." + HostPartition.lines(volume.problems()) + "\n"
                    : "--host names another volume than " + wim + " lies on, so its path there is not known. ";
            throw new RequestException(why + "Give it with --path, for instance --path '\\sources\\boot.wim'.");
        }
        return known.get();
    }

    /**
     * The path of the SDI file on the volume.
     *
     * @param given a file of this machine, or with a backslash in front a path on the volume; absent for what is beside the WIM, or in {@code \boot}
     */
    String sdi(Path wim, Optional<String> given, Host machine) throws IOException {
        if (given.isPresent() && given.get().startsWith("\\")) {
            return given.get();
        }
        if (given.isPresent()) {
            Path file = Path.of(given.get());
            HostVolume volume = machine.volumeOf(file);
            if (!point(volume).equals(point(machine.volumeOf(wim))) || volume.pathOnVolume().isEmpty()) {
                throw new RequestException(file + " is not known to lie on the volume of " + wim + ", and the boot manager looks for both on one. Copy it there,"
                        + " or give its path on the volume: --sdi '" + USUAL_SDI + "'.");
            }
            return volume.pathOnVolume().get();
        }
        String beside = path.substring(0, path.lastIndexOf('\\') + 1) + SDI_NAME;
        return root.isPresent() && find(root.get(), beside).isPresent() ? beside : USUAL_SDI;
    }

    /** What there is to say of the SDI file at {@code sdi}. */
    List<Finding> judgeSdi(String sdi) throws IOException {
        if (root.isEmpty()) {
            return List.of(RamdiskCheck.unseenSdi(sdi));
        }
        Optional<Path> file = find(root.get(), sdi);
        if (file.isEmpty()) {
            return List.of(RamdiskCheck.missingSdi(sdi + " on the volume at " + root.get()));
        }
        try (Storage storage = FileStorage.open(file.get())) {
            return RamdiskCheck.judgeSdi(storage);
        }
    }

    private static Optional<Path> find(Path root, String path) throws IOException {
        LocalFolder volume = LocalFolder.open(root);
        FilePath names = FilePath.parse(path);
        List<FileEntry> entries = names.follow(volume);
        boolean whole = entries.size() == names.names().size() + 1;
        FileEntry last = entries.get(entries.size() - 1);
        return whole && last.kind() == FileEntry.Kind.FILE ? Optional.of(volume.path(last)) : Optional.empty();
    }
}
