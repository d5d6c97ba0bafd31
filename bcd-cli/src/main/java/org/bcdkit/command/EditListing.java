package org.bcdkit.command;

import java.io.IOException;
import java.util.Map;
import org.bcdkit.bcdedit.EditLine;
import org.bcdkit.bcdedit.EditMessage;
import org.bcdkit.bcdedit.EditRequest;
import org.bcdkit.bcdedit.EditVerb;
import org.bcdkit.catalog.Naming;
import org.bcdkit.device.PartitionId;
import org.bcdkit.edit.Listing;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.ListingJson;
import org.bcdkit.view.ListingText;

/** What bcdedit prints of a store: {@code /enum}, and the commands for settings without more. */
final class EditListing {

    private EditListing() {}

    static void print(EditedStore store, EditLine line) throws IOException {
        BcdStore objects = store.snapshot().store();
        Map<Character, PartitionId> letters = letters(store);
        Naming naming = line.fullIdentifiers() ? Naming.bcdeditInFull(letters) : Naming.bcdedit(objects, letters);
        store.invocation().messages().findings(store.snapshot().findings());
        Listing listing = listing(store, line.request(), naming);
        if (store.invocation().global().json()) {
            try (JsonDocument document = new JsonDocument(store.invocation().out())) {
                document.store(store.snapshot().name());
                ListingJson.write(document.json(), listing);
            }
        } else if (line.request() instanceof EditRequest.ShowSettings) {
            ListingText.printElements(store.invocation().out(), listing);
            store.invocation().out().print(EditMessage.SUCCESS.line() + "\n");
        } else if (listing.objects().isEmpty()) {
            store.invocation().out().print(EditMessage.NOTHING_TO_LIST.line() + "\n");
        } else {
            ListingText.print(store.invocation().out(), listing);
        }
    }

    private static Map<Character, PartitionId> letters(EditedStore store) {
        try {
            return store.drives().letters();
        } catch (IOException e) {
            throw EditMessage.DEVICE_INVALID.usage(EditFailures.of(EditMessage.DEVICE_INVALID, e).getMessage());
        }
    }

    private static Listing listing(EditedStore store, EditRequest request, Naming naming) {
        BcdStore objects = store.snapshot().store();
        if (request instanceof EditRequest.Enumerate group) {
            return Listing.of(objects, group.selection(), naming);
        }
        if (request instanceof EditRequest.EnumerateOne one) {
            return Listing.of(objects, store.id(one.id()), naming);
        }
        ObjectId settings = object(((EditRequest.ShowSettings) request).verb());
        return Listing.of(objects, store.find(settings.toString()).id(), naming);
    }

    private static ObjectId object(EditVerb verb) {
        return switch (verb) {
            case EMSSETTINGS -> WellKnown.EMS_SETTINGS;
            case HYPERVISORSETTINGS -> WellKnown.HYPERVISOR_SETTINGS;
            default -> WellKnown.DEBUGGER_SETTINGS;
        };
    }
}
