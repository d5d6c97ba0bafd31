package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bcdkit.argument.ImagePathArgument;
import org.bcdkit.argument.MapArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.StoreReading;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.filesystem.VolumeFile;

/** A boot store on a volume inside an image or a disk, for instance on its system partition. It is read there, with the logs beside it. */
final class StoreInImage implements StoreLocation {

    private final Invocation invocation;
    private final Path image;
    private final int partition;
    private final FilePath path;

    StoreInImage(Invocation invocation, Path image, int partition, FilePath path) {
        this.invocation = invocation;
        this.image = image;
        this.partition = partition;
        this.path = path;
    }

    /**
     * The store that {@code word} names when it is a place inside an image; empty when it is a file.
     *
     * @param file the same word as the name of a file
     */
    static Optional<StoreInImage> of(String word, Path file, Invocation invocation) {
        if (word.indexOf(':') < 0 || Files.exists(file)) {
            return Optional.empty();
        }
        ImagePathArgument place = ImagePathArgument.parse(word, MapArgument.parse(invocation.global().maps()));
        if (place.partition().isEmpty()) {
            return Optional.empty();
        }
        String volume = place.image() + ":" + place.partition().getAsInt();
        if (place.path().isEmpty()) {
            throw new RequestException(volume + " is a partition, not a boot store. Name the file in it, for instance " + volume + "/EFI/Microsoft/Boot/BCD.");
        }
        return Optional.of(new StoreInImage(invocation, place.image(), place.partition().getAsInt(), place.path().get()));
    }

    @Override
    public String name() {
        return image + ":" + partition + "/" + path;
    }

    @Override
    public StoreSnapshot read() throws IOException {
        try (OpenedDisk disk = OpenedDisk.open(invocation, image).withWarnings(invocation)) {
            Volume volume = disk.volume(image, partition);
            FileSystem fileSystem = volume.open();
            FileEntry entry = OpenedDisk.find(new VolumeFile(image + ":" + partition, fileSystem, path));
            if (entry.kind() == FileEntry.Kind.DIRECTORY) {
                throw new RequestException(name() + " is a folder, not a boot store. Name the file in it, for instance EFI/Microsoft/Boot/BCD.");
            }
            return StoreReading.read(name(), fileSystem, path, entry);
        }
    }

    @Override
    public StoreFile file() {
        throw new RequestException(name() + " lies inside an image, and files inside images cannot be changed yet, nor are copies kept there."
                + "\nTake the store out with \"bcd disk cat " + name() + " > BCD\", change that with --store BCD, and put it back where the partition is"
                + " mounted; or name the store there in the first place.");
    }
}
