package org.bcdkit.host.linux;

/** What helps when a partition could not be told: ends of sentences. */
final class Advice {

    static final String NAME_IT = "name the partition as gpt:{disk},{partition} or mbr:SIGNATURE,OFFSET.";
    static final String OTHER_PARTITION =
            "Put the image on an NTFS partition of a disk of this machine, or name the partition it will be on as gpt:{disk},{partition}"
                    + " or mbr:SIGNATURE,OFFSET.";

    private Advice() {}
}
