package org.bcdkit.command;

import java.io.IOException;
import org.bcdkit.edit.StoreImportPlanner;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StoreSnapshot;

/** {@code bcd import FILE}: the objects of another store in the place of those that are there. */
public final class ImportCommand extends ChangeCommand {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("FILE", "The boot store to take the objects from, for instance one that bcd export made.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        StoreSnapshot from = invocation.storeNamed(invocation.parameter(0)).read();
        StoreLocation location = invocation.store();
        return new StoreProposal(invocation, location, StoreImportPlanner.plan(location.read(), from)) {
            @Override
            String nothingToDo() {
                return location.name() + " has the same objects as " + from.name() + ".";
            }
        };
    }
}
