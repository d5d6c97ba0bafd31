package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.GONE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bcdkit.cli.Bcd;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    private static final String COPY = "BCD\\.\\d{8}-\\d{6}-\\d{3}\\.[0-9a-f]{8}\\.bak";

    @TempDir
    Path folder;

    @Test
    void findsNothingInAStoreAsWindowsMakesIt() throws IOException {
        Path store = SampleStore.in(folder);
        assertThat(Calls.run(store, "check")).isEqualTo(new Bcd.Result(0, "No problems found.\n", ""));
        assertThat(Calls.run(store, "check", "--json"))
                .isEqualTo(new Bcd.Result(
                        0,
                        "{\n  \"schemaVersion\": 1,\n  \"store\": \"" + store + "\",\n  \"verdict\": \"ok\",\n  \"findings\": [ ]\n}\n",
                        ""));
    }

    @Test
    void listsWhatDangles() throws IOException {
        Path store = SampleStore.write(folder.resolve("BCD"), SampleStore.dangling());
        assertThat(Calls.run(store, "check"))
                .isEqualTo(new Bcd.Result(
                        0,
                        "warning: {bootmgr} displayorder names " + GONE + ", which is not in the store [BCD-07]\n"
                                + "  Boot managers skip it; remove the reference.\n"
                                + "0 errors, 1 warning.\n",
                        ""));
        assertThat(Calls.run(store, "check", "--json"))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        {
                          "schemaVersion": 1,
                          "store": "%s",
                          "verdict": "warning",
                          "findings": [ {
                            "rule": "BCD-07",
                            "severity": "warning",
                            "message": "{bootmgr} displayorder names %s, which is not in the store",
                            "remedy": "Boot managers skip it; remove the reference."
                          } ]
                        }
                        """
                                .formatted(store, GONE),
                        ""));
    }

    @Test
    void endsWithThreeWhenNothingCanStart() throws IOException {
        Path store = SampleStore.write(folder.resolve("BCD"), SampleStore.store().without(WellKnown.BOOT_MANAGER));
        Bcd.Result result = Calls.run(store, "check");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out())
                .startsWith("error: " + store + " has no {bootmgr} object: nothing can start from it [BCD-02]\n")
                .endsWith("1 error, 0 warnings.\n");
        assertThat(result.err()).isEmpty();
        assertThat(Calls.run(store, "check", "--json").out()).contains("\"verdict\": \"error\"");
    }

    @Test
    void refusesAStoreThatCannotBeRead() throws IOException {
        Path store = SampleStore.in(folder);
        byte[] bytes = Files.readAllBytes(store);
        bytes[508] ^= 0x40;
        Files.write(store, bytes);
        Bcd.Result result = Calls.run(store, "check");
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).matches("bcd: " + store + ": base block at 0x1fc: checksum is 0x[0-9a-f]+, computed 0x[0-9a-f]+\n");
    }

    @Test
    void makesAStoreWholeFromItsLogs() throws IOException {
        Path store = SampleStore.in(folder);
        SampleStore.soilWithLog(store, SampleStore.dangling());
        byte[] dirty = Files.readAllBytes(store);
        assertThat(Calls.run(store, "check").out())
                .startsWith("warning: " + store + " was not closed cleanly; what is shown includes the changes in its logs [BCD-01]\n");

        assertThat(Calls.run(store, "check", "--repair").with(COPY, "COPY"))
                .isEqualTo(new Bcd.Result(
                        0,
                        "Make " + store + " whole from its logs\n"
                                + "  ~ " + store + " not closed cleanly → clean, with the changes from its logs\n"
                                + "0 to add, 1 to change, 0 to delete.\n"
                                + "The old store is kept as " + folder + "/COPY.\n"
                                + "To go back: bcd undo --store " + store + "\n",
                        ""));

        Files.delete(folder.resolve("BCD.LOG"));
        assertThat(Calls.run(store, "check").out()).startsWith("warning: ").contains(" [BCD-07]\n").endsWith("0 errors, 1 warning.\n");
        assertThat(Calls.run(store, "check", "--repair"))
                .isEqualTo(new Bcd.Result(
                        0, "Nothing to do: " + store + " was closed cleanly; its logs hold nothing that is not in it.\n", ""));
        assertThat(Calls.run(store, "undo").code()).isZero();
        assertThat(store).hasBinaryContent(dirty);
    }

    @Test
    void writesNothingInADryRun() throws IOException {
        Path store = SampleStore.in(folder);
        SampleStore.soilWithLog(store, SampleStore.dangling());
        byte[] dirty = Files.readAllBytes(store);
        assertThat(Calls.run(store, "check", "--repair", "--dry-run", "--json"))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        {
                          "schemaVersion": 1,
                          "changed": true,
                          "dryRun": true,
                          "findings": [ ],
                          "changes": [ {
                            "action": "change",
                            "subject": "%s",
                            "before": "not closed cleanly",
                            "after": "clean, with the changes from its logs"
                          } ]
                        }
                        """
                                .formatted(store),
                        ""));
        assertThat(store).hasBinaryContent(dirty);
    }

    @Test
    void doesNotRepairWithoutTheLogs() throws IOException {
        Path store = SampleStore.in(folder);
        SampleStore.soil(store);
        byte[] dirty = Files.readAllBytes(store);
        assertThat(Calls.run(store, "check", "--repair"))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: " + store + " was not closed cleanly, and no log beside it completes it."
                                + " Put the BCD.LOG files that belong to it beside it, or restore a clean copy.\n"));
        assertThat(store).hasBinaryContent(dirty);
    }
}
