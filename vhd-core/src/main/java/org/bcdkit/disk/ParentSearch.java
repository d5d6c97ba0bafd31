package org.bcdkit.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.layout.Printable;
import org.bcdkit.storage.Bytes;

/**
 * Looks for the parent of one differencing disk: the first file that is there and has the right identity. Remembers what else it met, for the
 * message when there is none.
 */
final class ParentSearch {

    private final VirtualDisk child;
    private final Path folder;
    private final DiskImages images;
    private final ParentLink link;
    private final List<String> tried = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private Optional<IOException> failure = Optional.empty();

    ParentSearch(VirtualDisk child, Path file, DiskImages images) throws IOException {
        this.child = child;
        // What a path from here means depends on where "here" really is, behind links and dots: Windows will see no links of this machine.
        this.folder = file.toRealPath().getParent();
        this.images = images;
        this.link = child.parentLink().orElseThrow();
    }

    /** The parent that was found, without parents of its own. */
    record Found(VirtualDisk disk, Path file, List<Remark> remarks) {}

    Found find() throws IOException {
        for (ParentPath path : link.paths()) {
            Optional<Path> file = locate(path);
            if (file.isEmpty()) {
                tried.add(Printable.of(path.text()) + " (" + path.form().word() + "; no folder is known for it)");
            } else if (!Files.notExists(file.get())) { // one that cannot be looked for may be there: opening it says what is in the way
                Optional<VirtualDisk> disk = open(file.get());
                if (disk.isPresent()) {
                    checkTimeStamp(file.get());
                    return new Found(disk.get(), file.get(), remarks);
                }
            } else {
                tried.add(show(file.get()) + " (" + path.form().word() + "; not there)");
            }
        }
        throw nothingFound();
    }

    private Optional<Path> locate(ParentPath path) {
        String text = path.text();
        try {
            return switch (path.form()) {
                case RELATIVE -> WindowsNames.find(folder, text);
                case NAME -> WindowsNames.find(folder, lastName(text));
                case ABSOLUTE, VOLUME -> images.absolute(text);
                case URL -> fromUrl(text);
            };
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> fromUrl(String url) {
        Optional<String> path = FileUrls.path(url);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(path.get().startsWith("/") ? folder.getFileSystem().getPath(path.get()) : folder.resolve(path.get()).normalize());
    }

    private static String lastName(String text) {
        return text.substring(Math.max(text.lastIndexOf('\\'), text.lastIndexOf('/')) + 1);
    }

    /** The disk in {@code file} when it is the parent. */
    private Optional<VirtualDisk> open(Path file) throws IOException {
        VirtualDisk candidate;
        try {
            candidate = images.openWithoutParents(file);
        } catch (IOException e) {
            tried.add(show(file) + " (cannot be read)");
            failure = Optional.of(failure.orElse(e));
            return Optional.empty();
        }
        if (candidate.format() == child.format() && link.names(candidate)) {
            return Optional.of(candidate);
        }
        String met = show(file) + difference(candidate);
        candidate.close();
        tried.add(met);
        remarks.add(new Remark(Condition.PARENT_NAMESAKE, met));
        return Optional.empty();
    }

    private String difference(VirtualDisk candidate) {
        if (candidate.format() != child.format()) {
            return " is a " + candidate.format().name() + ", and the parent of a " + child.format().name() + " is a " + child.format().name();
        }
        return " is another disk: its identifier is " + show(candidate.identity()) + ", the link names " + show(link.identities().get(0));
    }

    private static String show(Path file) {
        return Printable.of(file.toString());
    }

    private static String show(Bytes identity) {
        return identity.size() == 0 ? "none" : identity.toHex();
    }

    private void checkTimeStamp(Path file) throws IOException {
        if (link.modified().isPresent() && Files.getLastModifiedTime(file).toMillis() / 1000 != link.modified().getAsLong()) {
            remarks.add(
                    new Remark(
                            Condition.PARENT_TIME_STAMP,
                            "its parent " + show(file) + " was changed or copied after the link was made: the time stamps differ"));
        }
    }

    private ChainException nothingFound() {
        if (failure.isPresent()) {
            IOException reason = failure.get();
            String why = reason instanceof AccessDeniedException denied ? "permission denied for " + denied.getFile() : reason.getMessage();
            return new ChainException(VirtualDiskStatus.PARENT_ERROR, child.name(), tried, "its parent cannot be read: " + Printable.of(why), reason);
        }
        if (!remarks.isEmpty()) {
            return new ChainException(
                    VirtualDiskStatus.PARENT_ID_MISMATCH, child.name(), tried, "its parent has changed since the link was made: " + String.join("; ", tried));
        }
        return new ChainException(
                VirtualDiskStatus.PARENT_NOT_FOUND,
                child.name(),
                tried,
                tried.isEmpty() ? "it does not say where its parent is" : "its parent was not found; tried " + String.join(", ", tried));
    }
}
