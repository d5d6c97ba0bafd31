package org.bcdkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.testing.CorpusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue agrees with the tables of the specification, row by row. */
@CorpusTest
class SpecificationTest {

    /** The objects in which the elements of a class are looked up. */
    private static final Map<String, List<ObjectType>> OBJECTS = Map.ofEntries(
            Map.entry("library", types(0x10100002, 0x10200003, 0x101fffff, 0x20100000, 0x20200004, 0x20300000, 0x30000000, 0x40000000)),
            Map.entry("setup", types(0x10100002, 0x10200003, 0x20100000, 0x30000000)),
            Map.entry("bootmgr", types(0x10100001, 0x10100002, 0x20200001, 0x20200002)),
            Map.entry("osloader", types(0x10200003, 0x20200003)),
            Map.entry("resume", types(0x10200004, 0x20200004)),
            Map.entry("memdiag", types(0x10200005, 0x20200005)),
            Map.entry("ntldr", types(0x10300006, 0x20200006)),
            Map.entry("startup", types(0x10400009, 0x20200009)),
            Map.entry("bootapp", types(0x1020000a)),
            Map.entry("device", types(0x30000000, 0x20300000)),
            Map.entry("global", types(0x1020000a, 0x10200003, 0x10100002, 0x20100000)));

    /** What the table has otherwise than bcdedit prints it. */
    private static final Map<String, String> PRINTED = Map.of("Serial=0;1394=1;None=2;Net=3", "Serial=0;1394=1;None=2;NET=3");

    /** The number that a name had before another one got it. */
    private static final ElementType OLD_CACHE_ENABLE = new ElementType(0x26000005);

    private static final Pattern ALIAS = Pattern.compile("\\{\\w+}");

    private static List<ObjectType> types(int... codes) {
        return Arrays.stream(codes).mapToObj(ObjectType::new).toList();
    }

    static Stream<Map<String, String>> elements() throws IOException {
        return SpecificationTables.read("bcd-elements.csv").stream();
    }

    @ParameterizedTest
    @MethodSource("elements")
    void findsEveryElementByNumberAndByName(Map<String, String> row) {
        ElementType type = new ElementType(Integer.parseUnsignedInt(row.get("type_hex").substring(2), 16));
        String name = row.get("bcdedit_name");
        for (ObjectType object : OBJECTS.get(row.get("class"))) {
            Optional<ObjectType> in = Optional.of(object);
            ElementDefinition found = ElementCatalog.find(type, in).orElseThrow();
            assertThat(found.type()).isEqualTo(type);
            assertThat(found.name()).isEqualTo(name);
            assertThat(found.type().format().word()).isEqualToIgnoringCase(row.get("format"));
            assertThat(found.since()).isEqualTo(row.get("min_windows").replace(" (seen)", ""));
            assertThat(values(found)).isEqualTo(PRINTED.getOrDefault(row.get("enum_values"), row.get("enum_values")));
            assertThat(constants(row)).containsAll(found.constant().stream().toList());
            assertThat(found.constant().isEmpty()).isEqualTo(row.get("microsoft_constant").isEmpty());
            assertThat(ElementCatalog.name(type, in)).isEqualTo(name);
            boolean replaced = row.get("class").equals("memdiag") && type.equals(OLD_CACHE_ENABLE);
            ElementType expected = replaced ? new ElementType(0x26000003) : type;
            assertThat(ElementCatalog.named(name, in)).contains(expected);
            assertThat(ElementCatalog.named(name.toUpperCase(Locale.ROOT), in)).contains(expected);
        }
    }

    private static String values(ElementDefinition element) {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < element.values().size(); i++) {
            values.append(i == 0 ? "" : ";").append(element.valueName(i).orElseThrow()).append('=').append(i);
        }
        return values.toString();
    }

    private static List<String> constants(Map<String, String> row) {
        return Arrays.stream(row.get("microsoft_constant").split("\\|")).map(c -> c.replace("(phnt)", "").trim()).toList();
    }

    @Test
    void knowsNoElementThatIsNotInTheTable() throws IOException {
        assertThat(ElementCatalog.all()).hasSize((int) elements().count()).hasSize(318);
    }

    static Stream<Map<String, String>> objects() throws IOException {
        return SpecificationTables.read("bcd-objects.csv").stream().filter(row -> row.get("guid").startsWith("{"));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void findsEveryObjectByIdentifierAndByAlias(Map<String, String> row) {
        ObjectId id = ObjectId.of(row.get("guid"));
        List<String> aliases = ALIAS.matcher(row.get("aliases")).results().map(MatchResult::group).toList();
        if (row.get("type code").equals("-")) {
            assertThat(ObjectCatalog.find(id)).isEmpty();
            assertThat(aliases).hasSize(1).allSatisfy(alias -> assertThat(ObjectCatalog.wellKnown(alias)).isEmpty());
            return;
        }
        ObjectDefinition found = ObjectCatalog.find(id).orElseThrow();
        assertThat(found.aliases()).isEqualTo(aliases);
        assertThat(found.type()).hasToString(row.get("type code").toLowerCase(Locale.ROOT));
        assertThat(ObjectCatalog.alias(id)).isEqualTo(aliases.stream().findFirst());
        for (String alias : aliases) {
            assertThat(ObjectCatalog.wellKnown(alias)).contains(id);
        }
    }

    @Test
    void knowsNoObjectThatIsNotInTheTable() throws IOException {
        assertThat(ObjectCatalog.all()).hasSize((int) objects().count() - 2);
    }
}
