package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.ImageChangeRule;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.NewParentPaths;
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
        syntax.parameter("CHILD", "A differencing VHD or VHDX that nobody uses. It becomes what its parent is.")
                .option(KEEP, "FILE", "Keep the old one under this name, in the same folder or elsewhere on its volume; without it, it is gone.")
                .withoutStore("a disk is no store.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Path child = ChangedImage.file(invocation, 0);
        List<Path> chain = OpenedDisk.images(invocation).chain(child);
        if (chain.size() == 1) {
            throw new RequestException(child + " is not a differencing disk: it has no parent to go back to.");
        }
        Optional<Path> kept = Optional.empty();
        if (invocation.value(KEEP).isPresent()) {
            kept = Optional.of(Path.of(invocation.requiredValue(KEEP)));
            checkFree(kept.get(), child);
        } else {
            ChangedImage.confirm(invocation, "What was written to " + child + " will be gone.");
        }
        try (VirtualDisk disk = OpenedDisk.images(invocation).openWithoutParents(child); VirtualDisk parent = OpenedDisk.images(invocation).open(chain.get(1))) {
            NewDisk like = NewDisk.childOf(
                    parent,
                    Math.toIntExact(disk.blocks().orElseThrow().blockSize()),
                    NewParentPaths.link(child, chain.get(1), parent, OpenedDisk.volumes(invocation)));
            VhdxIdentity random = VhdxIdentity.random();
            VhdxIdentity identity = new VhdxIdentity(random.fileWrite(), random.dataWrite(), parent.diskId().orElse(random.disk()));
            Instant now = invocation.surroundings().clock().instant();
            return new Reset(new ResetChild(child, kept, disk.format(), like, identity, RandomGuid.next(), now), disk.fileSize());
        }
    }

    private static void checkFree(Path kept, Path child) throws IOException {
        if (Files.exists(kept) && !ResetChild.isKept(child, kept)) {
            throw new RequestException(kept + " exists already, and was left alone. Move it away first.");
        }
    }

    private static final class Reset extends Proposal {
        private final ResetChild reset;

        Reset(ResetChild reset, long size) {
            super(
                    "Reset " + reset.child(),
                    List.of(Finding.info(
                            ImageChangeRule.CHILDREN,
                            "differencing disks that have " + reset.child() + " as their parent cannot be used any more afterwards; whether there are any, it does not say")),
                    List.of(new Change(
                            Action.CHANGE,
                            reset.child().toString(),
                            Optional.of(ByteSize.format(size) + " of changes"),
                            Optional.of("what its parent is"))));
            this.reset = reset;
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
