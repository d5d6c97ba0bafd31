package org.bcdkit.disk;

import org.bcdkit.storage.WritableStorage;
import org.bcdkit.testing.ForwardingStorage;

/** A file on which forcing does nothing. */
final class Unforced extends ForwardingStorage {

    Unforced(WritableStorage file) {
        super(file);
    }

    @Override
    public void force() {}
}
