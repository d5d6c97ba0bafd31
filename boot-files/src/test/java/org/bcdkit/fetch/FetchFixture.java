package org.bcdkit.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.bcdkit.host.HostMount;
import org.bcdkit.host.HostVolume;
import org.bcdkit.host.VolumeSpace;

/** What tests of fetching share: a file's content, a volume with room, and little patience. */
final class FetchFixture {

    static final byte[] CONTENT = bytes(1, 3_000_000);
    static final Patience SHORT = new Patience(3, 1);
    static final int SECOND = 1000;

    private FetchFixture() {}

    static byte[] bytes(long seed, int size) {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        return content;
    }

    static Sha256 sum(byte[] content) throws Exception {
        return Sha256.of(MessageDigest.getInstance("SHA-256").digest(content));
    }

    static Connections connections() {
        return new Connections(Proxies.OF_JAVA, Optional.empty(), "test", 20 * SECOND);
    }

    static FetchRequest request(URI address, Path folder, Optional<Sha256> checksum) {
        return new FetchRequest(FetchSource.of(address, connections()), folder, "w.vhdx", checksum);
    }

    static HostVolume volume(long free, String fileSystem) {
        return new HostVolume(
                Optional.of(new HostMount(Path.of("/"), "/dev/sda1", fileSystem)),
                Optional.empty(),
                Optional.empty(),
                new VolumeSpace(OptionalLong.of(free), OptionalLong.of(free), OptionalLong.empty()),
                List.of());
    }

    static FetchPlan plan(FetchRequest request) throws IOException {
        return FetchPlanner.plan(request, volume(1L << 40, "ntfs3"), SHORT);
    }

    static Fetched fetch(FetchRequest request) throws IOException {
        return plan(request).apply(SHORT, new Listener());
    }

    /** Keeps what went wrong on the way. */
    static class Listener implements FetchProgress {
        final List<String> troubles = new ArrayList<>();
        long reached;

        @Override
        public void moved(long done, OptionalLong size) {
            reached = done;
        }

        @Override
        public void troubled(String sentence) {
            troubles.add(sentence);
        }
    }
}
