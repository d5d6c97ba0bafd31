package org.bcdkit.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.RandomGuid;
import org.bcdkit.storage.ResizableStorage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.WritableFile;
import org.bcdkit.vhd.VhdParentChange;

/**
 * What differencing disks hold comes into one of their parents, which then holds what the lowest child does. The child can be opened at every moment, and
 * holds the same: a VHDX is made to name its parent as it is and as it will be, before the parent changes. So a merge that did not come to its end can be
 * started again.
 */
public final class Merge implements Closeable {

    private static final int PIECE = 1 << 20;

    private final DiskImages images;
    private final List<Path> files;
    /** The child and what is between it and the target, without the target. */
    private final VirtualDisk upper;
    private final long bytes;
    private final long growth;

    private Merge(DiskImages images, List<Path> files, VirtualDisk upper, long growth) throws IOException {
        this.images = images;
        this.files = List.copyOf(files);
        this.upper = upper;
        this.bytes = bytes(upper);
        this.growth = growth;
    }

    /**
     * Finds out what is to be merged, and changes nothing.
     *
     * @param chain the files of the child and of its parents, the target last; at least two
     * @throws UnsupportedException when one of them must not be changed, or they have different sizes
     */
    public static Merge plan(DiskImages images, List<Path> chain) throws IOException {
        Path last = chain.get(chain.size() - 1);
        try (VirtualDisk target = images.open(last); VirtualDisk child = images.openWithoutParents(chain.get(0))) {
            DiskImages.checkWritable(target);
            if (target.virtualSize() != child.virtualSize()) {
                throw new UnsupportedException(
                        child.name(), "disk image", 0, "it holds " + child.virtualSize() + " bytes and " + target.name() + " " + target.virtualSize()
                                + "; only disks of the same size can be merged");
            }
        }
        Optional<VirtualDisk> upper = Optional.empty();
        try {
            for (int i = chain.size() - 2; i >= 0; i--) {
                VirtualDisk member = images.openWithoutParents(chain.get(i));
                upper = Optional.of(upper.isPresent() ? member.withParent(upper.get(), List.of()) : member);
                ImageChanges.check(member);
            }
            try (VirtualDisk target = images.openWithoutParents(last)) {
                return new Merge(images, chain, upper.orElseThrow(), growth(upper.orElseThrow(), target));
            }
        } catch (IOException | RuntimeException e) {
            if (upper.isPresent()) {
                upper.get().close();
            }
            throw e;
        }
    }

    /** How much will be written into the target. */
    public long bytes() {
        return bytes;
    }

    /** How much larger the file of the target becomes at most, in bytes: less when blocks that it has lost leave room in it. */
    public long growth() {
        return growth;
    }

    /** Merges. The files of the child, and of what was between it and the target, stay; the one that names the target has another time then. */
    public void apply(Progress progress) throws IOException {
        Path target = files.get(files.size() - 1);
        Path above = files.get(files.size() - 2);
        UUID dataWrite = RandomGuid.next();
        try (WritableFile link = ImageChanges.open(above)) {
            // The file of the target is locked before anything is changed.
            try (WritableDisk disk = images.openForWriting(target, dataWrite)) {
                prepare(link, disk.disk(), dataWrite);
                copy(upper, disk, bytes, progress);
                disk.contents().force();
            }
            try (VirtualDisk merged = images.openWithoutParents(target)) {
                finish(link, merged, new LocalFile(target, StorageOpener.FILES).modified());
            }
        }
    }

    /** Makes a VHDX name the parent that it has and the one that it will have. A VHD keeps its unique id, whatever is written to it. */
    static void prepare(ResizableStorage child, VirtualDisk target, UUID dataWrite) throws IOException {
        if (target.format() == DiskFormat.VHDX) {
            byte[] next = new byte[16];
            LittleEndian.putGuid(next, 0, dataWrite);
            setIdentities(child, List.of(target.identity(), Bytes.of(next)));
        }
    }

    /** Makes the child name the parent as it is now. */
    static void finish(ResizableStorage child, VirtualDisk merged, OptionalLong modified) throws IOException {
        if (merged.format() == DiskFormat.VHDX) {
            setIdentities(child, List.of(merged.identity()));
        } else if (modified.isPresent()) {
            VhdParentChange.setTime(child, modified.getAsLong());
        }
    }

    private static void setIdentities(ResizableStorage child, List<Bytes> identities) throws IOException {
        ParentLink link = DiskImages.open(child).parentLink().orElseThrow();
        ImageChanges.setParent(child, new ParentLink(identities, link.paths(), link.modified()));
    }

    private static boolean isOwn(DiskRange range) {
        return range.depth().isPresent();
    }

    private static long bytes(VirtualDisk upper) throws IOException {
        long bytes = 0;
        DiskMap map = DiskMap.of(upper);
        for (Optional<DiskRange> range = map.next(); range.isPresent(); range = map.next()) {
            bytes += isOwn(range.get()) ? range.get().length() : 0;
        }
        return bytes;
    }

    /** The blocks that {@code target} has no place for yet, and {@code upper} something to write to. */
    private static long growth(VirtualDisk upper, VirtualDisk target) throws IOException {
        long blockSize = target.blocks().isPresent() ? target.blocks().get().blockSize() : 0;
        BlockMap there = target.blockMap();
        DiskMap map = DiskMap.of(upper);
        long growth = 0;
        long looked = 0;
        for (Optional<DiskRange> range = map.next(); range.isPresent() && blockSize != 0; range = map.next()) {
            long first = Math.max(looked, range.get().start() / blockSize * blockSize);
            // Zeros are not written where there is nothing, unless a parent of the target has something there.
            boolean isWritten = isOwn(range.get()) && (range.get().state() != RangeState.ZERO || target.parentLink().isPresent());
            for (long block = first; isWritten && block < range.get().end(); block += blockSize) {
                BlockMap.Run run = there.runAt(block);
                boolean absent = run.state() == RangeState.ABSENT && run.end() >= Math.min(target.virtualSize(), block + blockSize);
                growth += absent || run.state() == RangeState.ZERO ? blockSize : 0;
                looked = block + blockSize;
            }
        }
        return growth;
    }

    /** Writes what {@code upper} and its parents hold themselves to {@code target}. */
    static void copy(VirtualDisk upper, WritableDisk target, long bytes, Progress progress) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        Storage contents = upper.contents();
        Zeros zeros = new Zeros(target.disk());
        DiskMap map = DiskMap.of(upper);
        long done = 0;
        for (Optional<DiskRange> range = map.next(); range.isPresent(); range = map.next()) {
            boolean isZero = range.get().state() == RangeState.ZERO;
            long at = range.get().start();
            while (isOwn(range.get()) && at < range.get().end()) {
                long end = isZero ? Math.min(range.get().end(), zeros.end(at)) : at;
                if (end == at) {
                    piece.clear().limit((int) Math.min(PIECE, range.get().end() - at));
                    end = at + piece.limit();
                    contents.read(at, piece);
                    target.contents().write(at, piece.flip());
                }
                done += end - at;
                at = end;
                progress.reached(done, bytes);
            }
        }
    }

    /** Where a disk reads as zeros and its file has nothing: terabytes of that take their time, even when nothing is written. */
    private static final class Zeros {
        private final DiskMap map;
        private Optional<DiskRange> range;

        Zeros(VirtualDisk disk) throws IOException {
            this.map = DiskMap.of(disk);
            this.range = map.next();
        }

        /** Where that ends for certain that starts at {@code position}, which is not before the one of the call before; {@code position} when nothing does. */
        long end(long position) throws IOException {
            while (range.isPresent() && range.get().end() <= position) {
                range = map.next();
            }
            boolean isZero = range.isPresent() && (range.get().state() == RangeState.ABSENT || range.get().state() == RangeState.ZERO);
            return isZero ? range.get().end() : position;
        }
    }

    @Override
    public void close() throws IOException {
        upper.close();
    }
}
