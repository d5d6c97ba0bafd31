package org.bcdkit.wim;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bcdkit.windows.Architecture;

/**
 * An image of a WIM file, as its XML tells.
 *
 * @param index counted from 1
 * @param values texts by the way to them, {@code WINDOWS/VERSION/BUILD} for instance
 */
public record WimImage(int index, Map<String, String> values) {

    public WimImage {
        values = Map.copyOf(values);
    }

    /** What it is called; empty when it has no name. */
    public String name() {
        return values.getOrDefault("NAME", "");
    }

    /** What Windows Setup shows for it. */
    public Optional<String> displayName() {
        return text("DISPLAYNAME");
    }

    /** {@code Professional} for instance. */
    public Optional<String> edition() {
        return text("WINDOWS/EDITIONID");
    }

    /**
     * What the Windows in it is built for; absent when the XML does not say, or names another. It may be wrong where the image was made by another program
     * than Windows'. The numbers are those of {@code PROCESSOR_ARCHITECTURE_*}.
     */
    public Optional<Architecture> architecture() {
        return switch (values.getOrDefault("WINDOWS/ARCH", "")) {
            case "0" -> Optional.of(Architecture.X86);
            case "5" -> Optional.of(Architecture.ARM);
            case "9" -> Optional.of(Architecture.X64);
            case "12" -> Optional.of(Architecture.ARM64);
            default -> Optional.empty();
        };
    }

    /** The build of the Windows in it. */
    public OptionalInt build() {
        OptionalLong number = number("WINDOWS/VERSION/BUILD");
        return number.isPresent() && number.getAsLong() <= Integer.MAX_VALUE ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    /** Files and folders together. */
    public OptionalLong entries() {
        OptionalLong files = number("FILECOUNT");
        OptionalLong folders = number("DIRCOUNT");
        return files.isPresent() && folders.isPresent() ? sum(files.getAsLong(), folders.getAsLong()) : OptionalLong.empty();
    }

    /** Bytes that its files hold, those of a file with several names counted once. */
    public OptionalLong contentSize() {
        OptionalLong total = number("TOTALBYTES");
        long again = number("HARDLINKBYTES").orElse(0);
        return total.isPresent() && total.getAsLong() >= again ? OptionalLong.of(total.getAsLong() - again) : total;
    }

    private static OptionalLong sum(long a, long b) {
        return a > Long.MAX_VALUE - b ? OptionalLong.empty() : OptionalLong.of(a + b);
    }

    private Optional<String> text(String way) {
        String text = values.getOrDefault(way, "");
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private OptionalLong number(String way) {
        try {
            long number = Long.parseLong(values.getOrDefault(way, ""));
            return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
