package org.bcdkit.check;

import java.io.IOException;
import org.bcdkit.storage.WritableStorage;

/** Where the steps of a repair are carried out: bytes that can be written, added and cut off. */
interface Repairable extends WritableStorage {

    /** Cuts off what is behind {@code bytes}, or adds zeros up to there. */
    void setSize(long bytes) throws IOException;
}
