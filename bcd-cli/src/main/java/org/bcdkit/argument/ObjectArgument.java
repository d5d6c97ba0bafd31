package org.bcdkit.argument;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.catalog.ObjectDefinition;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.layout.Printable;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;

/** An object as a user names it: by its GUID, by an alias such as {@code {bootmgr}} or {@code {default}}, or by its description. */
public final class ObjectArgument {

    /** The word for it in the help, and what it can be. */
    public static final String VALUE = "OBJECT";
    public static final String MEANING = "A GUID, an alias such as {bootmgr} or {default}, or a description that only one object has.";

    private static final String CURRENT = "{current}";

    private final String text;
    private final StoreSnapshot snapshot;

    private ObjectArgument(String text, StoreSnapshot snapshot) {
        this.text = text;
        this.snapshot = snapshot;
    }

    /** The object in the store; a {@link RequestException} when there is none or more than one. */
    public static BcdObject find(String text, StoreSnapshot snapshot) {
        return new ObjectArgument(text, snapshot).find();
    }

    /**
     * The identifier that {@code text} is or that its alias stands for, whether or not the object is in the store; a {@link UsageException} when it
     * is neither. A description is not looked for.
     */
    public static ObjectId id(String text, StoreSnapshot snapshot) {
        Optional<ObjectId> id = new ObjectArgument(text, snapshot).id();
        if (id.isEmpty()) {
            throw new UsageException("\"" + Printable.of(text) + "\" is no identifier: neither a GUID such as " + WellKnown.BOOT_MANAGER
                    + " nor an alias such as {bootmgr}." + Spelling.didYouMean(text, aliases()));
        }
        return id.get();
    }

    /** Every alias. */
    public static List<String> aliases() {
        List<String> aliases = new ArrayList<>(List.of(ObjectCatalog.DEFAULT, CURRENT));
        for (ObjectDefinition object : ObjectCatalog.all()) {
            aliases.addAll(object.aliases());
        }
        return aliases;
    }

    /**
     * Whether {@code text} asks for the entry that the running Windows was started from. A store in a file does not tell, so the default entry is
     * taken for it, and whoever asked should be told.
     */
    public static boolean isAssumed(String text) {
        return text.equalsIgnoreCase(CURRENT);
    }

    private Optional<ObjectId> id() {
        Optional<ObjectId> id = ObjectId.parse(text);
        return id.isEmpty() ? alias() : id;
    }

    private BcdObject find() {
        Optional<ObjectId> id = id();
        if (id.isPresent()) {
            Optional<BcdObject> object = snapshot.store().find(id.get());
            if (object.isEmpty()) {
                throw isDefault() ? defaultIsGone(id.get()) : missing();
            }
            return object.get();
        }
        List<BcdObject> described = described(false);
        if (described.isEmpty()) {
            described = described(true);
        }
        return switch (described.size()) {
            case 0 -> throw missing();
            case 1 -> described.get(0);
            default -> throw new RequestException(
                    "\"" + text + "\" is the description of " + described.size() + " objects in " + snapshot.name() + ": " + identifiers(described)
                            + ". Name one of them by its identifier.");
        };
    }

    private boolean isDefault() {
        return text.equalsIgnoreCase(ObjectCatalog.DEFAULT) || isAssumed(text);
    }

    private RequestException defaultIsGone(ObjectId entry) {
        return new RequestException("The default entry of the boot manager, " + entry + (isAssumed(text) ? ", which would be taken for {current}" : "")
                + ", is not in " + snapshot.name() + ". Name the entry that is meant by its identifier.");
    }

    private Optional<ObjectId> alias() {
        if (!isDefault()) {
            return ObjectCatalog.wellKnown(text);
        }
        Optional<ObjectId> defaultEntry = snapshot.store().defaultEntry();
        if (defaultEntry.isEmpty()) {
            throw new RequestException("There is no default entry in " + snapshot.name() + (isAssumed(text) ? ", which would be taken for {current}." : "."));
        }
        return defaultEntry;
    }

    private List<BcdObject> described(boolean anyCase) {
        List<BcdObject> found = new ArrayList<>();
        for (BcdObject object : snapshot.store().objects()) {
            String description = object.string(ElementType.DESCRIPTION).orElse("");
            if (!description.isEmpty() && (anyCase ? description.equalsIgnoreCase(text) : description.equals(text))) {
                found.add(object);
            }
        }
        return found;
    }

    private static String identifiers(List<BcdObject> objects) {
        StringBuilder identifiers = new StringBuilder();
        for (BcdObject object : objects) {
            identifiers.append(identifiers.length() == 0 ? "" : ", ").append(object.id());
        }
        return identifiers.toString();
    }

    private RequestException missing() {
        List<String> names = new ArrayList<>();
        for (BcdObject object : snapshot.store().objects()) {
            addNames(object, names);
        }
        List<String> near = new ArrayList<>();
        for (String name : Spelling.near(text, names)) {
            near.add(withDescription(name));
        }
        return new RequestException("There is no object " + (text.startsWith("{") ? text : "\"" + text + "\"") + " in " + snapshot.name() + "."
                + (near.isEmpty() ? "" : " Did you mean " + Spelling.either(near) + "?"));
    }

    private static void addNames(BcdObject object, List<String> names) {
        names.add(object.id().toString());
        Optional<String> description = object.string(ElementType.DESCRIPTION);
        if (description.isPresent()) {
            names.add(description.get());
        }
        Optional<String> alias = ObjectCatalog.alias(object.id());
        if (alias.isPresent()) {
            names.add(alias.get());
        }
    }

    /** {@code {2deb…} ("Windows 11")}: an identifier alone tells a reader nothing. */
    private String withDescription(String name) {
        Optional<ObjectId> id = ObjectId.parse(name);
        Optional<BcdObject> object = id.isPresent() ? snapshot.store().find(id.get()) : Optional.empty();
        if (object.isEmpty()) {
            return name.startsWith("{") ? name : "\"" + name + "\"";
        }
        String description = object.get().string(ElementType.DESCRIPTION).orElse("");
        return description.isEmpty() ? name : name + " (\"" + description + "\")";
    }
}
