package org.bcdkit.firmware;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.edit.ListEdit;
import org.bcdkit.plan.Finding;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;

/**
 * Plans to make the firmware follow a boot store: the order in {@code {fwbootmgr}}, and the entries in it that the firmware has lost. Nothing is
 * removed, and entries that the store does not know stay, behind those that it does. Specification: BCD format, section 5.
 */
public final class FirmwareSync {

    private final BcdStore store;
    private final BootVariables variables;
    private final EntryMatches matches;
    private final FirmwareDraft draft;
    private final Map<ObjectId, Integer> made = new HashMap<>();

    private FirmwareSync(BcdStore store, BootVariables variables) {
        this.store = store;
        this.variables = variables;
        this.matches = EntryMatches.of(store, variables);
        this.draft = new FirmwareDraft(variables);
    }

    /** @param name of the store, in messages */
    public static FirmwarePlan plan(String name, BcdStore store, BootVariables variables) {
        return new FirmwareSync(store, variables).plan(name);
    }

    private FirmwarePlan plan(String name) {
        String intent = "Make the firmware entries those of " + name;
        Optional<BcdObject> manager = store.find(WellKnown.FIRMWARE_BOOT_MANAGER);
        if (manager.isEmpty()) {
            draft.add(Finding.error(
                    FirmwareRule.MANAGER,
                    name + " has no {fwbootmgr} object, so it does not say what the firmware shall have",
                    "Take the entries of the firmware into the store first: `bcd firmware sync`."));
            return draft.plan(intent);
        }
        for (Finding finding : matches.findings()) {
            draft.add(finding);
        }
        List<Integer> first = numbers(manager.get().ids(ElementType.DISPLAY_ORDER));
        List<Integer> order = ListEdit.ADD_FIRST.apply(variables.order(), first);
        if (!first.isEmpty() && !order.equals(variables.order()) && FirmwarePlanner.orderCanChange(variables, draft)) {
            draft.order(order);
        }
        List<Integer> next = numbers(manager.get().ids(ElementType.BOOT_SEQUENCE));
        if (!next.isEmpty()) {
            draft.number(BootVariables.NEXT, next.get(0));
        }
        Optional<Element> timeout = manager.get().element(ElementType.TIMEOUT);
        if (timeout.isPresent()
                && timeout.get().value() instanceof IntegerValue seconds
                && Long.compareUnsigned(seconds.value(), BootVariable.LARGEST) <= 0) {
            draft.number(BootVariables.TIMEOUT, (int) seconds.value());
        }
        return draft.plan(intent);
    }

    /** The numbers of the variables for some objects; those that are not there are made. */
    private List<Integer> numbers(List<ObjectId> ids) {
        List<Integer> numbers = new ArrayList<>();
        for (ObjectId id : ids) {
            makeUnderOldNumber(id);
        }
        for (ObjectId id : ids) {
            Optional<Integer> number = matches.number(id);
            if (number.isEmpty()) {
                number = made.containsKey(id) ? Optional.of(made.get(id)) : make(id);
            }
            if (number.isPresent()) {
                numbers.add(number.get());
            }
        }
        return numbers;
    }

    /** Before others get numbers that are free by now. */
    private void makeUnderOldNumber(ObjectId id) {
        Optional<WindowsEntry> entry = matches.entry(id);
        if (matches.number(id).isEmpty() && !made.containsKey(id) && entry.isPresent() && draft.isFree(entry.get().number())) {
            make(id, entry.get(), entry.get().number());
        }
    }

    private Optional<Integer> make(ObjectId id) {
        Optional<WindowsEntry> entry = matches.entry(id);
        if (entry.isEmpty()) {
            draft.add(Finding.warning(
                    FirmwareRule.STORE_VALUE,
                    "{fwbootmgr} names " + ObjectCatalog.name(id) + ", which has no FirmwareVariable to make a firmware entry from",
                    "`bcd firmware add` makes the entry."));
            return Optional.empty();
        }
        Optional<Integer> number = draft.freeNumber();
        if (number.isPresent()) {
            make(id, entry.get(), number.get());
        }
        return number;
    }

    private void make(ObjectId id, WindowsEntry entry, int number) {
        draft.entry(number, entry.toLoadOption());
        made.put(id, number);
    }
}
