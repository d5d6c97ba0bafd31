package org.bcdkit.firmware;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                    entries.put(object.id(), WindowsEntry.read("FirmwareVariable of " + object.id(), value.get()));
                } catch (FormatException e) {
                    findings.add(Finding.warning(
                            FirmwareRule.STORE_VALUE, e.getMessage(), "`bcd firmware sync` makes it anew when the firmware has the entry."));
                }
            }
        }
    }

    /** The entries of Windows name their object. Of several for one object, the first in the order is the one. */
    private void matchByObject() {
        for (BootVariable variable : inOrder()) {
            Optional<WindowsOptions> windows = variable.option().orElseThrow().windows();
            Optional<ObjectId> id = windows.isPresent() ? windows.get().object() : Optional.empty();
            if (id.isPresent() && store.find(id.get()).isPresent() && !objects.containsValue(id.get())) {
                objects.put(variable.number(), id.get());
            }
        }
    }

    private void match(Likeness likeness) {
        for (BootVariable variable : inOrder()) {
            if (!objects.containsKey(variable.number())) {
                Optional<ObjectId> like = objectLike(variable, likeness);
                if (like.isPresent()) {
                    objects.put(variable.number(), like.get());
                }
            }
        }
    }

    private Optional<ObjectId> objectLike(BootVariable variable, Likeness likeness) {
        for (BcdObject object : store.objects()) {
            WindowsEntry entry = entries.get(object.id());
            boolean possible = entry != null && object.is(ObjectType.FIRMWARE_APPLICATION) && !objects.containsValue(object.id());
            if (possible && likeness.holds(entry, variable.number(), variable.option().orElseThrow())) {
                return Optional.of(object.id());
            }
        }
        return Optional.empty();
    }

    /** The variables that can be read: those in the order first, as they come in it. */
    List<BootVariable> inOrder() {
        List<BootVariable> sorted = new ArrayList<>();
        for (int number : variables.order()) {
            Optional<BootVariable> entry = variables.find(number);
            if (entry.isPresent() && entry.get().option().isPresent() && !sorted.contains(entry.get())) {
                sorted.add(entry.get());
            }
        }
        for (BootVariable entry : variables.entries()) {
            if (entry.option().isPresent() && !sorted.contains(entry)) {
                sorted.add(entry);
            }
        }
        return sorted;
    }

    /** The object that goes with a variable. */
    Optional<ObjectId> object(int number) {
        return Optional.ofNullable(objects.get(number));
    }

    /** The number of the variable that goes with an object. */
    Optional<Integer> number(ObjectId object) {
        for (Map.Entry<Integer, ObjectId> match : objects.entrySet()) {
            if (match.getValue().equals(object)) {
                return Optional.of(match.getKey());
            }
        }
        return Optional.empty();
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
