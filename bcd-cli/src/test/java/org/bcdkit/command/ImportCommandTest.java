package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.bcdkit.cli.Bcd;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.hive.Value;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

    @TempDir
    Path folder;

    /** One that is no system store, without the resume application and with another timeout. */
    private Path backup() throws IOException {
        BcdStore store = SampleStore.withBootManager(b -> b.with(Element.of(ElementType.TIMEOUT, new IntegerValue(5)))).without(SampleStore.RESUME);
        return SampleStore.write(folder.resolve("backup"), new BcdStore(List.of(Value.text("KeyName", "BCD00000001")), store.objects()));
    }

    @Test
    void replacesTheObjectsAndKeepsWhatTheStoreIs() throws IOException {
        Path store = SampleStore.in(folder);
        byte[] before = Files.readAllBytes(store);
        Path backup = backup();

        Bcd.Result result = Calls.run(store, "import", backup.toString());

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("Replace the objects of " + store + " with those of " + backup + "\n  - " + SampleStore.RESUME + " Resume from Hibernate")
                .contains("  ~ {bootmgr} timeout       30 → 5\n0 to add, 1 to change, 1 to delete.\nThe old store is kept as ")
                .endsWith("To go back: bcd undo --store " + store + "\n");
        BcdStore after = read(store);
        assertThat(after.objects()).isEqualTo(read(backup).objects());
        assertThat(after.description()).isEqualTo(SampleStore.store().description());

        assertThat(Calls.run(store, "undo").code()).isZero();
        assertThat(store).hasBinaryContent(before);
    }

    @Test
    void changesNothingInADryRunOrWhenTheObjectsAreThere() throws IOException {
        Path store = SampleStore.in(folder);
        byte[] before = Files.readAllBytes(store);
        Path copy = folder.resolve("copy");
        Files.copy(store, copy);

        assertThat(Calls.run(store, "import", backup().toString(), "--dry-run").out()).endsWith("Nothing was written (--dry-run).\n");
        assertThat(Calls.run(store, "import", copy.toString()))
                .isEqualTo(new Bcd.Result(0, "Nothing to do: " + store + " has the same objects as " + copy + ".\n", ""));
        assertThat(store).hasBinaryContent(before);
    }

    @Test
    void refusesWhatNothingStartsFrom() throws IOException {
        Path store = SampleStore.in(folder);
        byte[] before = Files.readAllBytes(store);
        Path template = SampleStore.write(folder.resolve("template"), SampleStore.store().without(WellKnown.BOOT_MANAGER));

        assertThat(Calls.run(store, "import", template.toString()))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "error: " + template + " has no {bootmgr} object, so nothing could start from " + store + " afterwards [BCD-02]\n"
                                + "  Import a store that a machine started from; `bcd diff` shows what is in it.\nbcd: Nothing was changed.\n"));
        Path json = Files.writeString(folder.resolve("dump.json"), Calls.run(store, "dump").out());
        assertThat(Calls.run(store, "import", json.toString()).code()).isEqualTo(4);
        assertThat(Calls.run(store, "import", folder.resolve("none").toString()).code()).isEqualTo(3);
        assertThat(Calls.run(store, "import", folder.toString()).code()).isEqualTo(3);
        assertThat(store).hasBinaryContent(before);
    }

    private static BcdStore read(Path path) throws IOException {
        return new StoreFile(path, Clock.systemUTC()).read().store();
    }
}
