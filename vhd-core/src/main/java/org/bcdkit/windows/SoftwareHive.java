package org.bcdkit.windows;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.windows.WindowsInstallation.RegistryHive;

/**
 * What the hive SOFTWARE says about a Windows.
 *
 * @param hive what became of reading it
 */
record SoftwareHive(
        RegistryHive hive, Optional<String> product, Optional<String> edition, Optional<WindowsVersion> version, Optional<String> imageState) {

    private static final String CURRENT_VERSION = "Microsoft\\Windows NT\\CurrentVersion";
    private static final String SETUP_STATE = "Microsoft\\Windows\\CurrentVersion\\Setup\\State";

    /** The first build of Windows 10. The version as text has stood still at 6.3 since the one before. */
    private static final int WINDOWS_10 = 10240;

    /** Reads the hive in {@code folder}. */
    static SoftwareHive read(FileSystem volume, FilePath folder) throws IOException {
        RegistryValues hive = new RegistryValues(volume, folder, "SOFTWARE");
        Optional<String> product = hive.text(CURRENT_VERSION, "ProductName");
        Optional<String> edition = hive.text(CURRENT_VERSION, "EditionID");
        Optional<WindowsVersion> version = version(hive);
        Optional<String> imageState = hive.text(SETUP_STATE, "ImageState");
        // Last: it tells of what went wrong with any of these.
        return new SoftwareHive(hive.hive(), product, edition, version, imageState);
    }

    private static Optional<WindowsVersion> version(RegistryValues hive) throws IOException {
        OptionalInt build = build(hive);
        if (build.isEmpty()) {
            return Optional.empty();
        }
        int revision = Math.max(0, hive.number(CURRENT_VERSION, "UBR").orElse(0));
        OptionalInt major = hive.number(CURRENT_VERSION, "CurrentMajorVersionNumber");
        if (major.isPresent()) {
            int minor = hive.number(CURRENT_VERSION, "CurrentMinorVersionNumber").orElse(0);
            return Optional.of(new WindowsVersion(major.getAsInt(), minor, build.getAsInt(), revision));
        }
        if (build.getAsInt() >= WINDOWS_10) {
            return Optional.of(new WindowsVersion(10, 0, build.getAsInt(), revision));
        }
        String text = hive.text(CURRENT_VERSION, "CurrentVersion").orElse("");
        int point = Math.max(0, text.indexOf('.'));
        OptionalInt first = DecimalText.parse(text.substring(0, point));
        OptionalInt second = DecimalText.parse(text.substring(Math.min(text.length(), point + 1)));
        return first.isPresent() && second.isPresent()
                ? Optional.of(new WindowsVersion(first.getAsInt(), second.getAsInt(), build.getAsInt(), revision))
                : Optional.empty();
    }

    /** Before Windows Vista, CurrentBuild was something else. */
    private static OptionalInt build(RegistryValues hive) throws IOException {
        OptionalInt build = DecimalText.parse(hive.text(CURRENT_VERSION, "CurrentBuild").orElse(""));
        return build.isPresent() ? build : DecimalText.parse(hive.text(CURRENT_VERSION, "CurrentBuildNumber").orElse(""));
    }
}
