package org.bcdkit.vhdx;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.FirstFault;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.layout.Field;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/** The two headers of a VHDX file, which are written in turn: one is always whole. MS-VHDX 2.2.2. */
final class HeaderPair {

    private static final long MAX_LOG = 1L << 30;

    private HeaderPair() {}

    /** The header that counts. */
    static VhdxHeader current(Storage storage, List<Remark> remarks) throws IOException {
        return current(storage, new FirstFault(remarks)).orElseThrow();
    }

    /** The header that counts; empty when faults that were taken leave none. */
    static Optional<VhdxHeader> current(Storage storage, Faults faults) throws IOException {
        Optional<VhdxHeader> header = choose(storage, faults);
        if (header.isPresent()) {
            check(storage, header.get(), faults);
        }
        return header;
    }

    private static Optional<VhdxHeader> choose(Storage storage, Faults faults) throws IOException {
        byte[] firstBytes = storage.read(VhdxHeader.FIRST, VhdxHeader.SIZE);
        byte[] secondBytes = storage.read(VhdxHeader.SECOND, VhdxHeader.SIZE);
        Optional<VhdxHeader> first = Optional.empty();
        Optional<MalformedException> problem = Optional.empty();
        try {
            first = Optional.of(VhdxHeader.read(storage.name(), VhdxHeader.FIRST, firstBytes));
        } catch (MalformedException e) {
            problem = Optional.of(e);
        }
        Optional<VhdxHeader> second = Optional.empty();
        try {
            second = Optional.of(VhdxHeader.read(storage.name(), VhdxHeader.SECOND, secondBytes));
        } catch (MalformedException e) {
            if (problem.isPresent()) {
                faults.found(VirtualDiskRule.HEADER, problem.get());
                faults.found(VirtualDiskRule.HEADER, e);
                return Optional.empty();
            }
            problem = Optional.of(e);
        }
        if (problem.isPresent()) {
            faults.odd(
                    Condition.HEADER_DAMAGED,
                    VhdxHeader.LAYOUT.name(),
                    problem.get().position(),
                    (first.isPresent() ? "header 2" : "header 1") + " is damaged: " + problem.get().problem());
            return first.isPresent() ? first : second;
        }
        return Optional.of(newer(storage, first.get(), second.orElseThrow(), faults));
    }

    private static VhdxHeader newer(Storage storage, VhdxHeader first, VhdxHeader second, Faults faults) throws IOException {
        int order = Long.compareUnsigned(first.sequence(), second.sequence());
        if (order == 0 && !first.image().equals(second.image())) {
            faults.found(
                    VirtualDiskRule.HEADER,
                    malformed(storage, second, VhdxHeader.SEQUENCE, "both headers have sequence number " + Long.toUnsignedString(first.sequence())
                            + " but differ"));
        }
        return order >= 0 ? first : second;
    }

    private static void check(Storage storage, VhdxHeader header, Faults faults) throws IOException {
        long version = header.image().get(VhdxHeader.VERSION);
        long logVersion = header.image().get(VhdxHeader.LOG_VERSION);
        if (version != 1 || header.hasLog() && logVersion != 0) {
            faults.found(
                    VirtualDiskRule.VERSION,
                    new UnsupportedException(
                            storage.name(), VhdxHeader.LAYOUT.name(), header.positionOf(VhdxHeader.VERSION), "version is " + version + " and log version "
                                    + logVersion + ", supported are 1 and 0"));
        }
        Optional<MalformedException> problem = logProblem(storage, header);
        if (problem.isPresent()) {
            faults.found(VirtualDiskRule.LOG_PLACE, problem.get());
        }
    }

    /** What is wrong with where the log lies. */
    static Optional<MalformedException> logProblem(Storage storage, VhdxHeader header) {
        Region log = header.log();
        if (log.length() == 0 && !header.hasLog()) {
            return Optional.empty();
        }
        if (log.length() > MAX_LOG) {
            return Optional.of(malformed(storage, header, VhdxHeader.LOG_LENGTH, "the log has " + log.length() + " bytes, expected at most 1 GiB"));
        }
        String problem = log.problemIn(storage.size());
        return problem.isEmpty() ? Optional.empty() : Optional.of(malformed(storage, header, VhdxHeader.LOG_LENGTH, problem));
    }

    private static MalformedException malformed(Storage storage, VhdxHeader header, Field<?> field, String problem) {
        return new MalformedException(storage.name(), VhdxHeader.LAYOUT.name(), header.positionOf(field), problem);
    }
}
