package org.bcdkit.argument;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/**
 * The type of a new object, in the words that kinds of objects have. A well-known identifier says it all; beside any other, or none, stands exactly one
 * of the three options {@code application}, {@code inherit} and {@code device}. Specification: bcdedit surface, section 1.2.
 *
 * @param id of the object, as it was given
 * @param application a type; see {@link #application}
 * @param inherit the type of those that can inherit; see {@link #heir}
 * @param device whether it is an object for devices
 */
public record NewObjectArgument(Optional<String> id, Optional<ObjectType> application, Optional<ObjectType> inherit, boolean device) {

    private static final List<ObjectType> APPLICATIONS = List.of(
            ObjectType.BOOT_APPLICATION, ObjectType.BOOT_SECTOR, ObjectType.OS_LOADER, ObjectType.RESUME, ObjectType.STARTUP);

    private static final List<ObjectType> HEIRS = List.of(
            ObjectType.BOOT_MANAGER,
            ObjectType.BOOT_SECTOR,
            ObjectType.FIRMWARE_BOOT_MANAGER,
            ObjectType.MEMORY_TESTER,
            ObjectType.LEGACY_LOADER,
            ObjectType.OS_LOADER,
            ObjectType.RESUME,
            ObjectType.DEVICE);

    /** The words for applications that can be made. */
    public static List<String> applications() {
        return words(APPLICATIONS);
    }

    /** The words for what can be said to inherit from a new object. */
    public static List<String> heirs() {
        return words(HEIRS);
    }

    private static List<String> words(List<ObjectType> types) {
        List<String> words = new ArrayList<>(types.size());
        for (ObjectType type : types) {
            words.add(ObjectCatalog.kind(type));
        }
        return words;
    }

    /** The type of an application, from one of {@link #applications()} in any case; empty for another word. */
    public static Optional<ObjectType> application(String word) {
        return named(word, APPLICATIONS);
    }

    /** The type of an object that others inherit from, from one of {@link #heirs()} in any case or the empty word, for all; empty for another word. */
    public static Optional<ObjectType> heir(String word) {
        if (word.isEmpty()) {
            return Optional.of(ObjectType.INHERIT_ANY);
        }
        Optional<ObjectType> heir = named(word, HEIRS);
        return heir.isPresent() ? Optional.of(ObjectType.inheritedBy(heir.get())) : heir;
    }

    private static Optional<ObjectType> named(String word, List<ObjectType> types) {
        for (ObjectType type : types) {
            if (ObjectCatalog.kind(type).equalsIgnoreCase(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /**
     * The type that was given; empty for an object with an alias, whose type is in the catalogue.
     *
     * @param dash what stands before the name of an option
     * @throws UsageException when what was given does not say which object is to be made
     */
    public Optional<ObjectType> type(String dash) {
        String options = dash + "application, " + dash + "inherit";
        int kinds = (application.isPresent() ? 1 : 0) + (inherit.isPresent() ? 1 : 0) + (device ? 1 : 0);
        if (kinds > 1) {
            throw new UsageException(options + " and " + dash + "device exclude each other.");
        }
        if (id.isPresent() && isWellKnown(id.get())) {
            if (kinds > 0) {
                throw new UsageException(id.get() + " has its type; " + options + " and " + dash + "device are for other identifiers.");
            }
            return Optional.empty();
        }
        if (id.isPresent() && (id.get().equalsIgnoreCase(ObjectCatalog.DEFAULT) || ObjectArgument.isAssumed(id.get()))) {
            throw new UsageException(id.get() + " stands for an entry that is there already; a new one needs an identifier of its own.");
        }
        if (id.isPresent() && ObjectId.parse(id.get()).equals(Optional.of(ObjectId.NONE))) {
            throw new UsageException(id.get() + " stands for no object at all: elements that name none have it.");
        }
        if (kinds == 0) {
            throw new UsageException("Without a well-known identifier it needs " + options + " or " + dash + "device.");
        }
        return application.isPresent() ? application : inherit.isPresent() ? inherit : Optional.of(ObjectType.DEVICE);
    }

    private static boolean isWellKnown(String id) {
        Optional<ObjectId> guid = ObjectId.parse(id);
        return guid.isPresent() ? ObjectCatalog.alias(guid.get()).isPresent() : ObjectCatalog.wellKnown(id).isPresent();
    }
}
