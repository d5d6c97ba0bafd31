package org.bcdkit.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FormatException;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectType;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.junit.jupiter.api.Test;

/** Boot entries that Windows keeps in real stores. */
@CorpusTest
class WindowsEntryCorpusTest {

    private int values;

    private static List<BcdStore> stores() throws IOException {
        try (Stream<String> index = Files.lines(Corpus.folder().resolve("INDEX.tsv"))) {
            return index.map(line -> line.split("\t", -1))
                    .filter(cells -> cells[3].equals("bcd") && !cells[0].equals("bcd/systemd/corrupt.bcd"))
                    .map(cells -> store(Corpus.folder().resolve(cells[0])))
                    .toList();
        }
    }

    private static BcdStore store(Path path) {
        try {
            return new StoreFile(path, Clock.systemUTC()).read().store();
        } catch (IOException e) {
            throw new AssertionError(path.toString(), e);
        }
    }

    @Test
    void readsAllAndWritesThemAsWindowsDid() throws IOException {
        for (BcdStore store : stores()) {
            for (BcdObject object : store.objects()) {
                Optional<Bytes> value = object.firmwareVariable();
                if (value.isPresent()) {
                    check(object, value.get());
                    values++;
                }
            }
        }
        assertThat(values).isEqualTo(201);
    }

    private static void check(BcdObject object, Bytes value) throws FormatException {
        WindowsEntry entry = WindowsEntry.read(object.id().toString(), value);
        assertThat(entry.toBytes()).as("%s", object.id()).isEqualTo(value);
        LoadOption option = entry.toLoadOption();
        assertThat(LoadOption.read("Boot", option.toBytes())).isEqualTo(option);
        assertThat(entry.tells(entry.number(), option)).isTrue();
        assertThat((entry.attributes() & WindowsEntry.WINDOWS) != 0).isEqualTo(option.windows().isPresent());
        if (object.is(ObjectType.FIRMWARE_APPLICATION)) {
            assertThat(object.string(ElementType.DESCRIPTION)).contains(option.description());
            assertThat(option.path().file().orElse("")).isEqualTo(object.string(ElementType.PATH).orElse(""));
        }
        if (option.windows().isPresent()) {
            assertThat(option.windows().get().object()).contains(object.id());
        }
    }
}
