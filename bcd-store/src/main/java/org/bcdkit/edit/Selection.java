package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.catalog.ObjectDefinition;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;

/**
 * The objects that bcdedit lists together, under the name they have there. An object without a type counts as what its identifier says, if that is
 * a well-known one. Specification: BCD format, section 4.
 */
public enum Selection {
    /** The boot manager and what its menu shows, in the order of the menu. */
    ACTIVE,
    /** What the firmware starts and lists: its boot manager, ours, and its applications. */
    FIRMWARE,
    /** What runs in Windows' boot environment: loaders, resume applications, memory testers and others. */
    BOOTAPP,
    BOOTMGR,
    OSLOADER,
    RESUME,
    INHERIT,
    ALL;

    private static final int FIRMWARE_IMAGE = 0x101;
    private static final int BOOT_APPLICATION_IMAGE = 0x102;
    private static final int IMAGE_SHIFT = 20;

    private static final Comparator<BcdObject> BY_TYPE = new Comparator<>() {
        @Override
        public int compare(BcdObject a, BcdObject b) {
            int order = Integer.compareUnsigned(code(a), code(b));
            return order != 0 ? order : a.id().compareTo(b.id());
        }
    };

    /** The selection of that name, any case. */
    public static Optional<Selection> named(String name) {
        for (Selection selection : values()) {
            if (selection.name().equalsIgnoreCase(name)) {
                return Optional.of(selection);
            }
        }
        return Optional.empty();
    }

    /** The selected objects of a store: by type code and then by identifier, with what has no type last; {@link #ACTIVE} in the order of the menu. */
    public List<BcdObject> of(BcdStore store) {
        if (this == ACTIVE) {
            return active(store);
        }
        List<BcdObject> selected = new ArrayList<>();
        for (BcdObject object : store.objects()) {
            if (selects(code(object))) {
                selected.add(object);
            }
        }
        selected.sort(BY_TYPE);
        return selected;
    }

    private static List<BcdObject> active(BcdStore store) {
        List<BcdObject> active = new ArrayList<>();
        Optional<BcdObject> bootManager = store.find(WellKnown.BOOT_MANAGER);
        if (bootManager.isPresent()) {
            active.add(bootManager.get());
            for (ObjectId id : bootManager.get().ids(ElementType.DISPLAY_ORDER)) {
                Optional<BcdObject> entry = store.find(id);
                if (entry.isPresent()) {
                    active.add(entry.get());
                }
            }
        }
        return active;
    }

    private boolean selects(int code) {
        return switch (this) {
            case ACTIVE -> false;
            case FIRMWARE -> code >>> IMAGE_SHIFT == FIRMWARE_IMAGE;
            case BOOTAPP -> code >>> IMAGE_SHIFT == BOOT_APPLICATION_IMAGE;
            case BOOTMGR -> code == ObjectType.BOOT_MANAGER.code();
            case OSLOADER -> code == ObjectType.OS_LOADER.code();
            case RESUME -> code == ObjectType.RESUME.code();
            case INHERIT -> new ObjectType(code).isInherit();
            case ALL -> true;
        };
    }

    /** The type code; the highest number when there is none. */
    private static int code(BcdObject object) {
        if (object.type().isPresent()) {
            return object.type().get().code();
        }
        Optional<ObjectDefinition> definition = ObjectCatalog.find(object.id());
        return definition.isPresent() ? definition.get().type().code() : -1;
    }
}
