package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.plan.Finding;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementFormat;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;

/** Plans an entry that starts Windows from a VHD or VHDX. Specification: BCD format, section 6. */
public final class VhdEntryPlanner {

    /** Settings of a model entry that belong to its own Windows and its own recovery environment, not to another one. */
    static final List<ElementType> NOT_COPIED = List.of(
            ElementType.RECOVERY_SEQUENCE,
            ElementType.RECOVERY_ENABLED,
            ElementType.DISPLAY_MESSAGE,
            ElementType.DISPLAY_MESSAGE_OVERRIDE,
            ElementType.RESUME_OBJECT);

    /** The folder of the Windows in an image. */
    private static final String SYSTEM_ROOT = "\\Windows";

    private VhdEntryPlanner() {}

    /** What is wrong with the path of an image on its volume: nothing, when Windows can have a file there. */
    public static List<Finding> judgePath(String path) {
        return StoreRules.vhdPath(path);
    }

    /**
     * A plan that adds the entry, or one that changes nothing when it is there already. What stands against it is in the findings.
     *
     * @param newId identifier for the entry if a new one is needed
     */
    public static VhdEntryPlan plan(StoreSnapshot snapshot, VhdEntryRequest request, ObjectId newId) {
        BcdStore store = snapshot.store();
        List<Finding> findings = new ArrayList<>(StoreRules.writable(snapshot));
        findings.addAll(StoreRules.hasMenu(snapshot));
        Optional<FirmwareKind> firmware = firmware(store, request.firmware(), findings);
        DeviceDescriptor device = request.device(ElementType.DEVICE.usualLocateElement().code());
        DeviceDescriptor osDevice = request.device(ElementType.OS_DEVICE.usualLocateElement().code());
        String intent = "Add \"" + request.title() + "\" to the boot menu";
        Optional<BcdObject> model = model(store, request, findings);
        findings.addAll(judgePath(request.path()));
        if (Finding.refuse(findings)) {
            return new VhdEntryPlan(new StorePlan(intent, snapshot, store, findings), newId, device);
        }

        Optional<BcdObject> there = sameEntry(store, request.title(), device, osDevice);
        BcdObject entry = there.isPresent() ? there.get() : newEntry(store, request, newId, firmware.orElseThrow(), model, device, osDevice);
        BcdStore after = there.isPresent() ? store : store.with(entry);
        after = after.with(placed(after.find(WellKnown.BOOT_MANAGER).orElseThrow(), entry.id(), request.placement(), request.makeDefault()));
        return new VhdEntryPlan(new StorePlan(intent, snapshot, after, findings), entry.id(), device);
    }

    /**
     * A plan that makes an entry start another image; all else about it stays. Its resume application follows when it names the same image and belongs to no
     * other entry. What stands against it is in the findings.
     *
     * @param entry one that starts an image, as {@link #image} tells
     * @param host as in {@link VhdEntryRequest}
     */
    public static VhdEntryPlan replace(StoreSnapshot snapshot, BcdObject entry, Optional<DeviceDescriptor> host, String path) {
        List<Finding> findings = new ArrayList<>(judgePath(path));
        VhdEntryRequest request =
                new VhdEntryRequest("", host, path, Optional.empty(), Optional.empty(), Optional.empty(), VhdEntryRequest.Placement.LAST, false);
        DeviceDescriptor device = request.device(ElementType.DEVICE.usualLocateElement().code());
        DeviceDescriptor osDevice = request.device(ElementType.OS_DEVICE.usualLocateElement().code());
        List<Element> elements = List.of(
                Element.of(ElementType.DEVICE, new DeviceValue(device)), Element.of(ElementType.OS_DEVICE, new DeviceValue(osDevice)));
        StorePlan plan = StorePlanner.set(snapshot, entry.id(), elements, List.of()).withFindings(findings);
        BcdStore after = plan.after();
        for (BcdObject resume : resumeApplications(snapshot.store(), entry)) {
            after = after.with(startingFrom(resume, image(entry), request));
        }
        return new VhdEntryPlan(new StorePlan("Replace the image of " + StorePlanner.title(snapshot, entry.id()), snapshot, after, plan.findings()), entry.id(), device);
    }

    /** Those that wake the Windows of {@code entry} and no other. */
    private static List<BcdObject> resumeApplications(BcdStore store, BcdObject entry) {
        List<BcdObject> found = new ArrayList<>();
        for (ObjectId id : entry.ids(ElementType.RESUME_OBJECT)) {
            Optional<BcdObject> resume = store.find(id);
            if (resume.isPresent() && resume.get().is(ObjectType.RESUME) && !isShared(store, id, entry)) {
                found.add(resume.get());
            }
        }
        return found;
    }

    private static boolean isShared(BcdStore store, ObjectId resume, BcdObject entry) {
        for (BcdObject object : store.objects()) {
            if (!object.id().equals(entry.id()) && object.ids(ElementType.RESUME_OBJECT).contains(resume)) {
                return true;
            }
        }
        return false;
    }

    /** {@code resume} with the image of {@code request} wherever it names {@code old}. */
    private static BcdObject startingFrom(BcdObject resume, Optional<DeviceDescriptor.FileDevice> old, VhdEntryRequest request) {
        BcdObject changed = resume;
        for (Element element : resume.elements()) {
            if (element.type().format() == ElementFormat.DEVICE && element.value() instanceof DeviceValue value && image(value.device()).equals(old)) {
                DeviceDescriptor device = request.device(element.type().usualLocateElement().code());
                changed = changed.with(Element.of(element.type(), new DeviceValue(device)));
            }
        }
        return changed;
    }

    /** The file of the image that an entry starts; empty when it starts none. */
    public static Optional<DeviceDescriptor.FileDevice> image(BcdObject entry) {
        Optional<Element> element = entry.element(ElementType.OS_DEVICE);
        return entry.is(ObjectType.OS_LOADER) && element.isPresent() && element.get().value() instanceof DeviceValue value
                ? image(value.device())
                : Optional.empty();
    }

    private static Optional<DeviceDescriptor.FileDevice> image(DeviceDescriptor device) {
        if (device instanceof DeviceDescriptor.LocateDevice locate && locate.parent().isPresent()) {
            return image(locate.parent().get());
        }
        if (device instanceof DeviceDescriptor.PartitionDevice partition && partition.vhd().isPresent()) {
            return partition.vhd().get() instanceof DeviceDescriptor.FileDevice file ? Optional.of(file) : Optional.empty();
        }
        return device instanceof DeviceDescriptor.VirtualDiskDevice disk && disk.file() instanceof DeviceDescriptor.FileDevice file
                ? Optional.of(file)
                : Optional.empty();
    }

    /** The firmware that a new entry is for: the one that was asked for, or what the store is for. */
    static Optional<FirmwareKind> firmware(BcdStore store, Optional<FirmwareKind> wanted, List<Finding> findings) {
        if (wanted.isPresent()) {
            return wanted;
        }
        Firmware.Verdict verdict = Firmware.of(store);
        if (verdict.kind().isEmpty() && store.find(WellKnown.BOOT_MANAGER).isPresent()) {
            findings.add(StoreRules.unknownFirmware());
        } else if (verdict.guessed()) {
            findings.add(StoreRules.guessedFirmware());
        }
        return verdict.kind();
    }

    private static Optional<BcdObject> model(BcdStore store, VhdEntryRequest request, List<Finding> findings) {
        if (request.like().isPresent()) {
            Optional<BcdObject> named = store.find(request.like().get());
            if (named.isEmpty() || !named.get().is(ObjectType.OS_LOADER)) {
                findings.add(StoreRules.noModel(request.like().get(), named.isPresent()));
                return Optional.empty();
            }
            if (!isModel(named.get())) {
                findings.add(StoreRules.unfitModel(named.get()));
                return Optional.empty();
            }
            return named;
        }
        Optional<ObjectId> defaultEntry = store.defaultEntry();
        Optional<BcdObject> model = defaultEntry.isPresent() ? store.find(defaultEntry.get()) : Optional.empty();
        return model.isPresent() && isModel(model.get()) ? model : Optional.empty();
    }

    /** An entry of an installed Windows: not WinPE, not a recovery environment, not setup, not anything that runs from a RAM disk. */
    private static boolean isModel(BcdObject object) {
        return object.is(ObjectType.OS_LOADER)
                && !object.isSet(ElementType.WIN_PE)
                && !object.isSet(ElementType.RECOVERY_LOADER)
                && !hasSetupElements(object)
                && !runsFromRamdisk(object)
                && isInstalledLoader(object.string(ElementType.PATH).orElse(""));
    }

    private static boolean hasSetupElements(BcdObject object) {
        for (Element element : object.elements()) {
            if (element.type().elementClass() == 4) {
                return true;
            }
        }
        return false;
    }

    private static boolean runsFromRamdisk(BcdObject object) {
        Optional<Element> element = object.element(ElementType.OS_DEVICE);
        return element.isPresent() && element.get().value() instanceof DeviceValue value && value.device() instanceof RamdiskDevice;
    }

    /** Setup media and WinPE start {@code \windows\system32\boot\winload.*}. */
    private static boolean isInstalledLoader(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.endsWith("\\system32\\winload.efi") || lower.endsWith("\\system32\\winload.exe");
    }

    private static BcdObject newEntry(
            BcdStore store,
            VhdEntryRequest request,
            ObjectId id,
            FirmwareKind firmware,
            Optional<BcdObject> model,
            DeviceDescriptor device,
            DeviceDescriptor osDevice) {
        StoreTemplate template = new StoreTemplate(firmware, generation(store, request, model), locale(store));
        BcdObject entry = model.isPresent() ? copyOf(model.get(), id, template) : withKnownInherits(store, template.loader(id));
        return entry.with(Element.of(ElementType.DEVICE, new DeviceValue(device)))
                .with(Element.of(ElementType.OS_DEVICE, new DeviceValue(osDevice)))
                .with(Element.of(ElementType.DESCRIPTION, new StringValue(request.title())))
                // Only the Vista loader acts on it; Microsoft's procedure for native boot sets it, so entries made by hand have it.
                .with(Element.of(ElementType.DETECT_HAL, new BooleanValue(true)));
    }

    private static BcdObject copyOf(BcdObject model, ObjectId id, StoreTemplate template) {
        List<Element> elements = new ArrayList<>();
        for (Element element : model.elements()) {
            // A device of the model names a place in the model's Windows.
            if (element.type().format() != ElementFormat.DEVICE && !NOT_COPIED.contains(element.type())) {
                elements.add(element);
            }
        }
        BcdObject entry = new BcdObject(id, ObjectType.OS_LOADER, elements);
        String wanted = template.firmware().loaderPath();
        String path = model.string(ElementType.PATH).orElse("");
        if (!path.equalsIgnoreCase(wanted)) {
            entry = entry.with(Element.of(ElementType.PATH, new StringValue(wanted)));
        }
        if (!entry.string(ElementType.SYSTEM_ROOT).orElse("").equalsIgnoreCase(SYSTEM_ROOT)) {
            // The folder of the model's Windows says nothing of the one in the image, and systemroot must agree with the path.
            entry = entry.with(Element.of(ElementType.SYSTEM_ROOT, new StringValue(SYSTEM_ROOT)));
        }
        entry = entry.without(ElementType.ISOLATED_CONTEXT);
        for (Element element : template.generationElements()) {
            entry = entry.with(element);
        }
        return template.generation().isWindows8OrLater()
                ? entry
                : entry.without(ElementType.ALLOWED_IN_MEMORY_SETTINGS).without(ElementType.BOOT_MENU_POLICY);
    }

    /** An entry must not inherit from an object that is not there. */
    static BcdObject withKnownInherits(BcdStore store, BcdObject entry) {
        if (store.find(WellKnown.BOOT_LOADER_SETTINGS).isPresent()) {
            return entry;
        }
        return store.find(WellKnown.GLOBAL_SETTINGS).isPresent()
                ? entry.with(Element.of(ElementType.INHERIT, new ObjectListValue(List.of(WellKnown.GLOBAL_SETTINGS))))
                : entry.without(ElementType.INHERIT);
    }

    private static WindowsGeneration generation(BcdStore store, VhdEntryRequest request, Optional<BcdObject> model) {
        if (request.generation().isPresent()) {
            return request.generation().get();
        }
        if (request.path().toLowerCase(Locale.ROOT).endsWith(".vhdx")) {
            // Windows 7 cannot start from one, whatever else is in the store.
            return WindowsGeneration.WINDOWS_10;
        }
        if (model.isPresent()) {
            return isWindows8OrLater(model.get()) ? WindowsGeneration.WINDOWS_10 : WindowsGeneration.WINDOWS_7;
        }
        boolean loaders = false;
        for (BcdObject object : store.objects()) {
            if (isWindows8OrLater(object)) {
                return WindowsGeneration.WINDOWS_10;
            }
            loaders |= isModel(object);
        }
        return loaders ? WindowsGeneration.WINDOWS_7 : WindowsGeneration.WINDOWS_10;
    }

    private static boolean isWindows8OrLater(BcdObject object) {
        return object.element(ElementType.ALLOWED_IN_MEMORY_SETTINGS).isPresent()
                || object.element(ElementType.ISOLATED_CONTEXT).isPresent()
                || object.is(ObjectType.OS_LOADER) && object.element(ElementType.BOOT_MENU_POLICY).isPresent();
    }

    /** The language of the boot manager. */
    static String locale(BcdStore store) {
        Optional<BcdObject> bootManager = store.find(WellKnown.BOOT_MANAGER);
        Optional<String> locale = bootManager.isPresent() ? bootManager.get().string(ElementType.LOCALE) : Optional.empty();
        return locale.isPresent() && !locale.get().isEmpty() ? locale.get() : StoreTemplate.DEFAULT_LOCALE;
    }

    /** A loader of that title and with these devices. */
    static Optional<BcdObject> sameEntry(BcdStore store, String title, DeviceDescriptor device, DeviceDescriptor osDevice) {
        for (BcdObject object : store.objects()) {
            if (object.is(ObjectType.OS_LOADER)
                    && object.string(ElementType.DESCRIPTION).equals(Optional.of(title))
                    && isDevice(object, ElementType.DEVICE, device)
                    && isDevice(object, ElementType.OS_DEVICE, osDevice)) {
                return Optional.of(object);
            }
        }
        return Optional.empty();
    }

    static boolean isDevice(BcdObject object, ElementType type, DeviceDescriptor device) {
        Optional<Element> element = object.element(type);
        return element.isPresent() && element.get().value() instanceof DeviceValue value && value.device().equals(device);
    }

    /** The boot manager with the entry in its display order: an entry that is listed already keeps its place. */
    static BcdObject placed(BcdObject bootManager, ObjectId entry, VhdEntryRequest.Placement placement, boolean makeDefault) {
        List<ObjectId> order = new ArrayList<>(bootManager.ids(ElementType.DISPLAY_ORDER));
        BcdObject changed = bootManager;
        if (!order.contains(entry)) {
            order.add(placement == VhdEntryRequest.Placement.FIRST ? 0 : order.size(), entry);
            changed = changed.with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(order)));
        }
        boolean isDefault = bootManager.ids(ElementType.DEFAULT).equals(List.of(entry));
        return makeDefault && !isDefault
                ? changed.with(Element.of(ElementType.DEFAULT, new ObjectValue(entry)))
                : changed;
    }
}
