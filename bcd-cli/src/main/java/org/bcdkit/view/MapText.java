package org.bcdkit.view;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskMap;
import org.bcdkit.disk.DiskRange;
import org.bcdkit.disk.RangeState;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.layout.Printable;

/** How a disk is kept, as a drawing with a legend that counts. */
public final class MapText {

    private final PrintStream out;
    private final VirtualDisk disk;
    private final List<String> names;
    private final MapCount count;

    private MapText(PrintStream out, VirtualDisk disk) {
        this.out = out;
        this.disk = disk;
        this.names = names(disk);
        this.count = new MapCount(names.size());
    }

    /** @param ranges whether to list them all below the drawing */
    public static void print(PrintStream out, VirtualDisk disk, boolean ranges) throws IOException {
        new MapText(out, disk).print(ranges);
    }

    /** The images of the chain: that of the disk, its parent, and so on. */
    static List<String> names(VirtualDisk disk) {
        List<String> names = new ArrayList<>();
        for (Optional<VirtualDisk> member = Optional.of(disk); member.isPresent(); member = member.get().parent()) {
            names.add(member.get().name());
        }
        return names;
    }

    private void print(boolean ranges) throws IOException {
        MapDrawing drawing = new MapDrawing(out, disk);
        line(disk.name() + " holds " + ByteSize.format(disk.virtualSize()) + "; each mark is " + ByteSize.format(drawing.part()) + ".");
        DiskMap map = DiskMap.of(disk);
        for (Optional<DiskRange> range = map.next(); range.isPresent(); range = map.next()) {
            drawing.add(range.get());
            count.add(range.get());
        }
        legend();
        if (drawing.hasMixed()) {
            line(MapDrawing.MIXED + "  more than one of these");
        }
        if (ranges) {
            list();
        }
    }

    private void legend() {
        for (int image = 0; image < names.size(); image++) {
            String place = image == 0 ? "in this file" : "in " + names.get(image);
            entry(MapDrawing.markOf(image), image, RangeState.ALLOCATED, place);
            entry(MapDrawing.markOf(image), image, RangeState.PARTIAL, place + ", in blocks of which it holds only some sectors");
            entry(MapDrawing.ZERO, image, RangeState.ZERO, "marked as zeros" + (image == 0 ? "" : " in " + names.get(image)));
        }
        entry(MapDrawing.ABSENT, names.size(), RangeState.ABSENT, "in no file: zeros");
        entry(MapDrawing.PARENT, names.size(), RangeState.PARENT, "left to the parent, which is not here");
    }

    private void entry(char mark, int image, RangeState state, String text) {
        long ranges = count.ranges(image, state);
        if (ranges > 0) {
            line(mark + "  " + text + ": " + ByteSize.format(count.bytes(image, state)) + " in " + (ranges == 1 ? "1 range" : ranges + " ranges"));
        }
    }

    private void list() throws IOException {
        DiskMap map = DiskMap.of(disk);
        for (Optional<DiskRange> range = map.next(); range.isPresent(); range = map.next()) {
            DiskRange found = range.get();
            String from = found.depth().isPresent() ? " by " + names.get(found.depth().getAsInt()) : "";
            line(found.start() + " to " + found.end() + ": " + found.state().word() + from);
        }
    }

    private void line(String text) {
        out.print(Printable.of(text));
        out.print('\n');
    }
}
