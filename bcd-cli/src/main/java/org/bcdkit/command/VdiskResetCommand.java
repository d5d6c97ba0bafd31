package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.ImageChangeRule;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.NewImageFile;
import org.bcdkit.disk.NewParentPaths;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.RandomGuid;
import org.bcdkit.vhdx.VhdxIdentity;

/** {@code bcd vdisk reset CHILD}: a fresh differencing disk of the same parent in place of one that was written to. */
public final class VdiskResetCommand extends ChangeCommand {

    private static final String KEEP = "--keep";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("CHILD", "A differencing VHD or VHDX that nobody uses. It becomes what its parent is.")
                .option(KEEP, "FILE", "Keep the old one under this name, in the same folder or elsewhere on its volume; without it, it is gone.")
                .withoutStore("a disk is no store.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Path child = ChangedImage.file(invocation, 0);
        List<Path> chain = ChangedImage.chain(invocation, child);
        if (chain.size() == 1) {
            throw new RequestException(child + " is not a differencing disk: it has no parent to go back to.");
        }
        Optional<Path> kept = Optional.empty();
        if (invocation.value(KEEP).isPresent()) {
            kept = Optional.of(Path.of(invocation.requiredValue(KEEP)));
            checkFree(kept.get());
        } else {
            ChangedImage.confirm(invocation, "What was written to " + child + " will be gone.");
        }
        Path fresh = child.resolveSibling(child.getFileName() + ".new");
        checkFree(fresh);
        try (VirtualDisk disk = OpenedDisk.images(invocation).openWithoutParents(child); VirtualDisk parent = OpenedDisk.images(invocation).open(chain.get(1))) {
            NewDisk like = NewDisk.childOf(
                    parent,
                    Math.toIntExact(disk.blocks().orElseThrow().blockSize()),
                    NewParentPaths.link(child, chain.get(1), parent, OpenedDisk.volumes(invocation)));
            VhdxIdentity random = VhdxIdentity.random();
            VhdxIdentity identity = new VhdxIdentity(random.fileWrite(), random.dataWrite(), parent.diskId().orElse(random.disk()));
            Instant now = invocation.surroundings().clock().instant();
            return new Reset(child, fresh, kept, disk, like, identity, now);
        }
    }

    private static void checkFree(Path file) {
        if (Files.exists(file)) {
            throw new RequestException(file + " exists already, and was left alone. Move it away first.");
        }
    }

    private static final class Reset extends Proposal {
        private final Path child;
        private final Path fresh;
        private final Optional<Path> kept;
        private final DiskFormat format;
        private final NewDisk disk;
        private final VhdxIdentity identity;
        private final Instant now;

        Reset(Path child, Path fresh, Optional<Path> kept, VirtualDisk old, NewDisk disk, VhdxIdentity identity, Instant now) {
            super(
                    "Reset " + child,
                    List.of(Finding.info(
                            ImageChangeRule.CHILDREN,
                            "differencing disks that have " + child + " as their parent cannot be used any more afterwards; whether there are any, it does not say")),
                    List.of(new Change(
                            Action.CHANGE,
                            child.toString(),
                            Optional.of(ByteSize.format(old.fileSize()) + " of changes"),
                            Optional.of("what its parent is"))));
            this.child = child;
            this.fresh = fresh;
            this.kept = kept;
            this.format = old.format();
            this.disk = disk;
            this.identity = identity;
            this.now = now;
        }

        /** The new one gets the name of the old one when it is whole, at once: there is one of that name at every moment. */
        @Override
        Outcome apply() throws IOException {
            if (format == DiskFormat.VHDX) {
                NewImageFile.createVhdx(fresh, disk, identity);
            } else {
                NewImageFile.createVhd(fresh, disk, RandomGuid.next(), now);
            }
            try {
                if (kept.isPresent()) {
                    keep(kept.get());
                }
                Files.move(fresh, child, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
            return kept.isPresent()
                    ? new Outcome(Optional.of(kept.get().toString()), List.of("The old disk is kept as " + kept.get() + "."))
                    : new Outcome(Optional.empty(), List.of("Reset " + child + "."));
        }

        private void keep(Path name) throws IOException {
            try {
                Files.createLink(name, child);
            } catch (UnsupportedOperationException | FileSystemException e) {
                Files.move(child, name); // no second names here, or another volume
            }
        }
    }
}
