package org.bcdkit.bcdedit;

import java.util.Locale;
import java.util.Optional;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/** What follows {@code /create}. */
final class CreateWords {

    static final String APPLICATIONS = "BOOTAPP, BOOTSECTOR, OSLOADER, RESUME or STARTUP";
    static final String HEIRS = "BOOTMGR, BOOTSECTOR, FWBOOTMGR, MEMDIAG, NTLDR, OSLOADER, RESUME or DEVICE";

    private CreateWords() {}

    static EditRequest request(EditWords words) {
        Optional<String> title = words.takeValue("d", "a description");
        Optional<String> application = words.takeValue("application", "a type: " + APPLICATIONS);
        Optional<String> inherit = words.takeOptionalValue("inherit");
        boolean device = words.take("device");
        int kinds = (application.isPresent() ? 1 : 0) + (inherit.isPresent() ? 1 : 0) + (device ? 1 : 0);
        Optional<String> id = words.startsWithId() ? Optional.of(words.id()) : Optional.empty();
        words.end();
        if (kinds > 1) {
            throw words.invalid("/application, /inherit and /device exclude each other.");
        }
        if (id.isPresent() && isWellKnown(id.get())) {
            if (kinds > 0) {
                throw words.invalid(id.get() + " has its type; /application, /inherit and /device are for other identifiers.");
            }
            return new EditRequest.Create(id, title, Optional.empty());
        }
        if (id.isPresent() && ObjectId.parse(id.get()).isEmpty()) {
            throw words.invalid(id.get() + " stands for an entry that is there already; a new one needs an identifier of its own.");
        }
        if (kinds == 0) {
            throw words.invalid("Without a well-known identifier it needs /application, /inherit or /device.");
        }
        ObjectType type = application.isPresent()
                ? application(words, application.get())
                : inherit.isPresent() ? heir(words, inherit.get()) : ObjectType.DEVICE;
        return new EditRequest.Create(id, title, Optional.of(type));
    }

    private static boolean isWellKnown(String id) {
        Optional<ObjectId> guid = ObjectId.parse(id);
        return guid.isPresent() ? ObjectCatalog.alias(guid.get()).isPresent() : ObjectCatalog.wellKnown(id).isPresent();
    }

    private static ObjectType application(EditWords words, String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "BOOTAPP" -> ObjectType.BOOT_APPLICATION;
            case "BOOTSECTOR" -> ObjectType.BOOT_SECTOR;
            case "OSLOADER" -> ObjectType.OS_LOADER;
            case "RESUME" -> ObjectType.RESUME;
            case "STARTUP" -> ObjectType.STARTUP;
            default -> throw words.invalid("/application takes " + APPLICATIONS + ", not \"" + word + "\".");
        };
    }

    private static ObjectType heir(EditWords words, String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "" -> ObjectType.INHERIT_ANY;
            case "BOOTMGR" -> inherit(ObjectType.BOOT_MANAGER);
            case "BOOTSECTOR" -> inherit(ObjectType.BOOT_SECTOR);
            case "FWBOOTMGR" -> inherit(ObjectType.FIRMWARE_BOOT_MANAGER);
            case "MEMDIAG" -> inherit(ObjectType.MEMORY_TESTER);
            case "NTLDR" -> inherit(ObjectType.LEGACY_LOADER);
            case "OSLOADER" -> inherit(ObjectType.OS_LOADER);
            case "RESUME" -> inherit(ObjectType.RESUME);
            case "DEVICE" -> ObjectType.INHERIT_DEVICE;
            default -> throw words.invalid("/inherit takes " + HEIRS + ", not \"" + word + "\".");
        };
    }

    /** Settings that applications of that type can inherit. BCD format, section 2.4. */
    private static ObjectType inherit(ObjectType application) {
        return new ObjectType(ObjectType.INHERIT_OS_LOADER.code() & ~0xfffff | application.application());
    }
}
