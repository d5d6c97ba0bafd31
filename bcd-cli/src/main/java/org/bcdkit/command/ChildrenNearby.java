package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The differencing disks that lie in the folder of an image and are read through it. An image does not say which were made of it; its folder may. */
final class ChildrenNearby {

    private static final List<String> EXTENSIONS = List.of(".vhd", ".vhdx", ".avhd", ".avhdx");

    private final Invocation invocation;
    /** Images that are no news, such as those that are merged. */
    private final List<Path> known;

    ChildrenNearby(Invocation invocation, List<Path> known) {
        this.invocation = invocation;
        this.known = List.copyOf(known);
    }

    /**
     * Those in the folders of {@code places} that have {@code image} among their parents, by name.
     *
     * @param places files in folders that are to be looked at
     */
    List<Path> of(Path image, List<Path> places) throws IOException {
        List<Path> searched = new ArrayList<>();
        List<Path> children = new ArrayList<>();
        for (Path place : places) {
            Path folder = place.toAbsolutePath().getParent();
            if (!ChangedImage.isIn(searched, folder)) {
                searched.add(folder);
                find(image, place, folder, children);
            }
        }
        return children;
    }

    private void find(Path image, Path place, Path folder, List<Path> children) throws IOException {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                names.add(file.getFileName());
            }
        } catch (IOException e) {
            return; // a folder that may be passed through but not read
        }
        Collections.sort(names);
        for (Path name : names) {
            Path file = place.resolveSibling(name);
            if (isImage(file) && isChild(file, image)) {
                children.add(file);
            }
        }
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        for (String extension : EXTENSIONS) {
            if (name.endsWith(extension)) {
                return Files.isRegularFile(file);
            }
        }
        return false;
    }

    private boolean isChild(Path file, Path image) {
        try {
            if (ChangedImage.isIn(known, file)) {
                return false;
            }
            List<Path> chain = ChangedImage.chain(invocation, file);
            return ChangedImage.isIn(chain.subList(1, chain.size()), image);
        } catch (IOException e) {
            return false; // damaged, or without its parents already
        }
    }
}
