package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.edit.SampleStores.LOADER;
import static org.bcdkit.edit.SampleStores.NEW;
import static org.bcdkit.edit.SampleStores.RESUME;

import java.util.List;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;

class StoreCleaningTest {

    private static final ObjectId NEW_RESUME = ObjectId.of("99999998-0000-11ef-8000-010203040506");

    private final BcdStore store = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11);

    /** The store with the loader and its resume application once more, in the menu. */
    private BcdStore doubled() {
        BcdObject resume = store.find(RESUME).orElseThrow();
        BcdObject loader = store.find(LOADER).orElseThrow();
        BcdObject second = new BcdObject(NEW, loader.type(), loader.elements(), loader.values())
                .with(Element.of(ElementType.RESUME_OBJECT, new ObjectValue(NEW_RESUME)));
        return listed(store.with(second).with(new BcdObject(NEW_RESUME, resume.type(), resume.elements(), resume.values())), LOADER, NEW);
    }

    private static BcdStore listed(BcdStore store, ObjectId... ids) {
        BcdObject bootManager = store.find(WellKnown.BOOT_MANAGER).orElseThrow();
        return store.with(bootManager.with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(List.of(ids)))));
    }

    private static StoreCleaning.Cleaned duplicates(BcdStore store, Optional<ObjectId> kept) {
        return new StoreCleaning(Optional.empty()).clean(store, kept);
    }

    private static BcdObject on(BcdObject object, DeviceDescriptor device) {
        return object.with(Element.of(ElementType.DEVICE, new DeviceValue(device))).with(Element.of(ElementType.OS_DEVICE, new DeviceValue(device)));
    }

    @Test
    void removesAnEntryThatIsThereTwiceWithItsResumeApplication() {
        assertThat(duplicates(doubled(), Optional.empty())).isEqualTo(new StoreCleaning.Cleaned(store, List.of()));
        assertThat(duplicates(store, Optional.empty()).store()).isEqualTo(store);
    }

    @Test
    void whatNamesADuplicateNamesTheOneThatStays() {
        BcdStore cleaned = duplicates(doubled(), Optional.of(NEW)).store();
        BcdObject bootManager = cleaned.find(WellKnown.BOOT_MANAGER).orElseThrow();
        assertThat(cleaned.find(LOADER)).isEmpty();
        assertThat(cleaned.find(NEW)).isPresent();
        assertThat(bootManager.ids(ElementType.DISPLAY_ORDER)).containsExactly(NEW);
        assertThat(cleaned.defaultEntry()).hasValue(NEW);
        assertThat(cleaned.find(NEW).orElseThrow().ids(ElementType.RESUME_OBJECT)).allMatch(id -> cleaned.find(id).isPresent());
        assertThat(cleaned.objects()).hasSameSizeAs(store.objects());
    }

    @Test
    void keepsAnEntryThatDiffersInAnySetting() {
        BcdObject second = doubled().find(NEW).orElseThrow();
        BcdStore other = doubled().with(second.with(Element.of(ElementType.DESCRIPTION, new StringValue("Debugging"))));
        assertThat(duplicates(other, Optional.empty()).store().find(NEW)).isPresent();
    }

    @Test
    void listsNameAnEntryOnce() {
        assertThat(duplicates(listed(doubled(), LOADER, LOADER, NEW), Optional.empty()).store()).isEqualTo(store);
    }

    @Test
    void removesEntriesWhoseDevicesAreNotThereAndNamesThoseOfWhichItIsNotKnown() {
        ObjectId unknown = ObjectId.of("77777777-0000-11ef-8000-010203040506");
        BcdObject second = on(doubled().find(NEW).orElseThrow(), SampleStores.DATA);
        BcdObject third = on(new BcdObject(unknown, second.type(), second.elements(), List.of()), new DeviceDescriptor.BootDevice());
        BcdStore before = listed(doubled().with(second).with(third), LOADER, NEW, unknown);
        DevicePresence devices = device -> device instanceof DeviceDescriptor.BootDevice
                ? Optional.empty()
                : Optional.of(!device.equals(SampleStores.WINDOWS));
        StoreCleaning.Cleaned cleaned = new StoreCleaning(Optional.of(devices)).clean(before, Optional.empty());
        BcdObject bootManager = cleaned.store().find(WellKnown.BOOT_MANAGER).orElseThrow();
        assertThat(cleaned.unjudged()).containsExactly(unknown);
        assertThat(cleaned.store().find(LOADER)).isEmpty();
        assertThat(cleaned.store().find(RESUME)).isEmpty();
        assertThat(bootManager.ids(ElementType.DISPLAY_ORDER)).containsExactly(NEW, unknown);
        assertThat(cleaned.store().defaultEntry()).hasValue(NEW);
        assertThat(cleaned.store().find(WellKnown.MEMORY_TESTER)).isPresent();
        assertThat(new StoreCleaning(Optional.of(devices)).clean(before, Optional.of(LOADER)).store().find(LOADER)).isPresent();
    }
}
