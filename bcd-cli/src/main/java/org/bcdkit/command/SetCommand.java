package org.bcdkit.command;

import java.io.IOException;
import java.util.List;
import org.bcdkit.argument.ElementArgument;
import org.bcdkit.argument.MapArgument;
import org.bcdkit.argument.ObjectArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.argument.ValueArgument;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.edit.ListEdit;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlan;
import org.bcdkit.edit.StorePlanner;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue;
import org.bcdkit.store.ElementValue.ObjectListValue;

/** {@code bcd set OBJECT ELEMENT VALUE...}: one element of an object. */
public final class SetCommand extends ChangeCommand {

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter(ObjectArgument.VALUE, ObjectArgument.MEANING)
                .parameter(ElementArgument.VALUE, ElementArgument.MEANING)
                .parameters(
                        "VALUE",
                        "What it shall be: yes or no, a number, a name of the element's values, a text, an object, or a device such as vhd=[C:]\\w11.vhdx;"
                                + " several for a list.");
        ListEditOptions.describe(syntax);
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        ListEdit edit = ListEditOptions.of(invocation);
        StoreLocation location = invocation.store();
        StoreSnapshot snapshot = location.read();
        NamedObjects objects = new NamedObjects(snapshot, invocation.messages());
        BcdObject object = objects.find(invocation.parameter(0));
        ElementType type = ElementArgument.find(invocation.parameter(1), object.type());
        List<String> words = invocation.parameters().subList(2, invocation.parameters().size());
        MachineDrives drives = new MachineDrives(MapArgument.parse(invocation.global().maps()), invocation.surroundings().host());
        ElementValue value = ValueArgument.parse(type, object.type(), words, objects, drives);
        String name = ElementCatalog.name(type, object.type());
        StorePlan plan;
        if (value instanceof ObjectListValue list) {
            plan = StorePlanner.order(snapshot, object.id(), type, edit, list.ids());
        } else if (edit == ListEdit.REPLACE) {
            plan = StorePlanner.set(snapshot, object.id(), Element.of(type, value));
        } else {
            throw new UsageException(name + " is no list of objects, so nothing can be put into it or taken out of it.");
        }
        return new StoreEdit(invocation, location, plan, name + " of " + object.id() + " is so already.");
    }
}
