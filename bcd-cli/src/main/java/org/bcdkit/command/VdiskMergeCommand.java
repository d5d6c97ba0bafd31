package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.ChildrenNearby;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.ImageChangeRule;
import org.bcdkit.disk.Merge;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.PartlyAppliedException;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.ProgressLine;
import org.bcdkit.view.ShellWord;

/** {@code bcd vdisk merge CHILD}: what a differencing disk holds comes into one of its parents. */
public final class VdiskMergeCommand implements Command {

    private static final String DEPTH = "--depth";
    private static final String DELETE = "--delete";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("CHILD", "A differencing VHD or VHDX that nobody uses. Its file stays, and is superseded.")
                .option(DEPTH, "N", "Into which parent: 1 is its parent, as is done without this, 2 the parent of that, and so on.")
                .flag(DELETE, "Delete CHILD, and what is between it and that parent, when all is merged.")
                .withoutStore("a disk is no store.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        Path child = ChangedImage.file(invocation, 0);
        int depth = depth(invocation);
        List<Path> chain = OpenedDisk.images(invocation).chain(child);
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
        checkSizes(invocation, child, merged.get(depth));
        try (Merge merge = Merge.plan(OpenedDisk.images(invocation), merged)) {
            Merging merging = new Merging(invocation, merge, merged, findings(invocation, merge, merged));
            if (!merging.isRefused() && merging.isAnything()) {
                checkSpace(invocation, merged.get(depth), merge.growth());
                ChangedImage.confirm(invocation, merging.loss());
            }
            return merging.carryOut(invocation);
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

    /** A differencing VHDX can be expanded, its parent being as it was. */
    private static void checkSizes(Invocation invocation, Path child, Path target) throws IOException {
        DiskImages images = OpenedDisk.images(invocation);
        try (VirtualDisk lower = images.openWithoutParents(child); VirtualDisk upper = images.openWithoutParents(target)) {
            if (lower.virtualSize() != upper.virtualSize()) {
                throw new RequestException(child + " holds " + ByteSize.format(lower.virtualSize()) + " and " + target + " " + ByteSize.format(upper.virtualSize())
                        + ", and only disks of the same size can be merged. bcd vdisk convert makes an image of its own of " + child + ".");
            }
        }
    }

    private static void checkSpace(Invocation invocation, Path target, long growth) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        OptionalLong free = invocation.surroundings().host().volumeOf(folder).space().free();
        if (free.isPresent() && free.getAsLong() < growth && !invocation.global().force()) {
            throw new RequestException(folder + " has " + ByteSize.format(free.getAsLong()) + " free, and " + target + " may grow by "
                    + ByteSize.formatNeeded(growth) + ". Nothing was changed. Free some, or try it with --force: a merge that stops can be started again.");
        }
    }

    private static List<Finding> findings(Invocation invocation, Merge merge, List<Path> merged) throws IOException {
        Path child = merged.get(0);
        Path target = merged.get(merged.size() - 1);
        List<Finding> findings = new ArrayList<>();
        List<Path> places = List.of(target, child);
        List<Path> ofChild = new ChildrenNearby(OpenedDisk.images(invocation), merged).of(child, places);
        if (merge.bytes() > 0) {
            ChangedImage.judgeReadOnly(invocation, target, findings);
            List<Path> known = new ArrayList<>(merged);
            known.addAll(ofChild);
            ChangedImage.judgeChildren(
                    target,
                    new ChildrenNearby(OpenedDisk.images(invocation), known).of(target, places),
                    Finding.warning(
                            ImageChangeRule.CHILDREN,
                            "differencing disks in other folders that have " + target + " as their parent cannot be used any more afterwards",
                            "Merge only where there are none, or make images of their own of them before with bcd vdisk convert."),
                    "Make an image of its own of it before with bcd vdisk convert, or give it up.",
                    findings);
        }
        for (Path grandchild : ofChild) {
            findings.add(judgeGrandchild(invocation, grandchild, child, target));
        }
        return invocation.global().force() ? Finding.forced(findings) : findings;
    }

    /** What is read through the child goes on holding the same, as long as the child is there. */
    private static Finding judgeGrandchild(Invocation invocation, Path grandchild, Path child, Path target) {
        String remedy = "Give it " + target + " as its parent afterwards, with bcd vdisk reparent --force, before " + child + " is deleted.";
        return invocation.has(DELETE)
                ? Finding.firmError(ImageChangeRule.CHILDREN, grandchild + " is read through " + child + ", which was to be deleted", "Leave out " + DELETE + ". " + remedy)
                : Finding.warning(ImageChangeRule.CHILDREN, grandchild + " is read through " + child + ", and can be as long as that is there", remedy);
    }

    private static final class Merging extends Proposal {
        private final Invocation invocation;
        private final Merge merge;
        /** What is written to its parent: the child, and what is between it and the target. */
        private final List<Path> superseded;
        private final Path target;

        Merging(Invocation invocation, Merge merge, List<Path> merged, List<Finding> findings) {
            super("Merge " + merged.get(0) + " into " + merged.get(merged.size() - 1), findings, changes(invocation, merge, merged));
            this.invocation = invocation;
            this.merge = merge;
            this.superseded = List.copyOf(merged.subList(0, merged.size() - 1));
            this.target = merged.get(merged.size() - 1);
        }

        private static List<Change> changes(Invocation invocation, Merge merge, List<Path> merged) {
            Path target = merged.get(merged.size() - 1);
            List<Change> changes = new ArrayList<>();
            if (merge.bytes() > 0) {
                changes.add(new Change(
                        Action.CHANGE,
                        target.toString(),
                        Optional.of("its own disk"),
                        Optional.of("the disk in " + merged.get(0) + ", " + ByteSize.format(merge.bytes()) + " of which are written")));
            }
            for (Path file : merged.subList(0, merged.size() - 1)) {
                if (invocation.has(DELETE)) {
                    changes.add(new Change(Action.DELETE, file.toString(), Optional.of("a differencing disk"), Optional.empty()));
                }
            }
            return changes;
        }

        boolean isAnything() {
            return merge.bytes() > 0 || invocation.has(DELETE);
        }

        String loss() {
            return merge.bytes() > 0 ? "Merging changes " + target + ", and there is no going back." : superseded.get(0) + " will be gone.";
        }

        @Override
        String nothingToDo() {
            return superseded.get(0) + " holds nothing that " + target + " does not.";
        }

        /** What MergeVirtualDisk, DiskPart and Hyper-V leave to be found out: the files stay, and hold nothing that can be relied on. */
        @Override
        List<String> summary() {
            List<String> summary = new ArrayList<>();
            String child = superseded.get(0).toString();
            if (!invocation.has(DELETE)) {
                summary.add(child + " stays, and is superseded: it can be used only until " + target
                        + " is changed, which starting Windows from that does. Delete it when nothing starts from it or has it as its parent.");
                for (Path between : superseded.subList(1, superseded.size())) {
                    summary.add(between + " stays, and does not hold what it did: what " + child + " had shows through. Delete it.");
                }
            }
            summary.add("An entry that starts " + child + " is given the merged image with "
                    + ShellWord.line(invocation.surroundings().program(), List.of("replace", "ENTRY", target.toString())) + ".");
            return summary;
        }

        @Override
        List<Path> written() {
            return merge.bytes() > 0 ? List.of(target, superseded.get(superseded.size() - 1)) : List.of(); // of the second, its link to the first
        }

        @Override
        Outcome apply() throws IOException {
            if (merge.bytes() > 0) {
                Path linked = superseded.get(superseded.size() - 1);
                Optional<FileTime> time = ChangedImage.time(invocation, linked);
                try (ProgressLine progress = invocation.progress("Merging " + superseded.get(0))) {
                    merge.apply(progress);
                } catch (HostException e) {
                    throw new HostException(e.getMessage(), e.remedy() + " " + superseded.get(0) + " holds what it did, and the merge can be started again.", e);
                }
                ChangedImage.keepTime(invocation, linked, time);
            }
            List<String> remarks = new ArrayList<>();
            if (merge.bytes() > 0) {
                remarks.add("Merged " + superseded.get(0) + " into " + target + ".");
            }
            if (invocation.has(DELETE)) {
                remarks.addAll(delete());
            }
            return new Outcome(Optional.empty(), remarks);
        }

        private List<String> delete() throws IOException {
            List<String> deleted = new ArrayList<>();
            for (Path file : superseded) {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new PartlyAppliedException(target + " holds the merged disk, and " + file + " could not be deleted: " + e.getMessage(), e);
                }
                deleted.add("Deleted " + file + ".");
            }
            return deleted;
        }

        @Override
        void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("parent", JsonDocument.text(target.toString()));
            json.writeNumberField("bytes", merge.bytes());
            json.writeArrayFieldStart("superseded");
            for (Path file : superseded) {
                json.writeString(JsonDocument.text(file.toString()));
            }
            json.writeEndArray();
        }
    }
}
