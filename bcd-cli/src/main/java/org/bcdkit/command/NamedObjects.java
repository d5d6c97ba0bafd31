package org.bcdkit.command;

import org.bcdkit.argument.Identifiers;
import org.bcdkit.argument.ObjectArgument;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.ObjectId;
import org.bcdkit.view.Messages;

/** The objects of a store by the names users give them. When the default entry is taken for {@code {current}}, that is said, once. */
final class NamedObjects implements Identifiers {

    private final StoreSnapshot snapshot;
    private final Messages messages;
    private boolean isSaid;

    NamedObjects(StoreSnapshot snapshot, Messages messages) {
        this.snapshot = snapshot;
        this.messages = messages;
    }

    /** The object in the store; see {@link ObjectArgument#find}. */
    BcdObject find(String text) {
        BcdObject object = ObjectArgument.find(text, snapshot);
        say(text, object.id());
        return object;
    }

    @Override
    public ObjectId id(String text) {
        ObjectId id = ObjectArgument.id(text, snapshot);
        say(text, id);
        return id;
    }

    private void say(String text, ObjectId id) {
        if (ObjectArgument.isAssumed(text) && !isSaid) {
            isSaid = true;
            messages.defaultForCurrent(id);
        }
    }
}
