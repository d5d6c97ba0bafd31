package org.bcdkit.catalog;

import java.util.List;
import java.util.Optional;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;

/** Names of objects and of kinds of objects. */
public final class ObjectCatalog {

    /** The name of the entry that {@code {bootmgr}} starts when nobody chooses: another one in every store. */
    public static final String DEFAULT = "{default}";

    private static final List<ObjectDefinition> ALL = List.of(
            of(WellKnown.BOOT_MANAGER, ObjectType.BOOT_MANAGER, "The boot manager, with the boot menu.", "{bootmgr}"),
            of(WellKnown.FIRMWARE_BOOT_MANAGER, ObjectType.FIRMWARE_BOOT_MANAGER, "The boot order of the UEFI firmware.", "{fwbootmgr}"),
            of(WellKnown.MEMORY_TESTER, ObjectType.MEMORY_TESTER, "The memory test in the tools menu.", "{memdiag}"),
            of(WellKnown.LEGACY_LOADER, ObjectType.LEGACY_LOADER, "The loader of Windows before Vista.", "{ntldr}", "{legacy}"),
            titled(WellKnown.EMS_SETTINGS, ObjectType.INHERIT_ANY, "EMS Settings", "Emergency Management Services.", "{emssettings}"),
            titled(
                    WellKnown.DEBUGGER_SETTINGS, ObjectType.INHERIT_ANY, "Debugger Settings", "The debugger.", "{dbgsettings}", "{eventsettings}"),
            titled(WellKnown.BAD_MEMORY, ObjectType.INHERIT_ANY, "RAM Defects", "Memory that is not used.", "{badmemory}"),
            titled(WellKnown.GLOBAL_SETTINGS, ObjectType.INHERIT_ANY, "Global Settings", "Settings for all.", "{globalsettings}"),
            titled(
                    WellKnown.BOOT_LOADER_SETTINGS,
                    ObjectType.INHERIT_OS_LOADER,
                    "Boot Loader Settings",
                    "Settings for all Windows boot loaders.",
                    "{bootloadersettings}"),
            titled(WellKnown.HYPERVISOR_SETTINGS, ObjectType.INHERIT_OS_LOADER, "Hypervisor Settings", "The hypervisor.", "{hypervisorsettings}"),
            of(WellKnown.KERNEL_DEBUGGER_SETTINGS, ObjectType.INHERIT_OS_LOADER, "The kernel's debugger.", "{kerneldbgsettings}"),
            titled(
                    WellKnown.RESUME_LOADER_SETTINGS,
                    ObjectType.INHERIT_RESUME,
                    "Resume Loader Settings",
                    "Settings for all resume applications.",
                    "{resumeloadersettings}"),
            titled(
                    WellKnown.RAMDISK_OPTIONS, ObjectType.DEVICE, "Setup Ramdisk Options", "Options of the RAM disk of Windows Setup.", "{ramdiskoptions}"),
            titled(WellKnown.SETUP_ON_BIOS, ObjectType.OS_LOADER, "Windows Setup", "Template for Windows Setup on BIOS."),
            titled(WellKnown.SETUP_ON_UEFI, ObjectType.OS_LOADER, "Windows Setup", "Template for Windows Setup on UEFI."),
            titled(WellKnown.LOADER_TEMPLATE_FOR_BIOS, ObjectType.OS_LOADER, "OS Target Template", "Template for new loaders on BIOS."),
            titled(WellKnown.LOADER_TEMPLATE_FOR_UEFI, ObjectType.OS_LOADER, "OS Target Template", "Template for new loaders on UEFI."),
            of(WellKnown.RESUME_TEMPLATE_FOR_BIOS, ObjectType.RESUME, "Template for new resume applications on BIOS."),
            of(WellKnown.RESUME_TEMPLATE_FOR_UEFI, ObjectType.RESUME, "Template for new resume applications on UEFI."),
            of(WellKnown.RESUME_APPLICATION, ObjectType.RESUME, "A resume application that programs know by name; in no store seen."),
            of(WellKnown.MEDIA_RAMDISK_OPTIONS, ObjectType.DEVICE, "Options of the RAM disk on installation media."),
            of(WellKnown.MEDIA_SETUP, ObjectType.OS_LOADER, "Windows Setup on installation media."));

    private ObjectCatalog() {}

    /** An object under the heading of its type. */
    private static ObjectDefinition of(ObjectId id, ObjectType type, String meaning, String... aliases) {
        return titled(id, type, ObjectKind.of(type).heading(type), meaning, aliases);
    }

    /** An object with a heading of its own. */
    private static ObjectDefinition titled(ObjectId id, ObjectType type, String heading, String meaning, String... aliases) {
        return new ObjectDefinition(id, List.of(aliases), type, heading, meaning);
    }

    /** What is known of an object that has the same identifier in every store. */
    public static Optional<ObjectDefinition> find(ObjectId id) {
        for (ObjectDefinition definition : ALL) {
            if (definition.id().equals(id)) {
                return Optional.of(definition);
            }
        }
        return Optional.empty();
    }

    /** The alias of a well-known identifier, for instance {@code {bootmgr}}. */
    public static Optional<String> alias(ObjectId id) {
        Optional<ObjectDefinition> definition = find(id);
        return definition.isEmpty() || definition.get().aliases().isEmpty() ? Optional.empty() : Optional.of(definition.get().aliases().get(0));
    }

    /** What to call an object in text: its alias, or its identifier when it has none. */
    public static String name(ObjectId id) {
        return alias(id).orElse(id.toString());
    }

    /** The identifier that an alias stands for, any case; {@code {default}} and {@code {current}} are not constants and not found here. */
    public static Optional<ObjectId> wellKnown(String alias) {
        for (ObjectDefinition definition : ALL) {
            for (String known : definition.aliases()) {
                if (known.equalsIgnoreCase(alias)) {
                    return Optional.of(definition.id());
                }
            }
        }
        return Optional.empty();
    }

    /** A short word for a type of object: {@code bootmgr}, {@code osloader}, {@code resume}, {@code inherit}, {@code device}, …; used in JSON. */
    public static String kind(ObjectType type) {
        return ObjectKind.of(type).word();
    }

    /** The heading bcdedit prints over an object, for instance {@code Windows Boot Loader}. */
    public static String heading(ObjectId id, Optional<ObjectType> type) {
        Optional<ObjectDefinition> definition = find(id);
        if (definition.isPresent()) {
            return definition.get().heading();
        }
        return type.isPresent() ? ObjectKind.of(type.get()).heading(type.get()) : "Object without a type";
    }

    /** Every object that has the same identifier in every store. */
    public static List<ObjectDefinition> all() {
        return ALL;
    }
}
