package org.bcdkit.install;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.device.PartitionId;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;

/** The volume of a system partition, which boot files and boot stores are written to: mounted at a folder, or in a disk that nobody has mounted. */
public interface SystemVolume extends Closeable {

    /** What to call it in messages: a folder, or {@code disk.img:1}. */
    String name();

    /** What to call a file of it in messages, and where it is a file of this machine, what opens it there. */
    String name(FilePath path);

    /** What is on it. */
    FileSystem files();

    /** What a boot entry names it by; absent when that cannot be told. */
    Optional<PartitionId> partition();

    /** What has to be made for the volume to be there, as a preview shows it; nothing for one that is there. */
    default List<Change> preparation() {
        return List.of();
    }

    /** What is to be said about the volume itself, before anything is written to it. */
    default List<Finding> findings() throws IOException {
        return List.of();
    }

    /** Whether it says that it was not closed when it was written to last. The next steps that are taken close it, also when they change nothing. */
    default boolean isUnclosed() throws IOException {
        return false;
    }

    /** Asks what {@code steps} would take. Nothing is written, and of the content of new files only the size is asked for. */
    PreparedSteps prepare(List<VolumeStep> steps) throws IOException;
}
