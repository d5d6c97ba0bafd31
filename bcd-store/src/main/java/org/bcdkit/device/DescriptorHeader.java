package org.bcdkit.device;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;

/** The head of every device descriptor; what follows depends on the type. Specification: BCD format, section 3.1. */
record DescriptorHeader(StructImage image) {

    /** A device of this machine, told apart by its local device type. */
    static final int LOCAL = 0;
    static final int BOOT = 5;
    /** A partition by the identities of disk and partition. */
    static final int QUALIFIED_PARTITION = 6;
    static final int VMBUS = 7;
    static final int LOCATE = 8;

    static final StructLayout LAYOUT = StructLayout.littleEndian("device descriptor", 16);
    static final Field<Long> TYPE = LAYOUT.u32(0, "type", "0 local device, 5 boot, 6 qualified partition, 7 VMBus, 8 locate; 2 to 4 are not understood.");
    static final Field<Long> FLAGS = LAYOUT.u32(4, "flags", "1 when the element names additional options; 0 otherwise, and in nested descriptors.");
    static final Field<Long> SIZE = LAYOUT.u32(8, "size", "Bytes of this descriptor with everything nested in it.");

    static {
        LAYOUT.reserved(12, 4);
    }
}
