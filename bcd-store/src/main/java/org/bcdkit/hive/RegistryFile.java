package org.bcdkit.hive;

import java.io.IOException;
import java.util.Optional;
import org.bcdkit.storage.CachedStorage;
import org.bcdkit.storage.Storage;

/**
 * A hive that is looked up in without being read as a whole: only what leads to a key is read and checked. The registry of a Windows has hives of
 * a hundred megabytes. REGF, "Format of primary files".
 *
 * <p>Who opened the file and its logs closes them, when nothing is looked up any more.
 */
public final class RegistryFile {

    /** Four megabytes. */
    private static final int CACHED_PAGES = 1024;

    private final HiveState state;
    private final RegistryKey root;

    private RegistryFile(HiveState state, RegistryKey root) {
        this.state = state;
        this.root = root;
    }

    /**
     * Opens a hive. A clean one is what its file says; a dirty one is made whole from those of the logs that fit, in memory.
     *
     * @throws org.bcdkit.storage.MalformedException when base block or root key contradict the format
     * @throws org.bcdkit.storage.UnsupportedException when its version is not 1.3 to 1.6
     */
    public static RegistryFile open(Storage primary, HiveReader.LogSource logs) throws IOException {
        OpenedHive hive = OpenedHive.open(primary, logs);
        BaseBlock base = hive.base();
        Cells cells = new StoredCells(new CachedStorage(hive.storage(), CACHED_PAGES), base.binsSize());
        Cell root = cells.claim(base.rootCell(), KeyNode.LAYOUT.name(), BaseBlock.ROOT_CELL.offset());
        return new RegistryFile(hive.state(), RegistryKey.root(cells, base.minorVersion(), root));
    }

    /** Whether what is read is what the file alone says. */
    public HiveState state() {
        return state;
    }

    public RegistryKey root() {
        return root;
    }

    /**
     * The key with that path from the root, such as {@code Microsoft\Windows NT\CurrentVersion}; empty when there is none.
     *
     * @throws org.bcdkit.storage.MalformedException when what leads there contradicts the format
     */
    public Optional<RegistryKey> find(String path) throws IOException {
        return root.find(path);
    }
}
