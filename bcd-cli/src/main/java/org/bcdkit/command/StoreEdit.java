package org.bcdkit.command;

import java.io.IOException;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlan;

/** A plan for a store that may have nothing to do. */
final class StoreEdit extends StoreProposal {

    private final String nothingToDo;

    /** @param nothingToDo why a plan that changes nothing does not: a sentence */
    StoreEdit(Invocation invocation, StoreLocation location, StorePlan plan, String nothingToDo) throws IOException {
        super(invocation, location, plan);
        this.nothingToDo = nothingToDo;
    }

    @Override
    String nothingToDo() {
        return nothingToDo;
    }
}
