package org.bcdkit.vhdx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.FirstFault;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.layout.Checksums;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/** Where block allocation table and metadata are; there are two copies. MS-VHDX 2.2.3. */
record RegionTable(Region table, Region metadata, List<Region> unknown) {

    static final int SIZE = 64 << 10;
    static final long FIRST = 192 << 10;
    static final long SECOND = 256 << 10;
    static final int MAX_ENTRIES = 2047;
    static final int ENTRY_SIZE = 32;

    static final UUID TABLE_GUID = UUID.fromString("2dc27766-f623-4200-9d64-115e9bfd4a08");
    static final UUID METADATA_GUID = UUID.fromString("8b7ca206-4790-4b9a-b8fe-575f050f886e");

    static final StructLayout LAYOUT = StructLayout.littleEndian("VHDX region table", SIZE);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 4, "signature", "Always `regi`.").mustBe("regi");
    static final Field<Long> CHECKSUM = LAYOUT.u32(4, "checksum", "CRC-32C of the 64 KiB.").checksum(Checksums.CRC_32C);
    static final Field<Long> COUNT = LAYOUT.u32(8, "entry count", "At most 2047.");
    static final Field<Bytes> ENTRIES = LAYOUT.bytes(16, SIZE - 16, "entries", "32 bytes each.");

    static {
        LAYOUT.reserved(12, 4);
    }

    static final StructLayout ENTRY = StructLayout.littleEndian("VHDX region table entry", ENTRY_SIZE);
    static final Field<UUID> GUID = ENTRY.guid(0, "GUID", "What the region is.");
    static final Field<Long> OFFSET = ENTRY.u64(16, "file offset", "In bytes, a multiple of 1 MiB.");
    static final Field<Long> LENGTH = ENTRY.u32(24, "length", "In bytes, a multiple of 1 MiB.");
    static final Field<Long> FLAGS = ENTRY.u32(28, "flags", "Bit 0: who does not know the region must refuse the file.");

    /** @param before what of the file is taken already */
    static RegionTable read(Storage storage, List<Region> before, List<Remark> remarks) throws IOException {
        return read(storage, before, new FirstFault(remarks)).orElseThrow();
    }

    /** As {@link #read(Storage, List, List)}; empty when faults that were taken leave no table and metadata. */
    static Optional<RegionTable> read(Storage storage, List<Region> before, Faults faults) throws IOException {
        Optional<Copy> chosen = choose(storage, faults);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        Copy copy = chosen.get();
        long count = copy.image.get(COUNT);
        if (count > MAX_ENTRIES) {
            faults.found(VirtualDiskRule.REGION, copy.malformed(storage, COUNT.offset(), "entry count is " + count + ", expected at most " + MAX_ENTRIES));
            return Optional.empty();
        }
        byte[] entries = copy.image.get(ENTRIES).toArray();
        List<Region> taken = new ArrayList<>(before);
        Set<UUID> seen = new HashSet<>();
        Optional<Region> table = Optional.empty();
        Optional<Region> metadata = Optional.empty();
        List<Region> unknown = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = ENTRIES.offset() + i * ENTRY_SIZE;
            StructImage entry = ENTRY.view(storage.name(), copy.position + at, entries, i * ENTRY_SIZE);
            UUID guid = entry.get(GUID);
            Region region = new Region(nameOf(guid), entry.get(OFFSET), entry.get(LENGTH));
            if (!checkPlace(storage, copy, region, at + OFFSET.offset(), taken, faults)) {
                seen.add(guid);
                continue;
            }
            if (!seen.add(guid)) {
                faults.found(VirtualDiskRule.REGION, copy.malformed(storage, at, "the " + region.name() + " is listed twice"));
                continue;
            }
            taken.add(region);
            if (guid.equals(TABLE_GUID)) {
                table = Optional.of(region);
            } else if (guid.equals(METADATA_GUID)) {
                metadata = Optional.of(region);
            } else {
                if ((entry.get(FLAGS) & 1) != 0) {
                    faults.found(
                            VirtualDiskRule.UNKNOWN_REGION,
                            new UnsupportedException(
                                    storage.name(), LAYOUT.name(), copy.position + at, "the " + region.name() + " is required and not known here"));
                }
                unknown.add(region);
            }
        }
        for (UUID guid : new UUID[] {TABLE_GUID, METADATA_GUID}) {
            if (!seen.contains(guid)) {
                faults.found(VirtualDiskRule.REGION, copy.malformed(storage, COUNT.offset(), "no " + nameOf(guid) + " is listed"));
            }
        }
        return table.isEmpty() || metadata.isEmpty() ? Optional.empty() : Optional.of(new RegionTable(table.get(), metadata.get(), unknown));
    }

    /** One of the two copies, and where it stands in the file. */
    private record Copy(StructImage image, long position) {

        MalformedException malformed(Storage storage, int offset, String problem) {
            return new MalformedException(storage.name(), LAYOUT.name(), position + offset, problem);
        }
    }

    /** The first table, or the second when the first is damaged. */
    private static Optional<Copy> choose(Storage storage, Faults faults) throws IOException {
        byte[] first = storage.read(FIRST, SIZE);
        byte[] second = storage.read(SECOND, SIZE);
        MalformedException problem;
        try {
            StructImage image = LAYOUT.read(storage.name(), FIRST, first);
            if (!Arrays.equals(first, second)) {
                faults.odd(Condition.REGION_TABLE_DAMAGED, LAYOUT.name(), SECOND, "the second region table differs from the first");
            }
            return Optional.of(new Copy(image, FIRST));
        } catch (MalformedException e) {
            problem = e;
        }
        try {
            StructImage image = LAYOUT.read(storage.name(), SECOND, second);
            faults.odd(Condition.REGION_TABLE_DAMAGED, LAYOUT.name(), problem.position(), "the first region table is damaged: " + problem.problem());
            return Optional.of(new Copy(image, SECOND));
        } catch (MalformedException e) {
            faults.found(VirtualDiskRule.REGION_TABLE, problem);
            faults.found(VirtualDiskRule.REGION_TABLE, e);
            return Optional.empty();
        }
    }

    /** The bytes of the table that counts, when the other copy is damaged or differs: what belongs into both places. */
    static Optional<byte[]> forBothPlaces(Storage storage) throws IOException {
        List<Remark> remarks = new ArrayList<>();
        Optional<Copy> copy = choose(storage, new FirstFault(remarks));
        return remarks.isEmpty() ? Optional.empty() : Optional.of(copy.orElseThrow().image.toArray());
    }

    /** Whether the region may lie there. */
    private static boolean checkPlace(Storage storage, Copy copy, Region region, int at, List<Region> taken, Faults faults) throws IOException {
        String problem = region.problemIn(storage.size());
        if (!problem.isEmpty()) {
            faults.found(VirtualDiskRule.REGION, copy.malformed(storage, at, problem));
            return false;
        }
        for (Region other : taken) {
            if (region.overlaps(other)) {
                faults.found(VirtualDiskRule.REGION, copy.malformed(storage, at, "the " + region.name() + " at 0x" + Long.toHexString(region.offset())
                        + " overlaps the " + other.name() + " at 0x" + Long.toHexString(other.offset())));
                return false;
            }
        }
        return true;
    }

    private static String nameOf(UUID guid) {
        if (guid.equals(TABLE_GUID)) {
            return "block allocation table";
        }
        return guid.equals(METADATA_GUID) ? "metadata region" : "region {" + guid + "}";
    }
}
