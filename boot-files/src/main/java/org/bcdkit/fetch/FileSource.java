package org.bcdkit.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.storage.HostException;

/** A file that this machine can read, on a disk or a share. */
record FileSource(Path file) implements FetchSource {

    @Override
    public String name() {
        return file.toAbsolutePath().normalize().toString();
    }

    @Override
    public String lastName() {
        return file.getFileName() == null ? "" : file.getFileName().toString();
    }

    @Override
    public boolean isOpenToAnyone() {
        return false;
    }

    @Override
    public Answer open(long from, Validator known, OptionalLong size) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new HostException(file + " is no regular file", "Name a file.");
        }
        Validator now = validator(attributes);
        boolean same = !now.contradicts(known) && known.isKnown() && size.equals(OptionalLong.of(attributes.size()));
        long start = same && from <= attributes.size() ? from : 0;
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            channel.position(start);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        InputStream body = Channels.newInputStream(channel);
        return new Answer(start, OptionalLong.of(attributes.size()), now, body, (Closeable) channel);
    }

    @Override
    public void confirm(Validator validator, OptionalLong size) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (validator.contradicts(validator(attributes)) || !size.equals(OptionalLong.of(attributes.size()))) {
            throw new LostConnectionException(file + " was written to while it was read", false, 0, null);
        }
    }

    private static Validator validator(BasicFileAttributes attributes) {
        return new Validator(Optional.empty(), Optional.of(attributes.lastModifiedTime().toString()));
    }
}
