package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bcdkit.argument.UsageException;
import org.bcdkit.view.StoreJsonReader;

/** {@code bcd load FILE.json --store NEW}: a new store from what {@code bcd dump} printed. */
public final class LoadCommand extends ChangeCommand {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("FILE.json", "What bcd dump printed, as it was or edited; --store names the store to make of it.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        if (invocation.global().store().isEmpty()) {
            throw new UsageException("load makes a new store: name it with " + GlobalOptions.STORE + " FILE.");
        }
        Path file = invocation.existingFileToReread(0);
        Path path = invocation.newStore();
        StoreJsonReader.Loaded loaded = StoreJsonReader.read(file);
        return new NewStoreProposal("Make a boot store of " + file, List.of(), path, NewStoreProposal.sized("a boot store", loaded.store())) {
            @Override
            void create() throws IOException {
                invocation.storeAt(path).create(loaded.store(), loaded.extras());
            }
        };
    }
}
