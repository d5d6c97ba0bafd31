package org.bcdkit.vhdx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.FirstFault;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/** The list of metadata items at the start of the metadata region. MS-VHDX 2.6.1. */
final class MetadataTable {

    static final int SIZE = 64 << 10;
    static final int MAX_ENTRIES = 2047;
    private static final int MAX_USER_ENTRIES = 1024;
    private static final long MAX_ITEM = 1 << 20;

    static final StructLayout LAYOUT = StructLayout.littleEndian("VHDX metadata table", 32);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 8, "signature", "Always `metadata`.").mustBe("metadata");
    static final Field<Long> COUNT = LAYOUT.u16(10, "entry count", "At most 2047.");

    static {
        LAYOUT.reserved(8, 2);
        LAYOUT.reserved(12, 20);
    }

    static final StructLayout ENTRY = StructLayout.littleEndian("VHDX metadata table entry", 32);
    static final Field<UUID> ITEM = ENTRY.guid(0, "item GUID", "What the item is.");
    static final Field<Long> OFFSET = ENTRY.u32(16, "offset", "From the start of the metadata region, in bytes.");
    static final Field<Long> LENGTH = ENTRY.u32(20, "length", "In bytes, at most 1 MiB.");
    static final Field<Long> FLAGS = ENTRY.u32(24, "flags", "1: user item; 2: belongs to the virtual disk; 4: required.");

    static {
        ENTRY.reserved(28, 4);
    }

    static final int USER = 1;
    static final int VIRTUAL_DISK = 2;
    static final int REQUIRED = 4;

    /**
     * One item in the list.
     *
     * @param position in the file, in bytes
     * @param entry where its entry in the table stands
     */
    record Item(UUID guid, long position, int length, int flags, long entry) {

        boolean isUser() {
            return (flags & USER) != 0;
        }

        boolean isRequired() {
            return (flags & REQUIRED) != 0;
        }
    }

    private final Storage storage;
    private final List<Item> items;

    private MetadataTable(Storage storage, List<Item> items) {
        this.storage = storage;
        this.items = items;
    }

    static MetadataTable read(Storage storage, Region region) throws IOException {
        return read(storage, region, new FirstFault(List.of())).orElseThrow();
    }

    /** As {@link #read(Storage, Region)}, without the items in which faults were taken; empty when there is no list. */
    static Optional<MetadataTable> read(Storage storage, Region region, Faults faults) throws IOException {
        StructImage head;
        try {
            head = LAYOUT.read(storage.name(), region.offset(), storage.read(region.offset(), LAYOUT.size()));
        } catch (MalformedException e) {
            faults.found(VirtualDiskRule.METADATA_TABLE, e);
            return Optional.empty();
        }
        int count = head.getInt(COUNT);
        if (count > MAX_ENTRIES) {
            found(storage, region.offset() + COUNT.offset(), "entry count is " + count + ", expected at most " + MAX_ENTRIES, faults);
            return Optional.empty();
        }
        long start = region.offset() + LAYOUT.size();
        byte[] entries = storage.read(start, count * ENTRY.size());
        List<Item> items = new ArrayList<>(count);
        int users = 0;
        for (int i = 0; i < count; i++) {
            int at = i * ENTRY.size();
            Optional<Item> item = item(storage, region, ENTRY.view(storage.name(), start + at, entries, at), start + at, faults);
            if (item.isPresent() && fits(storage, items, item.get(), faults)) {
                items.add(item.get());
                users += item.get().isUser() ? 1 : 0;
            }
        }
        if (users > MAX_USER_ENTRIES) {
            found(storage, start, users + " user items are listed, expected at most " + MAX_USER_ENTRIES, faults);
        }
        return Optional.of(new MetadataTable(storage, items));
    }

    private static Optional<Item> item(Storage storage, Region region, StructImage entry, long position, Faults faults) throws IOException {
        long offset = entry.get(OFFSET);
        long length = entry.get(LENGTH);
        int flags = entry.getInt(FLAGS);
        if ((flags & ~(USER | VIRTUAL_DISK | REQUIRED)) != 0 || (flags & USER) != 0 && (flags & REQUIRED) != 0) {
            found(storage, position + FLAGS.offset(), "flags are 0x" + Integer.toHexString(flags)
                    + ", expected a sum of 1 (user), 2 (virtual disk) and 4 (required) that is not both user and required", faults);
        }
        if (length > MAX_ITEM || length > 0 && (offset < SIZE || offset + length > region.length())) {
            found(storage, position + OFFSET.offset(), "item {" + entry.get(ITEM) + "} has " + length + " bytes at 0x"
                    + Long.toHexString(offset) + " of the region, expected at most 1 MiB between 0x10000 and 0x" + Long.toHexString(region.length()), faults);
            return Optional.empty();
        }
        return Optional.of(new Item(entry.get(ITEM), region.offset() + offset, (int) length, flags, position));
    }

    private static boolean fits(Storage storage, List<Item> others, Item item, Faults faults) throws IOException {
        for (Item other : others) {
            if (other.guid().equals(item.guid()) && other.isUser() == item.isUser()) {
                found(storage, item.entry(), "item {" + item.guid() + "} is listed twice", faults);
                return false;
            }
            if (other.position() < item.position() + item.length() && item.position() < other.position() + other.length()) {
                found(storage, item.entry() + OFFSET.offset(), "item {" + item.guid() + "} overlaps item {" + other.guid() + "}", faults);
                return false;
            }
        }
        return true;
    }

    List<Item> items() {
        return items;
    }

    Optional<Item> find(UUID guid) {
        for (Item item : items) {
            if (item.guid().equals(guid) && !item.isUser()) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    byte[] bytes(Item item) throws IOException {
        return storage.read(item.position(), item.length());
    }

    private static void found(Storage storage, long position, String problem, Faults faults) throws IOException {
        if (faults.wants(VirtualDiskRule.METADATA_TABLE)) {
            faults.found(VirtualDiskRule.METADATA_TABLE, new MalformedException(storage.name(), LAYOUT.name(), position, problem));
        }
    }
}
