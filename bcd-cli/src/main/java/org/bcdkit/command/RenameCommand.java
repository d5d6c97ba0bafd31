package org.bcdkit.command;

import java.io.IOException;
import org.bcdkit.argument.ObjectArgument;
import org.bcdkit.argument.TitleArgument;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlanner;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.StringValue;

/** {@code bcd rename OBJECT TEXT}: another title, which is the element description. */
public final class RenameCommand extends ChangeCommand {

    private static final String TEXT = "TEXT";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter(ObjectArgument.VALUE, ObjectArgument.MEANING).parameter(TEXT, "The new title.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        String title = TitleArgument.parse(TEXT, invocation.parameter(1));
        StoreLocation location = invocation.store();
        StoreSnapshot snapshot = location.read();
        BcdObject object = new NamedObjects(snapshot, invocation.messages()).find(invocation.parameter(0));
        Element description = Element.of(ElementType.DESCRIPTION, new StringValue(title));
        return new StoreEdit(
                invocation, location, StorePlanner.set(snapshot, object.id(), description), object.id() + " is called \"" + title + "\" already.");
    }
}
