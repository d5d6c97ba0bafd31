package org.bcdkit.testing;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A program by someone else that gives a second opinion on what we read and wrote.
 *
 * <p>A missing one is installed where that is possible (Debian and its relatives, as root). Otherwise the test is skipped and says so
 * loudly, or fails when {@code CI=true}: there a skipped second opinion would go unseen.
 */
public final class IndependentTool {
    private static final Duration USUAL_LIMIT = Duration.ofMinutes(1);
    private static final boolean CI = "true".equals(System.getenv("CI"));

    private IndependentTool() {}

    /**
     * What a program left behind.
     *
     * @param stdout its standard output, byte for byte
     */
    public record Outcome(int exitCode, byte[] stdout, String stderr) {
        /** Standard output as text. */
        public String text() {
            return new String(stdout, StandardCharsets.UTF_8);
        }
    }

    /** The place of {@code command}, a name on the path or an absolute file name, which {@code debianPackage} brings. */
    public static Path require(String command, String debianPackage) {
        return find(command)
                .or(() -> DebianPackages.install(debianPackage) ? find(command) : Optional.empty())
                .orElseThrow(() -> missing(command, debianPackage, CI, System.err));
    }

    /** {@code file}, an absolute name of something that is no program, which {@code debianPackage} brings. */
    public static Path requireFile(String file, String debianPackage) {
        var path = Path.of(file);
        if (!Files.exists(path) && !(DebianPackages.install(debianPackage) && Files.exists(path))) {
            throw missing(file, debianPackage, CI, System.err);
        }
        return path;
    }

    /**
     * The file of a Debian package, which is downloaded when {@code folder} does not have it, and is not installed.
     *
     * @param needing the package that depends on it, whatever version its name has
     */
    public static Path requireDependency(String needing, Path folder) throws IOException {
        return DebianPackages.downloadDependency(needing, folder).orElseThrow(() -> missing("what it depends on", needing, CI, System.err));
    }

    /** The system's Python, able to import {@code module}, which {@code debianPackage} brings. */
    public static Path requirePython(String module, String debianPackage) {
        var python = require("/usr/bin/python3", "python3");
        if (!imports(python, module) && !(DebianPackages.install(debianPackage) && imports(python, module))) {
            throw missing("the Python module " + module, debianPackage, CI, System.err);
        }
        return python;
    }

    /** Runs a program for a minute at most. */
    public static Outcome run(Path command, String... arguments) {
        return run(USUAL_LIMIT, Map.of(), Stream.concat(Stream.of(command.toString()), Stream.of(arguments)).toList());
    }

    /** Runs a program; one that takes longer than {@code limit} is ended, and the test fails. */
    public static Outcome run(Duration limit, Map<String, String> environment, List<String> commandLine) {
        try {
            var folder = Files.createTempDirectory("independent-tool");
            try {
                return run(limit, environment, commandLine, folder.resolve("stdout"), folder.resolve("stderr"));
            } finally {
                Files.deleteIfExists(folder.resolve("stdout"));
                Files.deleteIfExists(folder.resolve("stderr"));
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + String.join(" ", commandLine), e);
        }
    }

    private static Outcome run(Duration limit, Map<String, String> environment, List<String> commandLine, Path stdout, Path stderr)
            throws IOException {
        // Files, not pipes: nothing fills up, and a grandchild that stays alive does not hold us.
        var builder = new ProcessBuilder(commandLine)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        var process = builder.start();
        if (!ended(process, limit)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(
                    "Not done after " + limit.toSeconds() + " s: " + String.join(" ", commandLine) + "\n" + Files.readString(stderr));
        }
        return new Outcome(process.exitValue(), Files.readAllBytes(stdout), Files.readString(stderr));
    }

    private static boolean ended(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Optional<Path> find(String command) {
        var folders = new ArrayList<>(List.of(System.getenv("PATH").split(File.pathSeparator)));
        // Where partition and file system tools are; not everyone has these on the path.
        folders.addAll(List.of("/usr/local/sbin", "/usr/sbin", "/sbin"));
        return folders.stream()
                .map(folder -> Path.of(folder).resolve(command))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst();
    }

    private static boolean imports(Path python, String module) {
        return run(python, "-c", "import " + module).exitCode() == 0;
    }

    /** Skips the test that asked, or fails it where nothing may be skipped. */
    static AssertionError missing(String command, String debianPackage, boolean nothingMayBeSkipped, PrintStream log) {
        var test = askingTest();
        var what = test + " needs " + command + " (Debian package " + debianPackage + "), which is not here and could not be installed";
        if (nothingMayBeSkipped) {
            return new AssertionError(what);
        }
        log.print("""

                ************************************************************************
                  SKIPPED, so one independent check is missing from this run:
                    test     %s
                    needs    %s
                    remedy   apt-get install %s
                ************************************************************************

                """.formatted(test, command, debianPackage));
        return Assumptions.abort(what);
    }

    private static String askingTest() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().matches(".*(Test|IT)(\\$.*)?"))
                        .reduce((inner, outer) -> outer)
                        .map(frame -> simpleName(frame.getClassName()) + "." + frame.getMethodName())
                        .orElse("A test"));
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
