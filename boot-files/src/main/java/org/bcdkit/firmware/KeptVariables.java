package org.bcdkit.firmware;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.HostException;

/**
 * The variables that a change replaced and what it made of them, in a folder of their own: {@code before} and {@code after}, both laid out as
 * efivarfs. An empty file stands for a variable that was not there.
 */
public record KeptVariables(Path folder) {

    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final String UNDONE = ".undone";

    /** Keeps what {@code steps} are about to change in a folder that does not exist yet. */
    public static KeptVariables keep(Path folder, List<VariableChange> steps) throws IOException {
        try {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Files.createDirectory(folder);
            Files.createDirectory(folder.resolve(BEFORE));
            Files.createDirectory(folder.resolve(AFTER));
            for (VariableChange step : steps) {
                write(folder.resolve(BEFORE), step.name(), step.before());
                write(folder.resolve(AFTER), step.name(), step.after());
            }
            return new KeptVariables(folder);
        } catch (IOException e) {
            throw new HostException(
                    "The old variables cannot be kept in " + folder + " (" + reason(e) + "). Nothing was changed.", "Name another folder with --backup.", e);
        }
    }

    private static void write(Path folder, String name, Optional<EfiVariable> variable) throws IOException {
        Files.write(folder.resolve(VariableFile.name(name)), variable.isPresent() ? VariableFile.content(variable.get()) : new byte[0]);
    }

    /** The last change that was kept in {@code folder} and has not been taken back; their names are in the order of their times. */
    public static Optional<KeptVariables> last(Path folder, String prefix) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                for (Path child : children) {
                    String name = child.getFileName().toString();
                    if (name.startsWith(prefix) && !name.endsWith(UNDONE) && isIn(child)) {
                        found.add(child);
                    }
                }
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(new KeptVariables(Collections.max(found)));
    }

    /** Whether a folder holds what a change kept. */
    public static boolean isIn(Path folder) {
        return Files.isDirectory(folder.resolve(BEFORE)) && Files.isDirectory(folder.resolve(AFTER));
    }

    /** Removes the folder: the change was not made. */
    public void discard() throws IOException {
        for (String part : List.of(BEFORE, AFTER)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(part))) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(folder.resolve(part));
        }
        Files.delete(folder);
    }

    /** The variables that are not what the change made of them any more: something else has changed them since. */
    public List<String> changedSince(BootVariables now) throws IOException {
        List<String> changed = new ArrayList<>();
        for (VariableChange kept : read()) {
            if (!now.variable(kept.name()).equals(kept.after())) {
                changed.add(kept.name());
            }
        }
        return changed;
    }

    /** The plan that puts the old variables back. */
    public FirmwarePlan undo(BootVariables now) throws IOException {
        List<VariableChange> steps = new ArrayList<>();
        for (VariableChange kept : read()) {
            Optional<EfiVariable> current = now.variable(kept.name());
            if (!current.equals(kept.before())) {
                steps.add(new VariableChange(kept.name(), current, kept.before()));
            }
        }
        return new FirmwarePlan("Go back to the firmware entries in " + folder, now, VariableChange.ordered(steps), List.of());
    }

    private List<VariableChange> read() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(BEFORE))) {
            for (Path file : files) {
                Optional<String> name = VariableFile.variable(file.getFileName().toString());
                if (name.isPresent()) {
                    names.add(name.get());
                }
            }
        }
        Collections.sort(names);
        List<VariableChange> kept = new ArrayList<>();
        for (String name : names) {
            kept.add(new VariableChange(name, read(BEFORE, name), read(AFTER, name)));
        }
        return kept;
    }

    private Optional<EfiVariable> read(String part, String name) throws IOException {
        Path file = folder.resolve(part).resolve(VariableFile.name(name));
        if (Files.size(file) > VariableFile.LARGEST) {
            throw new HostException(file + " is too large for a variable", "It is none that was kept here; remove it.");
        }
        byte[] content = Files.readAllBytes(file);
        return content.length == 0 ? Optional.empty() : Optional.of(VariableFile.read(file.toString(), name, content));
    }

    /** Says in the name of the folder that this was taken back. */
    public Path markUndone() throws IOException {
        return Files.move(folder, folder.resolveSibling(folder.getFileName() + UNDONE));
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileAlreadyExistsException there ? there.getFile() + " is in the way" : e.toString();
    }
}
