package org.bcdkit.hive;

import java.io.IOException;

/** Where the cells of a hive come from. */
interface Cells {

    /**
     * The cell at {@code offset}.
     *
     * @param structure what the cell is expected to hold
     * @param pointer position in the file of what leads there
     * @throws org.bcdkit.storage.MalformedException when no cell in use can be there
     */
    Cell claim(long offset, String structure, long pointer) throws IOException;
}
