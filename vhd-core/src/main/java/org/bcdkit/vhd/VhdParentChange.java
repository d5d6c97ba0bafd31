package org.bcdkit.vhd;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.ResizableStorage;

/**
 * Makes a differencing VHD say something else about its parent. Its dynamic header has two sectors, which may come to the medium one without the other; so a
 * new one is written behind the blocks, and the footers are made to name it while the one in its usual place is written.
 */
public final class VhdParentChange {

    private final ResizableStorage file;
    private final VhdFooter footer;
    private long footerAt;

    private VhdParentChange(ResizableStorage file, DynamicVhd disk) {
        this.file = file;
        this.footer = disk.footer();
        this.footerAt = disk.space().footer();
    }

    /** Writes the link: identity, time stamp, name, relative and absolute path. */
    public static void apply(ResizableStorage file, ParentLink link) throws IOException {
        DynamicVhd disk = (DynamicVhd) VhdReader.open(file).orElseThrow();
        new VhdParentChange(file, disk).apply(disk, link);
    }

    /**
     * Writes nothing but when the parent was last changed: that is one sector.
     *
     * @param modified in seconds since 1970
     */
    public static void setTime(ResizableStorage file, long modified) throws IOException {
        DynamicVhd disk = (DynamicVhd) VhdReader.open(file).orElseThrow();
        long position = disk.footer().image().get(VhdFooter.DATA_OFFSET);
        StructImage image = VhdDynamicHeader.read(file.name(), position, file.read(position, VhdDynamicHeader.SIZE)).image();
        byte[] changed = new VhdDynamicHeader(image.with(VhdDynamicHeader.PARENT_TIME, VhdTime.fromUnix(modified))).toBytes();
        file.write(position, ByteBuffer.wrap(changed, 0, VhdReader.SECTOR));
        file.force();
    }

    private void apply(DynamicVhd disk, ParentLink link) throws IOException {
        long usual = footer.image().get(VhdFooter.DATA_OFFSET);
        VhdDynamicHeader header = VhdDynamicHeader.read(file.name(), usual, file.read(usual, VhdDynamicHeader.SIZE));
        long end = disk.space().end();
        NewParentLink paths = NewParentLink.of(link, end);
        byte[] changed = paths.in(header.withoutParent()).toBytes();
        long spare = paths.end();
        VhdBlockLayout layout = disk.layout();
        long moved = layout.next(spare + VhdDynamicHeader.SIZE, layout.isAligned(disk.space().first()));
        if (moved > footerAt) {
            write(moved, footer.toBytes());
            file.force();
            footerAt = moved;
        }
        write(end, paths.paths());
        write(spare, changed);
        file.force();
        useHeader(spare);
        write(usual, changed);
        file.force();
        useHeader(usual);
        write(spare, new byte[(int) Math.min(footerAt - spare, VhdDynamicHeader.SIZE + VhdBlockLayout.PAGE)]);
        file.force();
    }

    private void useHeader(long position) throws IOException {
        byte[] changed = new VhdFooter(footer.image().with(VhdFooter.DATA_OFFSET, position)).toBytes();
        for (long at : new long[] {footerAt, 0}) {
            write(at, changed);
            file.force();
        }
    }

    private void write(long position, byte[] bytes) throws IOException {
        file.write(position, ByteBuffer.wrap(bytes));
    }
}
