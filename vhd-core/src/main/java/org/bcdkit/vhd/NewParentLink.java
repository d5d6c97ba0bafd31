package org.bcdkit.vhd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.ParentPath;

/**
 * What a new differencing VHD says about its parent: fields of the dynamic header, and the paths that its locators lead to. VHD specification, "Dynamic
 * Disk Header Format".
 *
 * @param offset where the paths lie in the file
 * @param paths relative and absolute ones, each in sectors of its own
 */
record NewParentLink(ParentLink link, long offset, byte[] paths, List<VhdParentLocator> locators) {

    static NewParentLink of(ParentLink link, long offset) {
        byte[] paths = new byte[0];
        List<VhdParentLocator> locators = new ArrayList<>();
        for (ParentPath path : link.paths()) {
            if (path.form() == ParentPath.Form.RELATIVE || path.form() == ParentPath.Form.ABSOLUTE) {
                byte[] text = path.text().getBytes(StandardCharsets.UTF_16LE);
                int start = paths.length;
                locators.add(VhdParentLocator.of(path.form(), text.length, offset + start));
                paths = Arrays.copyOf(paths, start + (int) VhdBlockLayout.roundUp(text.length, VhdReader.SECTOR));
                System.arraycopy(text, 0, paths, start, text.length);
            }
        }
        return new NewParentLink(link, offset, paths, locators);
    }

    /** The first byte behind the paths. */
    long end() {
        return offset + paths.length;
    }

    VhdDynamicHeader in(VhdDynamicHeader header) {
        String name = "";
        for (ParentPath path : link.paths()) {
            name = path.form() == ParentPath.Form.NAME ? path.text() : name;
        }
        return header.withParent(link.identities().get(0), VhdTime.fromUnix(link.modified().orElseThrow()), name, locators);
    }
}
