package org.bcdkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bcdkit.testing.IndependentTool;

/** What a program writes to a file and when it has that forced to the disk, system call by system call, as strace sees it. */
final class WriteJournal {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String CHANGES =
            "write,pwrite64,writev,pwritev,pwritev2,ftruncate,fallocate,copy_file_range,sendfile,fsync,fdatasync,sync_file_range,msync";
    private static final Pattern WRITE = Pattern.compile("pwrite64\\([0-9]+, \"((?:\\\\x[0-9a-f]{2})*)\", ([0-9]+), ([0-9]+)\\) += ([0-9]+)");
    private static final Pattern FORCE = Pattern.compile("(?:fsync|fdatasync)\\([0-9]+\\) += 0");

    private WriteJournal() {}

    /** One system call. */
    sealed interface Call {

        /** Puts {@code bytes} into the file, from {@code position} on. */
        record Write(long position, byte[] bytes) implements Call {}

        /** What was written before is on the disk when this ends. */
        record Force() implements Call {}
    }

    /** Runs {@code program}, which has to succeed, and gives its calls that change {@code file}. */
    static List<Call> of(Path folder, Path file, List<String> program) throws IOException {
        Path log = folder.resolve("calls");
        List<String> words = new ArrayList<>(List.of(IndependentTool.require("strace", "strace").toString(), "-f", "-qq", "-xx", "-s", "100000000",
                "-e", "trace=" + CHANGES, "-e", "signal=none", "-P", file.toString(), "-o", log.toString()));
        words.addAll(program);
        IndependentTool.Outcome outcome = IndependentTool.run(LIMIT, Map.of(), words);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        List<Call> calls = new ArrayList<>();
        for (String line : Files.readAllLines(log, StandardCharsets.US_ASCII)) {
            calls.add(call(line));
        }
        return calls;
    }

    private static Call call(String line) {
        Matcher write = WRITE.matcher(line);
        if (write.find()) {
            byte[] bytes = HexFormat.of().parseHex(write.group(1).replace("\\x", ""));
            assertThat(bytes).hasSize(Integer.parseInt(write.group(2))).hasSize(Integer.parseInt(write.group(4)));
            return new Call.Write(Long.parseLong(write.group(3)), bytes);
        }
        assertThat(line).as("a call that is known here").matches(".*" + FORCE.pattern() + ".*");
        return new Call.Force();
    }
}
