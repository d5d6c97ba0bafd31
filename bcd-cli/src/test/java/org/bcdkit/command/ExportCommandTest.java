package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.bcdkit.cli.Bcd;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.hive.HiveState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

    @TempDir
    Path folder;

    @Test
    void savesTheStoreWithItsKeysAsTheyAre() throws IOException {
        Path store = SampleStore.in(folder);
        Path made = folder.resolve("backup");

        assertThat(Calls.run(store, "export", made.toString()))
                .isEqualTo(new Bcd.Result(
                        0,
                        "Export " + store + "\n  + " + made + " a clean copy of " + store + ", with 11 objects\n1 to add, 0 to change, 0 to delete.\n"
                                + "Made " + made + "; to go back, delete it.\n",
                        ""));
        assertThat(read(made).hive().root()).isEqualTo(read(store).hive().root());
    }

    @Test
    void writesTheChangesInTheLogsIntoTheNewFile() throws IOException {
        Path store = SampleStore.in(folder);
        SampleStore.soilWithLog(store, SampleStore.dangling());
        Path made = folder.resolve("backup");

        Bcd.Result result = Calls.run(store, "export", made.toString());

        assertThat(result.code()).isZero();
        assertThat(result.err()).startsWith("warning: " + store + " was not closed cleanly; what is shown includes the changes in its logs [BCD-01]\n");
        assertThat(read(made).hive().info().state()).isEqualTo(HiveState.CLEAN);
        assertThat(read(made).store()).isEqualTo(SampleStore.dangling());
    }

    @Test
    void makesNoCopyThatOnlyLooksWhole() throws IOException {
        Path store = SampleStore.in(folder);
        SampleStore.soil(store);
        Path made = folder.resolve("backup");

        assertThat(Calls.run(store, "export", made.toString(), "--force"))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "error: " + store + " was not closed cleanly (its sequence numbers differ) and no log beside it completes it [BCD-01]\n"
                                + "  Put the BCD.LOG files that belong to it beside it, or restore a clean copy.\nbcd: Nothing was changed.\n"));
        assertThat(made).doesNotExist();
    }

    @Test
    void leavesAFileThatIsThereAlone() throws IOException {
        Path store = SampleStore.in(folder);
        Path there = Files.writeString(folder.resolve("there"), "mine");

        assertThat(Calls.run(store, "export", there.toString()))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + there + " exists already, and was left alone. Move it away first, or choose another name.\n"));
        assertThat(there).hasContent("mine");
        Bcd.Result dry = Calls.run(store, "export", folder.resolve("new").toString(), "--dry-run");
        assertThat(dry.out()).endsWith("Nothing was written (--dry-run).\n");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    private static StoreSnapshot read(Path path) throws IOException {
        return new StoreFile(path, Clock.systemUTC()).read();
    }
}
