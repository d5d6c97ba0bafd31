package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.UsageException;
import org.bcdkit.disk.ChildrenNearby;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.ImageChangeRule;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.host.AttachProgram;
import org.bcdkit.host.linux.Attachments;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;

/** {@code bcd vdisk attach FILE}: an image becomes a disk of this machine, by the program that it has for that. */
public final class VdiskAttachCommand extends ChangeCommand {

    static final String READ_ONLY = "--read-only";
    static final String DEVICE = "--device";
    static final String AT = "--at";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("FILE", "A VHD or VHDX that nobody uses.")
                .flag(READ_ONLY, "Let nothing be written to the disk.")
                .option(
                        DEVICE,
                        "DEVICE",
                        "On Linux, as root: the network block device that it becomes, for instance /dev/nbd0; without it, the first that is free.")
                .option(
                        AT,
                        "NEWFILE",
                        "On Linux: the file that it is shown as through FUSE, where there are no such devices or not for this user; without"
                                + " it, FILE.raw.")
                .withoutStore("a disk is no store.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        if (invocation.has(DEVICE) && invocation.has(AT)) {
            throw new UsageException("Give " + DEVICE + " or " + AT + ": the disk becomes a device, or is shown as a file.");
        }
        Path file = invocation.existingFile(0);
        if (!AttachProgram.isWindows()) {
            AttachProgram.requireLinux();
            Optional<Attaching> attached = Attaching.already(invocation, file, new Attachments().of(file));
            if (attached.isPresent()) {
                return attached.get();
            }
        }
        ChangedImage.unused(invocation, file);
        DiskImages images = OpenedDisk.images(invocation);
        try (VirtualDisk disk = images.openWithoutParents(file)) {
            boolean readOnly = invocation.has(READ_ONLY);
            List<Finding> findings = readOnly ? List.of() : judge(invocation, file, disk, new ChildrenNearby(images, List.of()));
            return AttachProgram.isWindows() ? onWindows(invocation, file, findings) : Attaching.of(invocation, file, disk, findings);
        }
    }

    private static List<Finding> judge(Invocation invocation, Path file, VirtualDisk disk, ChildrenNearby search) throws IOException {
        DiskImages.checkWritable(disk);
        List<String> children = new ArrayList<>();
        for (Path child : search.of(file)) {
            children.add(child.getFileName().toString());
        }
        if (children.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = List.of(Finding.error(
                ImageChangeRule.ATTACHED_PARENT,
                "differencing disks beside it are read through " + file + ", and cannot be used any more once it is written to: "
                        + String.join(", ", children),
                "Attach it with " + READ_ONLY + "."));
        return invocation.global().force() ? Finding.forced(findings) : findings;
    }

    private static Proposal onWindows(Invocation invocation, Path file, List<Finding> findings) {
        if (invocation.has(DEVICE) || invocation.has(AT)) {
            throw new UsageException(DEVICE + " and " + AT + " are for Linux; Windows chooses the disk itself.");
        }
        Change change = new Change(Action.ADD, "a disk", Optional.empty(), Optional.of(file.toString()));
        String options = invocation.has(READ_ONLY) ? " -Access ReadOnly" : " -Access ReadWrite";
        return new ProgramRun(
                "Attach " + file,
                findings,
                change,
                ProgramRun.powerShell(invocation, "Mount-DiskImage", file, options),
                "Attached " + file + "; Windows gives its volumes drive letters. To detach it: " + Attaching.detach(invocation, file));
    }
}
