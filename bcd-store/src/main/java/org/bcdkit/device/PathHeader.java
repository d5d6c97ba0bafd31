package org.bcdkit.device;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;

/** The head of the path to a file: the descriptor of the device it is on follows, and then its path. Specification: BCD format, section 3.4. */
record PathHeader(StructImage image) {

    static final StructLayout LAYOUT = StructLayout.littleEndian("file path descriptor", 12);
    static final Field<Long> VERSION = LAYOUT.u32(0, "version", "Always 1.").mustBe(1L);
    static final Field<Long> LENGTH = LAYOUT.u32(4, "length", "Bytes from here to the end of the path.");
    static final Field<Long> PATH_TYPE = LAYOUT.u32(8, "path type", "5: a device and a path on it, the only one in stores.").mustBe(5L);
}
