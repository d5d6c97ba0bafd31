package org.bcdkit.hive;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;

/** The header of a hive bin, the unit in which hives grow. Cells follow it up to the bin's end. REGF, "Hive bin". */
record HiveBin(StructImage image) {

    static final StructLayout LAYOUT = StructLayout.littleEndian("hive bin", 32);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 4, "signature", "Always `hbin`.").mustBe("hbin");
    static final Field<Long> OFFSET = LAYOUT.u32(4, "offset", "Where this bin starts, from the first bin.");
    static final Field<Long> SIZE = LAYOUT.u32(8, "size", "Bytes in this bin, a multiple of 4096.");
    static final Field<Long> TIMESTAMP = LAYOUT.u64(20, "timestamp", "FILETIME; only in the first bin, where it backs up that of the base block.");
    static final Field<Long> SPARE = LAYOUT.u32(28, "spare", "Without meaning in a file.");

    static {
        LAYOUT.reserved(12, 8);
    }
}
