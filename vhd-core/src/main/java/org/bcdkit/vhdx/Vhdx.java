package org.bcdkit.vhdx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.disk.BlockMap;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Storage;

/**
 * A VHDX that was opened.
 *
 * @param file as it is
 * @param storage the file as it will be when its log is replayed
 * @param allocated payload blocks whose content is in the file
 */
record Vhdx(
        Storage file,
        Storage storage,
        VhdxHeader header,
        VhdxMetadata metadata,
        VhdxBlockTable table,
        long allocated,
        long bytesToGrow,
        Optional<VirtualDisk> parent,
        List<Remark> remarks)
        implements VirtualDisk {

    Vhdx {
        remarks = List.copyOf(remarks);
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public DiskFormat format() {
        return DiskFormat.VHDX;
    }

    @Override
    public long fileSize() {
        return file.size();
    }

    /** Fixed when all blocks have their place, not when the flag says so: QEMU sets the flag and leaves out blocks of zeros. */
    @Override
    public DiskKind kind() {
        if (metadata.parent().isPresent()) {
            return DiskKind.DIFFERENCING;
        }
        return metadata.leaveAllocated() && bytesToGrow == 0 ? DiskKind.FIXED : DiskKind.DYNAMIC;
    }

    @Override
    public long virtualSize() {
        return metadata.virtualSize();
    }

    @Override
    public int sectorSize() {
        return metadata.sectorSize();
    }

    @Override
    public Optional<BlockUse> blocks() {
        return Optional.of(new BlockUse(metadata.blockSize(), metadata.blocks(), allocated));
    }

    @Override
    public BlockMap blockMap() {
        return new VhdxBlockMap(metadata, table);
    }

    @Override
    public Bytes identity() {
        return VhdxParentLocator.identity(header.image().get(VhdxHeader.DATA_WRITE_GUID));
    }

    @Override
    public Optional<UUID> diskId() {
        return Optional.of(metadata.diskId());
    }

    @Override
    public Optional<ParentLink> parentLink() {
        return metadata.parent();
    }

    @Override
    public VirtualDisk withParent(VirtualDisk opened, List<Remark> found) {
        if (parentLink().isEmpty()) {
            throw new IllegalStateException(name() + " is not a differencing disk");
        }
        List<Remark> all = new ArrayList<>(remarks);
        all.addAll(found);
        return new Vhdx(file, storage, header, metadata, table, allocated, bytesToGrow, Optional.of(opened), all);
    }

    @Override
    public Storage contents() {
        return new VhdxContents(storage, metadata, table, parent);
    }

    @Override
    public void close() throws IOException {
        file.close();
        if (parent.isPresent()) {
            parent.get().close();
        }
    }
}
