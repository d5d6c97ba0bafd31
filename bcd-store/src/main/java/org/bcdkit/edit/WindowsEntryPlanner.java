package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.plan.Finding;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementFormat;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;

/**
 * Plans the entry of a Windows in the store of a system partition: in a fresh store, or in one that is there, of which everything else is kept. An
 * entry that starts the same Windows is found by its osdevice and keeps its identifier. Specification: BCD format, sections 7 and 8.
 */
public final class WindowsEntryPlanner {

    private final WindowsEntryRequest request;
    private final BcdStore before;
    private final ObjectId freshLoader;
    private final ObjectId freshResume;
    private final BcdStore fresh;

    private WindowsEntryPlanner(WindowsEntryRequest request, BcdStore before, ObjectId freshLoader, ObjectId freshResume) {
        this.request = request;
        this.before = before;
        this.freshLoader = freshLoader;
        this.freshResume = freshResume;
        this.fresh = request.template().store(request.systemPartition().orElse(new BootDevice()), request.settings());
    }

    /** A store that starts the Windows and has nothing else to start. */
    public static BcdStore fresh(WindowsEntryRequest request, ObjectId loader, ObjectId resume) {
        BcdStore store = request.template().store(request.systemPartition().orElse(new BootDevice()), request.settings());
        WindowsEntryPlanner planner = new WindowsEntryPlanner(request, store, loader, resume);
        return planner.withEntry(store, Optional.empty());
    }

    /**
     * A plan that puts the entry into a store that is there, or one that changes nothing when all is as it should be.
     *
     * @param loader identifier for the entry if a new one is needed
     * @param resume the same for its resume application
     */
    public static WindowsEntryPlan plan(StoreSnapshot snapshot, WindowsEntryRequest request, ObjectId loader, ObjectId resume) {
        List<Finding> findings = new ArrayList<>(StoreRules.writable(snapshot));
        String intent = "Start \"" + request.windows().title() + "\" from " + snapshot.name();
        WindowsEntryPlanner planner = new WindowsEntryPlanner(request, snapshot.store(), loader, resume);
        Optional<BcdObject> there = planner.entry();
        ObjectId entry = there.isPresent() ? there.get().id() : loader;
        BcdStore after = Finding.refuse(findings) ? snapshot.store() : planner.withEntry(planner.foundation(), there);
        return new WindowsEntryPlan(new StorePlan(intent, snapshot, after, findings), entry);
    }

    /** The loader that starts the same Windows already; of several the default one, else the first in the menu, else the first of the store. */
    private Optional<BcdObject> entry() {
        List<ObjectId> order = new ArrayList<>();
        if (before.defaultEntry().isPresent()) {
            order.add(before.defaultEntry().get());
        }
        Optional<BcdObject> bootManager = before.find(WellKnown.BOOT_MANAGER);
        if (bootManager.isPresent()) {
            order.addAll(bootManager.get().ids(ElementType.DISPLAY_ORDER));
        }
        for (BcdObject object : before.objects()) {
            order.add(object.id());
        }
        for (ObjectId id : order) {
            Optional<BcdObject> object = before.find(id);
            if (object.isPresent() && startsThis(object.get())) {
                return object;
            }
        }
        return Optional.empty();
    }

    private boolean startsThis(BcdObject object) {
        boolean sameFirmware = request.template().firmware().loads(object.string(ElementType.PATH).orElse(""));
        boolean sameFolder = object.string(ElementType.SYSTEM_ROOT).orElse("").equalsIgnoreCase(request.windows().folder());
        return object.is(ObjectType.OS_LOADER)
                && !object.isSet(ElementType.WIN_PE)
                && !object.isSet(ElementType.RECOVERY_LOADER)
                && sameFirmware
                && sameFolder
                && isDevice(object, ElementType.OS_DEVICE, request.windows().osDevice());
    }

    private static boolean isDevice(BcdObject object, ElementType type, DeviceDescriptor device) {
        Optional<Element> element = object.element(type);
        return element.isPresent() && element.get().value() instanceof DeviceValue value && value.device().equals(device);
    }

    /** The store with all that a fresh one has and it lacks: the boot manager, the memory tester, the settings. */
    private BcdStore foundation() {
        BcdStore store = before;
        for (BcdObject wanted : fresh.objects()) {
            Optional<BcdObject> there = store.find(wanted.id());
            if (there.isEmpty()) {
                store = store.with(wanted);
            } else if (request.isClean()) {
                store = store.with(cleaned(wanted, there.get()));
            } else if (request.systemPartition().isPresent() && isOnSystemPartition(wanted)) {
                store = isDevice(there.get(), ElementType.DEVICE, request.systemPartition().get())
                        ? store
                        : store.with(there.get().with(device(ElementType.DEVICE, request.systemPartition().get())));
            }
        }
        return store;
    }

    private static boolean isOnSystemPartition(BcdObject wanted) {
        return wanted.id().equals(WellKnown.BOOT_MANAGER) || wanted.id().equals(WellKnown.MEMORY_TESTER);
    }

    /** As in a fresh store, though what the boot manager offers stays, and so does the place that is not known. */
    private BcdObject cleaned(BcdObject wanted, BcdObject there) {
        BcdObject cleaned = new BcdObject(wanted.id(), wanted.type(), wanted.elements(), there.values());
        for (Element element : there.elements()) {
            boolean isPlace = element.type().equals(ElementType.DEVICE) && request.systemPartition().isEmpty();
            boolean isOffer = wanted.id().equals(WellKnown.BOOT_MANAGER)
                    && (element.type().format() == ElementFormat.OBJECT || element.type().format() == ElementFormat.OBJECT_LIST)
                    && !element.type().equals(ElementType.INHERIT);
            cleaned = isPlace || isOffer ? cleaned.with(element) : cleaned;
        }
        return cleaned;
    }

    private BcdStore withEntry(BcdStore store, Optional<BcdObject> there) {
        Optional<ObjectId> kept = there.isPresent() ? resumeOf(there.get()) : Optional.empty();
        ObjectId resume = kept.orElse(freshResume);
        BcdObject wanted = request.template().loader(there.isPresent() ? there.get().id() : freshLoader, resume, request.windows());
        BcdObject entry = like(there.isPresent() && !request.isClean() ? kept(there.get(), wanted) : wanted, wanted);
        BcdStore changed = store.with(entry);
        if (kept.isEmpty()) {
            changed = changed.with(request.template().resume(resume, request.windows()));
        }
        return changed.with(placed(changed, entry, resume, there.isEmpty()));
    }

    /** The resume application that an entry has. */
    private Optional<ObjectId> resumeOf(BcdObject entry) {
        List<ObjectId> named = entry.ids(ElementType.RESUME_OBJECT);
        return named.isEmpty() || before.find(named.get(0)).isEmpty() ? Optional.empty() : Optional.of(named.get(0));
    }

    /** The entry that is there, with what it must have to start this Windows. */
    private BcdObject kept(BcdObject there, BcdObject wanted) {
        BcdObject entry = there;
        if (!there.string(ElementType.PATH).orElse("").equalsIgnoreCase(wanted.string(ElementType.PATH).orElseThrow())) {
            entry = entry.with(wanted.element(ElementType.PATH).orElseThrow());
        }
        if (!isDevice(there, ElementType.DEVICE, request.windows().device())) {
            entry = entry.with(wanted.element(ElementType.DEVICE).orElseThrow());
        }
        String title = there.string(ElementType.DESCRIPTION).orElse("");
        if (!title.equals(request.windows().title()) && (request.isTitleChosen() || title.isEmpty() || isUsualTitle(title))) {
            entry = entry.with(wanted.element(ElementType.DESCRIPTION).orElseThrow());
        }
        if (request.isLocaleChosen() && !there.string(ElementType.LOCALE).orElse("").equalsIgnoreCase(request.template().locale())) {
            entry = entry.with(wanted.element(ElementType.LOCALE).orElseThrow());
        }
        for (Element element : request.template().generationElements()) {
            entry = entry.element(element.type()).isPresent() ? entry : entry.with(element);
        }
        for (ElementType type : List.of(ElementType.INHERIT, ElementType.RESUME_OBJECT)) {
            boolean isGone = type.equals(ElementType.RESUME_OBJECT) && resumeOf(there).isEmpty();
            entry = entry.element(type).isPresent() && !isGone ? entry : entry.with(wanted.element(type).orElseThrow());
        }
        return entry;
    }

    /** Whether Windows itself gave that title, which another Windows in its place does not keep. */
    private static boolean isUsualTitle(String title) {
        for (WindowsGeneration generation : WindowsGeneration.values()) {
            if (generation.title().equals(title)) {
                return true;
            }
        }
        return false;
    }

    /** {@code entry} with what the model has beyond it. What tells where the model's own Windows and recovery are is left out. */
    private BcdObject like(BcdObject entry, BcdObject wanted) {
        Optional<BcdObject> model = request.like().isPresent() ? before.find(request.like().get()) : Optional.empty();
        BcdObject changed = entry;
        if (model.isPresent()) {
            for (Element element : model.get().elements()) {
                boolean isSetting = element.type().format() != ElementFormat.DEVICE && !VhdEntryPlanner.NOT_COPIED.contains(element.type());
                boolean isOwn = wanted.element(element.type()).isPresent() || entry.element(element.type()).isPresent();
                changed = isSetting && !isOwn ? changed.with(element) : changed;
            }
        }
        return changed;
    }

    /** The boot manager with the entry in its display order: an entry that is listed already keeps its place. */
    private BcdObject placed(BcdStore store, BcdObject entry, ObjectId resume, boolean isNew) {
        BcdObject bootManager = store.find(WellKnown.BOOT_MANAGER).orElseThrow();
        List<ObjectId> order = new ArrayList<>(bootManager.ids(ElementType.DISPLAY_ORDER));
        BcdObject changed = bootManager;
        if (!order.contains(entry.id())) {
            order.add(entry.id());
            changed = changed.with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(order)));
        }
        Optional<ObjectId> now = store.defaultEntry();
        boolean isGone = now.isEmpty() || store.find(now.get()).isEmpty();
        if (isGone || isNew && !request.isDefaultKept()) {
            changed = changed.with(Element.of(ElementType.DEFAULT, new ObjectValue(entry.id())))
                    .with(Element.of(ElementType.BOOT_MANAGER_RESUME_OBJECT, new ObjectValue(resume)));
        }
        return changed;
    }

    private static Element device(ElementType type, DeviceDescriptor device) {
        return Element.of(type, new DeviceValue(device));
    }
}
