package org.bcdkit.windows;

/**
 * The version of a Windows, or of a file that belongs to it: 10.0.22621.1702.
 *
 * @param revision the number behind the build; 0 when it is not known
 */
public record WindowsVersion(int major, int minor, int build, int revision) {

    /** Whether this is {@code major.minor.build} or later. */
    public boolean isAtLeast(int otherMajor, int otherMinor, int otherBuild) {
        if (major != otherMajor) {
            return major > otherMajor;
        }
        return minor != otherMinor ? minor > otherMinor : build >= otherBuild;
    }

    /** Whether this is {@code other} or later. */
    public boolean isAtLeast(WindowsVersion other) {
        boolean same = major == other.major && minor == other.minor && build == other.build;
        return same ? revision >= other.revision : isAtLeast(other.major, other.minor, other.build);
    }

    /** Windows 8 was 6.2, and the first that opens a VHDX. */
    public boolean isWindows8OrLater() {
        return isAtLeast(6, 2, 0);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + build + (revision == 0 ? "" : "." + revision);
    }
}
