package org.bcdkit.command;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.argument.ImagePathArgument;
import org.bcdkit.argument.MapArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.Spelling;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.NoSuchPathException;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.filesystem.VolumeFile;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;

/** A disk or image that a command looks into, opened with its parents. */
final class OpenedDisk implements Closeable {

    private final VirtualDisk disk;

    private OpenedDisk(VirtualDisk disk) {
        this.disk = disk;
    }

    /** What a parameter names, in the words of {@link ImagePathArgument}. */
    static ImagePathArgument place(Invocation invocation, int parameter) {
        return ImagePathArgument.parse(invocation.parameter(parameter), maps(invocation));
    }

    static OpenedDisk open(Invocation invocation, Path image) throws IOException {
        return new OpenedDisk(images(invocation).openAny(image));
    }

    /** Opens images of this machine, with the drive letters that the user gave. */
    static DiskImages images(Invocation invocation) {
        return DiskImages.inFiles(volumes(invocation));
    }

    /** The drive letters that the user gave, and their folders. */
    static VolumeMap volumes(Invocation invocation) {
        return maps(invocation).volumes();
    }

    private static MapArgument maps(Invocation invocation) {
        return MapArgument.parse(invocation.global().maps());
    }

    VirtualDisk disk() {
        return disk;
    }

    /** What is odd about an image and its parents: sentences. */
    static List<String> remarks(VirtualDisk disk) {
        List<String> remarks = new ArrayList<>();
        for (Optional<VirtualDisk> member = Optional.of(disk); member.isPresent(); member = member.get().parent()) {
            for (Remark remark : member.get().remarks()) {
                remarks.add(member.get().name() + ": " + remark.text());
            }
        }
        return remarks;
    }

    /** The disk, with a warning for what is odd about the image. */
    OpenedDisk withWarnings(Invocation invocation) {
        for (String remark : remarks(disk)) {
            invocation.messages().warning(remark);
        }
        return this;
    }

    PartitionTable table() throws IOException {
        return PartitionTables.read(disk.contents(), disk.sectorSize());
    }

    List<Volume> volumes() throws IOException {
        return Volume.of(disk.contents(), table());
    }

    /** The partition that is named; for a disk that has none, and for which none is named, the disk as a whole. */
    Volume volume(ImagePathArgument place) throws IOException {
        return volume(place.image(), place.partition());
    }

    /** The partition of that number; 0 for a disk that has none. */
    Volume volume(Path image, int number) throws IOException {
        return volume(image, OptionalInt.of(number));
    }

    private Volume volume(Path image, OptionalInt number) throws IOException {
        List<Volume> volumes = volumes();
        for (Volume volume : volumes) {
            if (volume.number() == number.orElse(0)) {
                return volume;
            }
        }
        throw new RequestException(noVolume(image, number, volumes));
    }

    private static String noVolume(Path image, OptionalInt number, List<Volume> volumes) throws IOException {
        List<String> numbers = new ArrayList<>();
        for (Volume volume : volumes) {
            Optional<VolumeKind> kind = volume.kind();
            numbers.add(volume.number() + (kind.isPresent() ? " (" + kind.get().word() + ")" : ""));
        }
        int first = volumes.isEmpty() ? 1 : volumes.get(0).number();
        String there = "It has " + String.join(", ", numbers) + ".";
        if (volumes.isEmpty()) {
            there = "Its partition table is empty.";
        } else if (first == 0) {
            there = "It has no partition table; " + image + ":0 is all of it.";
        }
        return number.isPresent()
                ? image + " has no partition " + number.getAsInt() + ". " + there
                : "Say which partition of " + image + ", for instance " + image + ":" + first + ". " + there;
    }

    /** What a path leads to on a volume; a {@link RequestException} that says where it ends when it leads nowhere. */
    static FileEntry find(VolumeFile file) throws IOException {
        try {
            return file.entry();
        } catch (NoSuchPathException e) {
            throw new RequestException(sentence(e.problem()) + Spelling.didYouMean(e.name(), e.names()));
        }
    }

    /** A name of a file, which may come first, keeps its letters. */
    private static String sentence(String problem) {
        boolean word = problem.startsWith("there ");
        return (word ? Character.toUpperCase(problem.charAt(0)) + problem.substring(1) : problem) + ".";
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
