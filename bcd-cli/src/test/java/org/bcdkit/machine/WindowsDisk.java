package org.bcdkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bcdkit.cli.Bcd;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.WindowsTree;

/**
 * A disk whose first partition is an NTFS volume with a Windows, partitioned by sgdisk or sfdisk, and to which {@code bcd} then adds the system
 * partition.
 */
record WindowsDisk(Path file, int mebibytes) {

    static final int MIB = 1 << 20;
    static final String DISK_ID = "A0000000-1111-4222-8333-0123456789AB";
    static final String WINDOWS_ID = "B0000000-4444-4555-8666-0123456789AB";
    static final String SYSTEM_ID = "D0000000-AAAA-4BBB-8CCC-0123456789AB";
    static final int SIGNATURE = 0x1a2b3c4d;

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String SYSTEM_SIZE = "100MiB";
    private static final int EMPTY_SIZE = 36; // in MiB; the smallest that can be FAT32 with clusters of one sector, and a bit

    static WindowsDisk gpt(Path folder, WindowsTree tree) throws IOException {
        WindowsDisk disk = make(folder, tree);
        run("sgdisk", "gdisk", "-U", DISK_ID, "-n", "1:2048:+" + disk.mebibytes + "M", "-t", "1:0700", "-u", "1:" + WINDOWS_ID, disk.file.toString());
        return disk;
    }

    static WindowsDisk mbr(Path folder, WindowsTree tree) throws IOException {
        WindowsDisk disk = make(folder, tree);
        String table = "label: dos\nlabel-id: 0x" + Integer.toHexString(SIGNATURE) + "\nstart=2048, size=" + disk.mebibytes * 2048 + ", type=7\n";
        run("sh", "dash", "-c", "exec \"$0\" -q --no-reread --no-tell-kernel \"$1\" <\"$2\"", IndependentTool.require("sfdisk", "fdisk").toString(),
                disk.file.toString(), Files.writeString(folder.resolve("table"), table).toString());
        return disk;
    }

    private static WindowsDisk make(Path folder, WindowsTree tree) throws IOException {
        Path volume = tree.volume(Files.createDirectory(folder.resolve("ntfs")));
        WindowsDisk disk = new WindowsDisk(folder.resolve("disk.raw"), (int) (Files.size(volume) / MIB));
        try (var file = new RandomAccessFile(disk.file.toFile(), "rw")) {
            file.setLength((disk.mebibytes + 102L) * MIB);
        }
        run("dd", "coreutils", "if=" + volume, "of=" + disk.file, "bs=1M", "seek=1", "conv=notrunc,sparse");
        return disk;
    }

    /** Makes the system partition behind the volume, and what goes onto it. */
    Bcd.Result addSystemPartition(String... options) {
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("--create-esp", SYSTEM_SIZE, "--yes"));
        Bcd.Result result = init(words.toArray(new String[0]));
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    /** Makes an empty system partition behind the volume, by others. */
    void addEmptySystemPartition(Path folder) throws IOException {
        run("sgdisk", "gdisk", "-n", "2:0:+" + EMPTY_SIZE + "M", "-t", "2:ef00", "-u", "2:" + SYSTEM_ID, file.toString());
        putSystemVolume(FatImage.format(folder.resolve("system.fat"), EMPTY_SIZE << 10, "-F", "32", "-s", "1").file());
    }

    /** A copy of the whole disk. */
    WindowsDisk copy(Path to) {
        run("cp", "coreutils", "--sparse=always", file.toString(), to.toString());
        return new WindowsDisk(to, mebibytes);
    }

    /** A copy of the system partition that was made empty. */
    Path copySystemVolume(Path to) {
        run("dd", "coreutils", "if=" + file, "of=" + to, "bs=1M", "skip=" + (mebibytes + 1), "count=" + EMPTY_SIZE, "conv=sparse");
        return to;
    }

    /** Puts another content into the system partition. */
    void putSystemVolume(Path volume) {
        run("dd", "coreutils", "if=" + volume, "of=" + file, "bs=1M", "seek=" + (mebibytes + 1), "conv=notrunc");
    }

    /** {@code bcd init} with the Windows and the disk. */
    Bcd.Result init(String... options) {
        List<String> words = new ArrayList<>(List.of("init", file + ":1/Windows", "--disk", file.toString()));
        words.addAll(List.of(options));
        return new Bcd().call(words.toArray(new String[0]));
    }

    /** Where the system partition begins, in bytes. */
    long systemPartition() {
        return (mebibytes + 1L) * MIB;
    }

    /** Runs a program, which has to succeed, and gives what it printed. */
    static String run(String tool, String debianPackage, String... words) {
        List<String> command = new ArrayList<>(List.of(IndependentTool.require(tool, debianPackage).toString()));
        command.addAll(List.of(words));
        IndependentTool.Outcome outcome = IndependentTool.run(LIMIT, Map.of(), command);
        assertThat(outcome.exitCode()).as(outcome.text() + outcome.stderr()).isZero();
        return outcome.text();
    }
}
