package org.bcdkit.vhdx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.WritableDisk;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.storage.WritableStorage;

/** Opens a VHDX file: headers, log, region table, metadata, block allocation table. */
public final class VhdxReader {

    static final byte[] SIGNATURE = "vhdxfile".getBytes(StandardCharsets.US_ASCII);

    private VhdxReader() {}

    /** Whether {@code storage} starts as every VHDX does. */
    public static boolean recognises(Storage storage) throws IOException {
        return storage.size() >= SIGNATURE.length && Arrays.equals(storage.read(0, SIGNATURE.length), SIGNATURE);
    }

    /**
     * Opens the VHDX in {@code storage}, without its parents.
     *
     * @throws org.bcdkit.storage.MalformedException when the file contradicts the format
     * @throws UnsupportedException when it needs something that is not known here
     */
    public static VirtualDisk open(Storage file) throws IOException {
        List<Remark> remarks = new ArrayList<>();
        VhdxHeader header = HeaderPair.current(file, remarks);
        Storage storage = file;
        if (header.hasLog()) {
            storage = VhdxLog.replayed(file, header);
            remarks.add(new Remark(Condition.LOG_NOT_EMPTY, "the image was not closed cleanly: its log holds changes that are not in place yet"));
        }
        RegionTable regions = RegionTable.read(storage, header.taken(), remarks);
        VhdxMetadata metadata = VhdxMetadata.read(storage, regions.metadata(), remarks);
        VhdxBlockTable table = VhdxBlockTable.open(storage, regions.table(), metadata);
        BlockSurvey survey = BlockSurvey.of(table, occupied(header, regions), remarks);
        VhdxSpace space = survey.space(regions.unknown());
        if (metadata.leaveAllocated() && space.bytesToGrow() > 0) {
            remarks.add(
                    new Remark(Condition.FIXED_NOT_ALLOCATED, "declared fixed but " + ByteSize.format(space.bytesToGrow()) + " are not allocated"));
        }
        return new Vhdx(file, storage, header, metadata, table, space, Optional.empty(), remarks);
    }

    /**
     * Opens for writing what {@link #open} made of {@code file}.
     *
     * @param disk with its parents, when it has any
     */
    public static WritableDisk openForWriting(WritableStorage file, VirtualDisk disk) throws IOException {
        return openForWriting(file, disk, UUID.randomUUID());
    }

    /**
     * As {@link #openForWriting(WritableStorage, VirtualDisk)}.
     *
     * @param dataWrite what names the disk to its children when it has been changed
     */
    public static WritableDisk openForWriting(WritableStorage file, VirtualDisk disk, UUID dataWrite) throws IOException {
        return WritableVhdx.of(file, (Vhdx) disk, dataWrite);
    }

    /** @throws UnsupportedException when there is no room for a log, or a region of which nothing is known may depend on the disk */
    public static void checkWritable(VirtualDisk disk) throws UnsupportedException {
        WritableVhdx.check((Vhdx) disk);
    }

    private static List<Region> occupied(VhdxHeader header, RegionTable regions) {
        List<Region> occupied = new ArrayList<>(header.taken());
        occupied.addAll(regions.unknown());
        occupied.add(regions.table());
        occupied.add(regions.metadata());
        return occupied;
    }
}
