package org.bcdkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.store.ElementFormat;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementCatalogTest {

    private static final Optional<ObjectType> BOOT_MANAGER = Optional.of(ObjectType.BOOT_MANAGER);
    private static final Optional<ObjectType> LOADER = Optional.of(ObjectType.OS_LOADER);
    private static final Optional<ObjectType> RESUME = Optional.of(ObjectType.RESUME);
    private static final Optional<ObjectType> MEMORY_TESTER = Optional.of(ObjectType.MEMORY_TESTER);
    private static final Optional<ObjectType> STARTUP = Optional.of(ObjectType.STARTUP);
    private static final Optional<ObjectType> BOOT_APPLICATION = Optional.of(ObjectType.BOOT_APPLICATION);
    private static final Optional<ObjectType> NO_TYPE = Optional.empty();

    private static ElementType type(int code) {
        return new ElementType(code);
    }

    @Test
    void theSameNumberHasDifferentNamesInDifferentObjects() {
        assertThat(ElementCatalog.name(type(0x23000003), BOOT_MANAGER)).isEqualTo("default");
        assertThat(ElementCatalog.name(type(0x23000003), LOADER)).isEqualTo("resumeobject");
        assertThat(ElementCatalog.name(type(0x23000003), RESUME)).isEqualTo("custom:23000003");

        assertThat(ElementCatalog.name(type(0x21000001), LOADER)).isEqualTo("osdevice");
        assertThat(ElementCatalog.name(type(0x21000001), RESUME)).isEqualTo("filedevice");

        assertThat(ElementCatalog.name(type(0x22000002), LOADER)).isEqualTo("systemroot");
        assertThat(ElementCatalog.name(type(0x22000002), RESUME)).isEqualTo("filepath");
        assertThat(ElementCatalog.name(type(0x22000002), STARTUP)).isEqualTo("applicationname");

        assertThat(ElementCatalog.name(type(0x26000004), LOADER)).isEqualTo("stampdisks");
        assertThat(ElementCatalog.name(type(0x26000004), RESUME)).isEqualTo("pae");
        assertThat(ElementCatalog.name(type(0x26000004), MEMORY_TESTER)).isEqualTo("failuresenabled");

        assertThat(ElementCatalog.name(type(0x26000145), LOADER)).isEqualTo("dtrace");
        assertThat(ElementCatalog.name(type(0x26000145), BOOT_APPLICATION)).isEqualTo("enablebootdebugpolicy");
    }

    @Test
    void theSameNameIsADifferentElementInDifferentObjects() {
        assertThat(ElementCatalog.named("resumeobject", BOOT_MANAGER)).contains(type(0x23000006));
        assertThat(ElementCatalog.named("resumeobject", LOADER)).contains(type(0x23000003));
        assertThat(ElementCatalog.named("bootmenupolicy", LOADER)).contains(type(0x250000c2));
        assertThat(ElementCatalog.named("bootmenupolicy", RESUME)).contains(type(0x25000008));
        assertThat(ElementCatalog.named("pae", LOADER)).contains(type(0x25000021));
        assertThat(ElementCatalog.named("pae", RESUME)).contains(type(0x26000004));
        assertThat(ElementCatalog.named("bootux", LOADER)).contains(type(0x250000f7));
        assertThat(ElementCatalog.named("bootux", RESUME)).contains(type(0x25000007));
    }

    @Test
    void aNumberWithTwoFormatsIsTwoElements() {
        assertThat(ElementCatalog.name(type(0x12000088), LOADER)).isEqualTo("additionalcipolicy");
        assertThat(ElementCatalog.name(type(0x15000088), LOADER)).isEqualTo("linearaddress57");
    }

    @Test
    void bcdeditDoesNotNameElementsInObjectsTheyAreNotFor() {
        Optional<ObjectType> bootSector = Optional.of(ObjectType.BOOT_SECTOR);

        assertThat(ElementCatalog.name(type(0x250000c2), bootSector)).isEqualTo("custom:250000c2");
        assertThat(ElementCatalog.name(ElementType.DESCRIPTION, bootSector)).isEqualTo("description");
        assertThat(ElementCatalog.name(type(0x31000003), LOADER)).isEqualTo("custom:31000003");
        assertThat(ElementCatalog.named("ramdisksdidevice", LOADER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0x20200003, 0x250000f3, hypervisordebugtype",
        "0x20200004, 0x25000008, bootmenupolicy",
        "0x20200002, 0x24000001, displayorder",
        "0x10100001, 0x24000001, displayorder",
        "0x20100000, 0x16000020, bootems",
        "0x20100000, 0x47000006, elementstomigrate",
        "0x20100000, 0x250000f3, custom:250000f3",
        "0x20300000, 0x32000004, ramdisksdipath",
        "0x20300000, 0x250000f3, custom:250000f3",
        "0x30000000, 0x32000004, ramdisksdipath",
        "0x30000000, 0x12000004, description",
        "0x30000000, 0x22000002, custom:22000002",
        "0x10200003, 0x26000202, skipffumode",
        "0x30000000, 0x26000202, custom:26000202",
        "0x20300000, 0x26000202, custom:26000202",
        "0x40000000, 0x12000004, description",
        "0x40000000, 0x26000202, custom:26000202",
        "0x40000003, 0x25000020, custom:25000020",
    })
    void inheritAndDeviceObjectsHaveTheElementsOfWhatTheyAreFor(String object, String element, String name) {
        Optional<ObjectType> in = Optional.of(new ObjectType(Integer.decode(object)));
        ElementType type = type(Integer.decode(element));

        assertThat(ElementCatalog.name(type, in)).isEqualTo(name);
        assertThat(ElementCatalog.named(name, in)).contains(type);
    }

    @Test
    void objectsWithoutATypeHaveTheElementsOfEveryObject() {
        assertThat(ElementCatalog.name(ElementType.PATH, NO_TYPE)).isEqualTo("path");
        assertThat(ElementCatalog.name(type(0x47000006), NO_TYPE)).isEqualTo("elementstomigrate");
        assertThat(ElementCatalog.name(ElementType.SYSTEM_ROOT, NO_TYPE)).isEqualTo("custom:22000002");
        assertThat(ElementCatalog.named("systemroot", NO_TYPE)).isEmpty();
    }

    @Test
    void namesMayBeInAnyCase() {
        assertThat(ElementCatalog.named("AllowedInMemorySettings", LOADER)).contains(type(0x17000077));
        assertThat(ElementCatalog.named("NX", LOADER)).contains(type(0x25000020));
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom:2600002a", "CUSTOM:2600002A", "Custom:2600002a", "0x2600002a", "0X2600002A"})
    void anElementMayBeGivenByItsNumber(String name) {
        assertThat(ElementCatalog.named(name, LOADER)).contains(type(0x2600002a));
        assertThat(ElementCatalog.named(name, NO_TYPE)).contains(type(0x2600002a));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "n", "nxx", "nx|vista", "vista", "custom:", "0x", "custom:260000", "custom:2600002aa", "custom:2600002g", "0x260000", "2600002a",
        "custom:-600002a", "custom: 600002a", "0x２600002a"
    })
    void otherTextIsNoElement(String name) {
        assertThat(ElementCatalog.named(name, LOADER)).isEmpty();
    }

    @Test
    void elementsThatNobodyKnowsAreNamedByTheirNumber() {
        assertThat(ElementCatalog.find(type(0x5400000f), BOOT_MANAGER)).isEmpty();
        assertThat(ElementCatalog.name(type(0x5400000f), BOOT_MANAGER)).isEqualTo("custom:5400000f");
        assertThat(ElementCatalog.name(type(0x00000000), LOADER)).isEqualTo("custom:00000000");
        assertThat(ElementCatalog.name(type(0xffffffff), LOADER)).isEqualTo("custom:ffffffff");
    }

    @Test
    void elementsThatBcdeditCannotNameAreKnownAllTheSame() {
        ElementDefinition element = ElementCatalog.find(type(0x46000010), LOADER).orElseThrow();

        assertThat(element.name()).isEqualTo("custom:46000010");
        assertThat(element.constant()).contains("BcdSetupBoolean_RecoveryOs");
        assertThat(element.appliesTo()).isEqualTo(AppliesTo.TEMPLATE);
    }

    @Test
    void aDefinitionSaysAllThatIsKnown() {
        assertThat(ElementCatalog.find(ElementType.NX, LOADER))
                .contains(new ElementDefinition(
                        ElementType.NX,
                        AppliesTo.OS_LOADER,
                        "nx",
                        "Vista",
                        List.of("OptIn", "OptOut", "AlwaysOff", "AlwaysOn"),
                        NumberStyle.DECIMAL,
                        Optional.of("BcdOSLoaderInteger_NxPolicy"),
                        "Whether data can be executed."));
    }

    @Test
    void valuesOutsideAnEnumerationHaveNoName() {
        ElementDefinition nx = ElementCatalog.find(ElementType.NX, LOADER).orElseThrow();

        assertThat(nx.valueName(3)).contains("AlwaysOn");
        assertThat(nx.valueName(4)).isEmpty();
        assertThat(nx.valueName(-1)).isEmpty();
        assertThat(nx.valueName(0x1_0000_0000L)).isEmpty();
    }

    /** Memory testers have {@code cacheenable} twice: Windows 8 gave it another number. */
    @ParameterizedTest
    @EnumSource(AppliesTo.class)
    void noTwoElementsOfOneObjectShareANameOrANumber(AppliesTo group) {
        Set<String> names = new HashSet<>();
        Set<ElementType> numbers = new HashSet<>();
        List<String> shared = new ArrayList<>();
        for (ElementDefinition element : ElementCatalog.all()) {
            boolean together = element.appliesTo() == group || element.appliesTo() == AppliesTo.EVERY_OBJECT
                    || element.appliesTo() == AppliesTo.TEMPLATE || element.appliesTo() == AppliesTo.ANY_APPLICATION;
            if (together && (!names.add(element.name()) | !numbers.add(element.type()))) {
                shared.add(element.name());
            }
        }
        assertThat(shared).isEqualTo(group == AppliesTo.MEMORY_TESTER ? List.of("cacheenable") : List.of());
        assertThat(ElementCatalog.named("cacheenable", MEMORY_TESTER)).contains(type(0x26000003));
        assertThat(ElementCatalog.name(type(0x26000005), MEMORY_TESTER)).isEqualTo("cacheenable");
    }

    @Test
    void everyRowIsFoundWhereItStands() {
        List<ElementDefinition> all = ElementCatalog.all();

        assertThat(all).hasSize(318).allSatisfy(element -> {
            assertThat(ElementTable.of(element.appliesTo()).find(element.type())).contains(element);
            assertThat(element.type().elementClass()).isEqualTo(element.appliesTo().elementClass());
            assertThat(element.type().format()).isNotEqualTo(ElementFormat.UNKNOWN);
            assertThat(element.name()).isEqualTo(element.name().toLowerCase(Locale.ROOT)).isNotEmpty();
            assertThat(element.since()).matches("(Vista|7|8|8\\.1|10|11)( .+)?");
            assertThat(element.meaning()).endsWith(".");
        });
        for (AppliesTo group : AppliesTo.values()) {
            assertThat(ElementTable.of(group).all()).extracting(ElementDefinition::type).isSorted().isNotEmpty();
        }
    }

    @Test
    void onlyIntegersHaveValuesOrAStyle() {
        assertThat(ElementCatalog.all())
                .filteredOn(element -> !element.values().isEmpty() || element.style() != NumberStyle.DECIMAL)
                .extracting(element -> element.type().format())
                .containsOnly(ElementFormat.INTEGER, ElementFormat.INTEGER_LIST);
    }
}
