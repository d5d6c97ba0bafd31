package org.bcdkit.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.edit.Selection;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;

/**
 * What a boot menu shows.
 *
 * @param timeout in seconds, unsigned
 * @param defaultEntry what starts when nobody chooses
 * @param entries in the order in which they are shown
 * @param remarks what is named but cannot be shown: sentences
 */
public record BootMenu(Optional<Long> timeout, Optional<ObjectId> defaultEntry, List<BcdObject> entries, List<String> remarks) {

    public BootMenu {
        entries = List.copyOf(entries);
        remarks = List.copyOf(remarks);
    }

    /** The menu of a store, in display order. */
    public static BootMenu of(BcdStore store) {
        Optional<BcdObject> bootManager = store.find(WellKnown.BOOT_MANAGER);
        List<String> remarks = new ArrayList<>();
        List<BcdObject> entries = new ArrayList<>();
        if (bootManager.isEmpty()) {
            remarks.add("There is no {bootmgr} object in this store, so it has no boot menu.");
        } else {
            for (ObjectId id : bootManager.get().ids(ElementType.DISPLAY_ORDER)) {
                Optional<BcdObject> entry = store.find(id);
                if (entry.isPresent()) {
                    entries.add(entry.get());
                } else {
                    remarks.add("The display order names " + id + ", which is not in this store.");
                }
            }
        }
        return of(store, bootManager, entries, remarks);
    }

    /** All objects of a store: applications, then what they inherit from, then devices, as bcdedit has them. */
    public static BootMenu ofEverything(BcdStore store) {
        return of(store, store.find(WellKnown.BOOT_MANAGER), Selection.ALL.of(store), new ArrayList<>());
    }

    private static BootMenu of(BcdStore store, Optional<BcdObject> bootManager, List<BcdObject> entries, List<String> remarks) {
        Optional<Element> timeout = bootManager.isPresent() ? bootManager.get().element(ElementType.TIMEOUT) : Optional.empty();
        Optional<ObjectId> defaultEntry = store.defaultEntry();
        if (defaultEntry.isPresent() && store.find(defaultEntry.get()).isEmpty()) {
            remarks.add("The default entry " + defaultEntry.get() + " is not in this store.");
        }
        return new BootMenu(
                timeout.isPresent() && timeout.get().value() instanceof IntegerValue seconds ? Optional.of(seconds.value()) : Optional.empty(),
                defaultEntry,
                entries,
                remarks);
    }

    boolean isDefault(BcdObject entry) {
        return defaultEntry.isPresent() && defaultEntry.get().equals(entry.id());
    }
}
