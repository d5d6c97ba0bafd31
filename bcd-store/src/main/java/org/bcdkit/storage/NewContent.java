package org.bcdkit.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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
            try (FileChannel channel = FileChannel.open(source, StandardOpenOption.READ)) {
                new OfOpenFile(source, channel, fingerprint).writeTo(file);
            }
        }

        @Override
        public boolean isIn(Path file) throws IOException {
            return Fingerprint.of(file).equals(fingerprint);
        }
    }

    /** The same of a file that is open, and that has to stay so. */
    record OfOpenFile(Path source, FileChannel channel, Fingerprint fingerprint) implements NewContent {

        @Override
        public long size() {
            return fingerprint.size();
        }

        @Override
        public void writeTo(TemporaryFile file) throws IOException {
            if (!file.copy(channel).equals(fingerprint)) {
                throw StalePlanException.changed(source);
            }
        }

        @Override
        public boolean isIn(Path file) throws IOException {
            return Fingerprint.of(file).equals(fingerprint);
        }
    }
}
