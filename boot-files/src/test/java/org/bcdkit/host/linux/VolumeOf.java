package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bcdkit.host.HostVolume;

/** Prints what can be told about a file's volume. A program of its own, so that it can run as somebody else. */
final class VolumeOf {

    private VolumeOf() {}

    /** @param arguments where {@code /run} is, and the file */
    public static void main(String[] arguments) throws IOException {
        LinuxSource source = new LinuxSource(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"), Path.of(arguments[0]));
        HostVolume volume = new LinuxHost(source).volumeOf(Path.of(arguments[1]));
        StringBuilder text = new StringBuilder();
        text.append(volume.mount()).append('\n');
        text.append(volume.partition()).append('\n');
        text.append(volume.space().size()).append('\n');
        for (String problem : volume.problems()) {
            text.append(problem).append('\n');
        }
        System.out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }
}
