package org.bcdkit.command;

import java.io.IOException;
import org.bcdkit.argument.ObjectArgument;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlanner;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.BcdObject;

/** {@code bcd delete OBJECT}: an object goes, and with it what names it. */
public final class DeleteCommand extends ChangeCommand {

    private static final String KEEP_REFERENCES = "--keep-references";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter(ObjectArgument.VALUE, ObjectArgument.MEANING + " One with an alias is deleted only with --force.")
                .flag(KEEP_REFERENCES, "Leave it in the display order and wherever else it is named.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        StoreLocation location = invocation.store();
        StoreSnapshot snapshot = location.read();
        BcdObject object = new NamedObjects(snapshot, invocation.messages()).find(invocation.parameter(0));
        return new StoreProposal(invocation, location, StorePlanner.delete(snapshot, object.id(), !invocation.has(KEEP_REFERENCES)));
    }
}
