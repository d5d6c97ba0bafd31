package org.bcdkit.wim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/**
 * A WIM with all files that it consists of: one, or several when it is split.
 *
 * @param first the file, or the first part
 * @param others the further parts, whether or not they are there; empty unless it is split
 */
public record WimSet(WimFile first, List<Path> others) {

    public WimSet {
        others = List.copyOf(others);
    }

    /**
     * Reads what is told about the images, and looks at the other parts of a split one, which are to lie beside the first.
     *
     * @throws MalformedException when it is no WIM file, is damaged, or a part is another than it should be
     * @throws UnsupportedException when this is a part that is not the first
     */
    public static WimSet open(Path path) throws IOException {
        WimFile first = WimFile.open(path);
        if (first.part() != 1) {
            throw new UnsupportedException(path.toString(), WimHeader.LAYOUT.name(), WimHeader.PART.offset(),
                    "this is part " + first.part() + " of " + first.parts() + " of a split WIM; name its first part, which ends in no number");
        }
        List<Path> others = new ArrayList<>();
        for (int number = 2; number <= first.parts(); number++) {
            Path part = part(path, number);
            if (Files.isRegularFile(part)) {
                checkPart(part, number, first);
            }
            others.add(part);
        }
        return new WimSet(first, others);
    }

    /** {@code install.swm} is followed by {@code install2.swm}, {@code install3.swm} and so on. */
    private static Path part(Path first, int number) {
        String name = first.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return first.resolveSibling(dot < 0 ? name + number : name.substring(0, dot) + number + name.substring(dot));
    }

    private static void checkPart(Path path, int number, WimFile first) throws IOException {
        try (Storage file = FileStorage.open(path)) {
            WimHeader header = WimHeader.read(file);
            if (!header.identifier().equals(first.identifier()) || header.part() != number || header.parts() != first.parts()) {
                throw new MalformedException(file.name(), WimHeader.LAYOUT.name(), WimHeader.IDENTIFIER.offset(), "this is part " + header.part() + " of "
                        + header.parts() + " of the WIM {" + header.identifier() + "}, expected part " + number + " of " + first.parts() + " of {"
                        + first.identifier() + "}");
            }
        }
    }

    /** The files of {@link #others} that are not there. */
    public List<Path> missing() {
        List<Path> missing = new ArrayList<>();
        for (Path part : others) {
            if (!Files.isRegularFile(part)) {
                missing.add(part);
            }
        }
        return missing;
    }

    /** Where its first part is. */
    public Path path() {
        return first.path();
    }
}
