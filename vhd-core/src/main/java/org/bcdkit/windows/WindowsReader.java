package org.bcdkit.windows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.storage.FormatException;
import org.bcdkit.windows.WindowsInstallation.Loader;

/** Finds a Windows on a volume, and reads what its files and its registry say. */
public final class WindowsReader {

    private static final String USUAL_FOLDER = "Windows";
    private static final String SYSTEM_FOLDER = "System32";
    private static final String CONFIG_FOLDER = "System32/config";
    private static final String[] LOADERS = {"System32/winload.exe", "System32/winload.efi"};

    private WindowsReader() {}

    /**
     * The folder that holds a Windows: {@code \Windows} or another folder in the root with the hive SYSTEM in its place; else a {@code \Windows}
     * that has lost it. Empty when there is none.
     *
     * @throws FormatException when there is none in what can be read, and a folder cannot be read
     */
    public static Optional<FilePath> find(FileSystem volume) throws IOException {
        List<FileEntry> folders = new ArrayList<>();
        Optional<FileEntry> usual = volume.find(volume.root(), USUAL_FOLDER);
        if (usual.isPresent()) {
            folders.add(usual.get());
        }
        folders.addAll(volume.list(volume.root()));
        Optional<FormatException> unreadable = Optional.empty();
        for (FileEntry folder : folders) {
            FilePath path = new FilePath(List.of(folder.name()));
            try {
                if (isFolder(folder) && WindowsPaths.below(path, CONFIG_FOLDER + "/" + SystemHive.NAME).find(volume).isPresent()) {
                    return Optional.of(path);
                }
            } catch (FormatException e) {
                unreadable = unreadable.isPresent() ? unreadable : Optional.of(e);
            }
        }
        if (unreadable.isPresent()) {
            throw unreadable.get();
        }
        if (usual.isPresent() && isFolder(usual.get())) {
            FilePath path = new FilePath(List.of(usual.get().name()));
            Optional<FileEntry> system = WindowsPaths.below(path, SYSTEM_FOLDER).find(volume);
            return system.isPresent() && isFolder(system.get()) ? Optional.of(path) : Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isFolder(FileEntry entry) {
        return entry.kind() == FileEntry.Kind.DIRECTORY;
    }

    /**
     * Reads the Windows in {@code folder}. What is damaged is absent in the result, with the reason, and the rest is read.
     *
     * @throws IOException when the medium cannot be read
     */
    public static WindowsInstallation read(FileSystem volume, FilePath folder) throws IOException {
        FilePath config = WindowsPaths.below(folder, CONFIG_FOLDER);
        SoftwareHive software = SoftwareHive.read(volume, config);
        SystemHive system = SystemHive.read(volume, config);
        return new WindowsInstallation(
                folder,
                software.hive(),
                system.hive(),
                software.product(),
                software.edition(),
                software.version(),
                loaders(volume, folder),
                system.drivers(volume, folder),
                system.expandOnMount(),
                system.pageFiles(),
                new WindowsInstallation.SetupState(system.setupInProgress(), software.imageState()));
    }

    private static List<Loader> loaders(FileSystem volume, FilePath folder) throws IOException {
        List<Loader> loaders = new ArrayList<>();
        for (String name : LOADERS) {
            FilePath path = WindowsPaths.below(folder, name);
            Optional<Loader> loader = loader(volume, path, WindowsPaths.text(path));
            if (loader.isPresent()) {
                loaders.add(loader.get());
            }
        }
        return loaders;
    }

    private static Optional<Loader> loader(FileSystem volume, FilePath path, String text) throws IOException {
        try {
            Optional<FileEntry> entry = path.find(volume);
            if (entry.isEmpty() || isFolder(entry.get())) {
                return Optional.empty();
            }
            Optional<ProgramFile> program = ProgramFile.read(volume.open(entry.get()));
            return Optional.of(
                    program.isEmpty()
                            ? new Loader(text, Optional.empty(), Optional.empty())
                            : new Loader(text, program.get().architecture(), program.get().fileVersion()));
        } catch (FormatException e) {
            return Optional.of(new Loader(text, Optional.empty(), Optional.empty(), Optional.of(e.getMessage())));
        }
    }
}
