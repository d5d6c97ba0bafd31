package org.bcdkit.command;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.ImagePathArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.device.PartitionId;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.LocalFolder;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.filesystem.VolumeFile;
import org.bcdkit.host.HostVolume;
import org.bcdkit.install.WindowsSource;
import org.bcdkit.windows.WindowsReader;

/** A Windows folder that a command was given: on a volume that is mounted, or inside an image. */
final class WindowsPlace implements Closeable {

    private final WindowsSource source;
    private final Optional<OpenedDisk> disk;
    private final Optional<Path> virtualDisk;

    private WindowsPlace(WindowsSource source, Optional<OpenedDisk> disk, Optional<Path> virtualDisk) {
        this.source = source;
        this.disk = disk;
        this.virtualDisk = virtualDisk;
    }

    /** The one that the first parameter names. */
    static WindowsPlace open(Invocation invocation) throws IOException {
        ImagePathArgument place = OpenedDisk.place(invocation, 0);
        return place.partition().isEmpty() && Files.isDirectory(place.image()) ? mounted(invocation, place.image()) : inImage(invocation, place);
    }

    WindowsSource source() {
        return source;
    }

    /** The VHD or VHDX that it is inside of; absent for one on a disk as it is. */
    Optional<Path> virtualDisk() {
        return virtualDisk;
    }

    private static WindowsPlace mounted(Invocation invocation, Path folder) throws IOException {
        Path real = folder.toRealPath();
        Path root = real.getParent();
        if (root == null) {
            throw new RequestException(folder + " is the root of a volume. Name the Windows folder on it.");
        }
        if (Files.isDirectory(real.resolve("Windows/System32")) && !Files.exists(real.resolve("System32"))) {
            throw new RequestException(folder + " is the volume and not the Windows folder on it. Name " + folder.resolve("Windows") + ".");
        }
        LocalFolder files = LocalFolder.open(root);
        FilePath path = new FilePath(List.of(real.getFileName().toString()));
        HostVolume volume = invocation.surroundings().host().volumeOf(real);
        // A folder further down is no Windows that starts from there: somebody unpacked it.
        boolean isOnRoot = volume.pathOnVolume().isPresent() && volume.pathOnVolume().get().equalsIgnoreCase(path.windowsText());
        Optional<PartitionId> partition = isOnRoot ? volume.partition() : Optional.empty();
        return new WindowsPlace(WindowsSource.read(folder.toString(), files, path, partition), Optional.empty(), Optional.empty());
    }

    private static WindowsPlace inImage(Invocation invocation, ImagePathArgument place) throws IOException {
        OpenedDisk disk = OpenedDisk.open(invocation, place.image()).withWarnings(invocation);
        try {
            Volume volume = disk.volume(place);
            FileSystem files = volume.open();
            String name = place.image() + ":" + volume.number();
            FilePath path = path(place, files, name);
            FileEntry folder = OpenedDisk.find(new VolumeFile(name, files, path));
            if (folder.kind() != FileEntry.Kind.DIRECTORY) {
                throw new RequestException(name + "/" + path + " is a file. Name the Windows folder.");
            }
            Optional<PartitionId> partition = volume.partition().isPresent() ? Optional.of(volume.partition().get().id()) : Optional.empty();
            boolean isVirtual = disk.disk().format() != DiskFormat.RAW;
            WindowsSource source = WindowsSource.read(name + "/" + path, files, path, partition);
            return new WindowsPlace(source, Optional.of(disk), isVirtual ? Optional.of(place.image()) : Optional.empty());
        } catch (IOException | RuntimeException e) {
            disk.close();
            throw e;
        }
    }

    /** As it is spelled on the volume. */
    private static FilePath path(ImagePathArgument place, FileSystem files, String name) throws IOException {
        if (place.path().isEmpty() || place.path().get().names().isEmpty()) {
            Optional<FilePath> found = WindowsReader.find(files);
            if (found.isEmpty()) {
                throw new RequestException("There is no Windows on " + name + ".");
            }
            return found.get();
        }
        List<FileEntry> way = place.path().get().follow(files);
        FilePath spelled = FilePath.ROOT;
        for (FileEntry entry : way.subList(1, way.size())) {
            spelled = spelled.resolve(entry.name());
        }
        return way.size() > place.path().get().names().size() ? spelled : place.path().get();
    }

    @Override
    public void close() throws IOException {
        if (disk.isPresent()) {
            disk.get().close();
        }
    }
}
