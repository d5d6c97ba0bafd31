package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcdkit.catalog.Naming;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final ObjectId FIRST = id(1);
    private static final ObjectId SECOND = id(2);
    private static final ObjectId RESUME = id(3);
    private static final ObjectId FIRMWARE_ENTRY = id(4);
    private static final ObjectId SECTOR = id(5);
    private static final ObjectId OPTIONS = id(6);
    private static final ObjectId UNTYPED = id(7);
    private static final ObjectId GONE = id(8);
    private static final ObjectId PHONE = id(9);

    private static final BcdStore STORE = new BcdStore(
            List.of(),
            List.of(
                    object(UNTYPED, Optional.empty()),
                    object(FIRST, Optional.of(ObjectType.OS_LOADER)),
                    object(SECOND, Optional.of(ObjectType.OS_LOADER)),
                    object(RESUME, Optional.of(ObjectType.RESUME)),
                    object(FIRMWARE_ENTRY, Optional.of(ObjectType.FIRMWARE_APPLICATION)),
                    object(SECTOR, Optional.of(ObjectType.BOOT_SECTOR)),
                    object(OPTIONS, Optional.of(ObjectType.DEVICE)),
                    object(PHONE, Optional.of(ObjectType.BOOT_APPLICATION)),
                    object(WellKnown.LEGACY_LOADER, Optional.of(ObjectType.LEGACY_LOADER)),
                    object(WellKnown.MEMORY_TESTER, Optional.of(ObjectType.MEMORY_TESTER)),
                    object(WellKnown.FIRMWARE_BOOT_MANAGER, Optional.of(ObjectType.FIRMWARE_BOOT_MANAGER)),
                    bootManager(List.of(SECOND, GONE, SECTOR, FIRST)),
                    object(WellKnown.RESUME_LOADER_SETTINGS, Optional.of(ObjectType.INHERIT_RESUME)),
                    object(WellKnown.GLOBAL_SETTINGS, Optional.of(ObjectType.INHERIT_ANY)),
                    object(WellKnown.DEBUGGER_SETTINGS, Optional.of(ObjectType.INHERIT_ANY)),
                    object(WellKnown.LOADER_TEMPLATE_FOR_BIOS, Optional.of(ObjectType.OS_LOADER))));

    private static ObjectId id(int number) {
        return ObjectId.of("0000000" + number + "-0000-11ef-8000-010203040506");
    }

    private static BcdObject object(ObjectId id, Optional<ObjectType> type) {
        return new BcdObject(id, type, List.of(), List.of());
    }

    private static BcdObject bootManager(List<ObjectId> displayOrder) {
        return new BcdObject(
                WellKnown.BOOT_MANAGER,
                ObjectType.BOOT_MANAGER,
                List.of(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(displayOrder))));
    }

    private static List<ObjectId> ids(List<BcdObject> objects) {
        return objects.stream().map(BcdObject::id).toList();
    }

    private static List<ObjectId> selected(Selection selection) {
        return ids(selection.of(STORE));
    }

    @Test
    void activeIsTheBootManagerAndWhatItsMenuShowsInThatOrder() {
        assertThat(selected(Selection.ACTIVE)).containsExactly(WellKnown.BOOT_MANAGER, SECOND, SECTOR, FIRST);
    }

    @Test
    void nothingIsActiveWithoutABootManager() {
        assertThat(Selection.ACTIVE.of(STORE.without(WellKnown.BOOT_MANAGER))).isEmpty();
        assertThat(ids(Selection.ACTIVE.of(STORE.with(bootManager(List.of()))))).containsExactly(WellKnown.BOOT_MANAGER);
    }

    @Test
    void firmwareIsBothBootManagersAndTheApplicationsOfTheFirmware() {
        assertThat(selected(Selection.FIRMWARE)).containsExactly(WellKnown.FIRMWARE_BOOT_MANAGER, WellKnown.BOOT_MANAGER, FIRMWARE_ENTRY);
    }

    @Test
    void bootApplicationsAreWhatRunsInTheBootEnvironment() {
        assertThat(selected(Selection.BOOTAPP))
                .containsExactly(FIRST, SECOND, WellKnown.LOADER_TEMPLATE_FOR_BIOS, RESUME, WellKnown.MEMORY_TESTER, PHONE);
    }

    @Test
    void applicationsOfOneKindAreListedByThemselves() {
        assertThat(selected(Selection.BOOTMGR)).containsExactly(WellKnown.BOOT_MANAGER);
        assertThat(selected(Selection.OSLOADER)).containsExactly(FIRST, SECOND, WellKnown.LOADER_TEMPLATE_FOR_BIOS);
        assertThat(selected(Selection.RESUME)).containsExactly(RESUME);
    }

    @Test
    void whatIsInheritedIsListedByTypeAndIdentifier() {
        assertThat(selected(Selection.INHERIT))
                .containsExactly(WellKnown.DEBUGGER_SETTINGS, WellKnown.GLOBAL_SETTINGS, WellKnown.RESUME_LOADER_SETTINGS);
    }

    @Test
    void everythingIsListedByTypeAndIdentifierWithWhatHasNoTypeLast() {
        List<ObjectId> expected = List.of(
                WellKnown.FIRMWARE_BOOT_MANAGER,
                WellKnown.BOOT_MANAGER,
                FIRMWARE_ENTRY,
                FIRST,
                SECOND,
                WellKnown.LOADER_TEMPLATE_FOR_BIOS,
                RESUME,
                WellKnown.MEMORY_TESTER,
                PHONE,
                WellKnown.LEGACY_LOADER,
                SECTOR,
                WellKnown.DEBUGGER_SETTINGS,
                WellKnown.GLOBAL_SETTINGS,
                WellKnown.RESUME_LOADER_SETTINGS,
                OPTIONS,
                UNTYPED);
        List<BcdObject> reversed = new ArrayList<>(STORE.objects());
        Collections.reverse(reversed);

        assertThat(selected(Selection.ALL)).isEqualTo(expected);
        assertThat(ids(Selection.ALL.of(new BcdStore(List.of(), reversed)))).isEqualTo(expected);
    }

    @Test
    void aWellKnownObjectWithoutATypeIsWhatItsIdentifierSays() {
        BcdStore store = STORE.with(object(WellKnown.BOOT_MANAGER, Optional.empty())).with(object(WellKnown.GLOBAL_SETTINGS, Optional.empty()));

        assertThat(ids(Selection.BOOTMGR.of(store))).containsExactly(WellKnown.BOOT_MANAGER);
        assertThat(ids(Selection.ALL.of(store))).isEqualTo(selected(Selection.ALL));
    }

    @Test
    void selectionsAreNamedInAnyCase() {
        assertThat(Selection.named("all")).contains(Selection.ALL);
        assertThat(Selection.named("OsLoader")).contains(Selection.OSLOADER);
        assertThat(Selection.named("BOOTMGR")).contains(Selection.BOOTMGR);
        assertThat(Selection.named("{bootmgr}")).isEmpty();
        assertThat(Selection.named("")).isEmpty();
    }

    @Test
    void templatesAreListedOnlyWithVOrByTheirIdentifier() {
        Naming withoutV = Naming.bcdedit(STORE, Map.of());
        Naming withV = Naming.bcdeditInFull(Map.of());

        assertThat(ids(Listing.of(STORE, Selection.OSLOADER, withoutV).objects())).containsExactly(FIRST, SECOND);
        assertThat(ids(Listing.of(STORE, Selection.OSLOADER, withV).objects()))
                .containsExactly(FIRST, SECOND, WellKnown.LOADER_TEMPLATE_FOR_BIOS);
        assertThat(ids(Listing.of(STORE, WellKnown.LOADER_TEMPLATE_FOR_BIOS, withoutV).objects()))
                .containsExactly(WellKnown.LOADER_TEMPLATE_FOR_BIOS);
        assertThat(Listing.of(STORE, GONE, withoutV).objects()).isEmpty();
    }

    @Test
    void elementsOfTemplatesAreListedOnlyWithV() {
        Element description = Element.of(ElementType.DESCRIPTION, new StringValue("Windows Recovery Environment"));
        Element oem = Element.of(new ElementType(0x5400000f), new ObjectListValue(List.of(FIRST)));
        Element template = Element.of(ElementType.RECOVERY_LOADER, new BooleanValue(true));
        BcdObject object = new BcdObject(RESUME, ObjectType.OS_LOADER, List.of(template, oem, description));

        assertThat(Listing.of(STORE, RESUME, Naming.bcdedit(STORE, Map.of())).elements(object)).containsExactly(description, oem);
        assertThat(Listing.of(STORE, RESUME, Naming.bcdeditInFull(Map.of())).elements(object)).containsExactly(description, template, oem);
    }
}
