package org.bcdkit.ntfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;

/** The names in a folder: a B+ tree that starts in its index root and goes on in its index blocks. */
final class DirectoryIndex {

    private static final String NAME = "$I30";
    private static final int FILE_NAMES = AttributeType.FILE_NAME;
    private static final int BY_NAME = 1;
    private static final int MAX_BLOCK = 64 << 10;
    /** Unit of the places of index blocks that are smaller than a cluster. */
    private static final int SMALL_UNIT = 512;
    /** A tree that is as full as it has to be has more names than a volume can have files with far fewer levels. */
    private static final int MAX_DEPTH = 32;

    static final StructLayout ROOT = StructLayout.littleEndian("index root", 16);
    static final Field<Long> TYPE = ROOT.u32(0, "indexed attribute", "0x30: file names.");
    static final Field<Long> COLLATION = ROOT.u32(4, "collation rule", "1: as file names.");
    static final Field<Long> BLOCK_SIZE = ROOT.u32(8, "index block size", "In bytes.");
    static final Field<Long> BLOCK_UNITS = ROOT.u8(12, "index block clusters", "The same in clusters, or in units of 512 bytes.");

    static final StructLayout BLOCK = StructLayout.littleEndian("index block", 24);
    static final Field<String> SIGNATURE = BLOCK.ascii(0, 4, "signature", "`INDX`.");
    static final Field<Long> SEQUENCE_OFFSET = BLOCK.u16(4, "update sequence offset", "See the multi-sector header.");
    static final Field<Long> SEQUENCE_SIZE = BLOCK.u16(6, "update sequence size", "See the multi-sector header.");
    static final Field<Long> LOG_SEQUENCE = BLOCK.u64(8, "log file sequence number", "Of the last change.");
    static final Field<Long> PLACE = BLOCK.u64(16, "VCN", "Where the block is in the index allocation: in clusters, or in units of 512 bytes.");

    static {
        ROOT.reserved(13, 3);
    }

    private final NtfsFile folder;
    private final UpperCase upperCase;
    private final int blockSize;
    private final int unit;
    private final Optional<RunStorage> blocks;

    private DirectoryIndex(NtfsFile folder, UpperCase upperCase, int blockSize, int unit, Optional<RunStorage> blocks) {
        this.folder = folder;
        this.upperCase = upperCase;
        this.blockSize = blockSize;
        this.unit = unit;
        this.blocks = blocks;
    }

    static DirectoryIndex open(NtfsFile folder, UpperCase upperCase) throws IOException {
        byte[] value = folder.resident(AttributeType.INDEX_ROOT, NAME);
        StructImage root = ROOT.view(folder.clusters().name(), folder.base().position(), value, 0);
        if (root.get(TYPE) != FILE_NAMES || root.get(COLLATION) != BY_NAME) {
            throw folder.malformed("its index is of attribute 0x" + Long.toHexString(root.get(TYPE)) + " by rule " + root.get(COLLATION)
                    + ", expected one of file names, 0x30, by rule 1");
        }
        long blockSize = root.get(BLOCK_SIZE);
        if (Long.bitCount(blockSize) != 1 || blockSize < SMALL_UNIT || blockSize > MAX_BLOCK) {
            throw folder.malformed("its index blocks have " + blockSize + " bytes, expected a power of two from 512 to 65536");
        }
        int clusterSize = folder.clusters().size();
        int unit = clusterSize <= blockSize ? clusterSize : SMALL_UNIT;
        return new DirectoryIndex(folder, upperCase, (int) blockSize, unit, folder.stored(AttributeType.INDEX_ALLOCATION, NAME));
    }

    /** All entries that have a long name, in order. */
    List<IndexNode.Entry> list() throws IOException {
        List<IndexNode.Entry> found = new ArrayList<>();
        new Walk() {
            @Override
            int direction(FileName name) {
                return 0;
            }

            @Override
            void visit(IndexNode.Entry entry) {
                if (!entry.name().orElseThrow().isShort()) {
                    found.add(entry);
                }
            }
        }.start();
        return found;
    }

    /** The entry of that name, long or short. In a folder whose names differ in case only, the one that is the same, or else the first. */
    Optional<IndexNode.Entry> find(String sought) throws IOException {
        List<IndexNode.Entry> found = new ArrayList<>();
        new Walk() {
            @Override
            int direction(FileName name) {
                return upperCase.compare(sought, name.name());
            }

            @Override
            void visit(IndexNode.Entry entry) {
                found.add(entry);
            }
        }.start();
        for (IndexNode.Entry entry : found) {
            if (entry.name().orElseThrow().name().equals(sought)) {
                return Optional.of(entry);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    /** Goes through part of the tree in order, and never twice through one block, however damaged the tree is. */
    private abstract class Walk {

        private final Set<Long> seen = new HashSet<>();

        /** Whether what is looked for comes before a name (negative), after it (positive), or can be on both sides. */
        abstract int direction(FileName name);

        abstract void visit(IndexNode.Entry entry);

        void start() throws IOException {
            byte[] value = folder.resident(AttributeType.INDEX_ROOT, NAME);
            go(IndexNode.entries(folder.clusters().name(), folder.base().position(), value, ROOT.size()), 1);
        }

        private void go(List<IndexNode.Entry> entries, int depth) throws IOException {
            for (IndexNode.Entry entry : entries) {
                int direction = entry.name().isEmpty() ? -1 : direction(entry.name().get());
                if (direction <= 0 && entry.below().isPresent()) {
                    goBelow(entry.below().get(), depth + 1);
                }
                if (direction < 0) {
                    return;
                }
                if (direction == 0) {
                    visit(entry);
                }
            }
        }

        private void goBelow(long place, int depth) throws IOException {
            if (!seen.add(place) || depth > MAX_DEPTH) {
                throw folder.malformed("its index has no end: the block at " + place + " is reached again, or after " + depth + " levels");
            }
            go(block(place), depth);
        }
    }

    private List<IndexNode.Entry> block(long place) throws IOException {
        if (blocks.isEmpty() || place < 0 || place > blocks.get().size() / unit - blockSize / unit) {
            throw folder.malformed("its index refers to a block at " + place + ", and its blocks take "
                    + (blocks.isEmpty() ? 0 : blocks.get().size() / unit) + " units of " + unit + " bytes");
        }
        String source = folder.clusters().name();
        long position = blocks.get().volumePosition(place * unit);
        byte[] bytes = blocks.get().read(place * unit, blockSize);
        UpdateSequence.restore(source, BLOCK.name(), position, bytes, "INDX");
        StructImage block = BLOCK.view(source, position, bytes, 0);
        if (block.get(PLACE) != place) {
            throw new MalformedException(source, BLOCK.name(), position + PLACE.offset(), "VCN is " + block.get(PLACE) + ", expected " + place);
        }
        return IndexNode.entries(source, position, bytes, BLOCK.size());
    }
}
