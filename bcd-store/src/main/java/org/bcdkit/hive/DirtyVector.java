package org.bcdkit.hive;

import java.io.IOException;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.PatchedStorage;
import org.bcdkit.storage.Storage;

/** The transaction log up to Windows 8: one bit for each page of the hive, and the pages whose bit is set. REGF, "Old format". */
final class DirtyVector {

    static final StructLayout LAYOUT = StructLayout.littleEndian("dirty vector", 4);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 4, "signature", "Always `DIRT`; the bitmap follows.").mustBe("DIRT");

    /** Pages and sectors. */
    private static final int PAGE_SIZE = 512;

    private DirtyVector() {}

    /**
     * Puts the pages of {@code log} into {@code hive}.
     *
     * @throws MalformedException when the log is torn; the hive is useless then
     */
    static void apply(Storage log, BaseBlock base, PatchedStorage hive) throws IOException {
        LAYOUT.read(log.name(), PAGE_SIZE, log.read(PAGE_SIZE, LAYOUT.size()));
        int bits = (int) (Math.min(base.binsSize(), BaseBlock.MAX_BINS_SIZE) / PAGE_SIZE);
        byte[] bitmap = log.read(PAGE_SIZE + LAYOUT.size(), bits / 8);
        long position = roundUp(PAGE_SIZE + LAYOUT.size() + bitmap.length);
        int page = 0;
        while (page < bitmap.length * 8) {
            int end = page;
            while (end < bitmap.length * 8 && (bitmap[end / 8] >> end % 8 & 1) != 0) {
                end++;
            }
            // A run of pages in the hive is one in the log.
            long length = (long) (end - page) * PAGE_SIZE;
            hive.patch(BaseBlock.SIZE + (long) page * PAGE_SIZE, length, log, position);
            position += length;
            page = end + 1;
        }
    }

    private static long roundUp(long position) {
        return (position + PAGE_SIZE - 1) / PAGE_SIZE * PAGE_SIZE;
    }
}
