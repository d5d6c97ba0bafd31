package org.bcdkit.disk;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Storage;

/** A file or device that holds the sectors of a disk and nothing else. Their size is recorded nowhere, and told from what lies on the disk. */
final class RawDisk implements VirtualDisk {

    private final Storage storage;
    private final int sectorSize;

    private RawDisk(Storage storage, int sectorSize) {
        this.storage = storage;
        this.sectorSize = sectorSize;
    }

    static RawDisk open(Storage storage) throws IOException {
        ForeignFormat.refuse(storage);
        return new RawDisk(storage, PartitionTables.sectorSize(storage));
    }

    @Override
    public String name() {
        return storage.name();
    }

    @Override
    public DiskFormat format() {
        return DiskFormat.RAW;
    }

    @Override
    public DiskKind kind() {
        return DiskKind.FIXED;
    }

    @Override
    public long virtualSize() {
        return storage.size();
    }

    @Override
    public int sectorSize() {
        return sectorSize;
    }

    @Override
    public long fileSize() {
        return storage.size();
    }

    @Override
    public Optional<BlockUse> blocks() {
        return Optional.empty();
    }

    @Override
    public long bytesToGrow() {
        return 0;
    }

    @Override
    public Bytes identity() {
        return Bytes.EMPTY;
    }

    @Override
    public Optional<ParentLink> parentLink() {
        return Optional.empty();
    }

    @Override
    public Optional<VirtualDisk> parent() {
        return Optional.empty();
    }

    @Override
    public VirtualDisk withParent(VirtualDisk parent, List<Remark> found) {
        throw new IllegalStateException(name() + " is not a differencing disk");
    }

    @Override
    public List<Remark> remarks() {
        return List.of();
    }

    @Override
    public Storage contents() {
        return storage;
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
