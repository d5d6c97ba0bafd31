package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.host.AttachProgram;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.storage.HostException;

/** {@code bcd vdisk attach FILE}: an image becomes a disk of this machine, by the program that it has for that. */
public final class VdiskAttachCommand extends ChangeCommand {

    private static final String READ_ONLY = "--read-only";
    private static final String DEVICE = "--device";
    private static final Path BLOCK_DEVICES = Path.of("/sys/block");

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("FILE", "A VHD or VHDX that nobody uses.")
                .flag(READ_ONLY, "Let nothing be written to the disk.")
                .option(DEVICE, "DEVICE", "On Linux, the device that it becomes, for instance /dev/nbd0; without it, the first that is free.")
                .withoutStore("a disk is no store.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Path file = ChangedImage.file(invocation, 0);
        try (VirtualDisk disk = OpenedDisk.images(invocation).open(file)) {
            if (AttachProgram.isWindows()) {
                if (invocation.has(DEVICE)) {
                    throw new UsageException(DEVICE + " is for Linux; Windows chooses the disk itself.");
                }
                Change change = new Change(Action.ADD, "a disk", Optional.empty(), Optional.of(file.toString()));
                String options = invocation.has(READ_ONLY) ? " -Access ReadOnly" : " -Access ReadWrite";
                return new ProgramRun("Attach " + file, change, ProgramRun.powerShell("Mount-DiskImage", file, options), "Attached " + file + ".");
            }
            return withQemu(invocation, file, disk);
        }
    }

    private static Proposal withQemu(Invocation invocation, Path file, VirtualDisk disk) throws IOException {
        if (disk.kind() == DiskKind.DIFFERENCING) {
            throw new RequestException(file + " is a differencing disk, and QEMU does not read those through their parents. bcd vdisk convert makes one image of"
                    + " it and its parents; bcd disk ls and bcd disk cat read it as it is.");
        }
        List<String> command = new ArrayList<>();
        command.add(ProgramRun.qemu(invocation));
        Optional<String> device = invocation.has(DEVICE) ? invocation.value(DEVICE) : AttachProgram.freeDevice(BLOCK_DEVICES);
        if (device.isEmpty()) {
            throw new HostException("there is no network block device that is free", "Load the driver with `modprobe nbd`, or name a device with " + DEVICE + ".");
        }
        command.add("--connect=" + device.get());
        if (invocation.has(READ_ONLY)) {
            command.add("--read-only");
        }
        // The size that is stored, not that of a geometry. A comma in the name has to be doubled.
        String name = file.toAbsolutePath().toString().replace(",", ",,");
        String driver = disk.format() == DiskFormat.VHD ? "driver=vpc,force_size_calc=current_size" : "driver=vhdx";
        command.add("--image-opts");
        command.add(driver + ",file.driver=file,file.filename=" + name);
        return new ProgramRun(
                "Attach " + file,
                new Change(Action.ADD, device.get(), Optional.empty(), Optional.of(file.toString())),
                command,
                "Attached " + file + " as " + device.get() + "; to detach it: bcd vdisk detach " + device.get());
    }
}
