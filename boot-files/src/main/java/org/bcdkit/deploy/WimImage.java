package org.bcdkit.deploy;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An image of a WIM file, as its XML tells.
 *
 * @param index counted from 1
 * @param values texts by the way to them, {@code WINDOWS/VERSION/BUILD} for instance
 */
public record WimImage(int index, Map<String, String> values) {

    private static final String[] ARCHITECTURES = {"0", "x86", "5", "ARM", "6", "IA-64", "9", "x64", "12", "ARM64"};

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

    /** What the Windows in it is built for; it may be wrong where the image was made by another program than Windows'. */
    public Optional<String> architecture() {
        String number = values.getOrDefault("WINDOWS/ARCH", "");
        for (int i = 0; i < ARCHITECTURES.length; i += 2) {
            if (ARCHITECTURES[i].equals(number)) {
                return Optional.of(ARCHITECTURES[i + 1]);
            }
        }
        return Optional.empty();
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
