package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.bcdkit.edit.Listing;
import org.bcdkit.store.BcdObject;

/** A listing as JSON: its objects, each with everything that is stored of it, by identifiers and identities. */
public final class ListingJson {

    private ListingJson() {}

    /** Writes the fields of a listing into a document. */
    public static void write(JsonGenerator json, Listing listing) throws IOException {
        json.writeArrayFieldStart("objects");
        for (BcdObject object : listing.objects()) {
            json.writeStartObject();
            ObjectJson.writeFields(json, object);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
