package org.bcdkit.disk;

import java.io.IOException;
import org.bcdkit.storage.Storage;
import org.bcdkit.vhdx.VhdxReader;

/** What the first bytes of a file say against its being an image, before anybody has the rest. */
public final class ImageStart {

    /** So many are enough. */
    public static final int LENGTH = 512;

    private ImageStart() {}

    /**
     * Fails when no image of that format starts so. A fixed VHD starts with what the disk holds, so that nothing can be said against most
     * starts of one.
     *
     * @param start the first {@link #LENGTH} bytes, or all there are
     * @throws org.bcdkit.storage.UnsupportedException when it can be told what the file is instead
     * @throws org.bcdkit.storage.MalformedException when it cannot
     */
    public static void check(Storage start, DiskFormat format) throws IOException {
        ForeignFormat.refuse(start);
        if (format == DiskFormat.VHDX && !VhdxReader.recognises(start) || start.size() < LENGTH) {
            throw DiskImages.noImage(start);
        }
    }
}
