package org.bcdkit.storage;

/** Hears how far long work has come. */
public interface Progress {

    /** Tells nobody. */
    Progress NONE = new Progress() {
        @Override
        public void reached(long done, long total) {}
    };

    /**
     * Called often; whoever shows it takes care not to do so too often.
     *
     * @param done bytes
     * @param total bytes that are to be done; 0 when that is not known
     */
    void reached(long done, long total);
}
