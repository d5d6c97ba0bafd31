package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.bcdkit.cli.Bcd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code undo} and {@code history}. */
class UndoCommandTest {

    private static final Instant TEN = Instant.parse("2026-11-24T10:15:00.123Z");

    @TempDir
    Path folder;

    private Path store;
    private byte[] first;
    private final Bcd bcd = new Bcd();

    @BeforeEach
    void changeAStore() throws IOException {
        store = SampleStore.in(folder);
        first = Files.readAllBytes(store);
        add("A", TEN);
    }

    @Test
    void putsTheOldBytesBack() throws IOException {
        byte[] second = Files.readAllBytes(store);
        Path copy = only(".bak");

        Bcd.Result result = bcd.at(TEN.plusSeconds(60)).call(Calls.on(store, "undo"));

        assertThat(store).hasBinaryContent(first);
        Path takenBack = only(".undone");
        assertThat(takenBack).hasBinaryContent(second);
        assertThat(copy).doesNotExist();
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("Go back to " + copy + "\n")
                .contains("\n  ~ {bootmgr} displayorder ")
                .contains(" Windows Boot Loader \"A\"\n    - device                  vhd=[locate]\\a.vhdx\n")
                .endsWith("0 to add, 1 to change, 1 to delete.\nWhat was taken back is kept as " + takenBack + ".\n");
    }

    @Test
    void changesNothingWhenThePlanCannotBeShown() throws IOException {
        byte[] second = Files.readAllBytes(store);
        Bcd.Result result = bcd.fullAfter(0).call(Calls.on(store, "undo"));
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err()).isEqualTo("bcd: standard output: full\n");
        assertThat(store).hasBinaryContent(second);
        assertThat(only(".bak")).exists();
    }

    @Test
    void saysThatTheChangeWasMadeWhenItsReportCannotBeShown() throws IOException {
        Bcd.Result result = bcd.fullAfter(1).call(Calls.on(store, "undo", "--json"));
        assertThat(result.code()).isEqualTo(6);
        assertThat(result.err())
                .isEqualTo("bcd: The change was made, but the report on it could not be written: standard output: full\n"
                        + "What was taken back is kept as " + only(".undone") + ".\n");
        assertThat(store).hasBinaryContent(first);
    }

    @Test
    void hasNoHistoryOfAStoreThatIsNotThere() throws IOException {
        Path missing = folder.resolve("none");
        assertThat(bcd.call(Calls.on(missing, "history"))).isEqualTo(new Bcd.Result(3, "", "bcd: " + missing + ": there is no such file.\n"));
        Path copy = only(".bak");
        Files.delete(store);
        assertThat(bcd.call(Calls.on(store, "history"))).isEqualTo(new Bcd.Result(0, "2026-11-24 10:15:00 UTC  " + copy + "\n", ""));
    }

    @Test
    void goesBackStepByStep() throws IOException {
        byte[] second = Files.readAllBytes(store);
        add("B", TEN.plusSeconds(1));
        assertThat(bcd.at(TEN.plusSeconds(2)).call(Calls.on(store, "undo")).code()).isZero();
        assertThat(store).hasBinaryContent(second);
        assertThat(bcd.at(TEN.plusSeconds(3)).call(Calls.on(store, "undo")).code()).isZero();
        assertThat(store).hasBinaryContent(first);
        assertThat(bcd.call(Calls.on(store, "undo")))
                .isEqualTo(new Bcd.Result(3, "", "bcd: There is no kept copy of " + store + ", so there is nothing to go back to.\n"));
    }

    @Test
    void writesNothingInADryRun() throws IOException {
        byte[] second = Files.readAllBytes(store);
        Bcd.Result result = bcd.call(Calls.on(store, "undo", "--dry-run"));
        assertThat(result.code()).isZero();
        assertThat(result.out()).endsWith("0 to add, 1 to change, 1 to delete.\nNothing was written (--dry-run).\n");
        assertThat(store).hasBinaryContent(second);
        assertThat(only(".bak")).hasBinaryContent(first);
    }

    @Test
    void reportsAsJson() throws IOException {
        Path copy = only(".bak");
        Bcd.Result result = bcd.at(TEN.plusSeconds(60)).call(Calls.on(store, "undo", "--json"));
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("{\n  \"schemaVersion\": 1,\n  \"changed\": true,\n  \"restored\": \"" + copy + "\",\n  \"findings\": [ ],\n  \"changes\": [ {\n")
                .endsWith("\n  } ],\n  \"backup\": \"" + only(".undone") + "\"\n}\n");
    }

    @Test
    void doesNotTakeBackWhatSomebodyElseDid() throws IOException {
        SampleStore.write(folder.resolve("other"), SampleStore.dangling());
        Files.move(folder.resolve("other"), store, StandardCopyOption.REPLACE_EXISTING);
        byte[] others = Files.readAllBytes(store);

        assertThat(bcd.call(Calls.on(store, "undo")))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: " + store + " is not what the last change made of it: something else has changed it since. Going back to "
                                + only(".bak") + " would lose that as well. --force goes back all the same.\n"));
        assertThat(store).hasBinaryContent(others);

        assertThat(bcd.call(Calls.on(store, "undo", "--force")).code()).isZero();
        assertThat(store).hasBinaryContent(first);
        assertThat(only(".undone")).hasBinaryContent(others);
    }

    @Test
    void getsAStoreBackThatSomethingElseRuined() throws IOException {
        Files.write(store, new byte[4096]);
        Bcd.Result result = bcd.at(TEN.plusSeconds(60)).call(Calls.on(store, "undo", "--force"));
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("  ~ " + store + " not readable: " + store + ": base block at 0x0: ");
        assertThat(store).hasBinaryContent(first);
    }

    @Test
    void refusesACopyThatIsNoStore() throws IOException {
        byte[] second = Files.readAllBytes(store);
        Files.write(only(".bak"), new byte[8192]);
        Bcd.Result result = bcd.call(Calls.on(store, "undo"));
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).startsWith("bcd: " + only(".bak") + ": base block at 0x0: ");
        assertThat(store).hasBinaryContent(second);
    }

    @Test
    void listsTheCopies() throws IOException {
        Path copy = only(".bak");
        assertThat(bcd.call(Calls.on(store, "history"))).isEqualTo(new Bcd.Result(0, "2026-11-24 10:15:00 UTC  " + copy + "\n", ""));

        bcd.at(TEN.plusSeconds(60)).call(Calls.on(store, "undo"));
        Path undone = only(".undone");
        assertThat(bcd.call(Calls.on(store, "history")))
                .isEqualTo(new Bcd.Result(0, "2026-11-24 10:16:00 UTC  " + undone + "  taken back by undo\n", ""));
        assertThat(bcd.call(Calls.on(store, "history", "--json")))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        {
                          "schemaVersion": 1,
                          "copies": [ {
                            "file": "%s",
                            "time": "2026-11-24T10:16:00.123Z",
                            "undone": true
                          } ]
                        }
                        """
                                .formatted(undone),
                        ""));
    }

    @Test
    void listsNoCopiesWhereThereAreNone() throws IOException {
        Path other = SampleStore.write(folder.resolve("other"), SampleStore.store());
        assertThat(bcd.call(Calls.on(other, "history")))
                .isEqualTo(new Bcd.Result(0, "No copies are kept: nothing changed this store yet.\n", ""));
        assertThat(bcd.call(Calls.on(other, "history", "--json")).out()).isEqualTo("{\n  \"schemaVersion\": 1,\n  \"copies\": [ ]\n}\n");
    }

    @Test
    void namesTheCommandForTheStoreOfTheMachine() {
        bcd.machine().systemStore(store);
        Bcd.Result result = bcd.at(TEN.plusSeconds(1))
                .call("add", "vhd", folder.resolve("a.vhdx").toString(), "--host", "locate", "--path", "\\b.vhdx", "--name", "B");
        assertThat(result.out()).endsWith("\nTo go back: bcd undo\n");
        assertThat(bcd.at(TEN.plusSeconds(2)).call("undo").code()).isZero();
    }

    private void add(String title, Instant time) throws IOException {
        Path image = folder.resolve("a.vhdx");
        if (!Files.exists(image)) {
            SampleImage.vhdx(image);
        }
        Bcd.Result result = bcd.at(time)
                .call(Calls.on(store, "add", "vhd", image.toString(), "--host", "locate", "--path", "\\a.vhdx", "--name", title));
        assertThat(result.code()).as(result.err()).isZero();
    }

    private Path only(String suffix) throws IOException {
        try (var files = Files.list(folder)) {
            List<Path> found = files.filter(f -> f.toString().endsWith(suffix)).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }
}
