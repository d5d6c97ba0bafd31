package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.plan.Finding;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;

/**
 * Plans an entry that starts a WIM from memory, with the elements that the entry of Windows' installation media has. Specification: BCD format,
 * section 7.4.
 */
public final class RamdiskEntryPlanner {

    private static final ElementType EMS = new ElementType(0x260000b0);

    private RamdiskEntryPlanner() {}

    /**
     * A plan that adds the entry, or one that changes nothing when it is there already. What stands against it is in the findings.
     *
     * @param newId identifier for the entry if a new one is needed
     * @param newOptions identifier for the options of the RAM disk if an object is needed and {@code {ramdiskoptions}} is taken
     */
    public static RamdiskEntryPlan plan(StoreSnapshot snapshot, RamdiskEntryRequest request, ObjectId newId, ObjectId newOptions) {
        BcdStore store = snapshot.store();
        List<Finding> findings = new ArrayList<>(StoreRules.writable(snapshot));
        findings.addAll(StoreRules.hasMenu(snapshot));
        Optional<FirmwareKind> firmware = VhdEntryPlanner.firmware(store, request.firmware(), findings);
        findings.addAll(StoreRules.filePath(request.path(), "--path", "\\sources\\boot.wim"));
        findings.addAll(StoreRules.filePath(request.sdiPath(), "--sdi", "\\boot\\boot.sdi"));
        String intent = "Add \"" + request.title() + "\" to the boot menu";
        DeviceDescriptor device = RamdiskObjects.device(request.host(), request.path());
        if (Finding.refuse(findings)) {
            return new RamdiskEntryPlan(new StorePlan(intent, snapshot, store, findings), newId, newOptions, device, firmware);
        }
        Optional<BcdObject> known = sameOptions(store, request);
        BcdObject options = known.isPresent() ? known.get() : RamdiskObjects.options(freeOptions(store, newOptions), request.host(), request.sdiPath());
        Optional<BcdObject> there = VhdEntryPlanner.sameEntry(store, request.title(), device, device);
        BcdStore after = known.isPresent() || there.isPresent() ? store : store.with(options);
        BcdObject entry = there.isPresent() ? there.get() : newEntry(store, request, newId, firmware.orElseThrow(), device, options.id());
        after = there.isPresent() ? after : after.with(entry);
        BcdObject bootManager = after.find(WellKnown.BOOT_MANAGER).orElseThrow();
        after = after.with(VhdEntryPlanner.placed(bootManager, entry.id(), request.placement(), request.makeDefault()));
        return new RamdiskEntryPlan(new StorePlan(intent, snapshot, after, findings), entry.id(), options.id(), device, firmware);
    }

    /** Options that say the same serve several entries. */
    private static Optional<BcdObject> sameOptions(BcdStore store, RamdiskEntryRequest request) {
        for (BcdObject object : store.objects()) {
            Optional<String> path = object.string(RamdiskObjects.SDI_PATH);
            if (object.is(ObjectType.DEVICE)
                    && path.isPresent()
                    && path.get().equalsIgnoreCase(request.sdiPath())
                    && VhdEntryPlanner.isDevice(object, RamdiskObjects.SDI_DEVICE, request.host())) {
                return Optional.of(object);
            }
        }
        return Optional.empty();
    }

    /** The well-known object is for whoever comes first: other entries may depend on what it says. */
    private static ObjectId freeOptions(BcdStore store, ObjectId newOptions) {
        return store.find(WellKnown.RAMDISK_OPTIONS).isEmpty() ? WellKnown.RAMDISK_OPTIONS : newOptions;
    }

    private static BcdObject newEntry(
            BcdStore store, RamdiskEntryRequest request, ObjectId id, FirmwareKind firmware, DeviceDescriptor device, ObjectId options) {
        BcdObject entry = RamdiskObjects.loader(id, request.title(), firmware, device, options)
                .with(Element.of(ElementType.LOCALE, VhdEntryPlanner.locale(store)))
                .with(Element.of(ElementType.INHERIT, new ObjectListValue(List.of(WellKnown.BOOT_LOADER_SETTINGS))))
                .with(Element.of(ElementType.BOOT_MENU_POLICY, 1))
                .with(Element.of(EMS, false));
        entry = firmware == FirmwareKind.UEFI ? entry.with(Element.of(ElementType.ISOLATED_CONTEXT, true)) : entry;
        return VhdEntryPlanner.withKnownInherits(store, entry);
    }
}
