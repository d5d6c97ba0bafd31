package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.ImagePathArgument;
import org.bcdkit.argument.MapArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.StoreOnVolume;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.filesystem.VolumeFile;
import org.bcdkit.host.Host;

/** Finds boot stores that are named as places inside an image or a disk. */
final class StoreInImage {

    private StoreInImage() {}

    /**
     * The store that {@code word} names when it is a place inside an image; empty when it is a file.
     *
     * @param file the same word as the name of a file
     */
    static Optional<StoreLocation> find(String word, Path file, Invocation invocation) throws IOException {
        if (word.indexOf(':') < 0 || Files.exists(file)) {
            return Optional.empty();
        }
        ImagePathArgument place = ImagePathArgument.parse(word, MapArgument.parse(invocation.global().maps()));
        if (place.partition().isEmpty()) {
            return Optional.empty();
        }
        Path image = place.image();
        String volumeName = image + ":" + place.partition().getAsInt();
        if (place.path().isEmpty() || place.path().get().names().isEmpty()) {
            throw new RequestException(
                    volumeName + " is a partition, not a boot store. Name the file in it, for instance " + volumeName + "/EFI/Microsoft/Boot/BCD.");
        }
        FilePath path = place.path().get();
        try (OpenedDisk disk = OpenedDisk.open(invocation, image).withWarnings(invocation)) {
            Volume volume = disk.volume(image, place.partition().getAsInt());
            FileEntry entry = OpenedDisk.find(new VolumeFile(volumeName, volume.open(), path));
            if (entry.kind() == FileEntry.Kind.DIRECTORY) {
                throw new RequestException(
                        volumeName + "/" + path + " is a folder, not a boot store. Name the file in it, for instance EFI/Microsoft/Boot/BCD.");
            }
            return Optional.of(on(volume, image, path, invocation));
        }
    }

    /** The store in a file on a volume of {@code image}. */
    static StoreLocation on(Volume volume, Path image, FilePath path, Invocation invocation) {
        Host host = invocation.surroundings().host();
        StoreOnVolume.Uses uses = new StoreOnVolume.Uses() {
            @Override
            public List<String> against(Path file, long start) throws IOException {
                return host.diskUse(file).against(start);
            }
        };
        return new StoreOnVolume(
                OpenedDisk.images(invocation), uses, image, volume.number(), volume.partition(), path, invocation.surroundings().clock());
    }
}
