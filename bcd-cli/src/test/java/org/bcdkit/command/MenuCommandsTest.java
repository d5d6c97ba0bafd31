package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.LOADER;
import static org.bcdkit.command.SampleStore.RESUME;

import java.io.IOException;
import java.util.List;
import org.bcdkit.cli.Bcd;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;

/** {@code default}, {@code order} and {@code next}. */
class MenuCommandsTest extends OnSampleStore {

    @Test
    void choosesTheDefaultEntry() throws IOException {
        assertThat(Calls.run(store, "default", "{memdiag}").out()).contains("  ~ {bootmgr} default ");
        assertThat(bootManager().ids(ElementType.DEFAULT)).containsExactly(WellKnown.MEMORY_TESTER);
    }

    @Test
    void hasNothingToDoWhenItIsTheDefaultEntryAlready() {
        assertThat(Calls.run(store, "default", "Windows 11"))
                .isEqualTo(new Bcd.Result(0, "Nothing to do: " + LOADER + " is the default entry already.\n", ""));
    }

    @Test
    void makesTheMenuOfTheObjectsGiven() throws IOException {
        assertThat(Calls.run(store, "order", "{memdiag}", "Windows 11", RESUME.toString()).code()).isZero();
        assertThat(order(ElementType.DISPLAY_ORDER)).containsExactly(WellKnown.MEMORY_TESTER, LOADER, RESUME);
    }

    @Test
    void movesEntriesWithinTheMenu() throws IOException {
        Calls.run(store, "order", "{memdiag}", "--first");
        assertThat(order(ElementType.DISPLAY_ORDER)).containsExactly(WellKnown.MEMORY_TESTER, LOADER);
        Calls.run(store, "order", "--last", "{memdiag}");
        assertThat(order(ElementType.DISPLAY_ORDER)).containsExactly(LOADER, WellKnown.MEMORY_TESTER);
        Calls.run(store, "order", "{memdiag}", "--remove");
        assertThat(order(ElementType.DISPLAY_ORDER)).containsExactly(LOADER);
    }

    @Test
    void dropsTheListWithItsLastEntry() throws IOException {
        Calls.run(store, "order", "Windows 11", "--remove");
        assertThat(bootManager().element(ElementType.DISPLAY_ORDER)).isEmpty();
    }

    @Test
    void changesTheToolsMenuAndTheNextStart() throws IOException {
        Calls.run(store, "order", "--tools", "{memdiag}", "--remove");
        assertThat(bootManager().element(ElementType.TOOLS_DISPLAY_ORDER)).isEmpty();
        Calls.run(store, "next", "{memdiag}", "{default}");
        assertThat(order(ElementType.BOOT_SEQUENCE)).containsExactly(WellKnown.MEMORY_TESTER, LOADER);
        assertThat(order(ElementType.DISPLAY_ORDER)).containsExactly(LOADER);
    }

    @Test
    void hasNothingToDoWhenTheListIsSoAlready() {
        assertThat(Calls.run(store, "order", "{default}"))
                .isEqualTo(new Bcd.Result(0, "Nothing to do: the displayorder of {bootmgr} is so already.\n", ""));
        assertThat(store).hasBinaryContent(first);
    }

    @Test
    void takesOneOfTheOptions() {
        assertThat(Calls.run(store, "order", "{default}", "--first", "--remove"))
                .isEqualTo(new Bcd.Result(
                        2, "", "bcd: --first, --last and --remove exclude each other.\n\"bcd order --help\" shows what can be given.\n"));
        assertThat(Calls.run(store, "order").err()).startsWith("bcd: Missing: OBJECT.\n");
    }

    private BcdObject bootManager() throws IOException {
        return object(WellKnown.BOOT_MANAGER);
    }

    private List<ObjectId> order(ElementType list) throws IOException {
        return bootManager().ids(list);
    }
}
