package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import org.bcdkit.edit.StoreExport;
import org.bcdkit.edit.StoreSnapshot;

/** {@code bcd export FILE}: the store saved as a clean new file. */
public final class ExportCommand extends ChangeCommand {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("FILE", "The file to save the store to; there must be none of that name.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Path path = invocation.newFile(0);
        StoreSnapshot snapshot = invocation.store().read();
        StoreExport export = StoreExport.of(snapshot);
        String what = NewStoreProposal.sized("a clean copy of " + snapshot.name() + ",", snapshot.store());
        return new NewStoreProposal("Export " + snapshot.name(), export.findings(), path, what) {
            @Override
            void create() throws IOException {
                invocation.storeAt(path).create(export);
            }
        };
    }
}
