package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.plan.Finding;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.BcdStoreReader;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.UnknownValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;

/** Looks for problems in a store, without knowing the machine it is for. */
public final class StoreCheck {

    private final BcdStore store;
    private final List<Finding> findings = new ArrayList<>();

    private StoreCheck(BcdStore store) {
        this.store = store;
    }

    /** Everything that is wrong or odd, in the order of the store. */
    public static List<Finding> check(StoreSnapshot snapshot) {
        StoreCheck check = new StoreCheck(snapshot.store());
        check.findings.addAll(snapshot.findings());
        check.bootManager(snapshot);
        for (String oddity : BcdStoreReader.oddities(snapshot.hive())) {
            check.findings.add(Finding.warning(StoreRule.ODD_KEY, oddity, "It is kept as it is; boot managers skip it."));
        }
        Optional<FirmwareKind> firmware = Firmware.of(snapshot.store()).kind();
        for (BcdObject object : snapshot.store().objects()) {
            check.object(object);
            if (object.is(ObjectType.OS_LOADER)) {
                check.loader(object, firmware);
            }
        }
        return List.copyOf(check.findings);
    }

    private void bootManager(StoreSnapshot snapshot) {
        if (store.find(WellKnown.BOOT_MANAGER).isEmpty()) {
            findings.add(Finding.error(
                    StoreRule.BOOT_MANAGER,
                    snapshot.name() + " has no {bootmgr} object: nothing can start from it",
                    "A template or an export may be meant so; a system store must have one."));
        }
    }

    private void object(BcdObject object) {
        if (object.type().isEmpty()) {
            findings.add(Finding.warning(StoreRule.OBJECT_TYPE, ObjectCatalog.name(object.id()) + " has no object type", "The boot manager skips it."));
        }
        Set<ObjectId> seen = new HashSet<>();
        for (Element element : object.elements()) {
            String where = ObjectCatalog.name(object.id()) + " " + ElementCatalog.name(element.type(), object.type());
            ElementValue value = element.value();
            if (value instanceof UnknownValue) {
                findings.add(Finding.warning(
                        StoreRule.ELEMENT_FORMAT,
                        where + " is " + element.registryType() + " of " + element.data().size() + " bytes, which is not the format "
                                + element.type().format().word() + " that its number names",
                        "Set it again, or remove it."));
            } else if (value instanceof ObjectValue one) {
                reference(object, element.type(), one.id());
            } else if (value instanceof ObjectListValue list) {
                seen.clear();
                for (ObjectId id : list.ids()) {
                    reference(object, element.type(), id);
                    if (!seen.add(id)) {
                        findings.add(Finding.warning(StoreRule.DOUBLED, where + " names " + ObjectCatalog.name(id) + " twice", "Remove one of them."));
                    }
                }
            }
        }
    }

    private void reference(BcdObject object, ElementType element, ObjectId id) {
        if (store.find(id).isEmpty()) {
            findings.add(StoreRules.dangling(object, element, id));
        }
    }

    private void loader(BcdObject loader, Optional<FirmwareKind> firmware) {
        for (ElementType needed : List.of(ElementType.DEVICE, ElementType.PATH, ElementType.OS_DEVICE, ElementType.SYSTEM_ROOT)) {
            if (loader.element(needed).isEmpty()) {
                findings.add(Finding.warning(
                        StoreRule.INCOMPLETE_LOADER,
                        ObjectCatalog.name(loader.id()) + " has no " + ElementCatalog.name(needed, loader.type()) + ", so it cannot start",
                        "Set it, or delete the entry."));
            }
        }
        Optional<FirmwareKind> runs = FirmwareKind.runs(loader.string(ElementType.PATH).orElse(""));
        if (firmware.isPresent() && runs.isPresent() && !firmware.equals(runs)) {
            findings.add(Finding.warning(
                    StoreRule.LOADER_PROGRAM,
                    ObjectCatalog.name(loader.id()) + " starts " + loader.string(ElementType.PATH).orElse("") + ", but this store is for "
                            + firmware.get().title(),
                    "Set its path to " + firmware.get().loaderPath() + "."));
        }
    }
}
