package org.bcdkit.partition;

import java.util.UUID;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructLayout;

/** A partition in a GUID partition table. UEFI 5.3.3. */
final class GptEntry {

    static final int SIZE = 128;

    static final StructLayout LAYOUT = StructLayout.littleEndian("GPT partition entry", SIZE);
    static final Field<UUID> TYPE = LAYOUT.guid(0, "partition type GUID", "What the partition is for; zero when the entry is not in use.");
    static final Field<UUID> UNIQUE_ID = LAYOUT.guid(16, "unique partition GUID", "Names the partition.");
    static final Field<Long> FIRST = LAYOUT.u64(32, "starting LBA", "First sector.");
    static final Field<Long> LAST = LAYOUT.u64(40, "ending LBA", "Last sector; it belongs to the partition.");
    static final Field<Long> ATTRIBUTES = LAYOUT.u64(48, "attributes", "Bit 0 required, 60 read-only, 62 hidden, 63 no drive letter.");
    static final Field<String> NAME = LAYOUT.utf16(56, 72, "partition name", "At most 36 characters.");

    private GptEntry() {}
}
