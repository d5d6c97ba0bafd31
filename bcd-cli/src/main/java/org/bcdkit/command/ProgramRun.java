package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.host.AttachProgram;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.view.ShellWord;

/** A change that PowerShell makes, which is part of Windows. The preview says with which command. */
final class ProgramRun extends Proposal {

    private static final String POWER_SHELL = "\\System32\\WindowsPowerShell\\v1.0\\powershell.exe";
    /** PowerShell takes each of these for an apostrophe, and two of them for one that does not end the text. */
    private static final String APOSTROPHES = "'\u2018\u2019\u201a\u201b";

    private final List<String> command;
    private final String done;

    /** @param done what is said afterwards: a sentence */
    ProgramRun(String intent, List<Finding> findings, Change change, List<String> command, String done) {
        super(intent, findings, List.of(change));
        this.command = List.copyOf(command);
        this.done = done;
    }

    /** A command of PowerShell about an image. */
    static List<String> powerShell(Invocation invocation, String verb, Path file, String options) {
        return powerShell(invocation.surroundings().variable("SystemRoot"), verb, file.toAbsolutePath().toString(), options);
    }

    /**
     * The same.
     *
     * @param root the folder of Windows. By its name alone the program would be looked for in the current folder first.
     * @param image the absolute path of the image
     */
    static List<String> powerShell(Optional<String> root, String verb, String image, String options) {
        String command = verb + " -ImagePath " + quote(image) + options + " -ErrorAction Stop";
        return List.of(root.orElse("C:\\Windows") + POWER_SHELL, "-NoProfile", "-NonInteractive", "-Command", command);
    }

    private static String quote(String name) {
        StringBuilder quoted = new StringBuilder("'");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            quoted.append(c);
            if (APOSTROPHES.indexOf(c) >= 0) {
                quoted.append(c);
            }
        }
        return quoted.append('\'').toString();
    }

    @Override
    List<String> summary() {
        return List.of(line(command));
    }

    /** A command as the preview tells it. */
    static String line(List<String> command) {
        return "Runs: " + ShellWord.line(command.get(0), command.subList(1, command.size()));
    }

    @Override
    Outcome apply() throws IOException {
        AttachProgram.run(command, "It needs the rights of an administrator; look at what it says.");
        return new Outcome(Optional.empty(), List.of(done));
    }
}
