package org.bcdkit.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
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
    private final ImageFile file;
    private final DiskImages images;
    private final ParentLink link;
    private final List<String> tried = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private Optional<IOException> failure = Optional.empty();
    /** The first image in the place of the parent that could have been it. */
    private Optional<ImageFile> namesake = Optional.empty();

    /** @param file that {@code child} is in */
    ParentSearch(VirtualDisk child, ImageFile file, DiskImages images) {
        this.child = child;
        this.file = file;
        this.images = images;
        this.link = child.parentLink().orElseThrow();
    }

    /** The parent that was found, without parents of its own. */
    record Found(VirtualDisk disk, ImageFile file, List<Remark> remarks) {}

    Found find() throws IOException {
        for (ParentPath path : link.paths()) {
            Optional<ImageFile> candidate = images.parent(file, path);
            if (candidate.isEmpty()) {
                tried.add(Printable.of(path.text()) + " (" + path.form().word() + "; no folder is known for it)");
            } else if (!candidate.get().isMissing()) { // one that cannot be looked for may be there: opening it says what is in the way
                Optional<VirtualDisk> disk = open(candidate.get());
                if (disk.isPresent()) {
                    checkTimeStamp(candidate.get());
                    return new Found(disk.get(), candidate.get(), remarks);
                }
            } else {
                tried.add(show(candidate.get()) + " (" + path.form().word() + "; not there)");
            }
        }
        throw nothingFound();
    }

    /** As {@link #find}, and when the parent is not there, what has its place and format now. */
    Found findAsItIs() throws IOException {
        try {
            return find();
        } catch (ChainException e) {
            if (namesake.isEmpty()) {
                throw e;
            }
            return new Found(images.openWithoutParents(namesake.get()), namesake.get(), remarks);
        }
    }

    /** The disk in {@code candidate} when it is the parent. */
    private Optional<VirtualDisk> open(ImageFile candidate) throws IOException {
        VirtualDisk disk;
        try {
            disk = images.openWithoutParents(candidate);
        } catch (IOException e) {
            tried.add(show(candidate) + " (cannot be read)");
            failure = Optional.of(failure.orElse(e));
            return Optional.empty();
        }
        if (disk.format() == child.format() && link.names(disk)) {
            return Optional.of(disk);
        }
        if (disk.format() == child.format() && namesake.isEmpty()) {
            namesake = Optional.of(candidate);
        }
        String met = show(candidate) + difference(disk);
        disk.close();
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

    private static String show(ImageFile file) {
        return Printable.of(file.name());
    }

    private static String show(Bytes identity) {
        return identity.size() == 0 ? "none" : identity.toHex();
    }

    private void checkTimeStamp(ImageFile file) throws IOException {
        if (link.modified().isPresent() && file.modified().isPresent() && file.modified().getAsLong() != link.modified().getAsLong()) {
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
