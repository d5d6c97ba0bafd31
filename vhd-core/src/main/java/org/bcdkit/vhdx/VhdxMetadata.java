package org.bcdkit.vhdx;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.FirstFault;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/**
 * What the metadata items say about the disk. MS-VHDX 2.6.2.
 *
 * @param blockSize payload of a block in bytes
 * @param leaveAllocated the file was made as a fixed disk
 * @param sectorSize logical sector size, 512 or 4096
 * @param diskId stays the same along a chain of differencing disks
 */
record VhdxMetadata(
        long virtualSize, int blockSize, boolean leaveAllocated, int sectorSize, int physicalSectorSize, UUID diskId, Optional<ParentLink> parent) {

    static final UUID FILE_PARAMETERS = UUID.fromString("caa16737-fa36-4d43-b3b6-33f0aa44e76b");
    static final UUID VIRTUAL_SIZE = UUID.fromString("2fa54224-cd1b-4876-b211-5dbed83bf4b8");
    static final UUID DISK_ID = UUID.fromString("beca12ab-b2e6-4523-93ef-c309e000c746");
    static final UUID LOGICAL_SECTOR = UUID.fromString("8141bf1d-a96f-4709-ba47-f233a8faab5f");
    static final UUID PHYSICAL_SECTOR = UUID.fromString("cda348c7-445d-4471-9cc9-e9885251c556");
    static final UUID PARENT_LOCATOR = UUID.fromString("a8d35f2d-b30b-454d-abf7-d3d84834ab0c");
    static final UUID INCOMPLETE = UUID.fromString("71cc85f0-1b69-4e28-9558-c3bf83ae75d3");
    /** Known to Windows, of no use to us: geometry, and the label area of a persistent-memory disk. */
    private static final Set<UUID> IGNORED =
            Set.of(UUID.fromString("da02d7bc-3d3a-423c-ac88-2a36ab21479b"), UUID.fromString("10e1ae8a-4b7e-4169-a40f-cd70de928393"));

    static final StructLayout PARAMETERS = StructLayout.littleEndian("VHDX file parameters", 8);
    static final Field<Long> BLOCK_SIZE = PARAMETERS.u32(0, "block size", "Payload of a block in bytes: a power of two from 1 MiB to 256 MiB.");
    static final Field<Long> FLAGS = PARAMETERS.u32(4, "flags", "1: leave blocks allocated (a fixed disk); 2: has a parent.");
    static final int LEAVE_ALLOCATED = 1;
    static final int HAS_PARENT = 2;

    static final StructLayout SIZE = StructLayout.littleEndian("VHDX virtual disk size", 8);
    static final Field<Long> SIZE_IN_BYTES = SIZE.u64(0, "virtual disk size", "In bytes, a multiple of the logical sector size.");

    static final StructLayout SECTOR = StructLayout.littleEndian("VHDX sector size", 4);
    static final Field<Long> SECTOR_IN_BYTES = SECTOR.u32(0, "sector size", "512 or 4096.");

    static final StructLayout ID = StructLayout.littleEndian("VHDX virtual disk identifier", 16);
    static final Field<UUID> ID_GUID = ID.guid(0, "virtual disk identifier", "What the disk calls itself when asked over SCSI (page 83).");

    static VhdxMetadata read(Storage storage, Region region, List<Remark> remarks) throws IOException {
        return read(storage, region, new FirstFault(remarks)).orElseThrow();
    }

    /** As {@link #read(Storage, Region, List)}; empty when faults that were taken leave no disk. */
    static Optional<VhdxMetadata> read(Storage storage, Region region, Faults faults) throws IOException {
        Optional<MetadataTable> read = MetadataTable.read(storage, region, faults);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        MetadataTable table = read.get();
        tellUnknown(storage, table, faults);
        Optional<MetadataTable.Item> incomplete = table.find(INCOMPLETE);
        if (incomplete.isPresent()) {
            faults.odd(Condition.INCOMPLETE, MetadataTable.LAYOUT.name(), incomplete.get().entry(), "its creation never finished");
        }
        Optional<StructImage> parameters = item(storage, table, FILE_PARAMETERS, PARAMETERS, region, faults);
        Optional<StructImage> size = item(storage, table, VIRTUAL_SIZE, SIZE, region, faults);
        Optional<StructImage> logical = item(storage, table, LOGICAL_SECTOR, SECTOR, region, faults);
        Optional<StructImage> physical = item(storage, table, PHYSICAL_SECTOR, SECTOR, region, faults);
        Optional<StructImage> id = item(storage, table, DISK_ID, ID, region, faults);
        long flags = parameters.isPresent() ? parameters.get().get(FLAGS) : 0;
        Optional<ParentLink> parent = (flags & HAS_PARENT) == 0 ? Optional.empty() : parent(storage, table, region, faults);
        if (parameters.isEmpty() || size.isEmpty() || logical.isEmpty() || physical.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        VhdxMetadata metadata =
                new VhdxMetadata(
                        size.get().get(SIZE_IN_BYTES),
                        parameters.get().getInt(BLOCK_SIZE),
                        (flags & LEAVE_ALLOCATED) != 0,
                        logical.get().getInt(SECTOR_IN_BYTES),
                        physical.get().getInt(SECTOR_IN_BYTES),
                        id.get().get(ID_GUID),
                        parent);
        boolean isDisk = metadata.check(storage, table, flags, faults);
        Optional<MetadataTable.Item> locator = table.find(PARENT_LOCATOR);
        if ((flags & HAS_PARENT) == 0 && locator.isPresent()) {
            faults.odd(
                    Condition.FIELD_UNUSUAL,
                    VhdxParentLocator.STRUCTURE,
                    locator.get().position(),
                    "it has a parent locator, but its parameters say that there is no parent");
        }
        // Without its locator a differencing disk would be taken for another kind, with another table.
        boolean isKnown = (flags & HAS_PARENT) == 0 || parent.isPresent();
        return isDisk && isKnown ? Optional.of(metadata) : Optional.empty();
    }

    private static void tellUnknown(Storage storage, MetadataTable table, Faults faults) throws IOException {
        Set<UUID> known = Set.of(FILE_PARAMETERS, VIRTUAL_SIZE, DISK_ID, LOGICAL_SECTOR, PHYSICAL_SECTOR, PARENT_LOCATOR, INCOMPLETE);
        for (MetadataTable.Item item : table.items()) {
            if (item.isRequired() && !known.contains(item.guid()) && !IGNORED.contains(item.guid()) && faults.wants(VirtualDiskRule.UNKNOWN_ITEM)) {
                faults.found(
                        VirtualDiskRule.UNKNOWN_ITEM,
                        new UnsupportedException(
                                storage.name(), MetadataTable.LAYOUT.name(), item.entry(), "item {" + item.guid() + "} is required and not known here"));
            }
        }
    }

    private static Optional<MetadataTable.Item> entry(Storage storage, MetadataTable table, UUID guid, String name, Region region, Faults faults)
            throws IOException {
        Optional<MetadataTable.Item> item = table.find(guid);
        if (item.isEmpty()) {
            faults.found(
                    VirtualDiskRule.METADATA,
                    new MalformedException(
                            storage.name(), MetadataTable.LAYOUT.name(), region.offset(), "the item {" + guid + "}, " + name + ", is missing"));
        }
        return item;
    }

    private static Optional<StructImage> item(Storage storage, MetadataTable table, UUID guid, StructLayout layout, Region region, Faults faults)
            throws IOException {
        Optional<MetadataTable.Item> found = entry(storage, table, guid, layout.name(), region, faults);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        MetadataTable.Item item = found.get();
        if (item.length() != layout.size()) {
            faults.found(
                    VirtualDiskRule.METADATA,
                    new MalformedException(
                            storage.name(), MetadataTable.LAYOUT.name(), item.entry() + MetadataTable.LENGTH.offset(), layout.name() + " has "
                                    + item.length() + " bytes, expected " + layout.size()));
            return Optional.empty();
        }
        return Optional.of(layout.read(storage.name(), item.position(), table.bytes(item)));
    }

    private static Optional<ParentLink> parent(Storage storage, MetadataTable table, Region region, Faults faults) throws IOException {
        Optional<MetadataTable.Item> item = entry(storage, table, PARENT_LOCATOR, VhdxParentLocator.STRUCTURE, region, faults);
        if (item.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(VhdxParentLocator.read(storage.name(), item.get().position(), table.bytes(item.get())));
        } catch (FormatException e) {
            faults.found(VirtualDiskRule.PARENT_LOCATOR, e);
            return Optional.empty();
        }
    }

    /** Whether a disk is left to be read. */
    private boolean check(Storage storage, MetadataTable table, long flags, Faults faults) throws IOException {
        if ((flags & ~(long) (LEAVE_ALLOCATED | HAS_PARENT)) != 0) {
            bad(storage, table, FILE_PARAMETERS, "file parameter flags are 0x" + Long.toHexString(flags) + ", expected a sum of 1 and 2", faults);
        }
        boolean isDisk = true;
        if (Integer.bitCount(blockSize) != 1 || blockSize < 1 << 20 || blockSize > 256 << 20) {
            isDisk = bad(storage, table, FILE_PARAMETERS, "block size is " + Integer.toUnsignedString(blockSize)
                    + ", expected a power of two from 1 MiB to 256 MiB", faults);
        }
        boolean hasSectors = sectorSize == 512 || sectorSize == 4096;
        if (!hasSectors) {
            isDisk = bad(storage, table, LOGICAL_SECTOR, "logical sector size is " + Integer.toUnsignedString(sectorSize) + ", expected 512 or 4096", faults);
        }
        if (physicalSectorSize != 512 && physicalSectorSize != 4096) {
            bad(storage, table, PHYSICAL_SECTOR, "physical sector size is " + Integer.toUnsignedString(physicalSectorSize)
                    + ", expected 512 or 4096", faults);
        }
        if (virtualSize <= 0 || hasSectors && virtualSize % sectorSize != 0) {
            isDisk = bad(storage, table, VIRTUAL_SIZE, "virtual disk size is " + Long.toUnsignedString(virtualSize)
                    + " bytes, expected whole sectors of " + sectorSize, faults);
        }
        return isDisk;
    }

    /** Always false. */
    private static boolean bad(Storage storage, MetadataTable table, UUID guid, String problem, Faults faults) throws IOException {
        faults.found(
                VirtualDiskRule.METADATA,
                new MalformedException(storage.name(), "VHDX metadata item", table.find(guid).orElseThrow().position(), problem));
        return false;
    }

    /** How many payload blocks the virtual size needs, which may be any positive number. */
    long blocks() {
        return (virtualSize - 1) / blockSize + 1;
    }

    /** How many payload blocks share one sector bitmap block. MS-VHDX 2.5. */
    long chunkRatio() {
        return (1L << 23) * sectorSize / blockSize;
    }
}
