package org.bcdkit.host.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.DiskContents;

/** Understands what {@link LinuxSource#dataRanges} prints. */
final class DataRangesParser {

    private static final String END = "end\n";

    private DataRangesParser() {}

    /** Absent when the text is anything but all ranges: what is left out of them will be taken for zeros. */
    static Optional<List<DiskContents.Range>> parse(String text) {
        List<DiskContents.Range> ranges = new ArrayList<>();
        int at = 0;
        long last = 0;
        while (!text.startsWith(END, at)) {
            int space = text.indexOf(' ', at);
            int line = text.indexOf('\n', at);
            if (space < 0 || line < space) {
                return Optional.empty();
            }
            try {
                DiskContents.Range range = new DiskContents.Range(Long.parseLong(text.substring(at, space)), Long.parseLong(text.substring(space + 1, line)));
                if (range.start() < last || range.end() <= range.start()) {
                    return Optional.empty();
                }
                last = range.end();
                ranges.add(range);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
            at = line + 1;
        }
        return at + END.length() == text.length() ? Optional.of(ranges) : Optional.empty();
    }
}
