package org.bcdkit.fetch;

import java.util.OptionalLong;

/** Is told how far fetching came. */
public interface FetchProgress {

    /**
     * Some more is there; told often.
     *
     * @param done bytes of the file that are there, of an earlier run too
     * @param size of the file; absent when the source does not say
     */
    void moved(long done, OptionalLong size);

    /** Something did not go well, and fetching goes on: a sentence. */
    void troubled(String sentence);
}
