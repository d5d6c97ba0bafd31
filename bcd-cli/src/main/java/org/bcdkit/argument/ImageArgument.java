package org.bcdkit.argument;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.bcdkit.disk.DiskFormat;

/** The name of a disk image. */
public final class ImageArgument {

    private ImageArgument() {}

    /** The format that a new image of that name is to have, from its extension. */
    public static DiskFormat format(Path image) {
        Optional<DiskFormat> format = named(image);
        if (format.isPresent()) {
            return format.get();
        }
        throw new UsageException("The name of a new image ends in .vhd or .vhdx, which says what it is to be; \"" + name(image) + "\" does not.");
    }

    /**
     * The same, where an image may also be raw.
     *
     * @param option which says the format when the extension does not, for the message
     */
    public static DiskFormat anyFormat(Path image, String option) {
        String extension = extension(name(image));
        if (extension.equals("img")) {
            return DiskFormat.RAW;
        }
        for (DiskFormat format : DiskFormat.values()) {
            if (format.word().equals(extension)) {
                return format;
            }
        }
        throw new UsageException("The name of a new image ends in .vhd, .vhdx, .raw or .img, which says what it is to be; \"" + name(image)
                + "\" does not. " + option + " says it too.");
    }

    /** VHD or VHDX, when the extension says so. */
    public static Optional<DiskFormat> named(Path image) {
        String extension = extension(name(image));
        for (DiskFormat format : DiskFormat.values()) {
            if (format != DiskFormat.RAW && format.word().equals(extension)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The name of a file without its extension, for a title. */
    public static String title(String name) {
        return extension(name).isEmpty() ? name : name.substring(0, name.lastIndexOf('.'));
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 1 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static String name(Path image) {
        return image.getFileName() == null ? "" : image.getFileName().toString();
    }
}
