package org.bcdkit.command;

import java.io.IOException;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StoreImportPlanner;
import org.bcdkit.edit.StoreSnapshot;

/** {@code bcd import FILE}: the objects of another store in the place of those that are there. */
public final class ImportCommand extends ChangeCommand {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("FILE", "The boot store to take the objects from, for instance one that bcd export made.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        StoreSnapshot from = invocation.storeAt(invocation.existingFile(0)).read();
        StoreFile file = invocation.store();
        return new StoreProposal(invocation, file, StoreImportPlanner.plan(file.read(), from)) {
            @Override
            String nothingToDo() {
                return file.path() + " has the same objects as " + from.path() + ".";
            }
        };
    }
}
