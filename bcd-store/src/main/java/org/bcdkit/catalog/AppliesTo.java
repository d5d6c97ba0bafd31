package org.bcdkit.catalog;

import java.util.Optional;
import org.bcdkit.store.ObjectType;

/** The groups of elements: the objects in which the number of an element has its meaning. Specification: BCD format, section 2.2. */
public enum AppliesTo {
    /** Any object, whatever its type. */
    EVERY_OBJECT(1, "Every object"),
    BOOT_MANAGER(2, "Boot managers", ObjectType.BOOT_MANAGER, ObjectType.FIRMWARE_BOOT_MANAGER),
    OS_LOADER(2, "Windows boot loaders", ObjectType.OS_LOADER),
    RESUME(2, "Resume applications", ObjectType.RESUME),
    MEMORY_TESTER(2, "The memory tester", ObjectType.MEMORY_TESTER),
    LEGACY_LOADER(2, "The legacy loader", ObjectType.LEGACY_LOADER),
    STARTUP(2, "Startup applications", ObjectType.STARTUP),
    BOOT_APPLICATION(2, "Boot applications of phones", ObjectType.BOOT_APPLICATION),
    ANY_APPLICATION(2, "Every application of phones"),
    DEVICE(3, "Device objects"),
    /** Class 4: for whoever makes objects from templates. Such elements can be left over in any object. */
    TEMPLATE(4, "Templates");

    private static final AppliesTo[] ALL = values();

    private final int elementClass;
    private final String title;
    private final int[] applications;

    AppliesTo(int elementClass, String title, ObjectType... applications) {
        this.elementClass = elementClass;
        this.title = title;
        this.applications = new int[applications.length];
        for (int i = 0; i < applications.length; i++) {
            this.applications[i] = applications[i].application();
        }
    }

    /** Whether objects of that type can have elements of this group. Inherit objects can when the applications they are for can. */
    public boolean covers(Optional<ObjectType> type) {
        return switch (this) {
            case EVERY_OBJECT, TEMPLATE -> true;
            case ANY_APPLICATION -> type.isPresent() && isForApplications(type.get());
            case DEVICE -> type.isPresent() && (type.get().isDevice() || type.get().isInheritedByDevices());
            case BOOT_MANAGER, OS_LOADER, RESUME, MEMORY_TESTER, LEGACY_LOADER, STARTUP, BOOT_APPLICATION -> type.isPresent()
                    && isForApplications(type.get())
                    && isOneOfOurs(type.get().application());
        };
    }

    private static boolean isForApplications(ObjectType type) {
        return type.isApplication() || type.isInherit() && !type.isInheritedByDevices();
    }

    private boolean isOneOfOurs(int application) {
        for (int ours : applications) {
            if (ours == application) {
                return true;
            }
        }
        return false;
    }

    /** The class that the numbers of all elements of this group have. */
    int elementClass() {
        return elementClass;
    }

    static AppliesTo[] all() {
        return ALL;
    }

    /** What to call the objects in text. */
    public String title() {
        return title;
    }
}
