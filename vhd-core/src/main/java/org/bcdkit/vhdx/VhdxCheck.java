package org.bcdkit.vhdx;

import java.io.IOException;
import java.util.Arrays;
import org.bcdkit.disk.CheckLevel;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.NewDiskLimits;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.Storage;

/** Goes through a VHDX and tells all that is wrong with it. */
public final class VhdxCheck {

    private static final String IDENTIFIER = "VHDX file identifier";

    private VhdxCheck() {}

    /** Whether {@code file} starts as a VHDX does, or has lost that and still has an intact header in its place. */
    public static boolean recognises(Storage file) throws IOException {
        return VhdxReader.recognises(file) || isHeader(file, VhdxHeader.FIRST) || isHeader(file, VhdxHeader.SECOND);
    }

    private static boolean isHeader(Storage file, long position) throws IOException {
        if (file.size() < position + VhdxHeader.SIZE) {
            return false;
        }
        try {
            VhdxHeader.read(file.name(), position, file.read(position, VhdxHeader.SIZE));
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    /**
     * Checks the image in {@code file} by itself.
     *
     * @param progress hears of the bytes of the disk, when bitmaps are read
     */
    public static void check(Storage file, CheckLevel level, Faults faults, Progress progress) throws IOException {
        if (!VhdxReader.recognises(file)) {
            faults.found(VirtualDiskRule.IDENTIFIER, new MalformedException(file.name(), IDENTIFIER, 0, "the file does not start with `vhdxfile`"));
        }
        VhdxStructures structures = VhdxStructures.read(file, faults);
        if (structures.metadata().isPresent() && structures.metadata().get().virtualSize() > NewDiskLimits.MAX_VHDX) {
            long size = structures.metadata().get().virtualSize();
            long position = structures.regions().orElseThrow().metadata().offset();
            String problem = "the disk has " + size + " bytes, a VHDX at most " + NewDiskLimits.MAX_VHDX + " (64 TiB)";
            faults.found(VirtualDiskRule.VHDX_SIZE, new MalformedException(file.name(), "VHDX metadata item", position, problem));
        }
        if (structures.table().isPresent() && level.includes(CheckLevel.FULL)) {
            structures.survey(faults);
            if (level.includes(CheckLevel.DEEP) && structures.metadata().orElseThrow().parent().isPresent()) {
                checkBitmaps(structures.table().get(), faults, progress);
            }
        }
    }

    /** Looks into all bitmaps: whether they can be read, and say of partially present blocks that they are. */
    private static void checkBitmaps(VhdxBlockTable table, Faults faults, Progress progress) throws IOException {
        VhdxMetadata metadata = table.metadata();
        int bytesOfBlock = metadata.blockSize() / metadata.sectorSize() / 8;
        for (long chunk = 0; chunk < metadata.blocks(); chunk += table.chunkRatio()) {
            progress.reached(chunk * metadata.blockSize(), metadata.virtualSize());
            BlockEntry entry = table.bitmap(chunk);
            boolean isReadable = entry.position() > 0 && entry.position() <= table.storage().size() - Region.MIB;
            if (entry.state() != BlockEntry.BITMAP_PRESENT || !isReadable) {
                continue;
            }
            byte[] bits = table.storage().read(entry.position(), (int) Region.MIB);
            long end = Math.min(metadata.blocks(), chunk + table.chunkRatio());
            for (long block = chunk; block < end; block++) {
                int at = (int) (block - chunk) * bytesOfBlock;
                boolean isEmpty = Arrays.equals(bits, at, at + bytesOfBlock, new byte[bytesOfBlock], 0, bytesOfBlock);
                if (isEmpty && table.payload(block).state() == BlockEntry.PARTIALLY_PRESENT && faults.wants(VirtualDiskRule.BITMAP_EMPTY)) {
                    String problem = "block " + block + " is partially present, and none of its sectors is marked";
                    faults.found(
                            VirtualDiskRule.BITMAP_EMPTY,
                            new MalformedException(table.storage().name(), "VHDX sector bitmap", entry.position() + at, problem));
                }
            }
        }
    }
}
