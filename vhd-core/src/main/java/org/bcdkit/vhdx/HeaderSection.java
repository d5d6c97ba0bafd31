package org.bcdkit.vhdx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.Remark;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/** The first MiB of a VHDX file: what it is, and the header that counts. MS-VHDX 2.2. */
record HeaderSection(VhdxHeader header, String creator) {

    private static final int CREATOR_OFFSET = 8;
    private static final int CREATOR_LENGTH = 512;
    private static final long MAX_LOG = 1L << 30;

    static HeaderSection read(Storage storage, List<Remark> remarks) throws IOException {
        String creator = new String(storage.read(CREATOR_OFFSET, CREATOR_LENGTH), StandardCharsets.UTF_16LE);
        int end = creator.indexOf('\0');
        VhdxHeader header = current(storage, remarks);
        check(storage, header);
        return new HeaderSection(header, end < 0 ? creator : creator.substring(0, end));
    }

    private static VhdxHeader current(Storage storage, List<Remark> remarks) throws IOException {
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
                throw problem.get();
            }
            problem = Optional.of(e);
        }
        if (problem.isPresent()) {
            remarks.add(new Remark(Condition.HEADER_DAMAGED, (first.isPresent() ? "header 2" : "header 1") + " is damaged: " + problem.get().problem()));
            return first.isPresent() ? first.get() : second.orElseThrow();
        }
        int order = Long.compareUnsigned(first.get().sequence(), second.orElseThrow().sequence());
        if (order == 0 && !first.equals(second)) {
            throw new MalformedException(
                    storage.name(),
                    VhdxHeader.LAYOUT.name(),
                    VhdxHeader.SECOND + VhdxHeader.SEQUENCE.offset(),
                    "both headers have sequence number " + Long.toUnsignedString(first.get().sequence()) + " but differ");
        }
        return order >= 0 ? first.get() : second.get();
    }

    private static void check(Storage storage, VhdxHeader header) throws IOException {
        long version = header.image().get(VhdxHeader.VERSION);
        long logVersion = header.image().get(VhdxHeader.LOG_VERSION);
        if (version != 1 || header.hasLog() && logVersion != 0) {
            throw new UnsupportedException(
                    storage.name(), VhdxHeader.LAYOUT.name(), VhdxHeader.FIRST + VhdxHeader.VERSION.offset(), "version is " + version
                            + " and log version " + logVersion + ", supported are 1 and 0");
        }
        Region log = header.log();
        if (log.length() == 0 && !header.hasLog()) {
            return;
        }
        String problem = log.length() > MAX_LOG ? "the log has " + log.length() + " bytes, expected at most 1 GiB" : log.problemIn(storage.size());
        if (!problem.isEmpty()) {
            throw new MalformedException(storage.name(), VhdxHeader.LAYOUT.name(), VhdxHeader.FIRST + VhdxHeader.LOG_LENGTH.offset(), problem);
        }
    }
}
