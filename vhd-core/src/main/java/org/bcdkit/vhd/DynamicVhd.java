package org.bcdkit.vhd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.BlockMap;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.FirstFault;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Storage;

/** A VHD of type 3 or 4: blocks that get their place in the file when they are first written. */
final class DynamicVhd implements VirtualDisk {

    private final Storage storage;
    private final VhdFooter footer;
    private final VhdBlockLayout layout;
    private final VhdBlockTable table;
    private final VhdSpace space;
    private final Optional<ParentLink> parentLink;
    private final Optional<VirtualDisk> parent;
    private final List<Remark> remarks;

    private DynamicVhd(
            Storage storage,
            VhdFooter footer,
            VhdBlockLayout layout,
            VhdBlockTable table,
            VhdSpace space,
            Optional<ParentLink> parentLink,
            Optional<VirtualDisk> parent,
            List<Remark> remarks) {
        this.storage = storage;
        this.footer = footer;
        this.layout = layout;
        this.table = table;
        this.space = space;
        this.parentLink = parentLink;
        this.parent = parent;
        this.remarks = List.copyOf(remarks);
    }

    static DynamicVhd open(Storage storage, FoundFooter found, List<Remark> remarks) throws IOException {
        FirstFault faults = new FirstFault(remarks);
        DynamicStructures structures = DynamicStructures.read(storage, found, faults).orElseThrow();
        VhdSpace space = structures.space(structures.checkBlocks(faults));
        return new DynamicVhd(
                storage,
                found.footer(),
                structures.layout(),
                structures.table(),
                space,
                structures.link(),
                Optional.empty(),
                remarks);
    }

    /** The same disk, its table and bitmaps read from another storage. */
    DynamicVhd over(Storage other) throws IOException {
        return new DynamicVhd(other, footer, layout, table.over(other), space, parentLink, parent, remarks);
    }

    VhdFooter footer() {
        return footer;
    }

    VhdBlockLayout layout() {
        return layout;
    }

    VhdBlockTable table() {
        return table;
    }

    VhdSpace space() {
        return space;
    }

    @Override
    public String name() {
        return storage.name();
    }

    @Override
    public DiskFormat format() {
        return DiskFormat.VHD;
    }

    @Override
    public DiskKind kind() {
        return parentLink.isPresent() ? DiskKind.DIFFERENCING : DiskKind.DYNAMIC;
    }

    @Override
    public long virtualSize() {
        return layout.virtualSize();
    }

    @Override
    public int sectorSize() {
        return VhdReader.SECTOR;
    }

    @Override
    public long fileSize() {
        return storage.size();
    }

    @Override
    public Optional<BlockUse> blocks() {
        return Optional.of(new BlockUse(layout.blockSize(), layout.count(), space.allocated()));
    }

    @Override
    public BlockMap blockMap() {
        return new VhdBlockMap(storage, layout, table, parentLink.isPresent());
    }

    @Override
    public long bytesToGrow() {
        return layout.bytesToGrow(space.allocated(), space.first(), space.footer());
    }

    @Override
    public Bytes identity() {
        return footer.uniqueId();
    }

    @Override
    public Optional<ParentLink> parentLink() {
        return parentLink;
    }

    @Override
    public Optional<VirtualDisk> parent() {
        return parent;
    }

    @Override
    public VirtualDisk withParent(VirtualDisk opened, List<Remark> found) {
        if (parentLink.isEmpty()) {
            throw new IllegalStateException(name() + " is not a differencing disk");
        }
        List<Remark> all = new ArrayList<>(remarks);
        all.addAll(found);
        return new DynamicVhd(storage, footer, layout, table, space, parentLink, Optional.of(opened), all);
    }

    @Override
    public List<Remark> remarks() {
        return remarks;
    }

    @Override
    public Storage contents() {
        return parentLink.isPresent() ? new DifferencingContents(storage, layout, table, parent) : new DynamicContents(storage, layout, table);
    }

    @Override
    public void close() throws IOException {
        storage.close();
        if (parent.isPresent()) {
            parent.get().close();
        }
    }
}
