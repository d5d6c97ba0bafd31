package org.bcdkit.vhd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.ResizableStorage;
import org.bcdkit.storage.UnsupportedException;

/** Gives a fixed or dynamic VHD a larger disk. One sector, a footer with the new size, makes it count; all else is in its place before. */
public final class VhdExpansion {

    private static final int PIECE = 1 << 20;

    private final ResizableStorage file;
    private final VhdFooter footer;
    private final VhdFooter larger;

    private VhdExpansion(ResizableStorage file, VhdFooter footer, long size) {
        this.file = file;
        this.footer = footer;
        // Nobody needs to know the original size, and libvhdi takes it for the size.
        StructImage resized = footer.image().with(VhdFooter.CURRENT_SIZE, size).with(VhdFooter.ORIGINAL_SIZE, size);
        this.larger = new VhdFooter(withGeometry(resized, size));
    }

    /** Writers that keep the largest geometry in small disks too have their reasons; and QEMU believes a geometry, which rounds down. */
    private StructImage withGeometry(StructImage image, long size) {
        VhdGeometry exact = VhdGeometry.of(size);
        boolean keepsCeiling = footer.geometry().equals(VhdGeometry.CEILING) || VhdReader.trustsGeometry(footer) && exact.size() < size;
        VhdGeometry geometry = keepsCeiling ? VhdGeometry.CEILING : exact;
        return image.with(VhdFooter.CYLINDERS, (long) geometry.cylinders())
                .with(VhdFooter.HEADS, (long) geometry.heads())
                .with(VhdFooter.SECTORS, (long) geometry.sectors());
    }

    /**
     * Gives the disk in {@code file} {@code size} bytes, which are more than it has.
     *
     * @param progress hears how much of a fixed disk is there
     */
    public static void expand(ResizableStorage file, long size, Progress progress) throws IOException {
        VirtualDisk disk = VhdReader.open(file).orElseThrow();
        if (disk instanceof DynamicVhd dynamic) {
            new VhdExpansion(file, dynamic.footer(), size).expand(dynamic);
        } else {
            new VhdExpansion(file, ((FixedVhd) disk).footer(), size).expandFixed(VhdFooterSearch.find(file).orElseThrow().position(), progress);
        }
    }

    /**
     * The old footer is put where the new one will be, then all before it becomes zeros: until then it is a disk of the old size, with bytes behind it.
     *
     * @param end where the footer is
     */
    private void expandFixed(long end, Progress progress) throws IOException {
        long size = larger.currentSize();
        if (end < size) {
            write(size, footer.toBytes());
            file.force();
        }
        long start = footer.currentSize();
        for (long at = start; at < size; at += PIECE) {
            progress.reached(at - start, size - start);
            // One that lies between counts until the file ends with the new one.
            long until = Math.min(size, at + PIECE);
            file.write(at, ByteBuffer.allocate((int) (until - at)));
        }
        file.force();
        write(Math.max(end, size), larger.toBytes());
        file.force();
        if (end > size) { // what an expansion left that did not come to its end
            write(size, larger.toBytes());
            file.force();
            file.cut(size + VhdFooter.SIZE);
            file.force();
        }
    }

    private void write(long position, byte[] bytes) throws IOException {
        file.write(position, ByteBuffer.wrap(bytes));
    }

    private void expand(DynamicVhd disk) throws IOException {
        long headerPosition = footer.image().get(VhdFooter.DATA_OFFSET);
        VhdDynamicHeader header = VhdDynamicHeader.read(file.name(), headerPosition, file.read(headerPosition, VhdDynamicHeader.SIZE));
        long entries = Math.max(header.maxEntries(), new VhdBlockLayout(larger.currentSize(), header.blockSize()).count());
        long tableEnd = header.tableOffset() + VhdBlockLayout.roundUp(entries * VhdBlockTable.ENTRY, VhdReader.SECTOR);
        if (entries > DynamicStructures.MAX_BLOCKS) {
            throw new UnsupportedException(
                    file.name(), VhdDynamicHeader.LAYOUT.name(), headerPosition + VhdDynamicHeader.BLOCK_SIZE.offset(), "a disk of " + larger.currentSize()
                            + " bytes would have " + entries + " blocks of " + header.blockSize() + "; supported are " + DynamicStructures.MAX_BLOCKS);
        }
        if (headerPosition > header.tableOffset() && headerPosition < tableEnd) {
            throw new UnsupportedException(
                    file.name(), VhdDynamicHeader.LAYOUT.name(), headerPosition, "it lies where the block allocation table would grow to");
        }
        clearTail(disk);
        long end = makeRoom(disk, header.tableOffset(), tableEnd);
        markUnused(disk, tableEnd);
        // Number of entries and checksum are in its first sector, and the second stays as it is.
        byte[] changed = new VhdDynamicHeader(header.image().with(VhdDynamicHeader.MAX_ENTRIES, entries)).toBytes();
        write(headerPosition, Arrays.copyOf(changed, VhdReader.SECTOR));
        file.force();
        write(end, larger.toBytes());
        file.force();
        write(0, larger.toBytes());
        file.force();
    }

    /** What lies behind the end of the disk in its last block would become part of it. */
    private void clearTail(DynamicVhd disk) throws IOException {
        VhdBlockLayout layout = disk.layout();
        long used = disk.virtualSize() % layout.blockSize();
        long position = disk.table().position(layout.count() - 1);
        for (long at = used; used != 0 && position >= 0 && at < layout.blockSize(); at += PIECE) {
            file.write(position + layout.bitmapSize() + at, ByteBuffer.allocate((int) Math.min(PIECE, layout.blockSize() - at)));
        }
    }

    /** Moves away the blocks, and the footer, that lie where the table grows to. Gives the position of the footer. */
    private long makeRoom(DynamicVhd disk, long tableStart, long tableEnd) throws IOException {
        VhdBlockLayout layout = disk.layout();
        List<Long> inTheWay = new ArrayList<>();
        for (long block = 0; block < layout.count(); block++) {
            long position = disk.table().position(block);
            if (position >= tableStart && position < tableEnd) {
                inTheWay.add(block);
            }
        }
        boolean aligned = layout.isAligned(disk.space().first());
        long start = Math.max(disk.space().end(), tableEnd);
        long end = start;
        for (int i = 0; i < inTheWay.size(); i++) {
            end = layout.next(end, aligned) + layout.unit();
        }
        if ((end - layout.unit()) / VhdReader.SECTOR >= VhdBlockTable.UNUSED) {
            throw new HostException(file.name() + " is full: blocks would have to move behind its first 2 TiB", "Make a VHDX of it.");
        }
        long footerAt = disk.space().footer();
        if (end > footerAt || footerAt < tableEnd) {
            footerAt = layout.next(end, aligned);
            write(footerAt, footer.toBytes());
            file.force();
        }
        if (!inTheWay.isEmpty()) {
            move(disk, inTheWay, start, aligned);
            long behind = Math.max(start, end);
            if (behind < footerAt && footerAt - behind < VhdBlockLayout.PAGE) {
                file.write(behind, ByteBuffer.allocate((int) (footerAt - behind)));
            }
        }
        return footerAt;
    }

    private void move(DynamicVhd disk, List<Long> blocks, long start, boolean aligned) throws IOException {
        VhdBlockLayout layout = disk.layout();
        long[] positions = new long[blocks.size()];
        long end = start;
        for (int i = 0; i < positions.length; i++) {
            positions[i] = layout.next(end, aligned);
            file.write(end, ByteBuffer.allocate((int) (positions[i] - end)));
            VhdCompaction.copy(file, disk.table().position(blocks.get(i)), positions[i], layout.unit());
            end = positions[i] + layout.unit();
        }
        file.force();
        for (int i = 0; i < positions.length; i++) {
            VhdCompaction.writeEntry(file, disk.table().positionOfEntry(blocks.get(i)), positions[i] / VhdReader.SECTOR);
        }
        disk.table().forget();
        file.force();
    }

    private void markUnused(DynamicVhd disk, long tableEnd) throws IOException {
        long first = disk.table().positionOfEntry(disk.layout().count());
        for (long at = first / VhdReader.SECTOR * VhdReader.SECTOR; at < tableEnd; at += PIECE) {
            byte[] piece = new byte[(int) Math.min(PIECE, tableEnd - at)];
            Arrays.fill(piece, (byte) 0xff);
            if (at < first) {
                byte[] used = file.read(at, (int) (first - at));
                System.arraycopy(used, 0, piece, 0, used.length);
            }
            write(at, piece);
        }
        file.force();
    }
}
