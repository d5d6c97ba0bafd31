package org.bcdkit.vhdx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.Storage;

/**
 * What a VHDX has beside its blocks. Where faults were taken, parts are absent.
 *
 * @param storage the file as it will be when its log is replayed
 * @param taken what of the file belongs to the header area and the log
 */
record VhdxStructures(
        Storage storage,
        Optional<VhdxHeader> header,
        List<Region> taken,
        Optional<RegionTable> regions,
        Optional<VhdxMetadata> metadata,
        Optional<VhdxBlockTable> table) {

    /** Reads and checks them, but for the entries of the block allocation table. */
    static VhdxStructures read(Storage file, Faults faults) throws IOException {
        Optional<VhdxHeader> header = HeaderPair.current(file, faults);
        Storage storage = file;
        List<Region> taken = List.of(VhdxHeader.AREA);
        if (header.isPresent() && HeaderPair.logProblem(file, header.get()).isEmpty()) {
            taken = header.get().taken();
            storage = header.get().hasLog() ? replayed(file, header.get(), faults) : file;
        }
        Optional<RegionTable> regions = RegionTable.read(storage, taken, faults);
        Optional<VhdxMetadata> metadata = Optional.empty();
        Optional<VhdxBlockTable> table = Optional.empty();
        if (regions.isPresent()) {
            metadata = VhdxMetadata.read(storage, regions.get().metadata(), faults);
        }
        if (metadata.isPresent()) {
            table = VhdxBlockTable.open(storage, regions.get().table(), metadata.get(), faults);
        }
        return new VhdxStructures(storage, header, taken, regions, metadata, table);
    }

    private static Storage replayed(Storage file, VhdxHeader header, Faults faults) throws IOException {
        try {
            Storage replayed = VhdxLog.replayed(file, header);
            faults.odd(
                    Condition.LOG_NOT_EMPTY,
                    VhdxLog.STRUCTURE,
                    header.log().offset(),
                    "the image was not closed cleanly: its log holds changes that are not in place yet");
            return replayed;
        } catch (FormatException e) {
            faults.found(VirtualDiskRule.LOG, e);
            return file;
        }
    }

    /** Goes over the block allocation table, which there has to be, and gives what is taken of the file. */
    VhdxSpace survey(Faults faults) throws IOException {
        List<Region> occupied = new ArrayList<>(taken);
        RegionTable listed = regions.orElseThrow();
        occupied.addAll(listed.unknown());
        occupied.add(listed.table());
        occupied.add(listed.metadata());
        VhdxSpace space = BlockSurvey.of(table.orElseThrow(), occupied, faults).space(listed.unknown());
        if (metadata.orElseThrow().leaveAllocated() && space.bytesToGrow() > 0) {
            faults.odd(
                    Condition.FIXED_NOT_ALLOCATED,
                    VhdxBlockTable.STRUCTURE,
                    listed.table().offset(),
                    "declared fixed but " + ByteSize.format(space.bytesToGrow()) + " are not allocated");
        }
        return space;
    }
}
