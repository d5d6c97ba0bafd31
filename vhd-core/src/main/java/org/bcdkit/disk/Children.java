package org.bcdkit.disk;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds differencing disks of an image, which says nothing of them itself, among the images in its folder. */
public final class Children {

    private static final List<String> ENDINGS = List.of(".vhd", ".vhdx", ".avhd", ".avhdx");

    private final DiskImages images;

    /** @param images opens the images of the machine */
    public Children(DiskImages images) {
        this.images = images;
    }

    /**
     * The children beside an image; what cannot be read is none of them.
     *
     * @param disk that {@code image} holds
     */
    public List<Path> beside(Path image, VirtualDisk disk) throws IOException {
        Path real = image.toRealPath();
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(real.getParent())) {
            for (Path file : files) {
                if (isImage(file) && !file.equals(real) && isChild(file, real, disk)) {
                    children.add(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        children.sort(null);
        return children;
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

    private boolean isChild(Path file, Path parent, VirtualDisk disk) {
        try (VirtualDisk candidate = images.openWithoutParents(file)) {
            return candidate.parentLink().isPresent() && candidate.parentLink().get().names(disk) && !hasOtherParent(file, parent);
        } catch (IOException e) {
            return false;
        }
    }

    /** A copy of a parent is named as the parent is; where the link leads to the one, it does not lead to the other. */
    private boolean hasOtherParent(Path file, Path parent) {
        List<ImageFile> parents = new ArrayList<>();
        try {
            images.openParents(images.openWithoutParents(file), images.file(file), parents).close();
            return !Files.isSameFile(Path.of(parents.get(0).name()), parent);
        } catch (IOException e) {
            return false;
        }
    }
}
