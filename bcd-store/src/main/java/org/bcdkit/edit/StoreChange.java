package org.bcdkit.edit;

import java.io.IOException;
import java.util.List;
import org.bcdkit.plan.Finding;

/** A change of the bytes of a store that was prepared in the place where the store is, and not made yet. */
public interface StoreChange {

    /** What stands against it in that place; with an error among them it cannot be made. */
    List<Finding> findings();

    /**
     * Makes it. The store holds the old bytes or the new ones after a crash at any moment, and old bytes are kept before they are replaced.
     *
     * @return what to call the copy that was kept of what was replaced, in messages
     * @throws org.bcdkit.storage.StalePlanException when the store is not what the change was prepared for any more; nothing was written then
     */
    String apply() throws IOException;
}
