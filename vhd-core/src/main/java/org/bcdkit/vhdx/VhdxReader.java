package org.bcdkit.vhdx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.disk.FirstFault;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.WritableDisk;
import org.bcdkit.storage.RandomGuid;
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
        FirstFault faults = new FirstFault(remarks);
        VhdxStructures structures = VhdxStructures.read(file, faults);
        VhdxSpace space = structures.survey(faults);
        return new Vhdx(
                file,
                structures.storage(),
                structures.header().orElseThrow(),
                structures.metadata().orElseThrow(),
                structures.table().orElseThrow(),
                space,
                Optional.empty(),
                remarks);
    }

    /**
     * Opens for writing what {@link #open} made of {@code file}.
     *
     * @param disk with its parents, when it has any
     */
    public static WritableDisk openForWriting(WritableStorage file, VirtualDisk disk) throws IOException {
        return openForWriting(file, disk, RandomGuid.next());
    }

    /**
     * As {@link #openForWriting(WritableStorage, VirtualDisk)}.
     *
     * @param dataWrite what names the disk to its children when it has been changed
     */
    public static WritableDisk openForWriting(WritableStorage file, VirtualDisk disk, UUID dataWrite) throws IOException {
        return WritableVhdx.of(file, (Vhdx) disk, dataWrite);
    }

    /**
     * @throws UnsupportedException when there is no room for a log, when replaying it would take too much, or a region of which nothing is known may depend
     *         on the disk
     */
    public static void checkWritable(VirtualDisk disk) throws IOException {
        WritableVhdx.check((Vhdx) disk);
    }
}
