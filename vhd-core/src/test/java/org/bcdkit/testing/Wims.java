package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** WIM files by wimlib, and the programs that deploying needs. */
public final class Wims {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Wims() {}

    public static Path wimlib() {
        return IndependentTool.require("wimlib-imagex", "wimtools");
    }

    public static Path mkntfs() {
        return IndependentTool.require("mkntfs", "ntfs-3g");
    }

    /** Runs wimlib, which has to succeed; what it prints. */
    public static String wimlib(String... arguments) {
        return run(wimlib(), arguments);
    }

    /** Runs a program, which has to succeed; what it prints. */
    public static String run(Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        IndependentTool.Outcome outcome = IndependentTool.run(LIMIT, Map.of(), command);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return outcome.text();
    }

    /** A WIM with the files of a folder. */
    public static Path capture(Path tree, Path wim, String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of("capture", tree.toString(), wim.toString(), name));
        arguments.addAll(List.of(options));
        wimlib(arguments.toArray(new String[0]));
        return wim;
    }
}
