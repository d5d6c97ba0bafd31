package org.bcdkit.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What a file is to hold. */
interface NewContent {

    /** In bytes. */
    long size();

    /** Writes it to a file that is empty. */
    void writeTo(TemporaryFile file) throws IOException;

    /** Whether {@code file} holds it and nothing else. */
    boolean isIn(Path file) throws IOException;

    /** Bytes in memory. */
    record OfBytes(Bytes bytes) implements NewContent {

        @Override
        public long size() {
            return bytes.size();
        }

        @Override
        public void writeTo(TemporaryFile file) throws IOException {
            file.write(bytes);
        }

        @Override
        public boolean isIn(Path file) throws IOException {
            return FileBytes.isIn(file, bytes);
        }
    }

    /**
     * What another file holds; it is never in memory as a whole. Writing it fails when the file holds something else.
     *
     * @param open the file, when it is open and has to stay so
     */
    record OfFile(Path source, Optional<FileChannel> open, Fingerprint fingerprint) implements NewContent {

        @Override
        public long size() {
            return fingerprint.size();
        }

        @Override
        public void writeTo(TemporaryFile file) throws IOException {
            if (!copyTo(file).equals(fingerprint)) {
                throw StalePlanException.changed(source.toString());
            }
        }

        private Fingerprint copyTo(TemporaryFile file) throws IOException {
            if (open.isPresent()) {
                return file.copy(open.get());
            }
            try (FileChannel channel = FileChannel.open(source, StandardOpenOption.READ)) {
                return file.copy(channel);
            }
        }

        @Override
        public boolean isIn(Path file) throws IOException {
            return Fingerprint.of(file).equals(fingerprint);
        }
    }
}
