package org.bcdkit.disk;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the differencing disks that are read through an image. It does not say which were made of it; what lies in its folder may. */
public final class ChildrenNearby {

    private static final List<String> ENDINGS = List.of(".vhd", ".vhdx", ".avhd", ".avhdx");

    private final DiskImages images;
    private final List<Path> known;

    /**
     * Nothing is looked for yet.
     *
     * @param images opens the images of the machine
     * @param known images that are no news, such as those that are merged
     */
    public ChildrenNearby(DiskImages images, List<Path> known) {
        this.images = images;
        this.known = List.copyOf(known);
    }

    /** Those beside {@code image} itself, as {@link #of(Path, List)} finds them. */
    public List<Path> of(Path image) throws IOException {
        return of(image, List.of(image));
    }

    /**
     * Those that have {@code image} among their parents, or name it as theirs and find none where they say it is: folder by folder, by name. What cannot
     * be read through it any more is none of them.
     *
     * @param places files in folders that are to be looked at; where one is a link, the folder of what it leads to is as well
     */
    public List<Path> of(Path image, List<Path> places) throws IOException {
        List<Path> searched = new ArrayList<>();
        List<Path> children = new ArrayList<>();
        try (VirtualDisk disk = images.openWithoutParents(image)) {
            Search search = new Search(key(image), disk);
            for (Path file : known) {
                search.told.add(key(file));
            }
            for (Path place : beside(places)) {
                Path folder = place.toAbsolutePath().getParent();
                if (!DiskImages.isIn(searched, folder)) {
                    searched.add(folder);
                    search.find(place, names(folder), children);
                }
            }
        }
        return children;
    }

    /** What tells a file from all others, by whatever name. */
    private static Object key(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file.toRealPath() : key; // of which Windows has none
    }

    private static List<Path> beside(List<Path> places) throws IOException {
        List<Path> all = new ArrayList<>(places);
        for (Path place : places) {
            if (Files.isSymbolicLink(place)) {
                all.add(place.toRealPath());
            }
        }
        return all;
    }

    private static List<Path> names(Path folder) {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                names.add(file.getFileName());
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of(); // a folder that may be passed through but not read
        }
        Collections.sort(names);
        return names;
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        for (String ending : ENDINGS) {
            if (name.endsWith(ending)) {
                return Files.isRegularFile(file);
            }
        }
        return false;
    }

    /** For the children of one image. What is known of a file is kept, so that chains of chains take no longer than there are files. */
    private final class Search {
        private final Object image;
        private final VirtualDisk disk;
        private final Map<Object, Boolean> isChild = new HashMap<>();
        /** What is not to be told, or was. */
        private final Set<Object> told = new HashSet<>();

        Search(Object image, VirtualDisk disk) {
            this.image = image;
            this.disk = disk;
            told.add(image);
        }

        void find(Path place, List<Path> names, List<Path> children) {
            for (Path name : names) {
                Path file = place.resolveSibling(name);
                if (isImage(file) && isNews(file) && isChild(file)) {
                    children.add(file);
                }
            }
        }

        private boolean isNews(Path file) {
            try {
                return told.add(key(file));
            } catch (IOException e) {
                return false; // gone meanwhile
            }
        }

        /** Goes from parent to parent until one is known, is the image, has none, or was met before. */
        private boolean isChild(Path lowest) {
            List<Object> met = new ArrayList<>();
            boolean child = false;
            try {
                Optional<Path> next = Optional.of(lowest);
                while (next.isPresent()) {
                    Path file = next.get();
                    Object key = key(file);
                    Boolean answer = isChild.putIfAbsent(key, false); // for whoever comes by again: it is a loop
                    if (answer != null) {
                        child = answer;
                        break;
                    }
                    met.add(key);
                    Step step = step(file);
                    child = step.isChild;
                    next = step.next;
                }
            } catch (IOException e) {
                // Damaged, or of no use without its parents already.
            }
            for (Object key : met) {
                isChild.put(key, child);
            }
            return child;
        }

        private Step step(Path child) throws IOException {
            try (VirtualDisk candidate = images.openWithoutParents(child)) {
                if (candidate.parentLink().isEmpty()) {
                    return new Step(false, Optional.empty());
                }
                ParentSearch.Found found;
                try {
                    found = new ParentSearch(candidate, images.file(child), images).find();
                } catch (IOException e) {
                    // Nothing else is there that it could mean.
                    return new Step(candidate.parentLink().get().names(disk), Optional.empty());
                }
                try (VirtualDisk parent = found.disk()) {
                    DiskImages.checkFit(candidate, parent);
                }
                Path file = Path.of(found.file().name());
                boolean isImage = key(file).equals(image);
                return new Step(isImage, isImage ? Optional.empty() : Optional.of(file));
            }
        }
    }

    /**
     * From a disk to its parent.
     *
     * @param isChild of the image that is looked for
     * @param next the parent, where that is to be asked
     */
    private record Step(boolean isChild, Optional<Path> next) {}
}
