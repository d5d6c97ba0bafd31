package org.bcdkit.vhd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.FirstFault;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/**
 * Finds the footer of a VHD: at the end, where it belongs; one byte short, as the first versions of Virtual PC left it; before padding that a
 * copying program added; or its copy at the start.
 */
final class VhdFooterSearch {

    private static final int PADDING_LIMIT = 64 << 10;
    private static final byte[] COOKIE = VhdFooter.COOKIE_TEXT.getBytes(StandardCharsets.US_ASCII);

    private final Storage storage;
    private final Faults faults;
    private final List<Remark> remarks;
    private Optional<MalformedException> firstFailure = Optional.empty();
    /** Those at the end and at the start, where footers belong. */
    private final List<MalformedException> failures = new ArrayList<>();

    private VhdFooterSearch(Storage storage, Faults faults, List<Remark> remarks) {
        this.storage = storage;
        this.faults = faults;
        this.remarks = remarks;
    }

    /**
     * Empty when nothing in the file looks like a footer.
     *
     * @throws MalformedException when something does, but none is intact
     */
    static Optional<FoundFooter> find(Storage storage) throws IOException {
        List<Remark> remarks = new ArrayList<>();
        VhdFooterSearch search = new VhdFooterSearch(storage, new FirstFault(remarks), remarks);
        Optional<FoundFooter> found = search.find();
        if (found.isEmpty() && search.firstFailure.isPresent()) {
            throw search.firstFailure.get();
        }
        return found;
    }

    /** The footer that counts. When none is intact, what looks most like it. Empty when nothing in the file looks like a footer. */
    static Optional<FoundFooter> find(Storage storage, Faults faults) throws IOException {
        VhdFooterSearch search = new VhdFooterSearch(storage, faults, List.of());
        Optional<FoundFooter> intact = search.find();
        Optional<FoundFooter> found = intact.isPresent() ? intact : search.damaged();
        if (found.isPresent()) {
            for (MalformedException failure : search.failures) {
                faults.found(VirtualDiskRule.FOOTER_CHECKSUM, failure);
            }
        }
        return found;
    }

    private Optional<FoundFooter> find() throws IOException {
        long size = storage.size();
        if (size < VhdFooter.SIZE - 1) {
            return Optional.empty();
        }
        Optional<VhdFooter> last = size < VhdFooter.SIZE ? Optional.empty() : footerAt(size - VhdFooter.SIZE, VhdFooter.SIZE);
        if (last.isPresent()) {
            return Optional.of(found(last.get(), size - VhdFooter.SIZE));
        }
        if (size % VhdFooter.SIZE == VhdFooter.SIZE - 1) {
            long position = size - (VhdFooter.SIZE - 1);
            Optional<VhdFooter> shortFooter = footerAt(position, VhdFooter.SIZE - 1);
            if (shortFooter.isPresent()) {
                remark(Condition.FOOTER_SHORT, position, "its footer has 511 bytes instead of 512");
                return Optional.of(found(shortFooter.get(), position));
            }
        }
        return findWithoutTail();
    }

    private Optional<FoundFooter> findWithoutTail() throws IOException {
        Optional<VhdFooter> copy = storage.size() < VhdFooter.SIZE ? Optional.empty() : footerAt(0, VhdFooter.SIZE);
        if (copy.isPresent() && copy.get().diskType() == VhdFooter.FIXED) {
            copy = Optional.empty(); // a fixed disk has no copy: this is a VHD on the disk of a VHD that lost its own footer
        }
        Optional<FoundFooter> padded = findBeforePadding(copy);
        if (padded.isPresent()) {
            return padded;
        }
        if (copy.isPresent()) {
            remark(Condition.FOOTER_MISSING, storage.size(), "there is no intact footer at its end; the copy at its start is intact");
            return Optional.of(new FoundFooter(copy.get(), 0, storage.size(), List.copyOf(remarks)));
        }
        return Optional.empty();
    }

    /** The footer at the end, or the copy at the start, with a checksum that is wrong. */
    private Optional<FoundFooter> damaged() throws IOException {
        if (storage.size() < VhdFooter.SIZE) {
            return Optional.empty();
        }
        for (long position : new long[] {storage.size() - VhdFooter.SIZE, 0}) {
            byte[] bytes = storage.read(position, VhdFooter.SIZE);
            if (startsWithCookie(bytes, 0)) {
                VhdFooter footer = new VhdFooter(VhdFooter.LAYOUT.view(storage.name(), position, bytes, 0));
                if (position > 0 || footer.diskType() != VhdFooter.FIXED) {
                    return Optional.of(new FoundFooter(footer, position, position == 0 ? storage.size() : position, List.of()));
                }
            }
        }
        return Optional.empty();
    }

    /** Looks back from the end in steps of a sector. When there is a copy, only its twin counts: anything else is data. */
    private Optional<FoundFooter> findBeforePadding(Optional<VhdFooter> copy) throws IOException {
        long aligned = storage.size() / VhdFooter.SIZE * VhdFooter.SIZE;
        long start = Math.max(0, aligned - PADDING_LIMIT);
        byte[] tail = storage.read(start, (int) (aligned - start));
        for (int at = tail.length - VhdFooter.SIZE; at >= 0 && start + at > 0; at -= VhdFooter.SIZE) {
            if (!startsWithCookie(tail, at)) {
                continue;
            }
            byte[] bytes = Arrays.copyOfRange(tail, at, at + VhdFooter.SIZE);
            Optional<VhdFooter> footer = footerIn(bytes, start + at);
            if (footer.isPresent() && (copy.isEmpty() || Arrays.equals(bytes, copy.get().image().toArray()))) {
                long behind = storage.size() - start - at - VhdFooter.SIZE;
                if (behind > 0) {
                    remark(Condition.FOOTER_PADDED, start + at + VhdFooter.SIZE, "its footer is followed by " + behind + " bytes that do not belong to it");
                }
                return Optional.of(found(footer.get(), start + at));
            }
        }
        return Optional.empty();
    }

    private FoundFooter found(VhdFooter footer, long position) throws IOException {
        if (footer.diskType() != VhdFooter.FIXED && position >= VhdFooter.SIZE) {
            byte[] copy = storage.read(0, VhdFooter.SIZE);
            if (!Arrays.equals(copy, footer.image().toArray())) {
                boolean intact = footerIn(copy, 0).isPresent();
                remark(
                        Condition.FOOTER_COPY_DAMAGED,
                        0,
                        intact ? "the copy of the footer at its start differs from the footer" : "the copy of the footer at its start is missing or damaged");
            }
        }
        return new FoundFooter(footer, position, position, List.copyOf(remarks));
    }

    private Optional<VhdFooter> footerAt(long position, int length) throws IOException {
        return footerIn(Arrays.copyOf(storage.read(position, length), VhdFooter.SIZE), position);
    }

    private Optional<VhdFooter> footerIn(byte[] bytes, long position) {
        if (!startsWithCookie(bytes, 0)) {
            return Optional.empty();
        }
        try {
            return Optional.of(VhdFooter.read(storage.name(), position, bytes));
        } catch (MalformedException e) {
            firstFailure = Optional.of(firstFailure.orElse(e));
            if (position == 0 || position >= storage.size() - VhdFooter.SIZE) {
                addFailure(e);
            }
            return Optional.empty();
        }
    }

    /** The same place is looked at more than once. */
    private void addFailure(MalformedException failure) {
        for (MalformedException other : failures) {
            if (other.position() == failure.position()) {
                return;
            }
        }
        failures.add(failure);
    }

    private static boolean startsWithCookie(byte[] bytes, int at) {
        return Arrays.equals(bytes, at, at + COOKIE.length, COOKIE, 0, COOKIE.length);
    }

    private void remark(Condition condition, long position, String text) {
        faults.odd(condition, VhdFooter.LAYOUT.name(), position, text);
    }
}
