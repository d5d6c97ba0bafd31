package org.bcdkit.hive;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;

/** The fixed part of a security record, which many keys share; the descriptor follows. All of them form one ring. REGF, "Key security". */
record KeySecurity(StructImage image) {

    static final StructLayout LAYOUT = StructLayout.littleEndian("key security", 20);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 2, "signature", "Always `sk`.").mustBe("sk");
    static final Field<Long> NEXT = LAYOUT.u32(4, "flink", "Cell of the next security record of the ring.");
    static final Field<Long> PREVIOUS = LAYOUT.u32(8, "blink", "Cell of the one before.");
    static final Field<Long> REFERENCE_COUNT = LAYOUT.u32(12, "reference count", "Keys that use this record; wrong in some files.");
    static final Field<Long> DESCRIPTOR_SIZE = LAYOUT.u32(16, "descriptor size", "Bytes of the self-relative security descriptor that follows.");

    static {
        LAYOUT.reserved(2, 2);
    }
}
