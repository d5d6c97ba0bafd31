package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.LOADER;
import static org.bcdkit.command.SampleStore.RESUME;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bcdkit.cli.Bcd;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code copy}, {@code rename} and {@code delete}. */
class ObjectCommandsTest extends OnSampleStore {

    private static final String GONE = "{77777777-7777-4777-8777-777777777777}";

    @Test
    void copiesAnEntryToTheEndOfTheMenu() throws IOException {
        Bcd.Result result = Calls.run(store, "copy", "{default}", "--name", "Zweites Windows – ü");

        List<ObjectId> order = read().find(WellKnown.BOOT_MANAGER).orElseThrow().ids(ElementType.DISPLAY_ORDER);
        assertThat(order).hasSize(2).startsWith(LOADER);
        BcdObject original = SampleStore.store().find(LOADER).orElseThrow();
        assertThat(read().find(order.get(1)).orElseThrow().elements())
                .isEqualTo(original.with(Element.of(ElementType.DESCRIPTION, new StringValue("Zweites Windows – ü"))).elements());
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("Copy " + LOADER + " \"Windows 11\" as \"Zweites Windows – ü\"\n")
                .contains("\n  + " + order.get(1) + " Windows Boot Loader \"Zweites Windows – ü\"\n")
                .contains(" to add, 1 to change, 0 to delete.\nThe old store is kept as " + store + ".");
    }

    @Test
    void saysWhichEntryTheCopyIsInJson() throws IOException {
        Bcd.Result result = Calls.run(store, "copy", "Windows 11", "--name", "x", "--json");
        JsonNode json = new ObjectMapper().readTree(result.out());
        ObjectId copy = ObjectId.of(json.get("entry").asText());
        assertThat(read().find(copy).orElseThrow().string(ElementType.DESCRIPTION)).contains("x");
        assertThat(json.get("changed").asBoolean()).isTrue();
        assertThat(Path.of(json.get("backup").asText())).hasBinaryContent(first);
    }

    @Test
    void writesNothingInADryRun() {
        Bcd.Result result = Calls.run(store, "copy", "{default}", "--name", "x", "--dry-run");
        assertThat(result.code()).isZero();
        assertThat(result.out()).endsWith("Nothing was written (--dry-run).\n");
        assertThat(store).hasBinaryContent(first);
        assertThat(folder.toFile().list()).containsExactly("BCD");
    }

    @Test
    void copiesWhatIsNotInTheMenuWithoutPuttingItThere() throws IOException {
        assertThat(Calls.run(store, "copy", RESUME.toString(), "--name", "x").code()).isZero();
        assertThat(read().find(WellKnown.BOOT_MANAGER).orElseThrow().ids(ElementType.DISPLAY_ORDER)).containsExactly(LOADER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy {default} --name", "rename {default}"})
    void refusesATitleThatIsNoLineOfText(String words) {
        for (String title : List.of("a\nb", " ", "")) {
            Bcd.Result result = Calls.run(store, (words + " " + title).split(" ", 4 - (words.startsWith("rename") ? 1 : 0)));
            assertThat(result.code()).isEqualTo(2);
            assertThat(store).hasBinaryContent(first);
        }
        String name = words.startsWith("copy") ? "--name" : "TEXT";
        assertThat(Calls.run(store, (words + " \n").split(" ", 4 - (words.startsWith("rename") ? 1 : 0))).err())
                .startsWith("bcd: " + name + ": a menu entry is one line of text, without control characters.\n");
    }

    @Test
    void renamesAnObject() throws IOException {
        Bcd.Result result = Calls.run(store, "rename", "{default}", "测试");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("  ~ " + LOADER + " description Windows 11 → 测试\n");
        assertThat(read().find(LOADER).orElseThrow().string(ElementType.DESCRIPTION)).contains("测试");
    }

    @Test
    void renamesNothingThatIsCalledSo() {
        assertThat(Calls.run(store, "rename", "{default}", "Windows 11"))
                .isEqualTo(new Bcd.Result(0, "Nothing to do: " + LOADER + " is called \"Windows 11\" already.\n", ""));
        assertThat(store).hasBinaryContent(first);
    }

    @Test
    void deletesAnObjectAndEveryReferenceToIt() throws IOException {
        Bcd.Result result = Calls.run(store, "delete", "Windows 11");
        BcdStore after = read();
        assertThat(after.find(LOADER)).isEmpty();
        assertThat(after.find(WellKnown.BOOT_MANAGER).orElseThrow().element(ElementType.DEFAULT)).isEmpty();
        assertThat(after.find(WellKnown.BOOT_MANAGER).orElseThrow().element(ElementType.DISPLAY_ORDER)).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("Delete " + LOADER + " \"Windows 11\"\n")
                .contains("  - " + LOADER + " Windows Boot Loader \"Windows 11\"\n")
                .contains("  - {bootmgr} default ")
                .contains("  - {bootmgr} displayorder ");
    }

    @Test
    void keepsReferencesWhenAsked() throws IOException {
        assertThat(Calls.run(store, "delete", "{default}", "--keep-references").code()).isZero();
        assertThat(read().find(LOADER)).isEmpty();
        assertThat(read().find(WellKnown.BOOT_MANAGER)).isEqualTo(SampleStore.store().find(WellKnown.BOOT_MANAGER));
    }

    @Test
    void deletesAnObjectWithAnAliasOnlyUnderForce() throws IOException {
        Bcd.Result refused = Calls.run(store, "delete", "{memdiag}");
        assertThat(refused)
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "error: {memdiag} is an object that Windows expects in a store [BCD-16]\n"
                                + "  Leave it, unless nothing needs it.\n"
                                + "bcd: Nothing was changed; --force carries on all the same.\n"));
        assertThat(store).hasBinaryContent(first);
        Bcd.Result forced = Calls.run(store, "delete", "{memdiag}", "--force");
        assertThat(forced.code()).isZero();
        assertThat(forced.err()).isEqualTo("warning: {memdiag} is an object that Windows expects in a store [BCD-16]\n  Leave it, unless nothing needs it.\n");
        assertThat(read().find(WellKnown.MEMORY_TESTER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "rename", "delete", "default", "order", "next"})
    void changesNothingWhenTheObjectIsNotThere(String command) {
        String[] words = switch (command) {
            case "copy" -> new String[] {command, GONE, "--name", "x"};
            case "rename" -> new String[] {command, GONE, "x"};
            default -> new String[] {command, GONE};
        };
        assertThat(Calls.run(store, words))
                .isEqualTo(new Bcd.Result(3, "", "bcd: There is no object " + GONE + " in " + store + ".\n"));
        assertThat(store).hasBinaryContent(first);
    }

    @Test
    void refusesAStoreThatWasNotClosedCleanly() throws IOException {
        SampleStore.soil(store);
        byte[] dirty = Files.readAllBytes(store);
        Bcd.Result result = Calls.run(store, "rename", "{default}", "x");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("error: " + store + " was not closed cleanly (its sequence numbers differ)");
        assertThat(store).hasBinaryContent(dirty);
    }
}
