package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.host.AttachProgram;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;

/** {@code bcd vdisk detach DEVICE}: what {@code attach} attached is a file again. */
public final class VdiskDetachCommand extends ChangeCommand {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("DEVICE", "The device that attach named, for instance /dev/nbd0; on Windows, the file of the image.")
                .withoutStore("a disk is no store.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        String device = invocation.parameter(0);
        Change change = new Change(Action.DELETE, device, Optional.of("attached"), Optional.empty());
        String done = "Detached " + device + ".";
        if (AttachProgram.isWindows()) {
            Path file = invocation.existingFile(0);
            return new ProgramRun("Detach " + device, change, ProgramRun.powerShell("Dismount-DiskImage", file, ""), done);
        }
        if (!device.startsWith("/dev/nbd")) {
            throw new RequestException(device + " is no network block device; name the one that bcd vdisk attach named, for instance /dev/nbd0.");
        }
        return new ProgramRun("Detach " + device, change, List.of(ProgramRun.qemu(invocation), "--disconnect", device), done);
    }
}
