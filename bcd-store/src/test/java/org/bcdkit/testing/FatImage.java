package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A FAT volume in a file, made and filled by dosfstools and mtools. */
public final class FatImage {

    /** What fsck.fat may say of a volume on which nothing is wrong but that clusters are in use and belong to nothing. Everything else is damage. */
    private static final List<String> OF_LOST_CLUSTERS = List.of(
            "fsck[.]fat .*",
            "Starting (check/repair|verification) pass[.]",
            "",
            "Reclaimed \\d+ unused clusters? \\(\\d+ bytes\\)[.]",
            "Free cluster summary wrong .*", // fsck.fat counts them as free
            "  Auto-correcting[.]",
            "Leaving filesystem unchanged[.]",
            ".*: \\d+ files, \\d+/\\d+ clusters");
    /** What it may say besides of a volume that was not closed. */
    private static final List<String> OF_UNCLOSED_VOLUME = List.of(
            "There are differences between boot sector and its backup[.]",
            "This is mostly harmless[.] Differences: .*",
            "  (65|37):0[01]/0[01]",
            "  Not automatically fixing this[.]",
            "Dirty bit is set[.] Fs was not properly unmounted and some data may be corrupt[.]",
            " Automatically removing dirty bit[.]",
            "FATs differ but appear to be intact[.]",
            "  Using first FAT[.]",
            "FATs differ - using first FAT[.]",
            "Free cluster summary uninitialized .*");

    private final Path file;

    private FatImage(Path file) {
        this.file = file;
    }

    /**
     * Formats a new file.
     *
     * @param options of mkfs.fat
     */
    public static FatImage format(Path file, int kibibytes, String... options) {
        List<String> words = new ArrayList<>(List.of(IndependentTool.require("mkfs.fat", "dosfstools").toString(), "--invariant"));
        words.addAll(List.of(options));
        words.addAll(List.of("-C", file.toString(), Integer.toString(kibibytes)));
        run(words);
        return new FatImage(file);
    }

    /** One that is there. */
    public static FatImage at(Path file) {
        return new FatImage(file);
    }

    public Path file() {
        return file;
    }

    /** Copies a file or a folder with what is in it into the root. */
    public FatImage add(Path source) {
        return mtools("mcopy", "-s", source.toString(), "::/");
    }

    public FatImage folder(String path) {
        return mtools("mmd", "::/" + path);
    }

    public FatImage delete(String path) {
        return mtools("mdel", "::/" + path);
    }

    /** All that mtools finds in the volume, copied into {@code folder}. */
    public void copyOut(Path folder) throws IOException {
        Files.createDirectories(folder);
        mtools("mcopy", "-s", "-m", "-n", "::/", folder.toString());
    }

    /** What fsck.fat finds wrong, apart from what has to be expected when somebody was writing to it when the machine stopped. */
    public List<String> faultsAfterCrash() {
        return faultsApartFromLostClusters().stream().filter(line -> OF_UNCLOSED_VOLUME.stream().noneMatch(line::matches)).toList();
    }

    /** What fsck.fat finds wrong, apart from clusters that are in use and belong to nothing. */
    public List<String> faultsApartFromLostClusters() {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require("fsck.fat", "dosfstools"), "-n", "-V", file.toString());
        return outcome.text().lines().filter(line -> OF_LOST_CLUSTERS.stream().noneMatch(line::matches)).toList();
    }

    /** Runs one of the mtools on the volume. */
    public FatImage mtools(String tool, String... words) {
        List<String> command = new ArrayList<>(List.of(IndependentTool.require(tool, "mtools").toString(), "-i", file.toString()));
        command.addAll(List.of(words));
        run(command);
        return this;
    }

    private static void run(List<String> command) {
        IndependentTool.Outcome outcome = IndependentTool.run(Duration.ofMinutes(1), Map.of("MTOOLS_SKIP_CHECK", "1", "TZ", "UTC"), command);
        assertThat(outcome.exitCode()).as("%s: %s", command, outcome.stderr()).isZero();
    }
}
