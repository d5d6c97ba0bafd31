package org.bcdkit.disk;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Storage;

/**
 * A disk that is being written to, as it was at one moment; its contents are those of every moment.
 *
 * @param disk as its file says
 * @param contents what it holds, with what is not in the file yet
 */
record DiskBeingWritten(VirtualDisk disk, Storage contents) implements VirtualDisk {

    @Override
    public String name() {
        return disk.name();
    }

    @Override
    public DiskFormat format() {
        return disk.format();
    }

    @Override
    public DiskKind kind() {
        return disk.kind();
    }

    @Override
    public long virtualSize() {
        return disk.virtualSize();
    }

    @Override
    public int sectorSize() {
        return disk.sectorSize();
    }

    @Override
    public long fileSize() {
        return disk.fileSize();
    }

    @Override
    public Optional<BlockUse> blocks() {
        return disk.blocks();
    }

    @Override
    public BlockMap blockMap() {
        return disk.blockMap();
    }

    @Override
    public long bytesToGrow() {
        return disk.bytesToGrow();
    }

    @Override
    public Bytes identity() {
        return disk.identity();
    }

    @Override
    public Optional<ParentLink> parentLink() {
        return disk.parentLink();
    }

    @Override
    public Optional<VirtualDisk> parent() {
        return disk.parent();
    }

    @Override
    public VirtualDisk withParent(VirtualDisk parent, List<Remark> found) {
        throw new IllegalStateException(name() + " has been given its parent");
    }

    @Override
    public List<Remark> remarks() {
        return disk.remarks();
    }

    /** The file and the parents belong to the {@link WritableDisk}. */
    @Override
    public void close() throws IOException {}
}
