package org.bcdkit.device;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;

/** What a whole virtual disk has behind its local device type; the descriptor of its file follows. Specification: BCD format, section 3.8. */
record VirtualDiskIdentity(StructImage image) {

    static final StructLayout LAYOUT = StructLayout.littleEndian("virtual disk", 20);
    static final Field<Long> STYLE = LAYOUT.u32(0, "partition style", "0 in all stores seen.");
    static final Field<Bytes> DISK = LAYOUT.bytes(4, 16, "disk identity", "0: which disk is in the file does not matter.");
}
