package org.bcdkit.command;

import java.nio.file.Path;
import java.util.List;
import org.bcdkit.argument.RequestException;
import org.bcdkit.device.PartitionId;
import org.bcdkit.host.HostVolume;

/** The partition of a volume of this machine, and why it cannot be told. */
final class HostPartition {

    private HostPartition() {}

    /**
     * @param file the file or folder that the volume was asked for with
     * @param advice what to do when the partition is not known: lines that follow the reasons
     */
    static PartitionId of(HostVolume volume, Path file, String advice) {
        if (volume.partition().isEmpty()) {
            throw new RequestException("Which partition " + file + " lies on cannot be told" + mounted(volume) + "." + lines(volume.problems()) + advice);
        }
        return volume.partition().get();
    }

    private static String mounted(HostVolume volume) {
        return volume.mount().isPresent() ? " (" + volume.mount().get().device() + ", " + volume.mount().get().fileSystem() + ")" : "";
    }

    /** Each sentence on a line of its own, the first one included. */
    static String lines(List<String> sentences) {
        StringBuilder lines = new StringBuilder();
        for (String sentence : sentences) {
            lines.append("\n").append(sentence);
        }
        return lines.toString();
    }
}
