package org.bcdkit.edit;

import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;

/** Tells whether what a device element names is there. */
public interface DevicePresence {

    /** Whether it is; absent when that cannot be told, since its disk was not looked at, or since it is searched for at each start. */
    Optional<Boolean> isThere(DeviceDescriptor device);
}
