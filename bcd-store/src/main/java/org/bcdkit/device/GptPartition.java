package org.bcdkit.device;

import java.util.UUID;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;

/** What follows the header of a qualified partition on a GPT disk. Specification: BCD format, sections 3.3 and 3.10. */
record GptPartition(StructImage image) {

    static final long GPT = 0;

    static final StructLayout LAYOUT = StructLayout.littleEndian("GPT partition of a device", 40);
    static final Field<UUID> PARTITION = LAYOUT.guid(0, "partition GUID", "Unique identifier in the partition's entry.");
    static final Field<Long> DISK_TYPE = LAYOUT.u32(16, "disk type", "Local device type: 0 hard disk, 6 virtual disk, whose file follows.");
    static final Field<Long> STYLE = LAYOUT.u32(20, "partition style", "0: GPT. WMI numbers the styles the other way round.").mustBe(GPT);
    static final Field<UUID> DISK = LAYOUT.guid(24, "disk GUID", "From the GPT header.");
}
