package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskContents;
import org.bcdkit.host.AttachProgram;
import org.bcdkit.host.Attachment;
import org.bcdkit.host.Host;
import org.bcdkit.host.QemuCommand;
import org.bcdkit.host.linux.Attachments;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.storage.HostException;

/** {@code bcd vdisk detach DISK}: what {@code attach} attached is a file again. */
public final class VdiskDetachCommand extends ChangeCommand {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("DISK", "The image; on Linux also the device or file that it was attached as.").withoutStore("a disk is no store.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Path named = invocation.path(0);
        if (AttachProgram.isWindows()) {
            Path file = invocation.existingFile(0);
            return new ProgramRun(
                    "Detach " + file,
                    List.of(),
                    change(file),
                    ProgramRun.powerShell(invocation, "Dismount-DiskImage", file, ""),
                    "Detached " + file + ".");
        }
        AttachProgram.requireLinux();
        Attachments attachments = new Attachments();
        Optional<Attachment> found = attachments.at(named);
        if (found.isEmpty()) {
            Path file = invocation.existingFile(0);
            found = Files.isRegularFile(file) ? ofImage(file, attachments.of(file)) : Optional.empty();
            if (found.isEmpty() && !Files.isRegularFile(file) && !file.toString().startsWith("/dev/nbd")) {
                throw new RequestException(file + " is no network block device; name the image, or what bcd vdisk attach said that it was"
                        + " attached as.");
            }
        }
        if (found.isPresent()) {
            requireUnused(attachments, found.get());
        }
        return new Detaching(invocation, named, attachments, found);
    }

    private static Change change(Path place) {
        return new Change(Action.DELETE, place.toString(), Optional.of("attached"), Optional.empty());
    }

    private static Optional<Attachment> ofImage(Path file, List<Attachment> attachments) {
        if (attachments.size() > 1) {
            List<String> places = new ArrayList<>();
            for (Attachment one : attachments) {
                places.add(one.place().toString());
            }
            throw new RequestException(file + " is attached as " + String.join(" and ", places) + ". Name the one to detach.");
        }
        return attachments.isEmpty() ? Optional.empty() : Optional.of(attachments.get(0));
    }

    private static void requireUnused(Attachments attachments, Attachment attachment) throws IOException {
        List<String> uses = attachments.usesOf(attachment);
        if (!uses.isEmpty()) {
            throw new HostException(
                    attachment.place() + " is in use: " + String.join(", ", uses),
                    "Unmount what is mounted; a loop device goes with `losetup --detach`. Nothing was changed.");
        }
    }

    private static final class Detaching extends Proposal {
        private final Path named;
        private final Attachments attachments;
        private final Optional<Attachment> attachment;
        private final List<String> command;
        private final Host host;
        private long holes;

        Detaching(Invocation invocation, Path named, Attachments attachments, Optional<Attachment> attachment) throws IOException {
            super("Detach " + named, List.of(), attachment.isEmpty() ? List.of() : List.of(change(attachment.get().place())));
            this.named = named;
            this.attachments = attachments;
            this.attachment = attachment;
            this.host = invocation.surroundings().host();
            this.command = attachment.isEmpty() ? List.of() : command(invocation, attachment.get());
        }

        private static List<String> command(Invocation invocation, Attachment attachment) throws IOException {
            Optional<String> programs = invocation.surroundings().variable("PATH");
            boolean isDevice = attachment.way() == Attachment.Way.NBD;
            Path program = isDevice ? AttachProgram.qemu(QemuCommand.NBD, programs) : AttachProgram.unmounter(programs);
            return Attachments.releasing(attachment, program);
        }

        @Override
        List<String> summary() {
            boolean ends = attachment.orElseThrow().way() == Attachment.Way.FUSE && !attachment.get().isAbandoned();
            String line = ProgramRun.line(command);
            return ends ? List.of(line, "Ends: process " + attachment.get().process().getAsInt() + " (" + QemuCommand.FUSE + ")") : List.of(line);
        }

        @Override
        String nothingToDo() {
            return named + " is not attached.";
        }

        @Override
        Outcome apply() throws IOException {
            attachments.detach(attachment.orElseThrow(), command);
            List<String> remarks = new ArrayList<>(List.of("Detached " + attachment.get().place() + "."));
            if (attachment.get().isAbandoned()) {
                remarks.add("The program that showed it had ended before. Whether the image is whole, bcd vdisk check tells.");
            }
            holes = attachment.get().readOnly() || attachment.get().image().isEmpty() ? 0 : holes(attachment.get().image().get());
            if (holes > 0) {
                remarks.add(holes(attachment.get().image().get(), ByteSize.format(holes)));
            }
            return new Outcome(Optional.empty(), remarks);
        }

        private static String holes(Path image, String size) {
            return image + " has holes of " + size + " now, as QEMU leaves them. Windows attaches no sparse file: before the image goes to NTFS,"
                    + " copy it with `cp --sparse=never`.";
        }

        /** How many bytes of a file are in no place of its volume; 0 when the machine does not tell. */
        private long holes(Path image) throws IOException {
            Optional<List<DiskContents.Range>> data = host.dataIn(image);
            if (data.isEmpty()) {
                return 0;
            }
            long holes = Files.size(image);
            for (DiskContents.Range range : data.get()) {
                holes -= range.end() - range.start();
            }
            return holes;
        }

        @Override
        void writeFields(JsonGenerator json) throws IOException {
            if (attachment.isPresent()) {
                Attaching.write(json, attachment.get());
                if (holes > 0) {
                    json.writeNumberField("bytesInHoles", holes);
                }
            }
        }
    }
}
