package org.bcdkit.vhd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.ParentPath;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.layout.Field;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/**
 * What a dynamic or differencing VHD has beside its footer: the dynamic header, the block allocation table it describes, and what leads to the parent.
 *
 * @param link absent in a dynamic disk
 */
record DynamicStructures(
        FoundFooter found, VhdDynamicHeader header, long headerPosition, VhdBlockLayout layout, VhdBlockTable table, List<VhdParentLocator> locators,
        Optional<ParentLink> link) {

    /** 2040 GiB in blocks of 512 KiB: the most that a VHD can need. */
    static final long MAX_BLOCKS = (2040L << 30) / (512 << 10);

    private static final long MAX_BLOCK_SIZE = 1L << 30;
    private static final int TABLE_PADDING = 512 / VhdBlockTable.ENTRY;

    /** Reads and checks them, but for the entries of the table. Empty when faults that were taken leave no table. */
    static Optional<DynamicStructures> read(Storage storage, FoundFooter found, Faults faults) throws IOException {
        long headerPosition = found.footer().image().get(VhdFooter.DATA_OFFSET);
        if (headerPosition < VhdFooter.SIZE || headerPosition > found.end() - VhdDynamicHeader.SIZE) {
            faults.found(
                    VirtualDiskRule.FOOTER_VALUES,
                    new MalformedException(
                            storage.name(),
                            VhdFooter.LAYOUT.name(),
                            found.position() + VhdFooter.DATA_OFFSET.offset(),
                            "data offset is 0x" + Long.toHexString(headerPosition) + ", expected the position of a dynamic header inside the image of 0x"
                                    + Long.toHexString(found.end()) + " bytes"));
            return Optional.empty();
        }
        Optional<VhdDynamicHeader> read = header(storage, headerPosition, faults);
        if (read.isEmpty() || !checkHeader(storage, read.get(), headerPosition, found, faults)) {
            return Optional.empty();
        }
        VhdDynamicHeader header = read.get();
        VhdBlockLayout layout = new VhdBlockLayout(found.footer().currentSize(), header.blockSize());
        VhdBlockTable table = new VhdBlockTable(storage, header.tableOffset(), layout.count(), layout.unit());
        addTableRemarks(storage, header, layout, faults);
        List<VhdParentLocator> locators = List.of();
        Optional<ParentLink> link = Optional.empty();
        if (found.footer().diskType() == VhdFooter.DIFFERENCING) {
            locators = header.locators(storage.name(), headerPosition);
            link = Optional.of(parentLink(storage, header, locators, faults));
        }
        return Optional.of(new DynamicStructures(found, header, headerPosition, layout, table, locators, link));
    }

    /** One with the wrong checksum says nothing that could be relied on, but most of it is likely right. */
    private static Optional<VhdDynamicHeader> header(Storage storage, long position, Faults faults) throws IOException {
        byte[] bytes = storage.read(position, VhdDynamicHeader.SIZE);
        try {
            return Optional.of(VhdDynamicHeader.read(storage.name(), position, bytes));
        } catch (MalformedException e) {
            faults.found(VirtualDiskRule.DYNAMIC_HEADER, e);
            return VhdDynamicHeader.readDamaged(storage.name(), position, bytes);
        }
    }

    private static boolean checkHeader(Storage storage, VhdDynamicHeader header, long position, FoundFooter found, Faults faults) throws IOException {
        long version = header.image().get(VhdDynamicHeader.VERSION);
        if (version >> 16 != 1) {
            faults.found(
                    VirtualDiskRule.DYNAMIC_HEADER,
                    new UnsupportedException(
                            storage.name(), VhdDynamicHeader.LAYOUT.name(), position + VhdDynamicHeader.VERSION.offset(), "header version is 0x"
                                    + Long.toHexString(version) + ", supported is 0x10000"));
        }
        long blockSize = header.blockSize();
        if (Long.bitCount(blockSize) != 1 || blockSize < VhdReader.SECTOR || blockSize > MAX_BLOCK_SIZE) {
            table(storage, position, VhdDynamicHeader.BLOCK_SIZE, "block size is " + blockSize + ", expected a power of two from 512 to " + MAX_BLOCK_SIZE,
                    faults);
            return false;
        }
        if (blockSize != 2 << 20 && blockSize != 512 << 10) {
            faults.odd(
                    Condition.FIELD_UNUSUAL,
                    VhdDynamicHeader.LAYOUT.name(),
                    position + VhdDynamicHeader.BLOCK_SIZE.offset(),
                    "blocks have " + blockSize + " bytes; Windows makes them of 2 MiB or 512 KiB");
        }
        long count = new VhdBlockLayout(found.footer().currentSize(), blockSize).count();
        if (count > MAX_BLOCKS) {
            faults.found(
                    VirtualDiskRule.TABLE_PLACE,
                    new UnsupportedException(
                            storage.name(), VhdDynamicHeader.LAYOUT.name(), position + VhdDynamicHeader.BLOCK_SIZE.offset(), "a disk of "
                                    + found.footer().currentSize() + " bytes has " + count + " blocks of " + blockSize + "; supported are " + MAX_BLOCKS));
            return false;
        }
        if (header.maxEntries() < count) {
            table(storage, position, VhdDynamicHeader.MAX_ENTRIES, "max table entries is " + header.maxEntries() + ", but the disk has " + count + " blocks",
                    faults);
            return false;
        }
        long table = header.tableOffset();
        if (table < VhdFooter.SIZE || table % VhdReader.SECTOR != 0 || table > found.end() - tableLength(header)) {
            table(storage, position, VhdDynamicHeader.TABLE_OFFSET, "table offset is 0x" + Long.toHexString(table)
                    + ", expected a multiple of 512 with room for " + header.maxEntries() + " entries before the end of the image at 0x"
                    + Long.toHexString(found.end()), faults);
            return false;
        }
        if (table < position + VhdDynamicHeader.SIZE && table + tableLength(header) > position) {
            table(storage, position, VhdDynamicHeader.TABLE_OFFSET, "table offset is 0x" + Long.toHexString(table)
                    + ", so that the table overlaps the dynamic header", faults);
        }
        return true;
    }

    private static void table(Storage storage, long header, Field<?> field, String problem, Faults faults) throws IOException {
        faults.found(
                VirtualDiskRule.TABLE_PLACE,
                new MalformedException(storage.name(), VhdDynamicHeader.LAYOUT.name(), header + field.offset(), problem));
    }

    private static long tableLength(VhdDynamicHeader header) {
        return VhdBlockLayout.roundUp(header.maxEntries() * VhdBlockTable.ENTRY, VhdReader.SECTOR);
    }

    private static void addTableRemarks(Storage storage, VhdDynamicHeader header, VhdBlockLayout layout, Faults faults) throws IOException {
        long count = layout.count();
        if (header.maxEntries() > count) {
            faults.odd(Condition.TABLE_UNUSUAL, VhdBlockTable.STRUCTURE, header.tableOffset(), "the block allocation table has " + header.maxEntries()
                    + " entries, " + count + " are needed");
        }
        if (!isUnused(padding(storage, header, layout))) {
            faults.odd(
                    Condition.TABLE_UNUSUAL,
                    VhdBlockTable.STRUCTURE,
                    paddingPosition(header, layout),
                    "entries of the block allocation table behind the last block are not marked unused");
        }
    }

    /** Where the entries behind that of the last block start that fill up its sector. */
    long paddingPosition() {
        return paddingPosition(header, layout);
    }

    private static long paddingPosition(VhdDynamicHeader header, VhdBlockLayout layout) {
        return header.tableOffset() + layout.count() * VhdBlockTable.ENTRY;
    }

    /** What is in the entries behind that of the last block that fill up its sector. */
    static byte[] padding(Storage storage, VhdDynamicHeader header, VhdBlockLayout layout) throws IOException {
        int padding = (int) (VhdBlockLayout.roundUp(layout.count(), TABLE_PADDING) - layout.count());
        return storage.read(paddingPosition(header, layout), padding * VhdBlockTable.ENTRY);
    }

    static boolean isUnused(byte[] entries) {
        for (byte b : entries) {
            if (b != -1) {
                return false;
            }
        }
        return true;
    }

    private static ParentLink parentLink(Storage storage, VhdDynamicHeader header, List<VhdParentLocator> locators, Faults faults) throws IOException {
        ParentPaths paths = new ParentPaths();
        for (VhdParentLocator locator : locators) {
            try {
                Optional<ParentPath> path = locator.path(storage);
                if (path.isPresent()) {
                    paths.add(path.get(), locator.isDeprecated());
                }
            } catch (MalformedException e) {
                faults.found(VirtualDiskRule.LOCATOR, e);
            }
        }
        long time = header.image().get(VhdDynamicHeader.PARENT_TIME);
        return new ParentLink(
                List.of(header.image().get(VhdDynamicHeader.PARENT_ID)),
                paths.inOrder(header.image().get(VhdDynamicHeader.PARENT_NAME)),
                time == 0 ? OptionalLong.empty() : OptionalLong.of(VhdTime.toUnix(time)));
    }

    /** The sectors of all blocks that have a place, in rising order, after checking that they have it for themselves. */
    int[] checkBlocks(Faults faults) throws IOException {
        return table.check(reserved(), found.end(), faults);
    }

    private List<VhdBlockTable.Reserved> reserved() {
        List<VhdBlockTable.Reserved> ranges = new ArrayList<>();
        ranges.add(new VhdBlockTable.Reserved("copy of the footer", 0, VhdFooter.SIZE));
        ranges.add(new VhdBlockTable.Reserved("dynamic header", headerPosition, headerPosition + VhdDynamicHeader.SIZE));
        ranges.add(new VhdBlockTable.Reserved("block allocation table", header.tableOffset(), header.tableOffset() + tableLength(header)));
        for (VhdParentLocator locator : locators) {
            ranges.add(new VhdBlockTable.Reserved("path of a parent locator", locator.offset(), locator.offset() + locator.space()));
        }
        return ranges;
    }

    /**
     * How much of the file is taken.
     *
     * @param starts the sectors of the blocks, in rising order
     */
    VhdSpace space(int[] starts) {
        return VhdSpace.of(layout, starts, reserved(), found.end());
    }
}
