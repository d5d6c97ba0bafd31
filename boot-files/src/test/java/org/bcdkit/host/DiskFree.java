package org.bcdkit.host;

import java.nio.file.Path;
import java.util.List;
import org.bcdkit.testing.IndependentTool;

/** What {@code df} says. It is on every system but Windows, and asks the file where no mount is seen. */
public final class DiskFree {

    private static final int KIB = 1024;

    private DiskFree() {}

    /** The size of the volume that {@code file} is on, in bytes. */
    public static long size(Path file) {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require("df", "coreutils"), "-P", "-k", file.toString());
        if (outcome.exitCode() != 0) {
            throw new AssertionError(outcome.stderr());
        }
        List<String> lines = outcome.text().lines().toList();
        return Long.parseLong(lines.get(1).split(" +")[1]) * KIB;
    }
}
