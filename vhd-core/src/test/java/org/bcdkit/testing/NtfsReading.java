package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.storage.Storage;

/** Finds and reads files, and asks others what is in a volume. */
public final class NtfsReading {

    private NtfsReading() {}

    /** The file or folder at {@code path}, which starts with a slash. */
    public static FileEntry entry(FileSystem volume, String path) throws IOException {
        FileEntry entry = volume.root();
        for (String name : path.substring(1).split("/")) {
            if (!name.isEmpty()) {
                entry = volume.find(entry, name).orElseThrow(() -> new AssertionError("no " + name + " in " + path));
            }
        }
        return entry;
    }

    public static byte[] bytes(FileSystem volume, String path) throws IOException {
        Storage content = volume.open(entry(volume, path));
        return content.read(0, Math.toIntExact(content.size()));
    }

    public static List<String> names(FileSystem volume, String path) throws IOException {
        return volume.list(entry(volume, path)).stream().map(FileEntry::name).toList();
    }

    /** What libntfs-3g reads from a file, or from another of its streams. */
    public static byte[] ntfscat(Path image, String path, String... options) {
        String[] arguments = new String[options.length + 2];
        System.arraycopy(options, 0, arguments, 0, options.length);
        arguments[options.length] = image.toString();
        arguments[options.length + 1] = path;
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require("ntfscat", "ntfs-3g"), arguments);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return outcome.stdout();
    }

    /** What The Sleuth Kit reads from the file with a record. */
    public static byte[] icat(Path image, FileEntry entry) {
        return run("icat", image.toString(), Long.toString(entry.position() & (1L << 48) - 1)).stdout();
    }

    /** What The Sleuth Kit says about a record, or about all names. */
    public static IndependentTool.Outcome run(String tool, String... arguments) {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require(tool, "sleuthkit"), arguments);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return outcome;
    }
}
