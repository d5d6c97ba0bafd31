package org.bcdkit.device;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;

/** What a RAM disk has behind its local device type; a {@link PathHeader} follows. Specification: BCD format, section 3.5. */
record RamdiskImage(StructImage image) {

    static final StructLayout LAYOUT = StructLayout.littleEndian("RAM disk", 20);
    static final Field<Bytes> PLACE = LAYOUT.bytes(0, 20, "image", "Base address, size and offset of the image in memory: zero in a store, or leftovers.");
}
