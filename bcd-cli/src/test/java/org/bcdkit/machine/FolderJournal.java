package org.bcdkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bcdkit.testing.IndependentTool;

/** What a program does to the files of some folders, system call by system call, as strace sees it. */
final class FolderJournal {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    /** All that change files; those that are not expected fail the test. */
    private static final String CHANGES = "openat,creat,write,pwrite64,writev,pwritev,pwritev2,lseek,ftruncate,truncate,fallocate,copy_file_range,"
            + "sendfile,fsync,fdatasync,sync_file_range,msync,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,"
            + "utimensat";
    private static final Pattern LINE = Pattern.compile("^([0-9]+) +([0-9]+)\\.[0-9]+ ");
    private static final Pattern TIMES = Pattern.compile("tv_sec=(-?[0-9]+)");
    private static final String ESCAPED = "tnvfr";
    private static final String ESCAPES = "\t\n\u000b\f\r";
    private static final String UNFINISHED = " <unfinished ...>";

    private final Map<Path, List<Call>> calls = new LinkedHashMap<>();
    private final Map<String, String> unfinished = new HashMap<>();
    /** Where a file that is open is written to next, by its descriptor. */
    private final Map<String, Long> positions = new HashMap<>();

    private FolderJournal() {}

    /** One system call. */
    interface Call {
        void happenIn(InterruptedFolder folder);
    }

    /**
     * Runs {@code program}, which has to succeed.
     *
     * @param more options of strace
     * @return the calls that change something in the folders, by folder
     */
    static Map<Path, List<Call>> of(Path log, List<Path> folders, List<String> more, List<String> program) throws IOException {
        List<String> words = new ArrayList<>(List.of(IndependentTool.require("strace", "strace").toString(), "-f", "-qq", "-y", "-ttt", "-s",
                "100000000", "-e", "trace=" + CHANGES, "-e", "signal=none", "-o", log.toString()));
        words.addAll(more);
        words.addAll(program);
        IndependentTool.Outcome outcome = IndependentTool.run(LIMIT, Map.of(), words);
        assertThat(outcome.exitCode()).as(outcome.text() + outcome.stderr()).isZero();
        FolderJournal journal = new FolderJournal();
        for (Path folder : folders) {
            journal.calls.put(folder.toRealPath(), new ArrayList<>());
        }
        try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                journal.line(line);
            }
        }
        assertThat(journal.unfinished).as("calls that never ended").allSatisfy((thread, text) -> assertThat(text).doesNotStartWith("pwrite"));
        return journal.calls;
    }

    private void line(String line) {
        Matcher start = LINE.matcher(line);
        if (!start.find()) {
            throw new AssertionError("no line of strace: " + line);
        }
        String thread = start.group(1);
        String text = line.substring(start.end());
        if (text.startsWith("+++")) {
            return;
        }
        if (text.endsWith(UNFINISHED)) {
            unfinished.put(thread, text.substring(0, text.length() - UNFINISHED.length()));
            return;
        }
        if (text.startsWith("<... ")) {
            text = unfinished.remove(thread) + text.substring(text.indexOf(" resumed>") + " resumed>".length());
        }
        call(text, Long.parseLong(start.group(2)));
    }

    private void call(String text, long time) {
        int equals = text.lastIndexOf(" = ");
        String result = text.substring(equals + 3);
        if (result.startsWith("-1 ") || result.startsWith("?")) {
            return;
        }
        String name = text.substring(0, text.indexOf('('));
        String given = text.substring(name.length() + 1, text.lastIndexOf(')', equals));
        switch (name) {
            case "openat" -> opened(given, result, time);
            case "write" -> write(given, positions.getOrDefault(descriptor(given), 0L), Long.parseLong(result), time);
            case "pwrite64" -> write(given, number(given), Long.parseLong(result), time);
            case "lseek" -> positions.put(descriptor(given), Long.parseLong(result));
            case "ftruncate" -> add(path(given), file -> folder -> folder.cut(file, number(given), time));
            case "fsync", "fdatasync" -> add(path(given), file -> folder -> folder.force(file));
            case "rename" -> two(given, true);
            case "link" -> two(given, false);
            case "unlink" -> add(quoted(given, 0), file -> folder -> folder.remove(file));
            case "utimensat" -> {
                Matcher times = TIMES.matcher(given);
                if (times.find() && times.find()) {
                    long modified = Long.parseLong(times.group(1));
                    add(given.contains("\"") ? quoted(given, 0) : path(given), file -> folder -> folder.touch(file, modified));
                }
            }
            default -> add(given.startsWith("\"") ? quoted(given, 0) : path(given), file -> {
                throw new AssertionError("a call that is not known here, of " + file + ": " + name);
            });
        }
    }

    private void opened(String given, String result, long time) {
        positions.put(descriptor(result), 0L);
        boolean creates = given.contains("O_CREAT");
        boolean empties = given.contains("O_TRUNC");
        if (creates || empties) {
            add(path(result), file -> folder -> folder.open(file, creates, empties, time));
        }
    }

    private void write(String given, long position, long length, long time) {
        positions.merge(descriptor(given), length, Long::sum);
        add(path(given), file -> {
            byte[] bytes = bytes(given, (int) length);
            return folder -> folder.write(file, position, bytes, time);
        });
    }

    private void two(String given, boolean moves) {
        String to = quoted(given, given.indexOf('"', given.indexOf('"') + 1) + 1);
        add(quoted(given, 0), from -> {
            Path place = folder(to).orElseThrow(() -> new AssertionError("out of its folder: " + to));
            String name = place.relativize(Path.of(to)).toString();
            return moves ? folder -> folder.rename(from, name) : folder -> folder.link(from, name);
        });
    }

    /** What is done to a file, by its name in the folder; that of the folder itself is empty. */
    private interface Making {
        Call to(String name);
    }

    private void add(String path, Making making) {
        Optional<Path> folder = folder(path);
        if (folder.isPresent()) {
            calls.get(folder.get()).add(making.to(folder.get().relativize(Path.of(path)).toString()));
        }
    }

    private Optional<Path> folder(String path) {
        return calls.keySet().stream().filter(folder -> Path.of(path).startsWith(folder)).findFirst();
    }

    private static String descriptor(String given) {
        return given.substring(0, given.indexOf('<') < 0 ? given.length() : given.indexOf('<'));
    }

    /** The path of the first descriptor of a file; {@code /} when it has none. */
    private static String path(String given) {
        int start = given.indexOf('<') + 1;
        int end = given.indexOf('>', start);
        return start == 0 || end < 0 || given.charAt(start) != '/' ? "/" : given.substring(start, end);
    }

    private static String quoted(String given, int from) {
        int start = given.indexOf('"', from) + 1;
        return given.substring(start, given.indexOf('"', start));
    }

    /** The bytes in the first pair of quotation marks, which are written as in C. */
    private static byte[] bytes(String given, int length) {
        byte[] bytes = new byte[length];
        int at = given.indexOf('"') + 1;
        for (int i = 0; i < length; i++) {
            char one = given.charAt(at++);
            if (one == '\\') {
                one = given.charAt(at++);
                if (one >= '0' && one <= '7') {
                    int value = one - '0';
                    for (int digits = 1; digits < 3 && given.charAt(at) >= '0' && given.charAt(at) <= '7'; digits++) {
                        value = value * 8 + given.charAt(at++) - '0';
                    }
                    one = (char) value;
                } else if (ESCAPED.indexOf(one) >= 0) {
                    one = ESCAPES.charAt(ESCAPED.indexOf(one));
                }
            }
            bytes[i] = (byte) one;
        }
        assertThat(given.charAt(at)).as("what comes behind " + length + " bytes").isEqualTo('"');
        return bytes;
    }

    /** The last one among the arguments. */
    private static long number(String given) {
        return Long.parseLong(given.substring(given.lastIndexOf(' ') + 1));
    }
}
