package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.catalog.ObjectDefinition;
import org.bcdkit.cli.Bcd;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code add object}. */
class AddObjectCommandTest {

    private static final String ID = "{77777777-7777-4777-8777-777777777777}";
    private static final String HINT = "\n\"bcd add object --help\" shows what can be given.\n";

    @TempDir
    Path folder;

    private Path store;
    private byte[] first;

    @BeforeEach
    void makeAStore() throws IOException {
        store = SampleStore.in(folder);
        first = Files.readAllBytes(store);
    }

    @ParameterizedTest
    @CsvSource({
        "--application bootapp, 0x1020000a",
        "--application bootsector, 0x10400008",
        "--application osloader, 0x10200003",
        "--application resume, 0x10200004",
        "--application startup, 0x10400009",
        "--inherit, 0x20100000",
        "--inherit bootmgr, 0x20200002",
        "--inherit=bootsector, 0x20200008",
        "--inherit fwbootmgr, 0x20200001",
        "--inherit memdiag, 0x20200005",
        "--inherit ntldr, 0x20200006",
        "--inherit osloader, 0x20200003",
        "--inherit resume, 0x20200004",
        "--inherit device, 0x20300000",
        "--device, 0x30000000"
    })
    void makesAnObjectOfEachType(String options, String type) throws IOException {
        for (boolean optionsFirst : List.of(true, false)) {
            Files.write(store, first);
            List<String> words = new ArrayList<>(List.of("add", "object"));
            words.addAll(List.of(options.split(" ")));
            words.add(optionsFirst ? words.size() : 2, ID);
            assertThat(Calls.run(store, words.toArray(new String[0])).code()).isZero();
            BcdObject made = read().find(ObjectId.of(ID)).orElseThrow();
            assertThat(made).isEqualTo(new BcdObject(ObjectId.of(ID), new ObjectType(Integer.decode(type)), List.of()));
        }
    }

    @Test
    void givesAnObjectWithoutIdentifierAFreshOneAndPrintsIt() throws IOException {
        Bcd.Result result = Calls.run(store, "add", "object", "--application", "osloader", "--name", "Système – 系统");
        BcdObject made = new ArrayList<>(read().objects()).stream().filter(o -> SampleStore.store().find(o.id()).isEmpty()).findFirst().orElseThrow();
        assertThat(made.type()).contains(ObjectType.OS_LOADER);
        assertThat(made.elements()).containsExactly(Element.of(ElementType.DESCRIPTION, new StringValue("Système – 系统")));
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("Make the object " + made.id() + "\n  + " + made.id() + " Windows Boot Loader \"Système – 系统\"\n"
                        + "    + description             Système – 系统\n1 to add, 0 to change, 0 to delete.\n");
    }

    @Test
    void saysWhichObjectItMadeInJson() throws IOException {
        JsonNode json = new ObjectMapper().readTree(Calls.run(store, "add", "object", "--device", "--json").out());
        ObjectId made = ObjectId.of(json.get("entry").asText());
        assertThat(read().find(made).orElseThrow().type()).contains(ObjectType.DEVICE);
        assertThat(json.fieldNames()).toIterable().containsExactly("schemaVersion", "changed", "entry", "findings", "changes", "backup");
    }

    @Test
    void makesEachWellKnownObjectByItsAliasAndByItsIdentifier() throws IOException {
        for (ObjectDefinition definition : ObjectCatalog.all()) {
            for (String name : definition.aliases()) {
                Files.delete(store);
                SampleStore.write(store, new BcdStore(SampleStore.store().description(), List.of()));
                String given = name.equals("{bootmgr}") ? definition.id().toString().replaceAll("[{}]", "") : name.toUpperCase();
                assertThat(Calls.run(store, "add", "object", given).code()).as(given).isZero();
                assertThat(read().objects()).as(given).containsExactly(new BcdObject(definition.id(), definition.type(), List.of()));
            }
        }
    }

    @Test
    void leavesAnObjectThatIsThereAlone() throws IOException {
        Bcd.Result result = Calls.run(store, "add", "object", "{memdiag}", "--name", "x", "--force");
        assertThat(result)
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "error: " + store + " has an object {memdiag} already [BCD-15]\n  Change it as it is, or delete it first.\n"
                                + "bcd: Nothing was changed.\n"));
        assertThat(store).hasBinaryContent(first);
    }

    @Test
    void writesNothingInADryRun() throws IOException {
        Bcd.Result result = Calls.run(store, "add", "object", "--inherit", "--dry-run");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains(" Inherited Settings (20100000)\n").endsWith("Nothing was written (--dry-run).\n");
        assertThat(store).hasBinaryContent(first);
        assertThat(folder.toFile().list()).containsExactly("BCD");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "~ Without a well-known identifier it needs --application, --inherit or --device.",
        ID + " ~ Without a well-known identifier it needs --application, --inherit or --device.",
        "--device --inherit osloader ~ --application, --inherit and --device exclude each other.",
        "--inherit --application osloader ~ --application, --inherit and --device exclude each other.",
        "{bootmgr} --inherit ~ {bootmgr} has its type; --application, --inherit and --device are for other identifiers.",
        "{default} --device ~ {default} stands for an entry that is there already; a new one needs an identifier of its own.",
        "{current} --device ~ {current} stands for an entry that is there already; a new one needs an identifier of its own.",
        "{00000000-0000-0000-0000-000000000000} --device ~ {00000000-0000-0000-0000-000000000000} stands for no object at all: elements that name none have it.",
        "--application bootmgr ~ --application is bootapp, bootsector, osloader, resume or startup, not \"bootmgr\".",
        "--inherit=all ~ --inherit is bootmgr, bootsector, fwbootmgr, memdiag, ntldr, osloader, resume or device, not \"all\".",
        "--application ~ --application needs a value: bootapp|bootsector|osloader|resume|startup.",
        "--device --name= ~ --name: the menu has to say something.",
    })
    void refusesWhatDoesNotSayWhichObject(String words, String message) {
        String all = "add object " + Optional.ofNullable(words).orElse("");
        assertThat(Calls.run(store, all.trim().split(" "))).isEqualTo(new Bcd.Result(2, "", "bcd: " + message + HINT));
        assertThat(store).hasBinaryContent(first);
    }

    @Test
    void takesAWordThatIsNoTypeForAnIdentifier() {
        assertThat(Calls.run(store, "add", "object", "--inherit", "osloadr").err())
                .startsWith("bcd: \"osloadr\" is no identifier: neither a GUID such as ");
        assertThat(Calls.run(store, "add", "object", "--device", "{memdiga}").err()).contains("Did you mean {memdiag}?");
    }

    private BcdStore read() throws IOException {
        return new StoreFile(store, Clock.systemUTC()).read().store();
    }
}
