package org.bcdkit.device;

import java.util.UUID;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;

/** What follows the header of a VMBus device. From the public headers of boot loaders; no store with one was seen. */
record VmbusChannel(StructImage image) {

    static final StructLayout LAYOUT = StructLayout.littleEndian("VMBus device", 32);
    static final Field<UUID> INTERFACE_TYPE = LAYOUT.guid(0, "interface type", "What kind of channel.");
    static final Field<UUID> INTERFACE_INSTANCE = LAYOUT.guid(16, "interface instance", "Which one of them.");
}
