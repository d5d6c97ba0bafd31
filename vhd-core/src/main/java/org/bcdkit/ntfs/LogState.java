package org.bcdkit.ntfs;

import java.io.IOException;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/** Whether the log of an NTFS volume, the file {@code $LogFile}, holds changes that wait to be carried out. It starts with two restart pages. */
final class LogState {

    private static final int MAX_PAGE = 64 << 10;
    private static final int NO_CLIENT = 0xffff;
    private static final int CLEAN = 2;

    static final StructLayout PAGE = StructLayout.littleEndian("NTFS log restart page", 30);
    static final Field<String> SIGNATURE = PAGE.ascii(0, 4, "signature", "Always `RSTR`.").mustBe("RSTR");
    static final Field<Long> PAGE_SIZE = PAGE.u32(16, "system page size", "Where the second restart page is, in bytes.");
    static final Field<Long> AREA = PAGE.u16(24, "restart area offset", "From the start of the page.");

    static {
        PAGE.reserved(4, 12);
        PAGE.reserved(20, 4);
        PAGE.reserved(26, 4);
    }

    static final StructLayout RESTART = StructLayout.littleEndian("NTFS log restart area", 16);
    static final Field<Long> LSN = RESTART.u64(0, "current LSN", "The page with the higher one counts.");
    static final Field<Long> IN_USE = RESTART.u16(12, "client in use list", "0xFFFF when nobody has the log open.");
    static final Field<Long> FLAGS = RESTART.u16(14, "flags", "Bit 1: the volume was closed cleanly.");

    static {
        RESTART.reserved(8, 4);
    }

    private LogState() {}

    /** Whether {@code log} was closed, or was never used: then it is full of ones. */
    static boolean isClean(Storage log) throws IOException {
        if (log.size() < 2 * MAX_PAGE) {
            return false;
        }
        byte[] start = log.read(0, PAGE.size());
        if (LittleEndian.u32(start, 0) == 0xffffffffL) {
            return true;
        }
        try {
            long pageSize = PAGE.read(log.name(), 0, start).get(PAGE_SIZE);
            if (pageSize < 512 || pageSize > MAX_PAGE) {
                return false;
            }
            State first = state(log, 0);
            State second = state(log, pageSize);
            return first.lsn >= second.lsn ? first.clean : second.clean;
        } catch (MalformedException e) {
            return false; // one that is being written is no clean one
        }
    }

    private record State(long lsn, boolean clean) {}

    private static State state(Storage log, long position) throws IOException {
        long area = position + PAGE.read(log.name(), position, log.read(position, PAGE.size())).get(AREA);
        var restart = RESTART.read(log.name(), area, log.read(area, RESTART.size()));
        return new State(restart.get(LSN), restart.get(IN_USE) == NO_CLIENT || (restart.get(FLAGS) & CLEAN) != 0);
    }
}
