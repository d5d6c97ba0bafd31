package org.bcdkit.firmware;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.edit.ObjectIds;
import org.bcdkit.edit.StorePlan;
import org.bcdkit.edit.StorePlanner;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;

/**
 * Plans to make a boot store tell what the firmware has: an object for each boot variable, and the order in {@code {fwbootmgr}}. The firmware decides
 * what there is. Specification: BCD format, section 5.
 */
public final class StoreSync {

    private final BcdStore before;
    private final BootVariables variables;
    private final KnownPartitions partitions;
    private final EntryMatches matches;
    private final Clock clock;
    private final Random random;
    private final List<Finding> findings = new ArrayList<>();
    private BcdStore store;

    private StoreSync(BcdStore before, BootVariables variables, KnownPartitions partitions, Clock clock, Random random) {
        this.before = before;
        this.variables = variables;
        this.partitions = partitions;
        this.clock = clock;
        this.random = random;
        this.store = before;
        this.matches = EntryMatches.of(store, variables);
    }

    /**
     * @param partitions where the disk of an entry is looked up, which the entry itself does not name
     * @param clock for the identifiers of new objects, as {@code random}
     */
    public static StorePlan plan(StoreSnapshot snapshot, BootVariables variables, KnownPartitions partitions, Clock clock, Random random) {
        Synced synced = of(snapshot.store(), variables, partitions, clock, random);
        String intent = "Take the firmware entries of " + variables.source() + " into " + snapshot.name();
        return StorePlanner.become(snapshot, intent, synced.store(), synced.findings());
    }

    /**
     * A store that tells what the firmware has.
     *
     * @param findings what is not as it should be, or not known
     */
    public record Synced(BcdStore store, List<Finding> findings) {

        public Synced {
            findings = List.copyOf(findings);
        }
    }

    /** What becomes of a store that is not in a file yet; the rest is as in {@link #plan}. */
    public static Synced of(BcdStore store, BootVariables variables, KnownPartitions partitions, Clock clock, Random random) {
        return new StoreSync(store, variables, partitions, clock, random).synced();
    }

    private Synced synced() {
        findings.addAll(matches.findings());
        List<ObjectId> order = new ArrayList<>();
        Set<ObjectId> kept = new HashSet<>();
        Set<Integer> inOrder = new HashSet<>(variables.order());
        Optional<ObjectId> next = Optional.empty();
        for (BootVariable variable : matches.inOrder()) {
            ObjectId id = update(variable);
            kept.add(id);
            if (inOrder.contains(variable.number())) {
                order.add(id);
            }
            if (variables.next().equals(Optional.of(variable.number()))) {
                next = Optional.of(id);
            }
        }
        dropWhatFirmwareHasNot(kept);
        if (!kept.isEmpty() || store.find(WellKnown.FIRMWARE_BOOT_MANAGER).isPresent()) {
            manager(order, next);
        }
        return new Synced(store, findings);
    }

    /** Brings the object for a variable up to date; gives its identifier. */
    private ObjectId update(BootVariable variable) {
        LoadOption option = variable.option().orElseThrow();
        Optional<ObjectId> matched = matches.object(variable.number());
        if (matched.isEmpty() && option.windows().isPresent() && option.windows().get().object().isPresent()) {
            findings.add(Finding.info(
                    FirmwareRule.OTHER_STORE,
                    variable.title() + " is for the object " + option.windows().get().object().get() + " of another store"));
        }
        ObjectId id = matched.isPresent() ? matched.get() : ObjectIds.fresh(store, clock, random);
        BcdObject object = store.find(id).orElse(new BcdObject(id, ObjectType.FIRMWARE_APPLICATION, List.of()));
        Optional<WindowsEntry> old = matches.entry(id);
        if (object.is(ObjectType.FIRMWARE_APPLICATION)) {
            object = described(object, variable, option, old);
        }
        if (old.isEmpty() || !old.get().tells(variable.number(), option)) {
            object = object.withFirmwareVariable(Optional.of(WindowsEntry.of(variable.number(), option).toBytes()));
        }
        store = store.with(object);
        return id;
    }

    /** The elements that repeat what the entry says. */
    private BcdObject described(BcdObject object, BootVariable variable, LoadOption option, Optional<WindowsEntry> old) {
        BcdObject changed = withText(object, ElementType.DESCRIPTION, Optional.of(option.description()));
        changed = withText(changed, ElementType.PATH, option.path().file());
        Optional<HardDrive> drive = option.path().hardDrive();
        Optional<KnownPartitions.Known> partition = drive.isPresent() ? partitions.find(drive.get()) : Optional.empty();
        if (partition.isPresent()) {
            PartitionDevice device = new PartitionDevice(partition.get().volume().partition().orElseThrow().id());
            Element element = Element.of(ElementType.DEVICE, new DeviceValue(device));
            Optional<Element> there = changed.element(ElementType.DEVICE);
            return there.isPresent() && there.get().value().equals(element.value()) ? changed : changed.with(element);
        }
        boolean sameDrive = old.isPresent() && old.get().paths().first().hardDrive().equals(drive);
        if (!sameDrive && changed.element(ElementType.DEVICE).isPresent()) {
            changed = changed.without(ElementType.DEVICE);
        }
        if (drive.isPresent() && changed.element(ElementType.DEVICE).isEmpty()) {
            findings.add(Finding.info(
                    FirmwareRule.DEVICE_KNOWN,
                    variable.title() + " starts from " + drive.get() + ", which is on no disk that can be read here, so its object gets no device"));
        }
        return changed;
    }

    private static BcdObject withText(BcdObject object, ElementType type, Optional<String> text) {
        if (object.string(type).equals(text)) {
            return object;
        }
        if (text.isEmpty()) {
            return object.element(type).isPresent() ? object.without(type) : object;
        }
        return object.with(Element.of(type, text.get()));
    }

    private void dropWhatFirmwareHasNot(Set<ObjectId> kept) {
        for (BcdObject object : before.objects()) {
            Optional<WindowsEntry> entry = matches.entry(object.id());
            boolean unreadable = entry.isPresent() && isUnreadable(entry.get().number());
            if (kept.contains(object.id()) || unreadable) {
                continue;
            }
            if (object.is(ObjectType.FIRMWARE_APPLICATION)) {
                store = store.without(object.id());
            } else if (object.firmwareVariable().isPresent()) {
                store = store.with(object.withFirmwareVariable(Optional.<Bytes>empty()));
            }
        }
    }

    /** Whether that variable is there and cannot be read: what the store knows of it is all that is known then. */
    private boolean isUnreadable(int number) {
        return variables.brokenNames().contains(BootVariable.name(number));
    }

    private void manager(List<ObjectId> order, Optional<ObjectId> next) {
        BcdObject old = store.find(WellKnown.FIRMWARE_BOOT_MANAGER)
                .orElse(new BcdObject(WellKnown.FIRMWARE_BOOT_MANAGER, ObjectType.FIRMWARE_BOOT_MANAGER, List.of()));
        BcdObject changed = variables.hasReadableOrder() ? withList(old, ElementType.DISPLAY_ORDER, order) : old;
        changed = withList(changed, ElementType.BOOT_SEQUENCE, next.isPresent() ? List.of(next.get()) : List.of());
        if (variables.timeout().isPresent()) {
            Element timeout = Element.of(ElementType.TIMEOUT, variables.timeout().get());
            Optional<Element> there = changed.element(ElementType.TIMEOUT);
            changed = there.isPresent() && there.get().value().equals(timeout.value()) ? changed : changed.with(timeout);
        }
        store = store.with(changed);
    }

    private static BcdObject withList(BcdObject object, ElementType type, List<ObjectId> ids) {
        if (object.ids(type).equals(ids)) {
            return object;
        }
        return ids.isEmpty() ? object.without(type) : object.with(Element.of(type, new ObjectListValue(ids)));
    }
}
