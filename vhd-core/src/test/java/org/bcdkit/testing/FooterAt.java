package org.bcdkit.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.storage.Storage;

/** The start of a VHD, its footer far behind it, and zeros between. */
public record FooterAt(long position, byte[] footer, byte[] start) implements Storage {

    @Override
    public String name() {
        return "image";
    }

    @Override
    public long size() {
        return position + footer.length;
    }

    @Override
    public void read(long at, ByteBuffer into) throws IOException {
        checkRange(at, into.remaining());
        for (long byteAt = at; into.hasRemaining(); byteAt++) {
            if (byteAt >= position) {
                into.put(footer[(int) (byteAt - position)]);
            } else {
                into.put(byteAt < start.length ? start[(int) byteAt] : 0);
            }
        }
    }
}
