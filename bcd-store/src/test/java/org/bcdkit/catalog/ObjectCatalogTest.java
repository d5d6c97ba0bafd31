package org.bcdkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectCatalogTest {

    private static final ObjectId SOME = ObjectId.of("0fd8694a-e7fe-11f0-91cd-eabb9ab44a94");

    @ParameterizedTest
    @CsvSource({
        "{bootmgr}, 9dea862c-5cdd-4e70-acc1-f32b344d4795",
        "{fwbootmgr}, a5a30fa2-3d06-4e9f-b5f4-a01df9d1fcba",
        "{memdiag}, b2721d73-1db4-4c62-bf78-c548a880142d",
        "{ntldr}, 466f5a88-0af2-4f76-9038-095b170dc21c",
        "{emssettings}, 0ce4991b-e6b3-4b16-b23c-5e0d9250e5d9",
        "{dbgsettings}, 4636856e-540f-4170-a130-a84776f4c654",
        "{badmemory}, 5189b25c-5558-4bf2-bca4-289b11bd29e2",
        "{globalsettings}, 7ea2e1ac-2e61-4728-aaa3-896d9d0a9f0e",
        "{bootloadersettings}, 6efb52bf-1766-41db-a6b3-0ee5eff72bd7",
        "{hypervisorsettings}, 7ff607e0-4395-11db-b0de-0800200c9a66",
        "{kerneldbgsettings}, 313e8eed-7098-4586-a9bf-309c61f8d449",
        "{ramdiskoptions}, ae5534e0-a924-466c-b836-758539a3ee3a",
    })
    void anAliasStandsForOneIdentifier(String alias, String id) {
        assertThat(ObjectCatalog.wellKnown(alias)).contains(ObjectId.of(id));
        assertThat(ObjectCatalog.alias(ObjectId.of(id))).contains(alias);
    }

    /** Published tables have 4a90 in the place of 901b. */
    @Test
    void resumeLoaderSettingsHasTheIdentifierOfRealStores() {
        ObjectId real = ObjectId.of("1afa9c49-16ab-4a5c-901b-212802da9460");

        assertThat(ObjectCatalog.wellKnown("{resumeloadersettings}")).contains(real);
        assertThat(ObjectCatalog.alias(real)).contains("{resumeloadersettings}");
        assertThat(ObjectCatalog.alias(ObjectId.of("1afa9c49-16ab-4a5c-4a90-212802da9460"))).isEmpty();
    }

    @Test
    void aliasesMayBeInAnyCase() {
        assertThat(ObjectCatalog.wellKnown("{BootMgr}")).contains(WellKnown.BOOT_MANAGER);
    }

    @Test
    void twoIdentifiersHaveASecondAlias() {
        assertThat(ObjectCatalog.wellKnown("{legacy}")).contains(WellKnown.LEGACY_LOADER);
        assertThat(ObjectCatalog.wellKnown("{eventsettings}")).contains(WellKnown.DEBUGGER_SETTINGS);
        assertThat(ObjectCatalog.all()).filteredOn(object -> object.aliases().size() > 1)
                .extracting(ObjectDefinition::aliases)
                .containsExactly(List.of("{ntldr}", "{legacy}"), List.of("{dbgsettings}", "{eventsettings}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{default}", "{current}", "{Default}", "bootmgr", "{bootmgr", "", "{}", "{9dea862c-5cdd-4e70-acc1-f32b344d4795}"})
    void whatIsNoConstantIsNotFound(String alias) {
        assertThat(ObjectCatalog.wellKnown(alias)).isEmpty();
    }

    @Test
    void everyIdentifierAndAliasIsThereOnce() {
        assertThat(ObjectCatalog.all()).extracting(ObjectDefinition::id).doesNotHaveDuplicates().hasSize(22);
        assertThat(ObjectCatalog.all()).flatExtracting(ObjectDefinition::aliases).doesNotHaveDuplicates().hasSize(15);
    }

    @Test
    void someWellKnownIdentifiersHaveNoAlias() {
        assertThat(ObjectCatalog.alias(WellKnown.SETUP_ON_UEFI)).isEmpty();
        assertThat(ObjectCatalog.alias(SOME)).isEmpty();
    }

    @Test
    void objectsAreCalledByTheirAliasOrElseByTheirIdentifier() {
        assertThat(ObjectCatalog.name(WellKnown.DEBUGGER_SETTINGS)).isEqualTo("{dbgsettings}");
        assertThat(ObjectCatalog.name(SOME)).isEqualTo("{0fd8694a-e7fe-11f0-91cd-eabb9ab44a94}");
    }

    @ParameterizedTest
    @CsvSource({
        "0x10100001, fwbootmgr, Firmware Boot Manager",
        "0x10100002, bootmgr, Windows Boot Manager",
        "0x101fffff, firmwareApplication, Firmware Application (101fffff)",
        "0x10200003, osloader, Windows Boot Loader",
        "0x10200004, resume, Resume from Hibernate",
        "0x10200005, memdiag, Windows Memory Tester",
        "0x1020000a, bootapp, Windows Boot Application (1020000a)",
        "0x10300006, ntldr, Windows Legacy OS Loader",
        "0x10300007, setupldr, Setup Loader (10300007)",
        "0x10400008, bootsector, Real-mode Boot Sector",
        "0x10400009, startup, Startup Application (10400009)",
        "0x10200042, unknown, Unknown Object (10200042)",
        "0x20200003, inherit, Inherited Settings (20200003)",
        "0x20300000, inherit, Inherited Settings (20300000)",
        "0x30000000, device, Device options",
        "0x00000003, unknown, Unknown Object (00000003)",
        "0x40200003, unknown, Unknown Object (40200003)",
    })
    void aTypeHasAKindAndAHeading(String code, String kind, String heading) {
        ObjectType type = new ObjectType(Integer.decode(code));

        assertThat(ObjectCatalog.kind(type)).isEqualTo(kind);
        assertThat(ObjectCatalog.heading(SOME, Optional.of(type))).isEqualTo(heading);
    }

    @Test
    void settingsAndTemplatesHaveHeadingsOfTheirOwn() {
        assertThat(ObjectCatalog.heading(WellKnown.EMS_SETTINGS, Optional.of(ObjectType.INHERIT_ANY))).isEqualTo("EMS Settings");
        assertThat(ObjectCatalog.heading(WellKnown.HYPERVISOR_SETTINGS, Optional.of(ObjectType.INHERIT_OS_LOADER))).isEqualTo("Hypervisor Settings");
        assertThat(ObjectCatalog.heading(WellKnown.RAMDISK_OPTIONS, Optional.of(ObjectType.DEVICE))).isEqualTo("Setup Ramdisk Options");
        assertThat(ObjectCatalog.heading(WellKnown.MEDIA_RAMDISK_OPTIONS, Optional.of(ObjectType.DEVICE))).isEqualTo("Device options");
        assertThat(ObjectCatalog.heading(WellKnown.SETUP_ON_BIOS, Optional.of(ObjectType.OS_LOADER))).isEqualTo("Windows Setup");
        assertThat(ObjectCatalog.heading(WellKnown.LOADER_TEMPLATE_FOR_UEFI, Optional.of(ObjectType.OS_LOADER))).isEqualTo("OS Target Template");
        assertThat(ObjectCatalog.heading(WellKnown.RESUME_TEMPLATE_FOR_UEFI, Optional.of(ObjectType.RESUME))).isEqualTo("Resume from Hibernate");
        assertThat(ObjectCatalog.heading(WellKnown.BOOT_MANAGER, Optional.of(ObjectType.BOOT_MANAGER))).isEqualTo("Windows Boot Manager");
    }

    @Test
    void anObjectWithoutATypeHasAHeadingToo() {
        assertThat(ObjectCatalog.heading(SOME, Optional.empty())).isEqualTo("Object without a type");
        assertThat(ObjectCatalog.heading(WellKnown.BOOT_MANAGER, Optional.empty())).isEqualTo("Windows Boot Manager");
    }
}
