package org.bcdkit.vhd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.layout.Checksums;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/** What a dynamic or differencing VHD says about its blocks and its parent. VHD specification, "Dynamic Disk Header Format". */
record VhdDynamicHeader(StructImage image) {

    static final int SIZE = 1024;

    static final StructLayout LAYOUT = StructLayout.bigEndian("VHD dynamic header", SIZE);
    static final Field<String> COOKIE = LAYOUT.ascii(0, 8, "cookie", "Always `cxsparse`.").mustBe("cxsparse");
    static final Field<Long> NEXT = LAYOUT.u64(8, "data offset", "Position of a next structure; all ones, since there is none.");
    static final Field<Long> TABLE_OFFSET = LAYOUT.u64(16, "table offset", "Position of the block allocation table in bytes.");
    static final Field<Long> VERSION = LAYOUT.u32(24, "header version", "0x10000.");
    static final Field<Long> MAX_ENTRIES = LAYOUT.u32(28, "max table entries", "Entries in the block allocation table.");
    static final Field<Long> BLOCK_SIZE = LAYOUT.u32(32, "block size", "Payload of a block in bytes: a power of two, 2 MiB by default.");
    static final Field<Long> CHECKSUM =
            LAYOUT.u32(36, "checksum", "One's complement of the sum of all bytes.").checksum(Checksums.ONES_COMPLEMENT);
    static final Field<Bytes> PARENT_ID = LAYOUT.bytes(40, 16, "parent unique id", "Unique id in the parent's footer; zero in a dynamic disk.");
    static final Field<Long> PARENT_TIME =
            LAYOUT.u32(56, "parent time stamp", "When the parent's file was last changed, in seconds since 2000-01-01 UTC.");
    static final Field<String> PARENT_NAME = LAYOUT.utf16(64, 512, "parent name", "Name of the parent's file, padded with zeros.");
    private static final List<Field<Bytes>> LOCATORS = new ArrayList<>();

    static {
        LAYOUT.reserved(60, 4);
        for (int i = 0; i < 8; i++) {
            LOCATORS.add(LAYOUT.bytes(576 + i * VhdParentLocator.SIZE, VhdParentLocator.SIZE, "parent locator " + (i + 1), "Where the parent is."));
        }
        LAYOUT.reserved(768, 256);
    }

    static VhdDynamicHeader read(String source, long position, byte[] bytes) throws MalformedException {
        return new VhdDynamicHeader(LAYOUT.read(source, position, bytes));
    }

    /** As {@link #read}, whatever the checksum is; empty when nothing looks like a dynamic header there. */
    static Optional<VhdDynamicHeader> readDamaged(String source, long position, byte[] bytes) {
        try {
            return Optional.of(new VhdDynamicHeader(LAYOUT.view(source, position, bytes, 0)));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    long tableOffset() {
        return image.get(TABLE_OFFSET);
    }

    long maxEntries() {
        return image.get(MAX_ENTRIES);
    }

    long blockSize() {
        return image.get(BLOCK_SIZE);
    }

    /** The parent locators that are in use, in the order stored. {@code position} is that of this header. */
    List<VhdParentLocator> locators(String source, long position) throws MalformedException {
        List<VhdParentLocator> used = new ArrayList<>();
        for (Field<Bytes> field : LOCATORS) {
            VhdParentLocator locator = VhdParentLocator.read(source, position + field.offset(), image.get(field).toArray());
            if (locator.isUsed()) {
                used.add(locator);
            }
        }
        return used;
    }

    /**
     * This header of a disk that has a parent.
     *
     * @param modified as stored
     * @param locators at most eight
     */
    VhdDynamicHeader withParent(Bytes identity, long modified, String name, List<VhdParentLocator> locators) {
        StructImage changed = image.with(PARENT_ID, identity).with(PARENT_TIME, modified).with(PARENT_NAME, name);
        for (int i = 0; i < locators.size(); i++) {
            changed = changed.with(LOCATORS.get(i), Bytes.of(locators.get(i).image().toArray()));
        }
        return new VhdDynamicHeader(changed);
    }

    /** This header without parent locators. */
    VhdDynamicHeader withoutParent() {
        StructImage changed = image;
        for (Field<Bytes> locator : LOCATORS) {
            changed = changed.with(locator, Bytes.of(new byte[VhdParentLocator.SIZE]));
        }
        return new VhdDynamicHeader(changed);
    }

    byte[] toBytes() {
        return image.sealed().toArray();
    }
}
