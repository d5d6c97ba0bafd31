package org.bcdkit.disk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Storage;

/** A disk image opened for reading. Closing it closes its file and those of its parents. */
public interface VirtualDisk extends Closeable {

    /** What to call the image in messages: the path of its file. */
    String name();

    DiskFormat format();

    DiskKind kind();

    /** What the disk holds, in bytes. */
    long virtualSize();

    /** Logical sector size in bytes: 512 or 4096. */
    int sectorSize();

    /** Length of this image's own file in bytes. */
    long fileSize();

    /** Absent when the format or kind has no blocks. */
    Optional<BlockUse> blocks();

    /** What this image by itself says about each place of its disk, for one walk over it; the whole disk where the format has no blocks. */
    default BlockMap blockMap() {
        BlockMap.Run whole = new BlockMap.Run(RangeState.ALLOCATED, virtualSize());
        return new BlockMap() {
            @Override
            public Run runAt(long position) {
                return whole;
            }
        };
    }

    /** How many bytes the file will still grow until every block has its place in it; the worst case for a differencing disk. */
    long bytesToGrow();

    /** What a child names this disk by: VHD unique id as stored, VHDX data write GUID as stored; empty for a raw image. */
    Bytes identity();

    /** What the disk calls itself, which is the same all along a chain: only a VHDX says so. */
    default Optional<UUID> diskId() {
        return Optional.empty();
    }

    /** What the file says about its parent; absent unless this is a differencing disk. */
    Optional<ParentLink> parentLink();

    /** The parent, when it was opened too. */
    Optional<VirtualDisk> parent();

    /**
     * This differencing disk, reading through {@code parent}. Closing the result closes both.
     *
     * @param found what was odd about the parent when it was looked for
     */
    VirtualDisk withParent(VirtualDisk parent, List<Remark> found);

    /** What is odd about the file, though it can be read. */
    List<Remark> remarks();

    /**
     * The sectors of the virtual disk. Reading one that only the parent holds fails with {@link ChainException} when no parent was opened.
     */
    Storage contents();

    @Override
    void close() throws IOException;
}
