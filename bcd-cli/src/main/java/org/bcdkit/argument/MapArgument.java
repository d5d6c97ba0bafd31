package org.bcdkit.argument;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.device.PartitionId;
import org.bcdkit.disk.VolumeMap;

/** All {@code --map X=WHERE} of a command line: what drive letters mean. */
public final class MapArgument {

    private final Map<Character, Place> places;

    private MapArgument(Map<Character, Place> places) {
        this.places = places;
    }

    /** What a drive letter stands for. */
    public sealed interface Place {

        /** @param root of the volume, mounted on this machine */
        record Folder(Path root) implements Place {}

        record Partition(PartitionId id) implements Place {}
    }

    public static MapArgument parse(List<String> maps) {
        Map<Character, Place> places = new HashMap<>();
        for (String map : maps) {
            int equals = map.indexOf('=');
            Optional<Character> letter = equals < 0 ? Optional.empty() : letter(map.substring(0, equals));
            if (letter.isEmpty() || equals == map.length() - 1) {
                throw new UsageException("--map: \"" + map + "\" does not say what a drive letter means; write for instance C=/mnt/windows.");
            }
            String where = map.substring(equals + 1);
            Place place = PartitionArgument.isMeant(where)
                    ? new Place.Partition(PartitionArgument.parse("--map " + letter.get(), where))
                    : new Place.Folder(Path.of(where));
            if (places.put(letter.get(), place) != null) {
                throw new UsageException("--map gives drive letter " + letter.get() + " two meanings.");
            }
        }
        return new MapArgument(places);
    }

    /** The letter in {@code C} or {@code C:}, in upper case; empty when {@code text} is something else. */
    static Optional<Character> letter(String text) {
        boolean drive = text.length() == 1 || text.length() == 2 && text.charAt(1) == ':';
        char letter = drive ? Character.toUpperCase(text.charAt(0)) : 0;
        return letter >= 'A' && letter <= 'Z' ? Optional.of(letter) : Optional.empty();
    }

    /** What a drive letter stands for, in upper case. */
    public Place meaning(char letter) {
        Place place = places.get(letter);
        if (place == null) {
            throw new UsageException("Drive letter " + letter + " means nothing here: letters are what one running Windows calls its volumes. Say which"
                    + " volume is meant with --map " + letter + "=/mnt/windows, where it is mounted, or --map " + letter + "=gpt:{disk},{partition}.");
        }
        return place;
    }

    /** The letters that mean something, in upper case. */
    public Set<Character> letters() {
        return Collections.unmodifiableSet(places.keySet());
    }

    /** The letters that stand for folders, for finding the files that Windows paths mean. */
    public VolumeMap volumes() {
        VolumeMap volumes = VolumeMap.EMPTY;
        for (Map.Entry<Character, Place> entry : places.entrySet()) {
            if (entry.getValue() instanceof Place.Folder folder) {
                volumes = volumes.with(entry.getKey().toString(), folder.root());
            }
        }
        return volumes;
    }
}
