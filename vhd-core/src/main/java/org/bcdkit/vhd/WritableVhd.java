package org.bcdkit.vhd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.bcdkit.disk.NewBlocks;
import org.bcdkit.disk.StagedPages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.WritableBlocks;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.storage.WritableStorage;

/**
 * A dynamic or differencing VHD that is opened to be written to. New blocks get their places behind those there are: first the footer is written behind
 * them all, then the blocks, then the entries that lead to them, each safe before the next.
 */
final class WritableVhd extends WritableBlocks {

    /** Sectors of table and bitmaps that may be staged, before they are written unasked. */
    private static final int MOST_STAGED = 4096;

    private final WritableStorage file;
    private final StagedPages staged;
    private final DynamicVhd opened;
    private final DynamicVhd disk;
    private final Storage contents;
    private final VhdBlockLayout layout;
    private final VhdBlockTable table;
    private final boolean isDifferencing;
    private final boolean isAligned;
    private long end;
    private long footer;

    private WritableVhd(WritableStorage file, StagedPages staged, DynamicVhd opened) throws IOException {
        super(opened);
        this.file = file;
        this.staged = staged;
        this.opened = opened;
        this.disk = opened.over(staged);
        this.contents = disk.contents();
        this.layout = disk.layout();
        this.table = disk.table();
        this.isDifferencing = disk.parentLink().isPresent();
        this.isAligned = layout.isAligned(disk.space().first());
        this.end = disk.space().end();
        this.footer = disk.space().footer();
    }

    /** @param opened the disk in {@code file}, with its parents */
    static WritableVhd of(WritableStorage file, DynamicVhd opened) throws IOException {
        return new WritableVhd(file, new StagedPages(file, VhdReader.SECTOR), opened);
    }

    /** @throws UnsupportedException when the room for a parent's path is said to lie behind the end of the image, where new blocks come */
    static void check(DynamicVhd opened) throws UnsupportedException {
        if (opened.space().end() > opened.space().footer()) {
            throw new UnsupportedException(
                    opened.name(), VhdParentLocator.LAYOUT.name(), opened.space().footer(), "a path is said to have room up to 0x"
                            + Long.toHexString(opened.space().end()) + ", but the image ends here; supported is writing where it has not");
        }
    }

    @Override
    protected VirtualDisk placed() throws IOException {
        VirtualDisk now = VhdReader.open(staged).orElseThrow();
        return opened.parent().isPresent() ? now.withParent(opened.parent().get(), disk.remarks()) : now;
    }

    @Override
    protected Storage placedContents() {
        return contents;
    }

    @Override
    protected boolean hasPlace(long block) throws IOException {
        return table.position(block) >= 0;
    }

    @Override
    protected boolean isZero(long block) {
        return !isDifferencing;
    }

    /** In a differencing disk a sector whose bit is clear is not seen until the bit is in the file too; in a dynamic one, not by everybody. */
    @Override
    protected void writePlaced(long block, long offset, ByteBuffer from) throws IOException {
        long position = table.position(block);
        int first = (int) (offset / VhdReader.SECTOR);
        int behind = first + from.remaining() / VhdReader.SECTOR;
        file.write(position + layout.bitmapSize() + offset, from);
        byte[] bits = staged.read(position + first / 8, (behind - 1) / 8 - first / 8 + 1);
        byte[] before = bits.clone();
        for (int sector = first; sector < behind; sector++) {
            bits[sector / 8 - first / 8] |= (byte) (0x80 >> sector % 8);
        }
        if (!Arrays.equals(bits, before)) {
            staged.stage(position + first / 8, bits);
        }
        if (staged.pages().size() > MOST_STAGED) {
            commit();
        }
    }

    @Override
    protected void commit(NewBlocks added) throws IOException {
        if (!added.numbers().isEmpty()) {
            place(added);
        }
        file.force();
        if (!staged.pages().isEmpty()) {
            for (Map.Entry<Long, byte[]> page : staged.pages().entrySet()) {
                file.write(page.getKey(), ByteBuffer.wrap(page.getValue()));
            }
            file.force();
            staged.clear();
        }
    }

    private void place(NewBlocks added) throws IOException {
        long behind = end;
        for (int i = 0; i < added.numbers().size(); i++) {
            behind = layout.next(behind, isAligned) + layout.unit();
        }
        if ((behind - layout.unit()) / VhdReader.SECTOR >= VhdBlockTable.UNUSED) {
            throw new HostException(
                    file.name() + " is full: a VHD has no numbers for blocks that lie behind its first 2 TiB", "Make a VHDX of it.");
        }
        boolean grows = behind > footer;
        if (grows) {
            long moved = layout.next(behind, isAligned);
            // Until this is safe, the footer that is there has to stay.
            file.write(moved, ByteBuffer.wrap(opened.footer().toBytes()));
            file.force();
            footer = moved;
        }
        for (long block : added.numbers()) {
            long position = layout.next(end, isAligned);
            clear(end, position);
            file.write(position, ByteBuffer.wrap(bitmap(added, block)));
            added.writeTo(file, position + layout.bitmapSize(), block);
            staged.stage(table.positionOfEntry(block), entry(position));
            end = position + layout.unit();
        }
        if (grows) {
            clear(end, footer);
        }
        table.forget();
    }

    private void clear(long start, long until) throws IOException {
        if (start < until) {
            file.write(start, ByteBuffer.allocate((int) (until - start)));
        }
    }

    private static byte[] entry(long position) {
        return ByteBuffer.allocate(VhdBlockTable.ENTRY).order(ByteOrder.BIG_ENDIAN).putInt((int) (position / VhdReader.SECTOR)).array();
    }

    /** All sectors of a block of a dynamic disk are there. */
    private byte[] bitmap(NewBlocks added, long block) {
        BitSet sectors = added.sectors(block);
        if (!isDifferencing) {
            sectors.set(0, (int) (layout.blockSize() / VhdReader.SECTOR));
        }
        byte[] bitmap = Arrays.copyOf(sectors.toByteArray(), (int) layout.bitmapSize());
        for (int i = 0; i < bitmap.length; i++) {
            bitmap[i] = (byte) (Integer.reverse(bitmap[i]) >>> 24); // the first sector is the highest bit
        }
        return bitmap;
    }

    @Override
    protected void abandon() {
        staged.clear();
        table.forget();
    }

    /** A VHD has no log. */
    @Override
    protected void end() {}
}
