package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ElementDefinition;
import org.bcdkit.cli.Bcd;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the catalogue, set by its name and shown by its name from the command line. */
class EveryElementTest {

    /** The earlier number of a name that two have had: the name is that of the later one. */
    private static final ElementType EARLIER_CACHE_ENABLE = new ElementType(0x26000005);

    private static final List<ObjectType> TYPES = List.of(
            ObjectType.OS_LOADER,
            ObjectType.BOOT_MANAGER,
            ObjectType.RESUME,
            ObjectType.MEMORY_TESTER,
            ObjectType.LEGACY_LOADER,
            ObjectType.STARTUP,
            ObjectType.BOOT_APPLICATION,
            ObjectType.DEVICE);

    private static final ObjectId OBJECT = ObjectId.of("55555555-0000-11ef-8000-010203040506");

    @TempDir
    Path folder;

    static Stream<ElementDefinition> everyElement() {
        return ElementCatalog.all().stream();
    }

    @Test
    void theCatalogueHasAllRows() {
        assertThat(everyElement()).hasSize(318);
    }

    @ParameterizedTest
    @MethodSource("everyElement")
    void isSetAndShownByName(ElementDefinition element) throws IOException {
        ObjectType type = TYPES.stream().filter(t -> element.appliesTo().covers(Optional.of(t))).findFirst().orElseThrow();
        Path store = SampleStore.write(folder.resolve("BCD"), new BcdStore(List.of(), List.of(new BcdObject(OBJECT, type, List.of()))));
        String name = element.type().equals(EARLIER_CACHE_ENABLE) ? "custom:26000005" : element.name();
        byte[] before = Files.readAllBytes(store);
        for (List<String> words : values(element)) {
            List<String> set = new ArrayList<>(List.of("set", OBJECT.toString(), name));
            set.addAll(words);
            Bcd.Result result = Calls.run(store, set.toArray(new String[0]));
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(Files.readAllBytes(store)).isNotEqualTo(before);
            before = Files.readAllBytes(store);

            String shown = Calls.run(store, "show", OBJECT.toString()).out();
            StringBuilder line = new StringBuilder(element.name());
            line.append(" ".repeat(Math.max(1, 24 - line.length()))).append(String.join("\n" + " ".repeat(24), words));
            assertThat(Arrays.asList(shown.split("\n(?! )"))).contains(line.toString());
        }
        assertThat(Calls.run(store, "unset", OBJECT.toString(), name).code()).isZero();
        assertThat(Calls.run(store, "show", OBJECT.toString()).out()).doesNotContain("\n" + element.name() + " ");
    }

    /** Values of the element's format, as they are shown: every name of an enumeration, and some. */
    private static List<List<String>> values(ElementDefinition element) {
        List<List<String>> values = new ArrayList<>();
        for (String name : element.values()) {
            values.add(List.of(name));
        }
        values.addAll(switch (element.type().format()) {
            case DEVICE -> List.of(
                    List.of("boot"),
                    List.of("partition=gpt:" + SampleStore.DISK + ",{b0000000-0000-4000-8000-000000000003}"),
                    List.of("ramdisk=[boot]\\sources\\boot.wim," + OBJECT));
            case STRING -> List.of(List.of("\\a b\\ü"), List.of("测试"));
            case OBJECT -> List.of(List.of(OBJECT.toString()), List.of("{globalsettings}"));
            case OBJECT_LIST -> List.of(List.of(OBJECT.toString()), List.of("{memdiag}", OBJECT.toString()));
            case BOOLEAN -> List.of(List.of("Yes"), List.of("No"));
            case INTEGER -> switch (element.style()) {
                case DECIMAL -> List.of(List.of("77"), List.of("18446744073709551615"));
                case HEXADECIMAL -> List.of(List.of("0x4d"));
                case IP_ADDRESS -> List.of(List.of("192.168.1.10"));
            };
            case INTEGER_LIST -> switch (element.style()) {
                case DECIMAL -> List.of(List.of("77"), List.of("1", "2", "3"));
                case HEXADECIMAL -> List.of(List.of("0x15000075"), List.of("0x1", "0x2"));
                case IP_ADDRESS -> throw new AssertionError("no list of addresses is known: " + element);
            };
            case UNKNOWN -> throw new AssertionError("an element without a format: " + element);
        });
        return values;
    }
}
