package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bcdkit.cli.Bcd;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.hive.HiveState;
import org.bcdkit.store.BcdStore;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bcdedit's commands on copies of real stores. */
@CorpusTest
class EditCommandCorpusTest {

    private static final String SUCCESS = "The operation completed successfully.\n";
    private static final Pattern AROUND_AN_ID = Pattern.compile("(?s)[^{]*(\\{[0-9a-f-]{36}}).*");

    @TempDir
    Path folder;

    private static List<Path> stores() throws IOException {
        List<Path> stores = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Corpus.folder().resolve("bcd"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                try {
                    StoreSnapshot snapshot = new StoreFile(file, Clock.systemUTC()).read();
                    if (snapshot.hive().info().state() == HiveState.CLEAN) {
                        stores.add(file);
                    }
                } catch (IOException e) {
                    // Logs and damaged files lie there too; other tests are about them.
                }
            }
        }
        return stores;
    }

    private Path copy(Path store) throws IOException {
        Path copy = Files.createTempDirectory(folder, "store").resolve("BCD");
        return Files.write(copy, Files.readAllBytes(store));
    }

    private static BcdStore read(Path store) throws IOException {
        return new StoreFile(store, Clock.systemUTC()).read().store();
    }

    private static Bcd.Result edit(Path store, String... words) {
        return Bcd.run(Stream.concat(Stream.of("edit", "/store", store.toString()), Stream.of(words)).toArray(String[]::new));
    }

    @Test
    void whatIsMadeAndDeletedAgainLeavesNothingBehind() throws IOException {
        int edited = 0;
        for (Path original : stores()) {
            BcdStore before = read(original);
            if (before.defaultEntry().isEmpty() || before.find(before.defaultEntry().get()).isEmpty()) {
                continue;
            }
            Path store = copy(original);
            Bcd.Result copied = edit(store, "/copy", "{default}", "/d", "Eine Kopie");
            assertThat(copied.code()).as("%s: %s", original, copied.err()).isZero();
            String id = AROUND_AN_ID.matcher(copied.out()).replaceFirst("$1");
            assertThat(edit(store, "/set", id, "custom:15000007", "0x10000000").out()).as("%s", original).isEqualTo(SUCCESS);
            assertThat(edit(store, "/enum", id).out()).as("%s", original).contains("truncatememory          0x10000000\n");
            assertThat(edit(store, "/deletevalue", id, "truncatememory").out()).as("%s", original).isEqualTo(SUCCESS);
            assertThat(edit(store, "/displayorder", id, "/addfirst").out()).as("%s", original).isEqualTo(SUCCESS);
            assertThat(edit(store, "/delete", id).out()).as("%s", original).isEqualTo(SUCCESS);
            BcdStore after = read(store);
            assertThat(after.objects()).as("%s", original).hasSameSizeAs(before.objects());
            assertThat(Bcd.run("diff", original.toString(), store.toString()).out()).as("%s", original).doesNotContain(id);
            edited++;
        }
        assertThat(edited).isGreaterThan(40);
    }

    @Test
    void networkDebuggingIsSetUpInEveryStore() throws IOException {
        for (Path original : stores()) {
            Path store = copy(original);
            Bcd.Result set = edit(store, "/dbgsettings", "net", "hostip:192.168.1.2", "port:50000", "key:1.2.3.4");
            assertThat(set.out()).as("%s: %s", original, set.err()).isEqualTo(SUCCESS);
            assertThat(edit(store, "/dbgsettings").out())
                    .as("%s", original)
                    .contains("key                     1.2.3.4\n", "debugtype               NET\n", "hostip                  192.168.1.2\n");
        }
    }
}
