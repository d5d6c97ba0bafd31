package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.ImageChangeRule;
import org.bcdkit.disk.Merge;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.view.ProgressLine;
import org.bcdkit.view.JsonDocument;

/** {@code bcd vdisk merge CHILD}: what a differencing disk holds comes into one of its parents. */
public final class VdiskMergeCommand implements Command {

    private static final String DEPTH = "--depth";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("CHILD", "A differencing VHD or VHDX that nobody uses. Its file stays.")
                .option(DEPTH, "N", "Into which parent: 1 is its parent, as is done without this, 2 the parent of that, and so on.")
                .withoutStore("a disk is no store.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        Path child = ChangedImage.file(invocation, 0);
        int depth = depth(invocation);
        List<Path> chain = ChangedImage.chain(invocation, child);
        if (chain.size() == 1) {
            throw new RequestException(child + " is not a differencing disk: it has no parent to merge it into.");
        }
        if (depth >= chain.size()) {
            throw new RequestException(child + " has " + (chain.size() == 2 ? "one parent" : chain.size() - 1 + " parents") + ", so " + DEPTH + " " + depth
                    + " names none.");
        }
        List<Path> merged = chain.subList(0, depth + 1);
        for (Path file : merged) {
            ChangedImage.unused(invocation, file);
        }
        ChangedImage.confirm(invocation, "Merging changes " + chain.get(depth) + ", and there is no going back.");
        try (Merge merge = Merge.plan(OpenedDisk.images(invocation), merged)) {
            return new Merging(invocation, merge, merged).carryOut(invocation);
        }
    }

    private static int depth(Invocation invocation) {
        String given = invocation.value(DEPTH).orElse("1");
        try {
            int depth = Integer.parseInt(given);
            if (depth >= 1) {
                return depth;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException(DEPTH + " is a number from 1, not " + given + ".");
    }

    private static List<Finding> findings(List<Path> merged) {
        Path target = merged.get(merged.size() - 1);
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.warning(
                ImageChangeRule.CHILDREN,
                "other differencing disks that have " + target + " as their parent cannot be used any more afterwards",
                "Merge only where there are none, or make images of their own of them before with bcd vdisk convert."));
        for (Path between : merged.subList(1, merged.size() - 1)) {
            findings.add(Finding.warning(
                    ImageChangeRule.CHILDREN,
                    between + " does not hold afterwards what it holds now: what " + merged.get(0) + " has is below it",
                    "Delete it when the merged disk is what it should be."));
        }
        return findings;
    }

    private static final class Merging extends Proposal {
        private final Invocation invocation;
        private final Merge merge;
        private final Path child;
        private final Path target;

        Merging(Invocation invocation, Merge merge, List<Path> merged) {
            super(
                    "Merge " + merged.get(0) + " into " + merged.get(merged.size() - 1),
                    findings(merged),
                    List.of(new Change(
                            Action.CHANGE,
                            merged.get(merged.size() - 1).toString(),
                            Optional.of("its own disk"),
                            Optional.of("the disk in " + merged.get(0) + ", " + ByteSize.format(merge.bytes()) + " of which are written"))));
            this.invocation = invocation;
            this.merge = merge;
            this.child = merged.get(0);
            this.target = merged.get(merged.size() - 1);
        }

        @Override
        List<Path> written() {
            return List.of(target);
        }

        @Override
        Outcome apply() throws IOException {
            try (ProgressLine progress = invocation.progress("Merging " + child)) {
                merge.apply(progress);
            }
            return new Outcome(
                    Optional.empty(),
                    List.of("Merged " + child + " into " + target + ".", child + " is still there and holds the same; it is not needed any more."));
        }

        @Override
        void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("parent", JsonDocument.text(target.toString()));
            json.writeNumberField("bytes", merge.bytes());
        }
    }
}
