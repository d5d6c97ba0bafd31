package org.bcdkit.deploy;

import org.bcdkit.storage.Progress;

/** Hears which step of long work begins. */
public interface Steps {

    /**
     * The next step begins.
     *
     * @param title what it does, without a full stop
     * @return hears how far it has come
     */
    Progress begin(String title);
}
