package org.bcdkit.firmware;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FormatException;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/** Which object of a boot store goes with which boot variable. Numbers alone tell nothing: firmware and tools give them away anew. */
final class EntryMatches {

    private final BcdStore store;
    private final BootVariables variables;
    private final Map<ObjectId, WindowsEntry> entries = new HashMap<>();
    private final Map<Integer, ObjectId> objects = new HashMap<>();
    private final Map<ObjectId, Integer> numbers = new HashMap<>();
    private final Set<ObjectId> taken = new HashSet<>();
    /** The objects of firmware applications. */
    private final Map<String, List<ObjectId>> byTitle = new HashMap<>();
    private final Map<Integer, List<ObjectId>> byNumber = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private EntryMatches(BcdStore store, BootVariables variables) {
        this.store = store;
        this.variables = variables;
    }

    static EntryMatches of(BcdStore store, BootVariables variables) {
        EntryMatches matches = new EntryMatches(store, variables);
        matches.readEntries();
        matches.matchByObject();
        for (Likeness likeness : Likeness.values()) {
            matches.match(likeness);
        }
        return matches;
    }

    /** How much an object and a variable have in common, the most first. */
    private enum Likeness {
        EQUAL,
        SAME_CONTENT,
        SAME_START,
        SAME_NUMBER_AND_TITLE,
        SAME_NUMBER_AND_PATH;

        /** Whether both have the same title then; otherwise they have the same number. */
        boolean byTitle() {
            return this == EQUAL || this == SAME_CONTENT || this == SAME_START;
        }

        boolean holds(WindowsEntry entry, int number, LoadOption option) {
            LoadOption kept = entry.toLoadOption();
            return switch (this) {
                case EQUAL -> entry.tells(number, option);
                case SAME_CONTENT -> kept.startsSameAs(option);
                case SAME_START -> kept.isDuplicateOf(option);
                case SAME_NUMBER_AND_TITLE -> entry.number() == number && entry.description().equals(option.description());
                case SAME_NUMBER_AND_PATH -> entry.number() == number && kept.path().equals(option.path());
            };
        }
    }

    private void readEntries() {
        for (BcdObject object : store.objects()) {
            Optional<Bytes> value = object.firmwareVariable();
            if (value.isPresent()) {
                try {
                    keep(object, WindowsEntry.read("FirmwareVariable of " + object.id(), value.get()));
                } catch (FormatException e) {
                    findings.add(Finding.warning(
                            FirmwareRule.STORE_VALUE, e.getMessage(), "`bcd firmware sync` makes it anew when the firmware has the entry."));
                }
            }
        }
    }

    private void keep(BcdObject object, WindowsEntry entry) {
        entries.put(object.id(), entry);
        if (object.is(ObjectType.FIRMWARE_APPLICATION)) {
            add(byTitle, entry.description(), object.id());
            add(byNumber, entry.number(), object.id());
        }
    }

    private static <K> void add(Map<K, List<ObjectId>> to, K key, ObjectId id) {
        List<ObjectId> ids = to.get(key);
        if (ids == null) {
            ids = new ArrayList<>();
            to.put(key, ids);
        }
        ids.add(id);
    }

    /** The entries of Windows name their object. Of several for one object, the first in the order is the one. */
    private void matchByObject() {
        for (BootVariable variable : inOrder()) {
            Optional<WindowsOptions> windows = variable.option().orElseThrow().windows();
            Optional<ObjectId> id = windows.isPresent() ? windows.get().object() : Optional.empty();
            if (id.isPresent() && store.find(id.get()).isPresent() && !taken.contains(id.get())) {
                match(variable.number(), id.get());
            }
        }
    }

    private void match(Likeness likeness) {
        for (BootVariable variable : inOrder()) {
            if (!objects.containsKey(variable.number())) {
                Optional<ObjectId> like = objectLike(variable, likeness);
                if (like.isPresent()) {
                    match(variable.number(), like.get());
                }
            }
        }
    }

    private Optional<ObjectId> objectLike(BootVariable variable, Likeness likeness) {
        LoadOption option = variable.option().orElseThrow();
        List<ObjectId> possible = likeness.byTitle()
                ? byTitle.getOrDefault(option.description(), List.of())
                : byNumber.getOrDefault(variable.number(), List.of());
        for (ObjectId id : possible) {
            if (!taken.contains(id) && likeness.holds(entries.get(id), variable.number(), option)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    private void match(int number, ObjectId object) {
        objects.put(number, object);
        numbers.put(object, number);
        taken.add(object);
    }

    /** The variables that can be read: those in the order first, as they come in it. */
    List<BootVariable> inOrder() {
        Set<BootVariable> sorted = new LinkedHashSet<>();
        for (int number : variables.order()) {
            Optional<BootVariable> entry = variables.find(number);
            if (entry.isPresent() && entry.get().option().isPresent()) {
                sorted.add(entry.get());
            }
        }
        for (BootVariable entry : variables.entries()) {
            if (entry.option().isPresent()) {
                sorted.add(entry);
            }
        }
        return List.copyOf(sorted);
    }

    /** The object that goes with a variable. */
    Optional<ObjectId> object(int number) {
        return Optional.ofNullable(objects.get(number));
    }

    /** The number of the variable that goes with an object. */
    Optional<Integer> number(ObjectId object) {
        return Optional.ofNullable(numbers.get(object));
    }

    /** What the store keeps of the boot entry for an object. */
    Optional<WindowsEntry> entry(ObjectId object) {
        return Optional.ofNullable(entries.get(object));
    }

    /** What is wrong with what the store keeps. */
    List<Finding> findings() {
        return findings;
    }
}
