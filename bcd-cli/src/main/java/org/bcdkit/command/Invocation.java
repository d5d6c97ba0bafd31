package org.bcdkit.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.layout.Printable;
import org.bcdkit.storage.FolderException;
import org.bcdkit.view.Messages;
import org.bcdkit.view.ProgressLine;
import org.bcdkit.view.ShellWord;

/** One call of a command: what was given on the command line, and where results and messages go. */
public final class Invocation {

    private final Arguments arguments;
    private final GlobalOptions global;
    private final Surroundings surroundings;
    private final Messages messages;

    public Invocation(Arguments arguments, GlobalOptions global, Surroundings surroundings, Messages messages) {
        this.arguments = arguments;
        this.global = global;
        this.surroundings = surroundings;
        this.messages = messages;
    }

    /** This call with other global options. */
    Invocation with(GlobalOptions options) {
        return new Invocation(arguments, options, surroundings, messages);
    }

    /** This call with one option more. */
    Invocation withOption(String name, String value) {
        Map<String, List<String>> options = new LinkedHashMap<>(arguments.options());
        options.put(name, List.of(value));
        return new Invocation(new Arguments(options, arguments.parameters()), global, surroundings, messages);
    }

    /** This call with one parameter and no options of its own. */
    Invocation withParameter(String parameter) {
        return new Invocation(new Arguments(Map.of(), List.of(parameter)), global, surroundings, messages);
    }

    public GlobalOptions global() {
        return global;
    }

    /** For the result, and with {@code --json} for the one document. */
    public PrintStream out() {
        return surroundings.out();
    }

    /** Whether results may have colours. */
    public Messages.Terminal resultTerminal() {
        return new Coloring(global.color(), surroundings, true);
    }

    public Messages messages() {
        return messages;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    /**
     * Shows how far long work has come, as suits whoever reads the messages.
     *
     * @param title what is being done: {@code Converting w.vhd}
     */
    ProgressLine progress(String title) {
        ProgressLine.Style style = ProgressLine.Style.LOG;
        if (global.quiet()) {
            style = ProgressLine.Style.NONE;
        } else if (global.json()) {
            style = ProgressLine.Style.JSON;
        } else if (surroundings.isTerminal()) {
            style = ProgressLine.Style.TERMINAL;
        }
        return new ProgressLine(surroundings.err(), surroundings.clock(), style, Printable.of(title));
    }

    /** Whether the option was given. */
    public boolean has(String option) {
        return arguments.has(option);
    }

    public Optional<String> value(String option) {
        return arguments.value(option);
    }

    /** The values of an option that may be repeated, in their order. */
    public List<String> values(String option) {
        return arguments.values(option);
    }

    /** The value of an option that has to be given. */
    public String requiredValue(String option) {
        return value(option).orElseThrow();
    }

    /** A parameter that has to be there; counted from 0. */
    public String parameter(int index) {
        return parameters().get(index);
    }

    /** A parameter that may be left out; counted from 0. */
    public Optional<String> optionalParameter(int index) {
        List<String> parameters = parameters();
        return index < parameters.size() ? Optional.of(parameters.get(index)) : Optional.empty();
    }

    /** All parameters in their order. */
    public List<String> parameters() {
        return arguments.parameters();
    }

    /** The store that {@code --store} names, or this machine's own. */
    public StoreLocation store() throws IOException {
        if (global.store().isPresent()) {
            return storeNamed(storeWord());
        }
        Optional<Path> own = surroundings.host().systemStore();
        if (own.isEmpty()) {
            throw new RequestException("This machine has no boot store that can be read. Name one with --store FILE.");
        }
        return storeAt(own.get());
    }

    /** A store that an argument names: a file of this machine, or one inside an image. */
    public StoreLocation storeNamed(String word) throws IOException {
        Path path = file(word);
        Optional<StoreLocation> inImage = StoreInImage.find(word, path, this);
        return inImage.isPresent() ? inImage.get() : storeAt(path);
    }

    /** A store in a file. */
    public StoreFile storeAt(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new FolderException(path + " is a folder, not a boot store", "Name the file in it, for instance EFI/Microsoft/Boot/BCD.");
        }
        return new StoreFile(path, surroundings.clock());
    }

    /** A parameter that names a file or folder. */
    public Path path(int index) {
        return file(parameter(index));
    }

    private static Path file(String given) {
        if (given.isEmpty()) {
            // For Java the empty path is the current folder, and nobody who writes "$FILE" means that.
            throw new UsageException("An empty argument names no file.");
        }
        return Path.of(given);
    }

    /** A parameter that names a file to be read: one that is there, and no folder. */
    public Path existingFile(int index) throws IOException {
        return existingFile(path(index));
    }

    /** An option that has to be given and names a file to be read: one that is there, and no folder. */
    Path existingFile(String option) throws IOException {
        return existingFile(file(requiredValue(option)));
    }

    private static Path existingFile(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new FolderException(path + " is a folder, not a file", "Name the file in it.");
        }
        // Fails with the name of the file when it is not there. A pipe is there, though it is in no folder.
        Files.readAttributes(path, BasicFileAttributes.class);
        return path;
    }

    /** The same, of a file that can be read more than once. */
    public Path existingFileToReread(int index) throws IOException {
        return existingFileToReread(path(index));
    }

    /** The same, of a file that was named in another way. */
    static Path existingFileToReread(Path file) throws IOException {
        Path path = existingFile(file);
        if (!Files.isRegularFile(path)) {
            throw new RequestException(path + " is a pipe or a device, and this is read more than once. Save what comes out of it to a file, and name that.");
        }
        return path;
    }

    /** A parameter that names a file to be made: in a folder that is there and can be written to, and not there itself. */
    public Path newFile(int index) throws IOException {
        return newFile(path(index), "Move it away first, or choose another name.");
    }

    /** The file that {@code --store} names, which is to be made. */
    public Path newStore() throws IOException {
        return newFile(Path.of(storeWord()), "Choose another name; bcd import takes the objects of a store into one that is there.");
    }

    static Path newFile(Path path, String remedy) throws IOException {
        // A link that leads nowhere takes the name as well.
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new RequestException(path + " exists already, and was left alone. " + remedy);
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new RequestException("There is no folder " + folder + " to make " + path + " in.");
        }
        Permission.toWriteIn(folder);
        return path;
    }

    /** What to type to take the last change of the store back that the call is about. */
    String undoCommand(StoreLocation location) {
        boolean isUnmounted = location.unmountedVolume().isPresent();
        if (global.store().isPresent()) {
            return undoCommand(global.store().get(), isUnmounted);
        }
        return isUnmounted ? undoCommand(location.name(), true) : ShellWord.line(surroundings.program(), List.of("undo"));
    }

    /**
     * What to type to take the last change of that store back.
     *
     * @param isUnmounted whether that has to be confirmed, because nobody has its volume mounted
     */
    String undoCommand(String store, boolean isUnmounted) {
        List<String> arguments = new ArrayList<>(List.of("undo", GlobalOptions.STORE, store));
        if (isUnmounted) {
            arguments.add(GlobalOptions.YES);
        }
        return ShellWord.line(surroundings.program(), arguments);
    }

    private String storeWord() {
        String given = global.store().orElseThrow();
        if (given.isEmpty()) {
            throw new UsageException(GlobalOptions.STORE + " needs the name of a file.");
        }
        return given;
    }
}
