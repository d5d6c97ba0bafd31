package org.bcdkit.view;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdObject.ExtraValue;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.BcdStoreReader;
import org.bcdkit.store.BcdStoreWriter;
import org.bcdkit.store.Element;
import org.bcdkit.store.HiveExtras;
import org.bcdkit.store.HiveExtras.OtherValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/**
 * Reads a store from the JSON that {@link StoreJson} writes, or that somebody made of it. What is only there for people (names, aliases, the hive it
 * came from) may say anything; all else has to be right, and nothing is passed over in silence.
 */
public final class StoreJsonReader {

    private static final List<String> FIELDS = List.of(
            JsonDocument.SCHEMA_VERSION_FIELD, "store", "hive", "description", "values", "emptyKeys", "missingKeys", "objects");
    private static final List<String> HIVE_FIELDS = List.of("minorVersion", "sequence", "dirty");
    private static final List<String> OBJECT_FIELDS = List.of("id", "alias", "type", "kind", "elements", "values");
    private static final List<String> VALUE_FIELDS = List.of("key", "name", "registryType", "raw");

    /** How a registry hive begins. */
    private static final String HIVE = "regf";

    private final JsonInput input;
    private final List<Value> description = new ArrayList<>();
    private final Map<ObjectId, BcdObject> objects = new HashMap<>();
    private final List<Placed<OtherValue>> values = new ArrayList<>();
    private final List<Placed<String>> emptyKeys = new ArrayList<>();
    private final List<Placed<String>> missingKeys = new ArrayList<>();
    private boolean hasObjects;

    private StoreJsonReader(JsonInput input) {
        this.input = input;
    }

    /** A store, and what the hive around it has of its own. */
    public record Loaded(BcdStore store, HiveExtras extras) {}

    /** Something and where it stands in the document. */
    private record Placed<T>(T value, JsonInput.Place place) {}

    /** @throws org.bcdkit.storage.FormatException when the file is no such document, with the place of what is wrong */
    public static Loaded read(Path file) throws IOException {
        refuseWhatIsNoDump(file);
        requireVersion(file);
        try (JsonInput input = JsonInput.open(file)) {
            return new StoreJsonReader(input).document();
        }
    }

    private static void refuseWhatIsNoDump(Path file) throws IOException {
        if (Files.size(file) > JsonInput.LARGEST) {
            throw new MalformedException(
                    file.toString(), "document", 0, "line 1", "the file has " + Files.size(file) + " bytes, and no store is that large");
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (new String(in.readNBytes(HIVE.length()), StandardCharsets.ISO_8859_1).equals(HIVE)) {
                throw new MalformedException(
                        file.toString(), "document", 0, "line 1", "this is a registry hive, expected JSON as `bcd dump` prints it; `bcd import` takes stores");
            }
        }
    }

    /** Looks for the version before anything else: what the other fields mean depends on it, and they may stand before it. */
    private static void requireVersion(Path file) throws IOException {
        try (JsonInput input = JsonInput.open(file)) {
            input.start();
            for (Optional<String> field = input.field(); field.isPresent(); field = input.field()) {
                if (field.get().equals(JsonDocument.SCHEMA_VERSION_FIELD)) {
                    int version = input.number();
                    if (version != JsonDocument.SCHEMA_VERSION) {
                        throw new UnsupportedException(
                                input.source(), field.get(), input.place().offset(), "line " + input.place().line(),
                                "version is " + Integer.toUnsignedString(version) + ", supported is " + JsonDocument.SCHEMA_VERSION);
                    }
                    return;
                }
                input.skip();
            }
            throw input.malformed(input.place(), "there is no field schemaVersion, which every dump of a store has");
        }
    }

    private Loaded document() throws IOException {
        input.start();
        List<Value> otherDescription = new ArrayList<>();
        for (Optional<String> field = input.field(); field.isPresent(); field = input.field()) {
            switch (field.get()) {
                case JsonDocument.SCHEMA_VERSION_FIELD -> input.number();
                case "store" -> input.text();
                case "hive" -> hive();
                case "description" -> description();
                case "values" -> values(otherDescription);
                case "emptyKeys" -> keys(emptyKeys);
                case "missingKeys" -> keys(missingKeys);
                case "objects" -> objects();
                default -> throw input.unknownField(field.get(), FIELDS);
            }
        }
        JsonInput.Place end = input.place();
        input.end();
        if (!hasObjects) {
            throw input.malformed(end, "there is no field objects, which every dump of a store has");
        }
        description.addAll(otherDescription);
        BcdStore store = new BcdStore(description, new ArrayList<>(objects.values()));
        // The spelling of key names counts nowhere, so two paths may lead to one key: what is read back has one of them.
        BcdStore settled = BcdStoreReader.read(input.source(), BcdStoreWriter.create(store, 0));
        return new Loaded(settled, extras(settled));
    }

    /** What it says of the hive is what was found in the one that was dumped; a new one is made anew. */
    private void hive() throws IOException {
        input.startObject();
        for (Optional<String> field = input.field(); field.isPresent(); field = input.field()) {
            switch (field.get()) {
                case "minorVersion", "sequence" -> input.number();
                case "dirty" -> input.bool();
                default -> throw input.unknownField(field.get(), HIVE_FIELDS);
            }
        }
    }

    private void description() throws IOException {
        input.startObject();
        for (Optional<String> field = input.field(); field.isPresent(); field = input.field()) {
            String name = valueName(field.get());
            description.add(input.isText() ? Value.text(name, input.text()) : Value.number(name, input.number()));
        }
    }

    private void values(List<Value> otherDescription) throws IOException {
        input.startArray();
        while (input.member()) {
            Placed<KeyedValue> value = value();
            if (value.value().key().equalsIgnoreCase(StoreJson.DESCRIPTION)) {
                otherDescription.add(value.value().value());
            } else if (HiveExtras.isPath(value.value().key())) {
                values.add(new Placed<>(new OtherValue(value.value().key(), value.value().value()), value.place()));
            } else {
                throw noPath(value.place(), value.value().key());
            }
        }
    }

    private void keys(List<Placed<String>> into) throws IOException {
        input.startArray();
        while (input.member()) {
            String path = input.text();
            if (path.isEmpty() || !HiveExtras.isPath(path)) {
                throw noPath(input.place(), path);
            }
            into.add(new Placed<>(path, input.place()));
        }
    }

    private void objects() throws IOException {
        input.startArray();
        hasObjects = true;
        while (input.member()) {
            JsonInput.Place place = input.place();
            BcdObject object = object(place);
            if (objects.put(object.id(), object) != null) {
                throw input.malformed(place, "the object " + object.id() + " is there a second time");
            }
        }
    }

    private BcdObject object(JsonInput.Place place) throws IOException {
        Optional<ObjectId> id = Optional.empty();
        Optional<ObjectType> type = Optional.empty();
        List<ElementDraft> drafts = new ArrayList<>();
        List<Placed<KeyedValue>> extras = new ArrayList<>();
        input.startObject();
        for (Optional<String> field = input.field(); field.isPresent(); field = input.field()) {
            switch (field.get()) {
                case "id" -> id = Optional.of(id());
                case "type" -> type = Optional.of(new ObjectType(input.code()));
                case "alias", "kind" -> input.text();
                case "elements" -> elements(drafts);
                case "values" -> {
                    input.startArray();
                    while (input.member()) {
                        extras.add(value());
                    }
                }
                default -> throw input.unknownField(field.get(), OBJECT_FIELDS);
            }
        }
        if (id.isEmpty()) {
            throw input.malformed(place, "this object has no field id");
        }
        return object(id.get(), type, drafts, extras);
    }

    private BcdObject object(ObjectId id, Optional<ObjectType> type, List<ElementDraft> drafts, List<Placed<KeyedValue>> extras)
            throws IOException {
        BcdObject object = new BcdObject(id, type, List.of(), List.of());
        List<Element> elements = new ArrayList<>(drafts.size());
        Map<Object, ElementDraft> seen = new HashMap<>();
        for (ElementDraft draft : drafts) {
            Element element = draft.element(id);
            if (seen.put(element.type(), draft) != null) {
                throw input.malformed(draft.place(), "the element " + element.type() + " of " + id + " is there a second time");
            }
            elements.add(element);
        }
        List<ExtraValue> values = new ArrayList<>(extras.size());
        for (Placed<KeyedValue> extra : extras) {
            if (!ExtraValue.isPath(extra.value().key())) {
                throw noPath(extra.place(), extra.value().key());
            }
            values.add(new ExtraValue(extra.value().key(), extra.value().value()));
        }
        object = new BcdObject(id, type, elements, values);
        Optional<ExtraValue> mistakable = object.mistakableValue();
        if (mistakable.isPresent()) {
            JsonInput.Place place = extras.get(values.indexOf(mistakable.get())).place();
            String key = mistakable.get().key();
            throw input.malformed(
                    place,
                    "the value " + mistakable.get().value().name() + " in " + key + " of " + id + " would be read as "
                            + (key.equalsIgnoreCase(StoreJson.DESCRIPTION) ? "its type, which belongs into the field type" : "an element, which belongs into the field elements"));
        }
        return object;
    }

    private ObjectId id() throws IOException {
        String text = input.text();
        Optional<ObjectId> id = text.startsWith("{") ? ObjectId.parse(text) : Optional.empty();
        if (id.isEmpty()) {
            throw input.malformed(input.place(), "found \"" + text + "\", expected a GUID in braces");
        }
        return id.get();
    }

    private void elements(List<ElementDraft> into) throws IOException {
        input.startArray();
        while (input.member()) {
            into.add(ElementDraft.read(input));
        }
    }

    /** A registry value and the path of its key. */
    private record KeyedValue(String key, Value value) {}

    private Placed<KeyedValue> value() throws IOException {
        JsonInput.Place place = input.place();
        Optional<String> key = Optional.empty();
        Optional<String> name = Optional.empty();
        Optional<ValueType> type = Optional.empty();
        Optional<Bytes> raw = Optional.empty();
        input.startObject();
        for (Optional<String> field = input.field(); field.isPresent(); field = input.field()) {
            switch (field.get()) {
                case "key" -> key = Optional.of(input.text());
                case "name" -> name = Optional.of(valueName(input.text()));
                case "registryType" -> type = Optional.of(new ValueType(input.number()));
                case "raw" -> raw = Optional.of(input.bytes());
                default -> throw input.unknownField(field.get(), VALUE_FIELDS);
            }
        }
        if (key.isEmpty() || name.isEmpty() || type.isEmpty() || raw.isEmpty()) {
            throw input.malformed(place, "a registry value needs the fields " + String.join(", ", VALUE_FIELDS));
        }
        return new Placed<>(new KeyedValue(key.get(), new Value(name.get(), type.get(), raw.get())), place);
    }

    private String valueName(String name) throws MalformedException {
        if (name.length() > Value.MAX_NAME_LENGTH) {
            throw input.malformed(input.place(), "the name of a value has " + name.length() + " characters, expected up to " + Value.MAX_NAME_LENGTH);
        }
        return name;
    }

    private HiveExtras extras(BcdStore store) throws MalformedException {
        List<OtherValue> others = new ArrayList<>();
        for (Placed<OtherValue> value : values) {
            if (!HiveExtras.isOutside(store, value.value().key())) {
                throw input.malformed(value.place(), value.value().key() + " is a key of an object, whose values stand with the object");
            }
            others.add(value.value());
        }
        List<String> empty = new ArrayList<>();
        for (Placed<String> path : emptyKeys) {
            if (!HiveExtras.canBeEmpty(store, path.value())) {
                throw input.malformed(path.place(), path.value() + " is in no object of the document");
            }
            empty.add(path.value());
        }
        List<String> missing = new ArrayList<>();
        for (Placed<String> path : missingKeys) {
            if (!HiveExtras.canBeMissing(store, path.value())) {
                throw input.malformed(
                        path.place(), path.value() + " cannot be missing: only a Description without values and the Elements of an object without elements can");
            }
            missing.add(path.value());
        }
        return new HiveExtras(others, empty, missing);
    }

    private MalformedException noPath(JsonInput.Place place, String key) {
        return input.malformed(place, "\"" + key + "\" is no path of a key there: names with backslashes between them were expected");
    }
}
