package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bcdkit.cli.Bcd;
import org.bcdkit.edit.StoreDiff;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.hive.HiveState;
import org.bcdkit.hive.IndependentReaders;
import org.bcdkit.store.WellKnown;
import org.bcdkit.testing.CorpusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real stores, dumped and loaded, exported and imported. What comes out is also read by libhivex. */
@CorpusTest
class LoadCorpusTest {

    @TempDir
    Path folder;

    @Test
    void everyStoreComesBackWithAllItsKeysAndValues() throws IOException {
        List<Path> originals = new ArrayList<>();
        List<Path> loaded = new ArrayList<>();
        List<Path> dumps = new ArrayList<>();
        for (Path store : RealStores.all()) {
            Path made = folder.resolve("loaded " + loaded.size());
            Path dump = Files.writeString(folder.resolve("dump " + dumps.size()), Calls.run(store, "dump").out());
            assertThat(Calls.run(made, "load", dump.toString()).err()).as(store.toString()).isEmpty();
            assertSame(store, made);
            originals.add(store);
            loaded.add(made);
            dumps.add(dump);
        }
        assertThat(loaded).hasSize(133);
        assertThat(DumpSchema.validate(dumps)).hasSize(133).containsOnly("valid");
        assertThat(everything(loaded)).isEqualTo(everything(originals));
    }

    @Test
    void everyStoreIsExportedAsItIs() throws IOException {
        List<Path> originals = new ArrayList<>();
        List<Path> exported = new ArrayList<>();
        for (Path store : RealStores.all()) {
            Path made = folder.resolve("exported " + exported.size());
            assertThat(Calls.run(store, "export", made.toString()).code()).as(store.toString()).isZero();
            assertSame(store, made);
            originals.add(store);
            exported.add(made);
        }
        assertThat(IndependentReaders.hivex(exported)).isEqualTo(IndependentReaders.hivex(originals));
    }

    @Test
    void everyStoreCanBeImported() throws IOException {
        for (Path store : RealStores.all()) {
            Path target = SampleStore.write(Files.createTempDirectory(folder, "import").resolve("BCD"), SampleStore.store());
            Bcd.Result result = Calls.run(target, "import", store.toString());
            StoreSnapshot after = read(target);
            if (read(store).store().find(WellKnown.BOOT_MANAGER).isEmpty()) {
                assertThat(result.code()).isEqualTo(3);
                assertThat(after.store()).isEqualTo(SampleStore.store());
            } else {
                assertThat(result.code()).as(result.err()).isZero();
                assertThat(after.store().objects()).isEqualTo(read(store).store().objects());
                assertThat(after.store().description()).isEqualTo(SampleStore.store().description());
            }
        }
    }

    private static void assertSame(Path store, Path made) throws IOException {
        StoreSnapshot before = read(store);
        StoreSnapshot after = read(made);
        assertThat(after.hive().info().state()).isEqualTo(HiveState.CLEAN);
        assertThat(after.store().objects()).as(store.toString()).isEqualTo(before.store().objects());
        assertThat(StoreDiff.changes(before.store(), after.store())).as(store.toString()).isEmpty();
    }

    private static StoreSnapshot read(Path path) throws IOException {
        return new StoreFile(path, Clock.systemUTC()).read();
    }

    /** What libhivex sees, without the name of the root, the case of names of keys and their times. */
    private static List<Set<String>> everything(List<Path> files) {
        List<Set<String>> all = new ArrayList<>();
        for (List<String> lines : IndependentReaders.hivex(files)) {
            Set<String> seen = new HashSet<>();
            for (String line : lines) {
                String path = line.substring(0, line.indexOf('|'));
                int below = path.indexOf('\\', 1);
                boolean key = line.indexOf('|') == line.lastIndexOf('|');
                seen.add((below < 0 ? "" : path.substring(below).toLowerCase(Locale.ROOT)) + (key ? "" : line.substring(path.length())));
            }
            all.add(seen);
        }
        return all;
    }
}
