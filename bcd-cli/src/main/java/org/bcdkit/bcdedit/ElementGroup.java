package org.bcdkit.bcdedit;

import java.util.Optional;
import org.bcdkit.catalog.AppliesTo;

/** The kinds of entries that {@code /? TYPES} knows. */
enum ElementGroup {
    BOOTAPP("Elements of every entry", AppliesTo.EVERY_OBJECT),
    BOOTMGR("Elements of boot managers", AppliesTo.BOOT_MANAGER),
    BOOTSECTOR("Elements of boot sectors", AppliesTo.EVERY_OBJECT),
    CUSTOMTYPES("Elements by number"),
    DEVOBJECT("Elements of device options", AppliesTo.DEVICE),
    FWBOOTMGR("Elements of the firmware's boot manager", AppliesTo.BOOT_MANAGER),
    MEMDIAG("Elements of the memory tester", AppliesTo.MEMORY_TESTER),
    NTLDR("Elements of the legacy loader", AppliesTo.LEGACY_LOADER),
    OSLOADER("Elements of Windows boot loaders", AppliesTo.OS_LOADER),
    RESUME("Elements of resume applications", AppliesTo.RESUME);

    private static final ElementGroup[] ALL = values();

    private final String title;
    private final Optional<AppliesTo> elements;

    ElementGroup(String title) {
        this.title = title;
        this.elements = Optional.empty();
    }

    ElementGroup(String title, AppliesTo elements) {
        this.title = title;
        this.elements = Optional.of(elements);
    }

    /** The kind of that name, in any case. */
    static Optional<ElementGroup> named(String word) {
        for (ElementGroup group : ALL) {
            if (group.name().equalsIgnoreCase(word)) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }

    String title() {
        return title;
    }

    boolean covers(AppliesTo group) {
        return elements.isPresent() && elements.get() == group;
    }
}
