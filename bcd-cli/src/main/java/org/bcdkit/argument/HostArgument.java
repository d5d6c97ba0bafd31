package org.bcdkit.argument;

import java.nio.file.Path;
import java.util.Optional;
import org.bcdkit.device.PartitionId;

/** {@code --host}: where the boot manager is to look for an image. */
public sealed interface HostArgument {

    /** On that partition. */
    record OnPartition(PartitionId id) implements HostArgument {}

    /** On the partition whose volume is mounted there. */
    record OnVolumeAt(Path root) implements HostArgument {}

    /** {@code boot}: on the device that the boot manager was started from. */
    record OnBootDevice() implements HostArgument {}

    /** {@code locate}: on all volumes. */
    record Anywhere() implements HostArgument {}

    static HostArgument parse(String text, MapArgument drives) {
        if (text.equalsIgnoreCase("boot")) {
            return new OnBootDevice();
        }
        if (text.equalsIgnoreCase("locate")) {
            return new Anywhere();
        }
        Optional<Character> letter = MapArgument.letter(text);
        if (letter.isPresent()) {
            return onDrive(letter.get(), drives);
        }
        if (PartitionArgument.isMeant(text)) {
            return new OnPartition(PartitionArgument.parse("--host", text));
        }
        throw new UsageException(
                "--host: \"" + text + "\" is no place for an image; write " + PartitionArgument.FORMS + ", boot, locate, or a drive letter with --map.");
    }

    private static HostArgument onDrive(char letter, MapArgument drives) {
        MapArgument.Place place = drives.meaning(letter);
        return place instanceof MapArgument.Place.Partition partition
                ? new OnPartition(partition.id())
                : new OnVolumeAt(((MapArgument.Place.Folder) place).root());
    }
}
