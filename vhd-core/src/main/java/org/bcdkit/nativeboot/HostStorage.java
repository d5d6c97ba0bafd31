package org.bcdkit.nativeboot;

/**
 * What the volume that holds an image lies on.
 *
 * @param text names it in sentences: {@code /dev/sda3}, {@code server:/export (nfs4)}
 */
public record HostStorage(Kind kind, String text) {

    /** What a boot manager can make of it. */
    public enum Kind {
        /** A partition of a disk of this machine. */
        PARTITION("partition"),
        /** Another machine, by way of the network. */
        NETWORK("network"),
        /** A file that is a disk or a volume: attached, looped or served as a device. */
        IMAGE("image"),
        /** A snapshot of a volume. */
        SNAPSHOT("snapshot"),
        /** Anything else that is no partition: memory, a RAID or a volume of Linux, an overlay. */
        OTHER("other");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word used in text and JSON. */
        public String word() {
            return word;
        }
    }
}
