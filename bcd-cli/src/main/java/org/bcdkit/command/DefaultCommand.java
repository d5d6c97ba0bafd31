package org.bcdkit.command;

import java.io.IOException;
import org.bcdkit.argument.ObjectArgument;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlanner;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.WellKnown;

/** {@code bcd default OBJECT}: which entry starts when nobody chooses. */
public final class DefaultCommand extends ChangeCommand {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter(ObjectArgument.VALUE, ObjectArgument.MEANING);
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        StoreLocation location = invocation.store();
        StoreSnapshot snapshot = location.read();
        BcdObject entry = new NamedObjects(snapshot, invocation.messages()).find(invocation.parameter(0));
        Element element = Element.of(ElementType.DEFAULT, new ObjectValue(entry.id()));
        return new StoreEdit(
                invocation, location, StorePlanner.set(snapshot, WellKnown.BOOT_MANAGER, element), entry.id() + " is the default entry already.");
    }
}
