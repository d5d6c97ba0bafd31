package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bcdkit.argument.Drives;
import org.bcdkit.argument.MapArgument;
import org.bcdkit.argument.MapArgument.Place;
import org.bcdkit.device.PartitionId;
import org.bcdkit.host.Host;

/** Drive letters as {@code --map} explains them, and folders as this machine has them mounted. */
final class MachineDrives implements Drives {

    private static final String NAME_IT = "\nWrite the partition as gpt:{disk},{partition} or mbr:SIGNATURE,OFFSET.";

    private final MapArgument maps;
    private final Host machine;

    MachineDrives(MapArgument maps, Host machine) {
        this.maps = maps;
        this.machine = machine;
    }

    @Override
    public PartitionId partition(char letter) throws IOException {
        Place place = maps.meaning(letter);
        return place instanceof Place.Partition partition ? partition.id() : partition(((Place.Folder) place).root());
    }

    @Override
    public PartitionId partition(Path folder) throws IOException {
        return HostPartition.of(machine.volumeOf(folder), folder, NAME_IT);
    }

    /** The partitions that letters stand for, as far as they can be told. */
    Map<Character, PartitionId> letters() throws IOException {
        Map<Character, PartitionId> letters = new TreeMap<>();
        for (char letter : maps.letters()) {
            Optional<PartitionId> partition = maps.meaning(letter) instanceof Place.Folder folder
                    ? machine.volumeOf(folder.root()).partition()
                    : Optional.of(partition(letter));
            if (partition.isPresent()) {
                letters.put(letter, partition.get());
            }
        }
        return letters;
    }
}
