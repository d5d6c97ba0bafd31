package org.bcdkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectType;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.junit.jupiter.api.Test;

/** What bcdedit printed on real machines, held against the catalogue. */
@CorpusTest
class ListingCorpusTest {

    private static final Pattern ELEMENT = Pattern.compile("([a-z0-9:]+) +(\\S.*)");
    private static final int COLUMN = 24;

    /** What a listing has under a heading we know: an element and its first value. */
    private record Line(Path listing, ObjectType type, String name, String value) {}

    private static Map<String, ObjectType> types() {
        Map<String, ObjectType> types = new HashMap<>();
        ObjectCatalog.all().forEach(object -> types.put(object.heading(), object.type()));
        for (ObjectType type : List.of(ObjectType.FIRMWARE_APPLICATION, ObjectType.BOOT_SECTOR)) {
            types.put(ObjectKind.of(type).heading(type), type);
        }
        return types;
    }

    private static List<Line> lines() throws IOException {
        List<Line> lines = new ArrayList<>();
        Map<String, ObjectType> types = types();
        try (Stream<Path> listings = Files.list(Corpus.folder().resolve("bcdedit-output"))) {
            for (Path listing : listings.sorted().toList()) {
                ObjectType type = null;
                for (String line : Files.readAllLines(listing)) {
                    Matcher element = ELEMENT.matcher(line);
                    String heading = line.replaceFirst("^#+ ", "");
                    if (line.isBlank() || types.containsKey(heading)) {
                        type = types.get(heading);
                    } else if (type != null && element.matches() && element.start(2) == COLUMN && !element.group(1).equals("identifier")) {
                        lines.add(new Line(listing, type, element.group(1), element.group(2)));
                    }
                }
            }
        }
        return lines;
    }

    @Test
    void everyNamePrintedUnderAHeadingIsOneOfItsObjects() throws IOException {
        List<Line> lines = lines();

        assertThat(lines).hasSizeGreaterThan(400).allSatisfy(line -> {
            ElementType type = ElementCatalog.named(line.name(), Optional.of(line.type())).orElseThrow();
            assertThat(ElementCatalog.name(type, Optional.of(line.type()))).isEqualTo(line.name());
        });
        assertThat(lines.stream().map(Line::listing).distinct()).hasSizeGreaterThan(10);
    }

    @Test
    void everyValuePrintedForAnEnumerationIsOneOfItsNames() throws IOException {
        Set<String> checked = new HashSet<>();
        for (Line line : lines()) {
            Optional<ObjectType> in = Optional.of(line.type());
            List<String> values = ElementCatalog.find(ElementCatalog.named(line.name(), in).orElseThrow(), in).orElseThrow().values();
            // One page of documentation has a value in lower case, which no program prints.
            if (!values.isEmpty() && !line.value().equals("serial")) {
                assertThat(values).as(line.toString()).contains(line.value());
                checked.add(line.name());
            }
        }

        assertThat(checked).contains("nx", "bootmenupolicy", "debugtype", "displaymessageoverride", "hypervisordebugtype");
    }
}
