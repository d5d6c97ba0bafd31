package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.host.AttachProgram;
import org.bcdkit.host.Attachment;
import org.bcdkit.host.QemuCommand;
import org.bcdkit.host.linux.Attachments;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.view.ShellWord;

/** That an image becomes a disk of a machine that runs Linux: a network block device, or a file through FUSE. */
final class Attaching extends Proposal {

    private static final int SECTOR = 512; // all that QEMU reads of a VHDX

    private final Invocation invocation;
    private final Path file;
    private final Attachment place;
    private final List<String> command;
    private final List<String> release;
    private final long size;

    /**
     * @param command empty when it is attached already
     * @param release takes back what the command did
     */
    private Attaching(
            Invocation invocation,
            Path file,
            Attachment place,
            List<String> command,
            List<String> release,
            long size,
            List<Finding> findings) {
        super("Attach " + file, findings, command.isEmpty() ? List.of() : List.of(change(file, place)));
        this.invocation = invocation;
        this.file = file;
        this.place = place;
        this.command = command;
        this.release = release;
        this.size = size;
    }

    private static Change change(Path file, Attachment place) {
        return new Change(Action.ADD, place.place().toString(), Optional.empty(), Optional.of(file + (place.readOnly() ? " (read only)" : "")));
    }

    /**
     * Nothing to do for an image that is attached as was asked for; absent for one that is not attached.
     *
     * @throws RequestException for one that is attached in another way
     */
    static Optional<Attaching> already(Invocation invocation, Path file, List<Attachment> attachments) throws IOException {
        for (Attachment one : attachments) {
            if (one.isAbandoned()) {
                throw new RequestException(abandoned(invocation, one.place()));
            }
            if (one.readOnly() == invocation.has(VdiskAttachCommand.READ_ONLY) && isAsked(invocation, one.place())) {
                return Optional.of(new Attaching(invocation, file, one, List.of(), List.of(), 0, List.of()));
            }
        }
        if (attachments.isEmpty()) {
            return Optional.empty();
        }
        Attachment one = attachments.get(0);
        String how = one.readOnly() ? ", for reading only" : "";
        throw new RequestException(file + " is attached already, as " + one.place() + how + ". Detach it first: " + detach(invocation, file));
    }

    private static String abandoned(Invocation invocation, Path place) {
        return place + " is left from an image that was attached, by a program that has ended since. Clear it away first: "
                + detach(invocation, place);
    }

    private static boolean isAsked(Invocation invocation, Path place) throws IOException {
        Optional<String> device = invocation.value(VdiskAttachCommand.DEVICE);
        Optional<String> at = invocation.value(VdiskAttachCommand.AT);
        return (device.isEmpty() || place.equals(Path.of(device.get()))) && (at.isEmpty() || place.equals(newPlace(at.get())));
    }

    /**
     * Shows an image that nobody uses.
     *
     * @throws RequestException for one that QEMU does not read as what it is
     */
    static Attaching of(Invocation invocation, Path file, VirtualDisk disk, List<Finding> findings) throws IOException {
        requireReadable(file, disk);
        boolean readOnly = invocation.has(VdiskAttachCommand.READ_ONLY);
        Optional<Path> device = Optional.empty();
        if (invocation.has(VdiskAttachCommand.DEVICE)) {
            device = Optional.of(device(invocation.requiredValue(VdiskAttachCommand.DEVICE)));
        } else if (!invocation.has(VdiskAttachCommand.AT)) {
            device = new Attachments().freeDevice();
        }
        Path image = file.toRealPath();
        Optional<String> programs = invocation.surroundings().variable("PATH");
        if (device.isPresent()) {
            requireUnused(device.get());
            Attachment place = new Attachment(Attachment.Way.NBD, device.get(), readOnly, Optional.of(image), OptionalInt.empty());
            Path program = AttachProgram.qemu(QemuCommand.NBD, programs);
            List<String> command = QemuCommand.nbd(program, image, disk, device.get(), readOnly);
            return new Attaching(invocation, file, place, command, Attachments.releasing(place, program), disk.virtualSize(), findings);
        }
        requireGeometry(file, disk);
        Path shown = invocation.has(VdiskAttachCommand.AT) ? newPlace(invocation.requiredValue(VdiskAttachCommand.AT)) : Attachments.usualPlace(file);
        requireFree(invocation, shown);
        Attachment place = new Attachment(Attachment.Way.FUSE, shown, readOnly, Optional.of(image), OptionalInt.empty());
        List<String> command = QemuCommand.fuse(AttachProgram.qemu(QemuCommand.FUSE, programs), image, disk, shown, readOnly);
        List<String> release = Attachments.releasing(place, AttachProgram.unmounter(programs));
        return new Attaching(invocation, file, place, command, release, disk.virtualSize(), findings);
    }

    private static void requireReadable(Path file, VirtualDisk disk) {
        if (disk.kind() == DiskKind.DIFFERENCING) {
            throw new RequestException(file + " is a differencing disk, and QEMU does not read those through their parents. bcd vdisk convert"
                    + " makes one image of it and its parents, bcd vdisk merge writes it into its parent; bcd disk ls and bcd disk cat read it as"
                    + " it is.");
        }
        if (disk.sectorSize() != SECTOR) {
            throw new RequestException(file + " has sectors of " + disk.sectorSize() + " bytes, and QEMU reads no VHDX with other sectors than"
                    + " those of " + SECTOR + ". bcd disk ls and bcd disk cat read it; bcd vdisk convert makes a raw image of it.");
        }
        if (has(disk, Condition.LOG_NOT_EMPTY)) {
            throw new RequestException(
                    file + " has changes in its log that are not in their place yet. bcd vdisk repair puts them there; then it can be attached.");
        }
    }

    /** With a network block device QEMU can be told that the size counts, and not the geometry. */
    private static void requireGeometry(Path file, VirtualDisk disk) {
        if (disk.format() == DiskFormat.VHD && disk.kind() == DiskKind.DYNAMIC && has(disk, Condition.GEOMETRY_TOO_SMALL)) {
            throw new RequestException(file + " has a geometry that is too small for its disk, and QEMU would cut off the end of it. Attach it as"
                    + " a device with " + VdiskAttachCommand.DEVICE + " /dev/nbd0, or make another image of it with bcd vdisk convert.");
        }
    }

    private static boolean has(VirtualDisk disk, Condition condition) {
        for (Remark remark : disk.remarks()) {
            if (remark.condition() == condition) {
                return true;
            }
        }
        return false;
    }

    private static Path device(String given) {
        if (!given.startsWith("/dev/nbd")) {
            throw new UsageException(VdiskAttachCommand.DEVICE + " needs a network block device, for instance /dev/nbd0, and not \"" + given + "\".");
        }
        return Path.of(given);
    }

    private static void requireUnused(Path device) throws IOException {
        Optional<Attachment> there = Files.exists(device) ? new Attachments().at(device) : Optional.empty();
        if (there.isPresent()) {
            String image = there.get().image().isPresent() ? there.get().image().get().toString() : "another image";
            throw new RequestException(device + " is what " + image + " is attached as. Name another one with " + VdiskAttachCommand.DEVICE + ".");
        }
    }

    private static Path newPlace(String given) throws IOException {
        if (given.isEmpty() || Path.of(given).getFileName() == null) {
            throw new UsageException(VdiskAttachCommand.AT + " needs the name of a file.");
        }
        return Attachments.newPlace(Path.of(given));
    }

    /** An empty file is what a machine that lost its power leaves. */
    private static void requireFree(Invocation invocation, Path place) throws IOException {
        Optional<Attachment> there = new Attachments().at(place);
        if (there.isPresent() && there.get().isAbandoned()) {
            throw new RequestException(abandoned(invocation, place));
        }
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !(Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS) && Files.size(place) == 0)) {
            throw new RequestException(place + " exists already, and was left alone. Choose another name with " + VdiskAttachCommand.AT + ".");
        }
    }

    /** The command that detaches it. */
    static String detach(Invocation invocation, Path what) {
        return ShellWord.line(invocation.surroundings().program(), List.of("vdisk", "detach", what.toString()));
    }

    @Override
    List<String> summary() {
        return List.of(ProgramRun.line(command));
    }

    @Override
    String nothingToDo() {
        return file + " is attached already, as " + place.place() + ".";
    }

    @Override
    Outcome apply() throws IOException {
        new Attachments().attach(place, command, release, size);
        List<String> remarks = new ArrayList<>();
        if (place.way() == Attachment.Way.NBD) {
            remarks.add("Attached " + file + " as " + place.place() + "; its first partition is " + place.place() + "p1.");
        } else {
            remarks.add("Attached " + file + " as " + place.place() + ", a file with the bytes of the whole disk.");
            remarks.add("For its partitions: " + forPartitions());
        }
        remarks.add("To detach it: " + detach(invocation, file));
        return new Outcome(Optional.empty(), remarks);
    }

    private String forPartitions() throws IOException {
        String shown = place.place().toString();
        return Attachments.isRoot()
                ? ShellWord.line("losetup", List.of("--find", "--show", "--partscan", shown))
                : ShellWord.line("guestfish", List.of(place.readOnly() ? "--ro" : "--rw", "--add", shown, "--inspector"));
    }

    @Override
    void writeFields(JsonGenerator json) throws IOException {
        write(json, place);
        json.writeBooleanField("readOnly", place.readOnly());
    }

    /** Where an image is attached, and how. */
    static void write(JsonGenerator json, Attachment place) throws IOException {
        json.writeStringField("way", place.way().word());
        json.writeStringField("place", place.place().toString());
    }
}
