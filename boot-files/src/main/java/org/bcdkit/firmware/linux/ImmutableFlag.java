package org.bcdkit.firmware.linux;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bcdkit.storage.HostException;

/**
 * The flag with which the kernel protects variables that it does not know. Those about booting have it only when somebody set it, so it is asked for
 * with the programs that every Linux has, and only when a file cannot be opened for writing.
 */
final class ImmutableFlag {

    private static final char FLAG = 'i';

    private final String lsattr;
    private final String chattr;

    ImmutableFlag() {
        this("lsattr", "chattr");
    }

    /**
     * @param lsattr the program that shows the flags of a file
     * @param chattr the program that changes them
     */
    ImmutableFlag(String lsattr, String chattr) {
        this.lsattr = lsattr;
        this.chattr = chattr;
    }

    /** Puts the flag back when it was there. */
    interface Lifted extends Closeable {
        @Override
        void close() throws IOException;
    }

    private static final Lifted NOTHING = new Lifted() {
        @Override
        public void close() {}
    };

    /** Takes the flag off a file that has it, until what is returned is closed. */
    Lifted lift(Path file) throws IOException {
        if (!Files.exists(file) || Files.isWritable(file) || !isSet(file)) {
            return NOTHING;
        }
        set(file, "-i");
        return new Lifted() {
            @Override
            public void close() throws IOException {
                if (Files.exists(file)) {
                    set(file, "+i");
                }
            }
        };
    }

    /** Whether a file has it; one of which that cannot be told has not. */
    boolean isSet(Path file) {
        try {
            String output = run(lsattr, "-d", "--", file.toString());
            int end = output.indexOf(' ');
            return end >= 0 && output.lastIndexOf(FLAG, end) >= 0;
        } catch (IOException e) {
            // Without an answer, writing itself will tell what stands against it.
            return false;
        }
    }

    private void set(Path file, String flag) throws IOException {
        try {
            run(chattr, flag, "--", file.toString());
        } catch (IOException e) {
            throw new HostException(
                    file + " is protected by the immutable flag, and chattr " + flag + " cannot change that: " + e.getMessage(),
                    "Install e2fsprogs, run this as root, or run chattr " + flag + " " + file + " yourself.", e);
        }
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return output;
    }
}
