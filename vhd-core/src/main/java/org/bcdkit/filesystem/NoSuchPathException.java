package org.bcdkit.filesystem;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** A path on a volume leads nowhere: where it ends, and what is there instead. */
public final class NoSuchPathException extends NoSuchFileException {

    private static final long serialVersionUID = 1;

    private final String name;
    private final List<String> names;

    private NoSuchPathException(String path, String problem, String name, List<String> names) {
        super(path, null, problem);
        this.name = name;
        this.names = List.copyOf(names);
    }

    /**
     * What to say of a path that was followed as far as it goes.
     *
     * @param volume what to call it in messages, {@code disk.img:3}
     * @param entries what {@link FilePath#follow} gave
     */
    static NoSuchPathException of(FileSystem fileSystem, String volume, FilePath path, List<FileEntry> entries) throws IOException {
        int there = entries.size() - 1;
        FileEntry last = entries.get(there);
        String name = path.names().get(there);
        String place = VolumeFile.name(volume, path.first(there));
        if (last.kind() != FileEntry.Kind.DIRECTORY) {
            String problem = place + " is a " + last.kind().word() + ", so there is no \"" + name + "\" in it";
            return new NoSuchPathException(VolumeFile.name(volume, path), problem, name, List.of());
        }
        List<String> names = new ArrayList<>();
        for (FileEntry entry : fileSystem.list(last)) {
            names.add(entry.name());
        }
        return new NoSuchPathException(VolumeFile.name(volume, path), "there is no \"" + name + "\" in " + place, name, names);
    }

    /** Where the path ends: a sentence without its full stop. */
    public String problem() {
        return getReason();
    }

    /** The first name that is not there. */
    public String name() {
        return name;
    }

    /** Those that are in the same folder, for a user who mistyped; none when it is no folder. */
    public List<String> names() {
        return names;
    }
}
