package org.bcdkit.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * Standard output that remembers why writing failed: a PrintStream only remembers that it did, and a reader that has seen enough is something else
 * than a full disk.
 */
final class StandardOutput extends OutputStream {

    private final OutputStream to;
    private IOException failure;

    StandardOutput(OutputStream to) {
        this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            to.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Why not everything was written; absent when it was, or when the reader closed the pipe because it had seen enough. */
    Optional<IOException> failure() {
        boolean closedPipe = failure != null && String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
        return closedPipe ? Optional.empty() : Optional.ofNullable(failure);
    }
}
