package org.bcdkit.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.edit.ListEdit;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;

/** The firmware entry that starts the boot manager of Windows from one system partition. Specification: BCD format, section 5. */
public final class BootManagerEntry {

    /** What the firmware's menu calls it. */
    public static final String TITLE = "Windows Boot Manager";
    /** The file that it starts. */
    public static final String PATH = "\\EFI\\Microsoft\\Boot\\bootmgfw.efi";

    private BootManagerEntry() {}

    /** Where the entry comes in the boot order, whether it is there already or not. */
    public enum Position {
        FIRST,
        LAST,
        /** Where it is; first when it is not in the order. */
        KEPT
    }

    /** The entry as it is made anew. */
    public static LoadOption of(HardDrive partition) {
        return LoadOption.ofFile(TITLE, partition, PATH, WindowsOptions.of(WellKnown.BOOT_MANAGER).toBytes());
    }

    /**
     * Plans that the entry for {@code partition} is there, active, and in its place in the order. One that is there is kept with its title and the bytes
     * that Windows has left in it.
     */
    public static FirmwarePlan plan(BootVariables before, HardDrive partition, Position position) {
        String intent = "Start the boot manager of Windows through a firmware entry";
        FirmwareDraft draft = new FirmwareDraft(before);
        Optional<Integer> there = number(before, partition);
        Optional<Integer> number = there.isPresent() ? there : draft.freeNumber();
        if (number.isEmpty()) {
            draft.add(FirmwarePlanner.noFreeNumber());
            return draft.plan(intent);
        }
        LoadOption option = there.isPresent() ? before.find(there.get()).orElseThrow().option().orElseThrow() : of(partition);
        if (there.isEmpty() || !option.isActive()) {
            // What was switched off by hand would never be started.
            draft.entry(number.get(), option.with(option.attributes() | LoadOption.ACTIVE));
        }
        boolean stays = position == Position.KEPT && before.order().contains(number.get());
        if (!stays && FirmwarePlanner.orderCanChange(before, draft)) {
            ListEdit edit = position == Position.LAST ? ListEdit.ADD_LAST : ListEdit.ADD_FIRST;
            List<Integer> order = edit.apply(before.order(), List.of(number.get()));
            if (!order.equals(before.order())) {
                draft.order(order);
            }
        }
        return draft.plan(intent);
    }

    /** The number of the entry for {@code partition}; of several, the first in the order. */
    public static Optional<Integer> number(BootVariables variables, HardDrive partition) {
        List<Integer> numbers = new ArrayList<>(variables.order());
        for (BootVariable entry : variables.entries()) {
            numbers.add(entry.number());
        }
        for (int number : numbers) {
            Optional<BootVariable> entry = variables.find(number);
            Optional<LoadOption> option = entry.isPresent() ? entry.get().option() : Optional.empty();
            if (option.isPresent() && isFor(option.get(), partition)) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    /** Windows leaves two bytes of the optional data as they happen to be, and firmware may write the path in capitals. */
    private static boolean isFor(LoadOption option, HardDrive partition) {
        Optional<WindowsOptions> windows = option.windows();
        Optional<ObjectId> object = windows.isPresent() ? windows.get().object() : Optional.empty();
        return object.equals(Optional.of(WellKnown.BOOT_MANAGER))
                && option.path().hardDrive().equals(Optional.of(partition))
                && option.path().file().orElse("").equalsIgnoreCase(PATH);
    }
}
