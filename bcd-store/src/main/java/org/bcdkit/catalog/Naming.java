package org.bcdkit.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bcdkit.device.PartitionId;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ObjectId;

/**
 * How a text names objects and partitions: in our own way, or in one of bcdedit's two. {@code {current}} is never among the names: which entry the
 * running Windows was started from is not in a store. Specification: BCD format, sections 3.12 and 4.
 */
public final class Naming {

    /** Ours: objects by alias, partitions by identity. */
    public static final Naming IDENTITIES = new Naming(Optional.empty(), false, List.of());

    private record Drive(char letter, PartitionId partition) {}

    private final Optional<ObjectId> defaultEntry;
    private final boolean full;
    private final List<Drive> drives;

    private Naming(Optional<ObjectId> defaultEntry, boolean full, List<Drive> drives) {
        this.defaultEntry = defaultEntry;
        this.full = full;
        this.drives = List.copyOf(drives);
    }

    /**
     * bcdedit's: objects by alias, the entry that {@code store} starts when nobody chooses as {@code {default}}, and partitions by drive letter.
     *
     * @param letters upper case, with what they stand for; a partition without one is named by its identity, and one with several by the first
     */
    public static Naming bcdedit(BcdStore store, Map<Character, PartitionId> letters) {
        return new Naming(store.defaultEntry(), false, drives(letters));
    }

    /** bcdedit's with {@code /v}: every object by its GUID, and with a virtual disk always what locates the partition in it. */
    public static Naming bcdeditInFull(Map<Character, PartitionId> letters) {
        return new Naming(Optional.empty(), true, drives(letters));
    }

    private static List<Drive> drives(Map<Character, PartitionId> letters) {
        List<Drive> drives = new ArrayList<>(letters.size());
        for (Map.Entry<Character, PartitionId> letter : new TreeMap<>(letters).entrySet()) {
            drives.add(new Drive(letter.getKey(), letter.getValue()));
        }
        return drives;
    }

    /** Whether it is bcdedit's with {@code /v}, which also shows what is otherwise left out. */
    public boolean isFull() {
        return full;
    }

    /** What to call an object. A fixed alias goes before {@code {default}}: listings have {@code {ntldr}} for a default entry. */
    public String of(ObjectId id) {
        if (full) {
            return id.toString();
        }
        Optional<String> alias = ObjectCatalog.alias(id);
        if (alias.isPresent()) {
            return alias.get();
        }
        return defaultEntry.isPresent() && defaultEntry.get().equals(id) ? ObjectCatalog.DEFAULT : id.toString();
    }

    /** What to call a partition: {@code C:}, or {@code gpt:{disk},{partition}} or {@code mbr:0xSIGNATURE,OFFSET} when no letter stands for it. */
    public String of(PartitionId partition) {
        for (Drive drive : drives) {
            if (drive.partition().equals(partition)) {
                return drive.letter() + ":";
            }
        }
        return ElementText.partition(partition);
    }
}
