package org.bcdkit.edit;

import java.io.IOException;

/** Where a boot store is. Wherever that is, it can be read and planned for; only one in a file of this machine can be changed. */
public interface StoreLocation {

    /** What to call the store in messages: the path of its file, or its place inside an image. */
    String name();

    /** Reads the store, replaying the logs beside it in memory when it is dirty. */
    StoreSnapshot read() throws IOException;

    /**
     * The store as a file, for changing it and for the copies beside it. Where it is no file of this machine, this fails with the words for what to do
     * instead.
     */
    StoreFile file();
}
