package org.bcdkit.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.Naming;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.device.PartitionId;
import org.bcdkit.edit.Listing;
import org.bcdkit.edit.Selection;
import org.bcdkit.hive.HiveFiles;
import org.bcdkit.storage.FormatException;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.BcdStoreReader;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.bcdkit.view.PrintedListing.Block;
import org.junit.jupiter.api.Test;

/** What bcdedit printed on real machines, held against what is printed of a store with the same objects; and listings of real stores. */
@CorpusTest
class ListingCorpusTest {

    private static final ObjectId NO_NAME = ObjectId.of("00000000-0000-0000-0000-000000000001");
    private static final Pattern HEADING = Pattern.compile("^(\\S.*)\n(-+)$", Pattern.MULTILINE);
    private static final Pattern RESUME_OBJECT = Pattern.compile("resumeobject +\\{([0-9a-f]{8})(-.*)}");

    private static List<PrintedListing> listings() throws IOException {
        List<PrintedListing> listings = new ArrayList<>();
        try (Stream<Path> files = Files.list(Corpus.folder().resolve("bcdedit-output"))) {
            for (Path file : files.sorted().toList()) {
                listings.add(PrintedListing.read(file));
            }
        }
        return listings;
    }

    private static List<PrintedListing> listings(String... numbers) throws IOException {
        List<PrintedListing> listings = new ArrayList<>(listings());
        listings.removeIf(listing -> Stream.of(numbers).noneMatch(number -> listing.name().startsWith(number + "-")));
        assertThat(listings).hasSameSizeAs(numbers);
        return listings;
    }

    private static ObjectType type(Block block) {
        if (block.heading().isEmpty()) {
            return ObjectCatalog.find(ObjectCatalog.wellKnown(block.identifier()).orElseThrow()).orElseThrow().type();
        }
        Map<String, ObjectType> types = new HashMap<>();
        ObjectCatalog.all().forEach(object -> types.put(object.heading(), object.type()));
        for (ObjectType type : List.of(ObjectType.FIRMWARE_APPLICATION, ObjectType.BOOT_SECTOR)) {
            types.put(ObjectCatalog.heading(NO_NAME, Optional.of(type)), type);
        }
        assertThat(types).containsKey(block.heading().get());
        return types.get(block.heading().get());
    }

    /** Which GUID {@code {default}} stands for: that of the resume application plus one, as Windows makes them. */
    private static ObjectId defaultEntry(PrintedListing listing) {
        return listing.blocks().stream()
                .flatMap(block -> block.lines().stream())
                .map(RESUME_OBJECT::matcher)
                .filter(Matcher::matches)
                .map(resume -> ObjectId.of(String.format("%08x%s", Long.parseLong(resume.group(1), 16) + 1, resume.group(2))))
                .findFirst()
                .orElse(NO_NAME);
    }

    private static BcdObject object(Block block, ObjectId defaultEntry) {
        Optional<ObjectType> type = Optional.of(type(block));
        List<Element> elements = new ArrayList<>();
        List<String> lines = block.lines();
        for (int i = 0; i < lines.size(); ) {
            String name = lines.get(i).substring(0, PrintedListing.COLUMN).strip();
            List<String> values = new ArrayList<>();
            do {
                values.add(lines.get(i++).substring(PrintedListing.COLUMN));
            } while (i < lines.size() && lines.get(i).startsWith(" "));
            ElementType element = ElementCatalog.named(name, type).orElseThrow(() -> new AssertionError(name + " in " + block));
            elements.add(Element.of(element, new PrintedValue(element, type, defaultEntry).read(values)));
        }
        return new BcdObject(PrintedValue.object(block.identifier(), defaultEntry), type, elements, List.of());
    }

    /** What was listed, in the order of the listing; an object that was listed twice as it was last. */
    private static List<BcdObject> objects(PrintedListing listing) {
        Map<ObjectId, BcdObject> objects = new LinkedHashMap<>();
        for (Block block : listing.blocks()) {
            BcdObject object = object(block, defaultEntry(listing));
            objects.put(object.id(), object);
        }
        return List.copyOf(objects.values());
    }

    private static BcdStore store(PrintedListing listing) {
        return new BcdStore(List.of(), objects(listing));
    }

    private static Naming naming(PrintedListing listing) {
        Map<Character, PartitionId> letters = PrintedValue.letters();
        return listing.isFull() ? Naming.bcdeditInFull(letters) : Naming.bcdedit(store(listing), letters);
    }

    private static String expected(Block block, PrintedListing listing) {
        String heading = block.heading()
                .orElseGet(() -> ObjectCatalog.heading(ObjectCatalog.wellKnown(block.identifier()).orElseThrow(), Optional.empty()));
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(heading);
        lines.add(block.underline().orElse("-".repeat(heading.length())));
        lines.add("identifier              " + block.identifier());
        block.lines().forEach(line -> lines.add(PrintedListing.expected(line)));
        String expected = PrintedListing.offline(String.join("\n", lines) + "\n");
        // The template's objects were listed some with /v and some without; aliases are spelled out where they are not.
        return listing.isFull() ? inFull(expected, defaultEntry(listing)) : expected;
    }

    private static String inFull(String text, ObjectId defaultEntry) {
        return Pattern.compile("\\{[a-z]+}").matcher(text).replaceAll(alias -> PrintedValue.object(alias.group(), defaultEntry).toString());
    }

    private static String print(Listing listing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ListingText.print(new PrintStream(out, true, StandardCharsets.UTF_8), listing);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyObjectIsPrintedAsBcdeditPrintedIt() throws IOException {
        Set<String> listed = new HashSet<>();
        int elements = 0;
        for (PrintedListing listing : listings()) {
            for (Block block : listing.blocks()) {
                BcdObject object = object(block, defaultEntry(listing));

                assertThat(print(new Listing(List.of(object), naming(listing)))).as(listing.name()).isEqualTo(expected(block, listing));
                elements += object.elements().size();
                listed.add(listing.name());
            }
        }
        assertThat(elements).isGreaterThan(500);
        assertThat(listed).hasSize(15);
    }

    @Test
    void settingsOfDebuggersArePrintedWithoutAHeading() throws IOException {
        PrintedListing listing = listings("18").get(0);

        assertThat(listing.settings()).hasSize(2).allSatisfy(block -> {
            BcdObject object = object(block, NO_NAME);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ListingText.printElements(new PrintStream(out, true, StandardCharsets.UTF_8), new Listing(List.of(object), Naming.IDENTITIES));
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(String.join("\n", block.lines()) + "\n");
        });
    }

    @Test
    void everythingIsListedInTheOrderOfBcdedit() throws IOException {
        for (PrintedListing listing : listings("01", "05", "06", "09")) {
            assertThat(Selection.ALL.of(store(listing))).as(listing.name()).hasSizeGreaterThan(11).isEqualTo(objects(listing));
        }
    }

    @Test
    void theActiveEntriesAreListedInTheOrderOfTheMenu() throws IOException {
        for (PrintedListing listing : listings("07", "12", "13", "15", "17")) {
            assertThat(Selection.ACTIVE.of(store(listing))).as(listing.name()).hasSizeGreaterThan(1).isEqualTo(objects(listing));
        }
    }

    @Test
    void firmwareApplicationsAreListedAfterTheBootManagers() throws IOException {
        PrintedListing listing = listings("04").get(0);

        assertThat(Selection.FIRMWARE.of(store(listing))).hasSize(4).isEqualTo(objects(listing));
    }

    @Test
    void everyStoreIsListedWhole() throws IOException {
        int stores = 0;
        for (String line : Files.readAllLines(Corpus.folder().resolve("INDEX.tsv"))) {
            String[] cells = line.split("\t");
            if (!cells[3].equals("bcd")) {
                continue;
            }
            BcdStore store;
            try {
                store = BcdStoreReader.read(cells[0], HiveFiles.read(Corpus.folder().resolve(cells[0])));
            } catch (FormatException e) {
                // Damaged ones are in the collection too.
                continue;
            }
            String all = print(Listing.of(store, Selection.ALL, Naming.bcdeditInFull(Map.of())));
            List<MatchResult> headings = HEADING.matcher(all).results().toList();
            assertThat(headings).as(cells[0]).hasSameSizeAs(store.objects()).allSatisfy(heading ->
                    assertThat(heading.group(2)).hasSameSizeAs(heading.group(1)));
            assertThat(all.lines().filter(printed -> printed.startsWith("identifier              {")).map(printed -> printed.substring(24)))
                    .containsExactlyInAnyOrderElementsOf(store.objects().stream().map(object -> object.id().toString()).toList());
            String active = print(Listing.of(store, Selection.ACTIVE, Naming.bcdedit(store, Map.of())));
            assertThat(active).doesNotContain("{current}");
            stores++;
        }
        assertThat(stores).isGreaterThan(125);
    }
}
