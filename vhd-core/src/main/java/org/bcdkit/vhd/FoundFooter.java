package org.bcdkit.vhd;

import java.util.List;
import org.bcdkit.disk.Remark;

/**
 * The footer that counts.
 *
 * @param end where the image ends: the footer's position, or the file's length when the footer at the end is missing
 */
record FoundFooter(VhdFooter footer, long position, long end, List<Remark> remarks) {}
