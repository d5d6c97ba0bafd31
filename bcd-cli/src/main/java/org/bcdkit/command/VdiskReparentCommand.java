package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.ImageChangeRule;
import org.bcdkit.disk.ImageChanges;
import org.bcdkit.disk.NewParentPaths;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.ParentPath;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.WritableFile;

/** {@code bcd vdisk reparent CHILD --parent IMAGE}: a differencing disk says that its parent is elsewhere. */
public final class VdiskReparentCommand extends ChangeCommand {

    private static final String PARENT = "--parent";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("CHILD", "A differencing VHD or VHDX that nobody uses.")
                .requiredOption(PARENT, "IMAGE", "Where its parent is now. With --force, another image than the one that the child was made of.")
                .withoutStore("a disk is no store.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Path child = ChangedImage.file(invocation, 0);
        Path file = invocation.existingFile(PARENT);
        if (DiskImages.isIn(OpenedDisk.images(invocation).chain(file), child)) {
            throw new RequestException(file + " is " + child + " or one of its children, so it cannot be its parent.");
        }
        try (VirtualDisk disk = OpenedDisk.images(invocation).openWithoutParents(child); VirtualDisk parent = OpenedDisk.images(invocation).open(file)) {
            ImageChanges.check(disk);
            if (disk.parentLink().isEmpty()) {
                throw new RequestException(child + " is not a differencing disk: it has no parent.");
            }
            ParentLink link = NewParentPaths.link(child, file, parent, OpenedDisk.volumes(invocation));
            List<Finding> findings = findings(disk, parent);
            return new Reparenting(invocation, child, disk.parentLink().get(), link, invocation.global().force() ? Finding.forced(findings) : findings);
        }
    }

    private static List<Finding> findings(VirtualDisk child, VirtualDisk parent) {
        List<Finding> findings = new ArrayList<>();
        boolean sameSize = child.format() == DiskFormat.VHDX || child.virtualSize() == parent.virtualSize();
        if (child.format() != parent.format() || child.sectorSize() != parent.sectorSize() || !sameSize) {
            findings.add(Finding.error(
                    ImageChangeRule.FIT,
                    parent.name() + " is " + text(parent, child) + " bytes, and the child " + text(child, parent),
                    "Name the image that the child was made of."));
        } else if (!child.parentLink().orElseThrow().names(parent)) {
            findings.add(Finding.error(
                    ImageChangeRule.PARENT,
                    "the identifier of " + parent.name() + " is " + parent.identity().toHex() + ", and the child was made of "
                            + child.parentLink().get().identities().get(0).toHex() + ": on another disk, or on one that was changed since, its sectors make no sense",
                    "Name the image that the child was made of, as it was then."));
        }
        return findings;
    }

    private static String text(VirtualDisk disk, VirtualDisk other) {
        return "a " + disk.format().name() + " of " + ByteSize.formatBeside(disk.virtualSize(), other.virtualSize()) + " in sectors of "
                + disk.sectorSize();
    }

    private static final class Reparenting extends Proposal {
        private final Invocation invocation;
        private final Path child;
        private final ParentLink link;

        Reparenting(Invocation invocation, Path child, ParentLink before, ParentLink link, List<Finding> findings) {
            super("Name the parent of " + child, findings, changes(child, before, link));
            this.invocation = invocation;
            this.child = child;
            this.link = link;
        }

        private static List<Change> changes(Path child, ParentLink before, ParentLink link) {
            boolean same = before.identities().equals(link.identities()) && (before.modified().isEmpty() || before.modified().equals(link.modified()));
            for (ParentPath path : link.paths()) {
                same &= before.paths().contains(path) || path.form() == ParentPath.Form.NAME;
            }
            if (same) {
                return List.of();
            }
            String path = link.paths().get(0).text();
            Optional<String> old = before.paths().isEmpty() ? Optional.empty() : Optional.of(before.paths().get(0).text());
            if (old.isPresent() && old.get().equals(path) && !before.identities().equals(link.identities())) {
                // Another disk has taken its place.
                return List.of(change(child, Optional.of(identified(path, before)), identified(path, link)));
            }
            return List.of(change(child, old, path));
        }

        private static Change change(Path child, Optional<String> before, String after) {
            return new Change(Action.CHANGE, child + " parent", before, Optional.of(after));
        }

        private static String identified(String path, ParentLink link) {
            return path + " (" + link.identities().get(0).toHex() + ")";
        }

        @Override
        String nothingToDo() {
            return child + " says so already.";
        }

        @Override
        List<Path> written() {
            return List.of(child);
        }

        @Override
        Outcome apply() throws IOException {
            Optional<FileTime> time = ChangedImage.time(invocation, child);
            try (WritableFile storage = ImageChanges.open(child)) {
                ImageChanges.setParent(storage, link);
            }
            ChangedImage.keepTime(invocation, child, time);
            return new Outcome(Optional.empty(), List.of("The parent of " + child + " is " + link.paths().get(0).text() + "."));
        }
    }
}
