package org.bcdkit.command;

import java.io.IOException;
import java.util.Random;
import org.bcdkit.argument.ObjectArgument;
import org.bcdkit.argument.TitleArgument;
import org.bcdkit.edit.ObjectIds;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlanner;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.ObjectId;

/** {@code bcd copy OBJECT --name TEXT}: a copy of an object, last in the menu when the object is in it. */
public final class CopyCommand extends ChangeCommand {

    private static final String NAME = "--name";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter(ObjectArgument.VALUE, ObjectArgument.MEANING).requiredOption(NAME, "TEXT", "The title of the copy.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        String title = TitleArgument.parse(NAME, invocation.requiredValue(NAME));
        StoreLocation location = invocation.store();
        StoreSnapshot snapshot = location.read();
        BcdObject original = new NamedObjects(snapshot, invocation.messages()).find(invocation.parameter(0));
        ObjectId fresh = ObjectIds.fresh(snapshot.store(), invocation.surroundings().clock(), new Random());
        return new NewObject(invocation, location, StorePlanner.copy(snapshot, original.id(), title, fresh), fresh);
    }
}
