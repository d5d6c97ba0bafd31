package org.bcdkit.nativeboot;

/** What is known about where the boot manager will find an image: the volume, the disk it is on, and how the file lies there. */
public record HostFacts(HostVolumeFacts volume, HostDiskFacts disk, ImageFileFacts file) {

    /** Nothing is known. */
    public static final HostFacts UNKNOWN = new HostFacts(HostVolumeFacts.UNKNOWN, HostDiskFacts.UNKNOWN, ImageFileFacts.UNKNOWN);

    public HostFacts withVolume(HostVolumeFacts facts) {
        return new HostFacts(facts, disk, file);
    }

    public HostFacts withDisk(HostDiskFacts facts) {
        return new HostFacts(volume, facts, file);
    }

    public HostFacts withFile(ImageFileFacts facts) {
        return new HostFacts(volume, disk, facts);
    }
}
