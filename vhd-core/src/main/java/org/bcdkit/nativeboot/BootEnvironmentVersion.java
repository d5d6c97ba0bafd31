package org.bcdkit.nativeboot;

/** The version of the boot manager on the system partition, for instance 10.0.22621. */
public record BootEnvironmentVersion(int major, int minor, int build) {

    /** Windows 8 was 6.2, and the first whose boot manager opens a VHDX. */
    boolean opensVhdx() {
        return major > 6 || major == 6 && minor >= 2;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + build;
    }
}
