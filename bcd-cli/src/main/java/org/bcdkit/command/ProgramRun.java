package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.host.AttachProgram;
import org.bcdkit.plan.Change;
import org.bcdkit.storage.HostException;
import org.bcdkit.view.ShellWord;

/** A change that another program makes. The preview says with which command. */
final class ProgramRun extends Proposal {

    private final List<String> command;
    private final String done;

    /** @param done what is said afterwards: a sentence */
    ProgramRun(String intent, Change change, List<String> command, String done) {
        super(intent, List.of(), List.of(change));
        this.command = List.copyOf(command);
        this.done = done;
    }

    /** The program {@code qemu-nbd}, which Linux has from QEMU. */
    static String qemu(Invocation invocation) throws HostException {
        Optional<Path> program = AttachProgram.find("qemu-nbd", invocation.surroundings().variable("PATH"));
        if (program.isEmpty()) {
            throw new HostException(
                    "qemu-nbd, which attaches images on Linux, is not installed",
                    "Install the package qemu-utils. To look into an image nothing has to be attached: see bcd disk ls and bcd disk cat.");
        }
        return program.get().toString();
    }

    /** A command of PowerShell about an image; both are part of Windows. */
    static List<String> powerShell(String verb, Path file, String options) {
        String name = "'" + file.toAbsolutePath().toString().replace("'", "''") + "'";
        return List.of("powershell.exe", "-NoProfile", "-NonInteractive", "-Command", verb + " -ImagePath " + name + options);
    }

    @Override
    List<String> summary() {
        return List.of("Runs: " + ShellWord.line(command.get(0), command.subList(1, command.size())));
    }

    @Override
    Outcome apply() throws IOException {
        AttachProgram.run(command, "It needs the rights of an administrator; look at what it says.");
        return new Outcome(Optional.empty(), List.of(done));
    }
}
