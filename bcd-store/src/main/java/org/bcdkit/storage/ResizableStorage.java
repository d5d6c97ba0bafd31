package org.bcdkit.storage;

import java.io.IOException;

/** Storage that can be made shorter again. */
public interface ResizableStorage extends WritableStorage {

    /** Cuts off what lies behind {@code size}, at most what it has. What was written before has to be safe already. */
    void cut(long size) throws IOException;
}
