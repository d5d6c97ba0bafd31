package org.bcdkit.windows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.HiveLogs;
import org.bcdkit.hive.HiveState;
import org.bcdkit.hive.RegistryFile;
import org.bcdkit.hive.RegistryKey;
import org.bcdkit.hive.Value;
import org.bcdkit.storage.FormatException;
import org.bcdkit.windows.WindowsInstallation.RegistryHive;

/**
 * Values of a hive in a volume. One that is not there, is of another type than it has everywhere, or cannot be read is absent; the first reason
 * for the latter is kept, and what is not damaged is still found.
 */
final class RegistryValues {

    /** In characters: more than any name or path that is asked for has. */
    private static final int LONGEST = 1024;

    private final String path;
    private final Optional<RegistryFile> file;
    private RegistryHive.State state;
    private Optional<String> problem = Optional.empty();
    /** The key that was asked for last, and what was found: several values of one are asked for in turn. */
    private Optional<String> asked = Optional.empty();
    private Optional<RegistryKey> found = Optional.empty();

    /** Opens the hive {@code name} in a folder, with the logs beside it when it is dirty. */
    RegistryValues(FileSystem volume, FilePath folder, String name) throws IOException {
        FilePath place = WindowsPaths.below(folder, name);
        this.path = WindowsPaths.text(place);
        this.file = open(volume, place);
    }

    private Optional<RegistryFile> open(FileSystem volume, FilePath place) throws IOException {
        try {
            Optional<FileEntry> entry = place.find(volume);
            if (entry.isEmpty() || entry.get().kind() == FileEntry.Kind.DIRECTORY) {
                state = RegistryHive.State.MISSING;
                problem = Optional.of("there is no such file");
                return Optional.empty();
            }
            RegistryFile opened = RegistryFile.open(volume.open(entry.get()), new HiveLogs(volume, place));
            state = state(opened.state());
            return Optional.of(opened);
        } catch (FormatException e) {
            damaged(e);
            return Optional.empty();
        }
    }

    private static RegistryHive.State state(HiveState state) {
        return switch (state) {
            case CLEAN -> RegistryHive.State.CLEAN;
            case RECOVERED -> RegistryHive.State.RECOVERED;
            case DIRTY -> RegistryHive.State.DIRTY;
        };
    }

    private void damaged(FormatException reason) {
        state = RegistryHive.State.DAMAGED;
        problem = problem.isPresent() ? problem : Optional.of(reason.getMessage());
    }

    /** What became of reading the hive, with all values that were asked for. */
    RegistryHive hive() {
        return new RegistryHive(path, state, problem);
    }

    Optional<Value> value(String key, String name) throws IOException {
        try {
            if (asked.isEmpty() || !asked.get().equals(key)) {
                found = file.isPresent() ? file.get().find(key) : Optional.empty();
                asked = Optional.of(key);
            }
            return found.isPresent() ? found.get().value(name) : Optional.empty();
        } catch (FormatException e) {
            damaged(e);
            return Optional.empty();
        }
    }

    /** A {@code REG_SZ} or {@code REG_EXPAND_SZ} value; one that is too long to be a name or a path is none. */
    Optional<String> text(String key, String name) throws IOException {
        Optional<Value> value = value(key, name);
        Optional<String> text = value.isPresent() ? value.get().text() : Optional.empty();
        return text.isPresent() && text.get().length() <= LONGEST ? text : Optional.empty();
    }

    /** A {@code REG_MULTI_SZ} value. */
    Optional<List<String>> texts(String key, String name) throws IOException {
        Optional<Value> value = value(key, name);
        return value.isPresent() ? value.get().texts() : Optional.empty();
    }

    /** A {@code REG_DWORD} value. */
    OptionalInt number(String key, String name) throws IOException {
        Optional<Value> value = value(key, name);
        return value.isPresent() ? value.get().number() : OptionalInt.empty();
    }
}
