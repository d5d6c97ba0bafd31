package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.InvalidPathException;

import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.bcdedit.EditMessage;
import org.bcdkit.bcdedit.EditMessage.Reason;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.ObjectId;

/** The store that a bcdedit command works on, as it was read. */
record EditedStore(Invocation invocation, StoreLocation location, StoreSnapshot snapshot, NamedObjects names, MachineDrives drives) {

    static EditedStore read(Invocation invocation) {
        StoreLocation location = location(invocation, EditMessage.STORE_NOT_OPENED);
        try {
            StoreSnapshot snapshot = location.read();
            MachineDrives drives = new MachineDrives(EditCommand.maps(invocation), invocation.surroundings().host());
            return new EditedStore(invocation, location, snapshot, new NamedObjects(snapshot, invocation.messages()), drives);
        } catch (IOException e) {
            throw EditFailures.of(EditMessage.STORE_NOT_OPENED, e);
        }
    }

    /** Where the store is. */
    static StoreLocation location(Invocation invocation, EditMessage failure) {
        try {
            return invocation.store();
        } catch (RequestException e) {
            boolean isNamed = invocation.global().store().isPresent();
            throw failure.because(isNamed ? Reason.FILE_NOT_FOUND : Reason.NO_SYSTEM_DEVICE, e.getMessage());
        } catch (IOException | UsageException | InvalidPathException e) {
            throw EditFailures.of(failure, e);
        }
    }

    /** The object of that identifier or name. */
    BcdObject find(String id) {
        return find(id, EditMessage.REFERENCE_FAILED);
    }

    /** @param failure what cannot be done when there is no such object */
    BcdObject find(String id, EditMessage failure) {
        try {
            return names.find(id);
        } catch (RequestException e) {
            throw failure.because(Reason.FILE_NOT_FOUND, e.getMessage());
        }
    }

    /** The identifier that this is or that its name stands for, whether or not there is such an object. */
    ObjectId id(String id) {
        try {
            return names.id(id);
        } catch (RequestException e) {
            throw EditMessage.REFERENCE_FAILED.because(Reason.FILE_NOT_FOUND, e.getMessage());
        }
    }
}
