package org.bcdkit.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What stands beside a part of a file: where it comes from, and how much of it counts. A part is gone on with only where its bytes still have the
 * checksum in its record, so nothing is taken for fetched that a power failure, or somebody else, has changed.
 *
 * @param source the name of its source
 * @param size of the whole file in bytes; absent when the source does not say
 * @param received how many bytes from the start of the part were counted
 * @param checksum of these bytes
 */
record PartRecord(String source, Validator validator, OptionalLong size, long received, Sha256 checksum) {

    private static final String TITLE = "part of a file, left by bcd fetch\n";
    private static final String SOURCE = "source: ";
    private static final String ETAG = "etag: ";
    private static final String MODIFIED = "modified: ";
    private static final String SIZE = "size: ";
    private static final String RECEIVED = "received: ";
    private static final String CHECKSUM = "sha256: ";
    /** Far more than addresses and entity tags take. */
    private static final long LONGEST = 1 << 16;

    /** The lines of the record's file. */
    byte[] toBytes() {
        StringBuilder text = new StringBuilder(TITLE);
        text.append(SOURCE).append(source).append('\n');
        if (validator.etag().isPresent()) {
            text.append(ETAG).append(validator.etag().get()).append('\n');
        }
        if (validator.modified().isPresent()) {
            text.append(MODIFIED).append(validator.modified().get()).append('\n');
        }
        if (size.isPresent()) {
            text.append(SIZE).append(size.getAsLong()).append('\n');
        }
        text.append(RECEIVED).append(received).append('\n').append(CHECKSUM).append(checksum).append('\n');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether {@code file} is such a record, be it whole or cut short by a crash; nobody else's file is to be touched. */
    static boolean isRecord(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
            return false;
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return text.startsWith(TITLE) || TITLE.startsWith(text);
    }

    /** The record in {@code file}, a {@link #isRecord record}; empty when it is not whole. */
    static Optional<PartRecord> read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        Optional<String> source = line(text, SOURCE);
        OptionalLong received = ByteRange.number(line(text, RECEIVED).orElse(null));
        Optional<String> checksum = line(text, CHECKSUM);
        Optional<Sha256> sum = checksum.isPresent() ? Sha256.of(checksum.get()) : Optional.empty();
        // The checksum is the last line: with it, the record is whole.
        if (source.isEmpty() || received.isEmpty() || sum.isEmpty() || !text.endsWith("\n")) {
            return Optional.empty();
        }
        OptionalLong size = ByteRange.number(line(text, SIZE).orElse(null));
        return Optional.of(new PartRecord(source.get(), new Validator(line(text, ETAG), line(text, MODIFIED)), size, received.getAsLong(), sum.get()));
    }

    private static Optional<String> line(String text, String name) {
        int start = text.indexOf("\n" + name);
        int end = start < 0 ? -1 : text.indexOf('\n', start + 1);
        return end < 0 ? Optional.empty() : Optional.of(text.substring(start + 1 + name.length(), end));
    }
}
