package org.bcdkit.storage;

import java.io.IOException;
import java.nio.file.Path;

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

    /** What another file holds; it is never in memory as a whole. Writing it fails when the file holds something else. */
    record OfFile(Path source, Fingerprint fingerprint) implements NewContent {

        @Override
        public long size() {
            return fingerprint.size();
        }

        @Override
        public void writeTo(TemporaryFile file) throws IOException {
            if (!file.copy(source).equals(fingerprint)) {
                throw StalePlanException.changed(source);
            }
        }

        @Override
        public boolean isIn(Path file) throws IOException {
            return Fingerprint.of(file).equals(fingerprint);
        }
    }
}
