package org.bcdkit.firmware;

import java.util.List;
import java.util.Optional;
import org.bcdkit.edit.ListEdit;
import org.bcdkit.plan.Finding;

/** Plans changes to the boot entries of firmware. A plan whose result is what there is already changes nothing. */
public final class FirmwarePlanner {

    private FirmwarePlanner() {}

    /** Where a new entry comes in the order. */
    public enum Placement {
        FIRST,
        LAST,
        /** Not in the order: firmware offers the entry in its menu only. */
        NOWHERE
    }

    /** Makes an entry. One that is there already and starts the same is taken instead, and stays where it is in the order. */
    public static FirmwarePlan add(BootVariables before, LoadOption option, Placement placement) {
        FirmwareDraft draft = new FirmwareDraft(before);
        String intent = "Add the firmware entry \"" + option.description() + "\"";
        Optional<Integer> same = entryLike(before, option);
        Optional<Integer> number = same.isPresent() ? same : draft.freeNumber();
        if (number.isEmpty()) {
            draft.add(noFreeNumber());
            return draft.plan(intent);
        }
        if (same.isEmpty()) {
            draft.entry(number.get(), option);
        }
        boolean stays = same.isPresent() && before.order().contains(number.get());
        if (placement != Placement.NOWHERE && !stays && orderCanChange(before, draft)) {
            ListEdit edit = placement == Placement.FIRST ? ListEdit.ADD_FIRST : ListEdit.ADD_LAST;
            draft.order(edit.apply(before.order(), List.of(number.get())));
        }
        return draft.plan(intent);
    }

    static Finding noFreeNumber() {
        return Finding.error(
                FirmwareRule.FREE_NUMBER, "all numbers from 0000 to FFFF are taken", "Remove entries with `bcd firmware remove`.");
    }

    /** The entry that starts the same as {@code option} and hands the same over. */
    public static Optional<Integer> entryLike(BootVariables variables, LoadOption option) {
        for (BootVariable entry : variables.entries()) {
            if (entry.option().isPresent() && entry.option().get().startsSameAs(option)) {
                return Optional.of(entry.number());
            }
        }
        return Optional.empty();
    }

    /**
     * Removes entries, damaged ones too, and takes them out of the order and out of the next start. Numbers that only the order has are taken out of
     * it.
     */
    public static FirmwarePlan remove(BootVariables before, List<Integer> numbers) {
        FirmwareDraft draft = new FirmwareDraft(before);
        for (int number : numbers) {
            boolean named = before.order().contains(number) || before.next().equals(Optional.of(number));
            if (before.find(number).isEmpty() && !named) {
                draft.add(noEntry(number));
            }
            draft.removeEntry(number);
            if (before.next().equals(Optional.of(number))) {
                draft.remove(BootVariables.NEXT);
            }
        }
        List<Integer> left = ListEdit.REMOVE.apply(before.order(), numbers);
        if (!left.equals(before.order())) {
            draft.order(left);
        }
        return draft.plan(numbers.size() == 1
                ? "Remove the firmware entry " + title(before, numbers.get(0))
                : "Remove " + numbers.size() + " firmware entries");
    }

    /** Changes the order. Entries that are to be in it have to be there. */
    public static FirmwarePlan order(BootVariables before, ListEdit edit, List<Integer> numbers) {
        FirmwareDraft draft = new FirmwareDraft(before);
        if (edit != ListEdit.REMOVE) {
            for (int number : numbers) {
                requireEntry(before, number, draft);
            }
        }
        if (edit == ListEdit.REPLACE || orderCanChange(before, draft)) {
            List<Integer> changed = edit.apply(before.order(), numbers);
            if (!before.hasReadableOrder() || !changed.equals(before.order())) {
                draft.order(changed);
            }
        }
        return draft.plan("Change the order of the firmware entries");
    }

    /** Chooses the entry for the next start only. */
    public static FirmwarePlan next(BootVariables before, int number) {
        FirmwareDraft draft = new FirmwareDraft(before);
        requireEntry(before, number, draft);
        draft.number(BootVariables.NEXT, number);
        return draft.plan("Choose the firmware entry for the next start");
    }

    private static void requireEntry(BootVariables before, int number, FirmwareDraft draft) {
        if (before.find(number).isEmpty()) {
            draft.add(noEntry(number));
        }
    }

    private static Finding noEntry(int number) {
        return Finding.error(
                FirmwareRule.ENTRY_THERE, "there is no firmware entry " + BootVariable.name(number), "`bcd firmware list` shows those there are.");
    }

    static boolean orderCanChange(BootVariables before, FirmwareDraft draft) {
        if (before.hasReadableOrder()) {
            return true;
        }
        draft.add(Finding.error(
                FirmwareRule.CHANGED_READABLE,
                "BootOrder is damaged, so nothing can be put into it or taken out of it",
                "`bcd firmware order` with the numbers of the entries makes it anew."));
        return false;
    }

    private static String title(BootVariables before, int number) {
        Optional<BootVariable> entry = before.find(number);
        return entry.isPresent() ? entry.get().title() : BootVariable.name(number);
    }
}
