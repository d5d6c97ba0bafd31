package org.bcdkit.argument;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

/** A file as command lines of Windows name it: by a path of this system, or by one with a drive letter that {@code --map} explains. */
public final class FileArgument {

    private static final int DRIVE = "C:".length();

    private FileArgument() {}

    /** The folder at which a partition is mounted: by its name, or by a drive letter that {@code --map} explains with a folder. */
    public static Path folder(String word, MapArgument maps) {
        boolean isRoot = word.length() == DRIVE + 1 && letter(word).isPresent();
        Optional<Character> letter = isRoot ? letter(word) : MapArgument.letter(word);
        return letter.isPresent() ? mounted(word, letter.get(), maps).root() : Path.of(word);
    }

    /** The file in the words of this system; a {@link UsageException} when it has a drive letter that cannot be followed. */
    public static String path(String word, MapArgument maps) {
        Optional<Character> letter = letter(word);
        if (letter.isEmpty() || !maps.letters().contains(letter.get()) && File.separatorChar == '\\') {
            return word;
        }
        MapArgument.Place.Folder folder = mounted(word, letter.get(), maps);
        Optional<Path> file = maps.volumes().find(word.replace('/', '\\'));
        if (file.isEmpty()) {
            throw new UsageException("\"" + word + "\" cannot be the name of a file under " + folder.root() + ".");
        }
        return file.get().toString();
    }

    private static MapArgument.Place.Folder mounted(String word, char letter, MapArgument maps) {
        if (maps.meaning(letter) instanceof MapArgument.Place.Folder folder) {
            return folder;
        }
        throw new UsageException("\"" + word + "\" cannot be reached: --map says which partition " + letter
                + ": is, and files are found where it is mounted; write --map " + letter + "=/mnt/windows.");
    }

    private static Optional<Character> letter(String word) {
        boolean absolute = word.length() > DRIVE && (word.charAt(DRIVE) == '\\' || word.charAt(DRIVE) == '/');
        return absolute ? MapArgument.letter(word.substring(0, DRIVE)) : Optional.empty();
    }
}
