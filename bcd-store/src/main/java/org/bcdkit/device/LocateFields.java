package org.bcdkit.device;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;

/** What follows the header of a locate device; its path follows, and then the descriptor of its parent. Specification: BCD format, section 3.7. */
record LocateFields(StructImage image) {

    static final long BY_ELEMENT = 0;
    static final long BY_PATH = 1;

    static final StructLayout LAYOUT = StructLayout.littleEndian("locate device", 12);
    static final Field<Long> KIND = LAYOUT.u32(0, "kind", "0 by the path in an element, 1 by the path that follows.");
    static final Field<Long> ELEMENT = LAYOUT.u32(4, "element type", "The element whose path to look for; 0 when kind is 1.");
    static final Field<Long> PARENT = LAYOUT.u32(8, "parent offset", "Where the parent starts, from the start of this descriptor; 0 for none.");
}
