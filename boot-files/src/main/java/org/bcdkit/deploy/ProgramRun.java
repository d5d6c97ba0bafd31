package org.bcdkit.deploy;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bcdkit.storage.HostException;

/** Runs a program to its end, and ends it when this program is ended. */
final class ProgramRun {

    /** As much of what it says is kept for a message. */
    private static final int KEPT_LINES = 60;
    private static final int LAST_LINES = 3;
    private static final int LONGEST_LINE = 400;
    private static final String ERROR = "ERROR: ";
    private static final String MARKED_ERROR = "[ERROR] ";
    private static final String EXITING = "ERROR: Exiting with error code";
    /** Ends lines that are written over, as a progress bar is. */
    private static final char RETURN = '\r';

    private final Listener listener;
    private final Deque<String> kept = new ArrayDeque<>();

    /** Hears what a program says. */
    interface Listener {
        /** One line; whether it is nothing but progress, so that it is not kept. */
        boolean isProgress(String line);
    }

    static final Listener NOBODY = new Listener() {
        @Override
        public boolean isProgress(String line) {
            return false;
        }
    };

    /**
     * How a program ended.
     *
     * @param said its last lines that were not progress
     */
    record Outcome(int code, List<String> said) {

        Outcome {
            said = List.copyOf(said);
        }

        boolean failed() {
            return code != 0;
        }

        boolean says(String text) {
            for (String line : said) {
                if (line.contains(text)) {
                    return true;
                }
            }
            return false;
        }

        /** What it complained of, in one line: wimlib marks that; of other programs, what they said last. */
        String complaint() {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < said.size(); i++) {
                String line = said.get(i);
                if (line.startsWith(EXITING) && i + 1 < said.size()) {
                    parts.add(said.get(i + 1).strip());
                } else if (line.startsWith(ERROR) || line.startsWith(MARKED_ERROR)) {
                    parts.add(line.substring(line.indexOf(' ') + 1));
                }
            }
            if (parts.isEmpty()) {
                parts.addAll(said.subList(Math.max(0, said.size() - LAST_LINES), said.size()));
            }
            return parts.isEmpty() ? "it said nothing" : String.join("; ", parts);
        }
    }

    private ProgramRun(Listener listener) {
        this.listener = listener;
    }

    /**
     * Runs it. What it writes on either stream is heard line by line.
     *
     * @throws HostException when it cannot be started
     */
    static Outcome run(List<String> command, Listener listener) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Names of files are UTF-8 for both libraries, whatever this was started in.
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new HostException(command.get(0) + " cannot be run: " + e.getMessage(), "", e);
        }
        Thread end = new Thread() {
            @Override
            public void run() {
                process.destroyForcibly();
            }
        };
        try {
            Runtime.getRuntime().addShutdownHook(end);
            return new ProgramRun(listener).follow(process);
        } catch (IllegalStateException e) {
            throw new HostException("Nothing was written: the program is being ended", "", e);
        } finally {
            process.destroyForcibly();
            forget(end);
        }
    }

    private static void forget(Thread end) {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // The program is ending, and the other one with it.
        }
    }

    private Outcome follow(Process process) throws IOException {
        process.getOutputStream().close();
        try (Reader reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            char[] piece = new char[4096];
            StringBuilder line = new StringBuilder();
            for (int length = reader.read(piece); length >= 0; length = reader.read(piece)) {
                for (int i = 0; i < length; i++) {
                    if (piece[i] == '\n' || piece[i] == RETURN) {
                        hear(line);
                    } else if (line.length() < LONGEST_LINE) {
                        line.append(piece[i]);
                    }
                }
            }
            hear(line);
        }
        try {
            return new Outcome(process.waitFor(), new ArrayList<>(kept));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException("The work was interrupted", "", e);
        }
    }

    private void hear(StringBuilder line) {
        String text = line.toString().stripTrailing();
        line.setLength(0);
        if (!text.isEmpty() && !listener.isProgress(text)) {
            kept.addLast(text);
            if (kept.size() > KEPT_LINES) {
                kept.removeFirst();
            }
        }
    }
}
