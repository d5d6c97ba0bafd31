package org.bcdkit.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * What a source says of a file, and its bytes from a position on.
 *
 * @param start the position of the first byte that {@code body} gives: the one asked for, or 0
 * @param size of the whole file in bytes; absent when the source does not say
 * @param body the bytes; reading fails or ends early when the connection breaks
 * @param connection what to close when done
 */
record Answer(long start, OptionalLong size, Validator validator, InputStream body, Closeable connection) implements Closeable {

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
