package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StorePlan;

/** A change that bcdedit makes to a store. */
final class EditProposal extends StoreProposal {

    private final Map<String, String> fields;

    /** @param fields of the JSON document: what bcdedit's message would say */
    EditProposal(Invocation invocation, StoreLocation location, StorePlan plan, Map<String, String> fields) throws IOException {
        super(invocation, location, plan);
        this.fields = Map.copyOf(fields);
    }

    @Override
    String nothingToDo() {
        return "it is so already.";
    }

    @Override
    void writeFields(JsonGenerator json) throws IOException {
        if (!isRefused()) {
            for (Map.Entry<String, String> field : fields.entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
        }
    }
}
