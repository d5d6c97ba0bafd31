package org.bcdkit.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bcdkit.storage.HostException;

/** Formats NTFS volumes in files with {@code mkntfs} of NTFS-3G. */
public final class Mkntfs {

    private static final int SECTOR = DiskLayout.SECTOR;
    private static final int CLUSTER = 4096;
    /** NTFS has no more clusters than 32 bits can count. */
    private static final long MOST_CLUSTERS = 0xFFFFFFFFL;

    private final Path program;

    /** @param program as {@link ExternalProgram#find} found it */
    public Mkntfs(Path program) {
        this.program = program;
    }

    /**
     * Formats a volume that fills a file of zeros.
     *
     * @param start of the partition it is for, in bytes: its boot sector says so, and a BIOS relies on it
     * @throws HostException when the program fails, with what it said
     */
    void format(Path volume, long length, long start, String label) throws IOException {
        int cluster = CLUSTER;
        while (length / cluster > MOST_CLUSTERS) {
            cluster *= 2;
        }
        List<String> command = List.of(
                program.toString(), "--force", "--quick", "--quiet", "--label", label, "--sector-size", Integer.toString(SECTOR), "--cluster-size",
                Integer.toString(cluster), "--partition-start", Long.toString(start / SECTOR), "--heads", "255", "--sectors-per-track", "63",
                volume.toString());
        ProgramRun.Outcome outcome = ProgramRun.run(command, ProgramRun.NOBODY);
        if (outcome.failed()) {
            throw new HostException(program + " ended with " + outcome.code() + ": " + outcome.complaint(), "Nothing was made.");
        }
    }
}
