package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlan;
import org.bcdkit.store.ObjectId;

/** A plan for a store that makes an object: the JSON document says which. */
final class NewObject extends StoreProposal {

    private final ObjectId id;

    NewObject(Invocation invocation, StoreLocation location, StorePlan plan, ObjectId id) throws IOException {
        super(invocation, location, plan);
        this.id = id;
    }

    @Override
    void writeFields(JsonGenerator json) throws IOException {
        if (!isRefused()) {
            json.writeStringField("entry", id.toString());
        }
    }
}
