package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.edit.SampleStores.LOADER;

import java.util.List;
import java.util.Optional;
import org.bcdkit.hive.ValueType;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;

class StoreCheckTest {

    private static final ObjectId GONE = ObjectId.of("33333333-0000-11ef-8000-010203040506");

    private final BcdStore store = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11);
    private final BcdObject bootManager = store.find(WellKnown.BOOT_MANAGER).orElseThrow();
    private final BcdObject loader = store.find(LOADER).orElseThrow();

    @Test
    void findsNothingInAFreshStore() {
        assertThat(check(store)).isEmpty();
        assertThat(check(SampleStores.windows(FirmwareKind.BIOS, WindowsGeneration.WINDOWS_7))).isEmpty();
    }

    @Test
    void reportsAMissingBootManagerAsAnError() {
        List<Finding> findings = check(store.without(WellKnown.BOOT_MANAGER));

        assertThat(findings).extracting(Finding::severity).contains(Severity.ERROR);
        assertThat(findings.get(0).message()).isEqualTo("BCD has no {bootmgr} object: nothing can start from it");
    }

    @Test
    void findsNothingInAnObjectThatIsInTwoLists() {
        BcdStore both = store.with(bootManager.with(Element.of(ElementType.BOOT_SEQUENCE, new ObjectListValue(List.of(LOADER)))));
        assertThat(check(both)).isEmpty();
    }

    @Test
    void reportsReferencesToObjectsThatAreNotThereAndDoubledOnes() {
        BcdStore odd = store.with(bootManager.with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(List.of(LOADER, GONE, LOADER)))));

        assertThat(check(odd)).extracting(Finding::message).containsExactly(
                "{bootmgr} displayorder names " + GONE + ", which is not in the store",
                "{bootmgr} displayorder names " + LOADER + " twice");
    }

    @Test
    void reportsElementsWhoseDataIsNotWhatTheirNumberSays() {
        BcdStore odd = store.with(loader.with(new Element(ElementType.DETECT_HAL, ValueType.BINARY, Bytes.of((byte) 1, (byte) 0))));

        assertThat(check(odd)).extracting(Finding::message).containsExactly(
                LOADER + " detecthal is REG_BINARY of 2 bytes, which is not the format boolean that its number names");
    }

    @Test
    void reportsLoadersThatCannotStart() {
        BcdStore odd = store.with(loader.without(ElementType.OS_DEVICE)
                .with(Element.of(ElementType.PATH, new StringValue("\\Windows\\system32\\winload.exe"))));

        assertThat(check(odd)).extracting(Finding::message).containsExactly(
                LOADER + " has no osdevice, so it cannot start",
                LOADER + " starts \\Windows\\system32\\winload.exe, but this store is for UEFI");
    }

    @Test
    void reportsObjectsWithoutAType() {
        BcdStore odd = store.with(new BcdObject(GONE, Optional.empty(), List.of(), List.of()));

        assertThat(check(odd)).extracting(Finding::message).containsExactly(GONE + " has no object type");
    }

    private static List<Finding> check(BcdStore store) {
        return StoreCheck.check(SampleStores.snapshot(store));
    }
}
