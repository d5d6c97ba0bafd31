package org.bcdkit.command;

import java.io.IOException;
import org.bcdkit.argument.ElementArgument;
import org.bcdkit.argument.ObjectArgument;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlanner;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.ElementType;

/** {@code bcd unset OBJECT ELEMENT}: an element is taken out of an object. */
public final class UnsetCommand extends ChangeCommand {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter(ObjectArgument.VALUE, ObjectArgument.MEANING).parameter(ElementArgument.VALUE, ElementArgument.MEANING);
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        StoreLocation location = invocation.store();
        StoreSnapshot snapshot = location.read();
        BcdObject object = new NamedObjects(snapshot, invocation.messages()).find(invocation.parameter(0));
        ElementType type = ElementArgument.find(invocation.parameter(1), object.type());
        String nothingToDo = object.id() + " has no " + ElementCatalog.name(type, object.type()) + ".";
        return new StoreEdit(invocation, location, StorePlanner.unset(snapshot, object.id(), type), nothingToDo);
    }
}
