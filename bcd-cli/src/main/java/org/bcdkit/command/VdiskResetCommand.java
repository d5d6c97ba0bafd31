package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.ChildrenNearby;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.ImageChangeRule;
import org.bcdkit.disk.ImageChanges;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.NewParentPaths;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.ResetChild;
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
        syntax.parameter("CHILD", "A differencing VHD or VHDX that nobody uses. It becomes what its parent is now.")
                .option(
                        KEEP,
                        "FILE",
                        "Keep the old one under this name, which is a copy where a file has one name only, or on another volume; without it, it is gone.")
                .withoutStore("a disk is no store.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Path child = ChangedImage.file(invocation, 0);
        Optional<Path> kept = kept(invocation, child);
        DiskImages images = OpenedDisk.images(invocation);
        try (VirtualDisk disk = images.openWithoutParents(child)) {
            if (disk.parentLink().isEmpty()) {
                throw new RequestException(child + " is not a differencing disk: it has no parent to go back to.");
            }
            ParentLink link = disk.parentLink().get();
            Path file = images.parentAsItIs(disk, child);
            // Opening it tells when it is itself read through the child.
            try (VirtualDisk parent = images.open(file)) {
                ParentLink fresh = NewParentPaths.link(child, file, parent, OpenedDisk.volumes(invocation));
                List<Finding> findings = new ArrayList<>();
                judgeParent(disk, link, parent, fresh, findings);
                ChangedImage.judgeMark(invocation, child, findings);
                judgeChildren(images, child, kept, findings);
                Optional<ParentLink> keptLink = kept.isPresent()
                        ? ResetChild.keptLink(child, kept.get(), link, parent, file, OpenedDisk.volumes(invocation))
                        : Optional.empty();
                if (keptLink.isPresent()) {
                    ImageChanges.check(disk);
                }
                NewDisk like = NewDisk.childOf(parent, Math.toIntExact(disk.blocks().orElseThrow().blockSize()), fresh);
                Instant now = invocation.surroundings().clock().instant();
                Reset reset = new Reset(
                        new ResetChild(child, kept, keptLink, disk.format(), like, identity(parent), RandomGuid.next(), now),
                        disk.fileSize(),
                        invocation.global().force() ? Finding.forced(findings) : findings);
                if (kept.isEmpty() && !reset.isRefused()) {
                    ChangedImage.confirm(invocation, "What was written to " + child + " will be gone.");
                }
                return reset;
            }
        }
    }

    /** A differencing VHDX calls itself what its parent does. */
    private static VhdxIdentity identity(VirtualDisk parent) {
        VhdxIdentity random = VhdxIdentity.random();
        return new VhdxIdentity(random.fileWrite(), random.dataWrite(), parent.diskId().orElse(random.disk()));
    }

    private static Optional<Path> kept(Invocation invocation, Path child) throws IOException {
        if (invocation.value(KEEP).isEmpty()) {
            return Optional.empty();
        }
        Path kept = Path.of(invocation.requiredValue(KEEP));
        // As a reset leaves it that did not come to its end.
        return Optional.of(ResetChild.isKept(child, kept) ? kept : Invocation.newFile(kept, "Move it away first."));
    }

    /** What the child holds makes sense with its parent as it was. A fresh one takes it as it is. */
    private static void judgeParent(VirtualDisk disk, ParentLink link, VirtualDisk parent, ParentLink fresh, List<Finding> findings) {
        boolean named = link.names(parent);
        if (named && (link.modified().isEmpty() || link.modified().equals(fresh.modified()))) {
            return;
        }
        // A VHD keeps its identifier, whatever is written to it. A VHDX gets another, and calls itself and its children the same.
        boolean same = named || disk.diskId().isPresent() && disk.diskId().equals(parent.diskId());
        String what = same
                ? parent.name() + " was changed" + (named ? " or copied" : "") + " after " + disk.name() + " was made of it"
                : parent.name() + " is another disk than " + disk.name() + " was made of";
        findings.add(Finding.warning(
                ImageChangeRule.CHANGED_PARENT,
                what + ", and " + disk.name() + " becomes what it is now",
                "Put the old one back before, if that is not what is wanted: what was written to the child makes sense only with that."));
    }

    private static void judgeChildren(DiskImages images, Path child, Optional<Path> kept, List<Finding> findings) throws IOException {
        List<Path> known = kept.isPresent() && Files.exists(kept.get()) ? List.of(kept.get()) : List.of();
        ChangedImage.judgeChildren(
                child,
                new ChildrenNearby(images, known).of(child),
                ChangedImage.elsewhere(child),
                kept.isPresent()
                        ? "Name " + kept.get() + " as its parent afterwards, with bcd vdisk reparent."
                        : "Make an image of its own of it before with bcd vdisk convert, or give it up.",
                findings);
    }

    private static final class Reset extends Proposal {
        private final ResetChild reset;

        Reset(ResetChild reset, long size, List<Finding> findings) {
            super(
                    "Reset " + reset.child(),
                    findings,
                    List.of(new Change(
                            Action.CHANGE,
                            reset.child().toString(),
                            Optional.of(ByteSize.format(size) + " of changes"),
                            Optional.of("what its parent is"))));
            this.reset = reset;
        }

        /** The fresh disk is made in the folder; the old file itself is written only for its new place. */
        @Override
        List<Path> written() {
            List<Path> written = new ArrayList<>();
            written.add(reset.child().toAbsolutePath().getParent());
            if (reset.kept().isPresent()) {
                written.add(reset.kept().get().toAbsolutePath().getParent());
            }
            if (reset.keptLink().isPresent()) {
                written.add(reset.child());
            }
            return written;
        }

        @Override
        Outcome apply() throws IOException {
            reset.apply();
            return reset.kept().isPresent()
                    ? new Outcome(Optional.of(reset.kept().get().toString()), List.of("The old disk is kept as " + reset.kept().get() + "."))
                    : new Outcome(Optional.empty(), List.of("Reset " + reset.child() + "."));
        }
    }
}
