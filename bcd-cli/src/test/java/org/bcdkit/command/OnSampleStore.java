package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of commands that change a store: each has the sample store in a folder of its own. */
abstract class OnSampleStore {

    @TempDir
    Path folder;

    Path store;
    /** The store before anything is changed. */
    byte[] first;

    @BeforeEach
    void makeAStore() throws IOException {
        store = SampleStore.in(folder);
        first = Files.readAllBytes(store);
    }

    BcdStore read() throws IOException {
        return new StoreFile(store, Clock.systemUTC()).read().store();
    }

    BcdObject object(ObjectId id) throws IOException {
        return read().find(id).orElseThrow();
    }
}
