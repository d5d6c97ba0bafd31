package org.bcdkit.vhd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.BlockMap;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.ParentPath;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/** A VHD of type 3 or 4: blocks that get their place in the file when they are first written. */
final class DynamicVhd implements VirtualDisk {

    /** 2040 GiB in blocks of 512 KiB: the most that a VHD can need. */
    static final long MAX_BLOCKS = (2040L << 30) / (512 << 10);

    private static final long MAX_BLOCK_SIZE = 1L << 30;
    private static final int TABLE_PADDING = 512 / VhdBlockTable.ENTRY;

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
        long headerPosition = found.footer().image().get(VhdFooter.DATA_OFFSET);
        if (headerPosition < VhdFooter.SIZE || headerPosition > found.end() - VhdDynamicHeader.SIZE) {
            throw new MalformedException(
                    storage.name(),
                    VhdFooter.LAYOUT.name(),
                    found.position() + VhdFooter.DATA_OFFSET.offset(),
                    "data offset is 0x" + Long.toHexString(headerPosition) + ", expected the position of a dynamic header inside the image of 0x"
                            + Long.toHexString(found.end()) + " bytes");
        }
        VhdDynamicHeader header =
                VhdDynamicHeader.read(storage.name(), headerPosition, storage.read(headerPosition, VhdDynamicHeader.SIZE));
        checkHeader(storage, header, headerPosition, found, remarks);
        VhdBlockLayout layout = new VhdBlockLayout(found.footer().currentSize(), header.blockSize());
        VhdBlockTable table = new VhdBlockTable(storage, header.tableOffset(), layout.count(), layout.unit());
        addTableRemarks(storage, header, layout, remarks);
        List<VhdParentLocator> locators = List.of();
        Optional<ParentLink> link = Optional.empty();
        if (found.footer().diskType() == VhdFooter.DIFFERENCING) {
            locators = header.locators(storage.name(), headerPosition);
            link = Optional.of(parentLink(storage, header, locators));
        }
        List<VhdBlockTable.Reserved> reserved = reserved(header, headerPosition, locators);
        VhdSpace space = VhdSpace.of(layout, table.check(reserved, found.end()), reserved, found.end());
        return new DynamicVhd(
                storage,
                found.footer(),
                layout,
                table,
                space,
                link,
                Optional.empty(),
                remarks);
    }

    private static void checkHeader(Storage storage, VhdDynamicHeader header, long position, FoundFooter found, List<Remark> remarks)
            throws IOException {
        long version = header.image().get(VhdDynamicHeader.VERSION);
        if (version >> 16 != 1) {
            throw new UnsupportedException(
                    storage.name(), VhdDynamicHeader.LAYOUT.name(), position + VhdDynamicHeader.VERSION.offset(), "header version is 0x"
                            + Long.toHexString(version) + ", supported is 0x10000");
        }
        long blockSize = header.blockSize();
        if (Long.bitCount(blockSize) != 1 || blockSize < VhdReader.SECTOR || blockSize > MAX_BLOCK_SIZE) {
            throw malformed(storage, position + VhdDynamicHeader.BLOCK_SIZE.offset(), "block size is " + blockSize
                    + ", expected a power of two from 512 to " + MAX_BLOCK_SIZE);
        }
        if (blockSize != 2 << 20 && blockSize != 512 << 10) {
            remarks.add(new Remark(Condition.FIELD_UNUSUAL, "blocks have " + blockSize + " bytes; Windows makes them of 2 MiB or 512 KiB"));
        }
        long count = new VhdBlockLayout(found.footer().currentSize(), blockSize).count();
        if (count > MAX_BLOCKS) {
            throw new UnsupportedException(
                    storage.name(), VhdDynamicHeader.LAYOUT.name(), position + VhdDynamicHeader.BLOCK_SIZE.offset(), "a disk of "
                            + found.footer().currentSize() + " bytes has " + count + " blocks of " + blockSize + "; supported are " + MAX_BLOCKS);
        }
        if (header.maxEntries() < count) {
            throw malformed(storage, position + VhdDynamicHeader.MAX_ENTRIES.offset(), "max table entries is " + header.maxEntries()
                    + ", but the disk has " + count + " blocks");
        }
        long table = header.tableOffset();
        if (table < VhdFooter.SIZE || table % VhdReader.SECTOR != 0 || table > found.end() - tableLength(header)) {
            throw malformed(storage, position + VhdDynamicHeader.TABLE_OFFSET.offset(), "table offset is 0x" + Long.toHexString(table)
                    + ", expected a multiple of 512 with room for " + header.maxEntries() + " entries before the end of the image at 0x"
                    + Long.toHexString(found.end()));
        }
        if (table < position + VhdDynamicHeader.SIZE && table + tableLength(header) > position) {
            throw malformed(storage, position + VhdDynamicHeader.TABLE_OFFSET.offset(), "table offset is 0x" + Long.toHexString(table)
                    + ", so that the table overlaps the dynamic header");
        }
    }

    private static MalformedException malformed(Storage storage, long position, String problem) {
        return new MalformedException(storage.name(), VhdDynamicHeader.LAYOUT.name(), position, problem);
    }

    private static long tableLength(VhdDynamicHeader header) {
        return VhdBlockLayout.roundUp(header.maxEntries() * VhdBlockTable.ENTRY, VhdReader.SECTOR);
    }

    private static void addTableRemarks(Storage storage, VhdDynamicHeader header, VhdBlockLayout layout, List<Remark> remarks)
            throws IOException {
        long count = layout.count();
        if (header.maxEntries() > count) {
            remarks.add(new Remark(Condition.TABLE_UNUSUAL, "the block allocation table has " + header.maxEntries() + " entries, " + count + " are needed"));
        }
        int padding = (int) (VhdBlockLayout.roundUp(count, TABLE_PADDING) - count);
        byte[] behind = storage.read(header.tableOffset() + count * VhdBlockTable.ENTRY, padding * VhdBlockTable.ENTRY);
        for (byte b : behind) {
            if (b != -1) {
                remarks.add(new Remark(Condition.TABLE_UNUSUAL, "entries of the block allocation table behind the last block are not marked unused"));
                return;
            }
        }
    }

    private static ParentLink parentLink(Storage storage, VhdDynamicHeader header, List<VhdParentLocator> locators) throws IOException {
        ParentPaths paths = new ParentPaths();
        for (VhdParentLocator locator : locators) {
            Optional<ParentPath> path = locator.path(storage);
            if (path.isPresent()) {
                paths.add(path.get(), locator.isDeprecated());
            }
        }
        long time = header.image().get(VhdDynamicHeader.PARENT_TIME);
        return new ParentLink(
                List.of(header.image().get(VhdDynamicHeader.PARENT_ID)),
                paths.inOrder(header.image().get(VhdDynamicHeader.PARENT_NAME)),
                time == 0 ? OptionalLong.empty() : OptionalLong.of(VhdTime.toUnix(time)));
    }

    private static List<VhdBlockTable.Reserved> reserved(VhdDynamicHeader header, long headerPosition, List<VhdParentLocator> locators) {
        List<VhdBlockTable.Reserved> ranges = new ArrayList<>();
        ranges.add(new VhdBlockTable.Reserved("copy of the footer", 0, VhdFooter.SIZE));
        ranges.add(new VhdBlockTable.Reserved("dynamic header", headerPosition, headerPosition + VhdDynamicHeader.SIZE));
        ranges.add(new VhdBlockTable.Reserved("block allocation table", header.tableOffset(), header.tableOffset() + tableLength(header)));
        for (VhdParentLocator locator : locators) {
            ranges.add(new VhdBlockTable.Reserved("path of a parent locator", locator.offset(), locator.offset() + locator.space()));
        }
        return ranges;
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
