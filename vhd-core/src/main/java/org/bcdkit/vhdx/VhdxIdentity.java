package org.bcdkit.vhdx;

import java.util.UUID;
import org.bcdkit.storage.RandomGuid;

/**
 * The GUIDs of a new VHDX.
 *
 * @param fileWrite changes with every change of the file
 * @param dataWrite changes with every change of the disk's data; names it to its children
 * @param disk what the disk calls itself
 */
public record VhdxIdentity(UUID fileWrite, UUID dataWrite, UUID disk) {

    /** Three random ones. */
    public static VhdxIdentity random() {
        return new VhdxIdentity(RandomGuid.next(), RandomGuid.next(), RandomGuid.next());
    }
}
