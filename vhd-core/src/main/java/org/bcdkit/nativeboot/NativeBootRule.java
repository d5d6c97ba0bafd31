package org.bcdkit.nativeboot;

import org.bcdkit.plan.Rule;
import org.bcdkit.plan.Severity;

/** The rules about an image and the volume it lies on. Specification: native boot of virtual disks, section 3. */
public enum NativeBootRule implements Rule {
    IMAGE("IMG-01", Severity.ERROR, "the image is a whole VHD or VHDX"),
    VHDX_SUPPORT("IMG-02", Severity.ERROR, "a VHDX is started by a boot manager of Windows 8 or later, and holds Windows 8 or later"),
    IMAGE_STATE("IMG-04", Severity.ERROR, "the image belongs to no saved virtual machine, and making it was finished"),
    CLOSED_CLEANLY("IMG-05", Severity.ERROR, "the log of a VHDX is empty"),
    CHAIN("IMG-06", Severity.ERROR, "the parents of a differencing disk are there, readable, and what they were when the link was made"),
    IMAGE_SIZE("IMG-09", Severity.ERROR, "a VHD has 3 MiB to 2040 GiB, a VHDX at most 64 TiB"),
    FIXED_ALLOCATED("IMG-14", Severity.WARNING, "a fixed VHDX has all its blocks"),
    GEOMETRY("VHD-C07", Severity.WARNING, "the geometry in a VHD covers the whole disk"),
    PARTITION_TABLE("PRT-01", Severity.ERROR, "the disk in the image has a sound MBR or GPT with partitions"),
    BASIC_DISK("PRT-03", Severity.ERROR, "the disk in the image is no dynamic disk (LDM)"),
    HOST_FILE_SYSTEM("HST-03", Severity.ERROR, "the host volume holds NTFS"),
    GROWTH("SPC-01", Severity.ERROR, "the host volume has room for the image at its full size"),
    PAGE_FILE_ROOM("SPC-02", Severity.WARNING, "it also has room for the smallest page file and a reserve"),
    LARGEST_PAGE_FILE("SPC-03", Severity.INFO, "it has room for the largest page file"),
    PAGE_FILE("SPC-04", Severity.INFO, "the page file of Windows lies outside the image, on a host volume");

    private final String id;
    private final Severity severity;
    private final String requirement;

    NativeBootRule(String id, Severity severity, String requirement) {
        this.id = id;
        this.severity = severity;
        this.requirement = requirement;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public String requirement() {
        return requirement;
    }
}
