package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bcdkit.device.PartitionId;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.IndependentTool;

/** Disks to start from, made by others: partitioned by sgdisk or sfdisk, the first partition formatted and filled by dosfstools and mtools. */
final class SystemDisk {

    static final UUID DISK = UUID.fromString("d0000000-0000-4000-8000-000000000000");
    /** The partition behind the system partition, on a disk with a GPT. */
    static final PartitionId.Gpt DATA = new PartitionId.Gpt(DISK, UUID.fromString("d0000000-0000-4000-8000-000000000002"));
    /** The same on a disk with an MBR. */
    static final PartitionId.Mbr MBR_DATA = new PartitionId.Mbr(0x5ca1ab1e, 5L << 20);

    private static final int MIB = 1 << 20;
    private static final int SYSTEM = 4;

    private SystemDisk() {}

    /** With a GPT: partition 1 is an EFI system partition with what is in {@code system}, partition 2 is {@code volume}. */
    static Path gpt(Path file, Path system, Path volume) throws IOException {
        int size = (int) (Files.size(volume) / MIB);
        blank(file, size);
        run("sgdisk", "gdisk", "--disk-guid=" + DISK, "--new=1:2048:+" + SYSTEM + "M", "--typecode=1:ef00", "--new=2:" + (1 + SYSTEM) * 2048 + ":+" + size + "M",
                "--typecode=2:0700", "--partition-guid=2:" + DATA.partition(), file.toString());
        return filled(file, system, volume);
    }

    /** With an MBR: partition 1 is active and has what is in {@code system}, partition 2 is {@code volume}. */
    static Path mbr(Path file, Path system, Path volume) throws IOException {
        int size = (int) (Files.size(volume) / MIB);
        blank(file, size);
        String script = "label: dos\\nlabel-id: 0x5ca1ab1e\\nstart=2048, size=" + SYSTEM * 2048 + ", type=c, bootable\\nstart=" + (1 + SYSTEM) * 2048 + ", size="
                + size * 2048 + ", type=7\\n";
        IndependentTool.Outcome outcome = IndependentTool.run(
                IndependentTool.require("sh", "dash"), "-c",
                "printf '" + script + "' | " + IndependentTool.require("sfdisk", "fdisk") + " -q --no-reread --no-tell-kernel '" + file + "'");
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return filled(file, system, volume);
    }

    private static void blank(Path file, int volume) throws IOException {
        Files.deleteIfExists(file);
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength((long) (1 + SYSTEM + volume + 1) * MIB);
        }
    }

    private static Path filled(Path file, Path system, Path volume) throws IOException {
        Path formatted = file.resolveSibling(file.getFileName() + ".fat");
        Files.deleteIfExists(formatted);
        FatImage fat = FatImage.format(formatted, SYSTEM * 1024, "-n", "SYSTEM");
        List<Path> contents = new ArrayList<>();
        try (var entries = Files.list(system)) {
            entries.forEach(contents::add);
        }
        for (Path entry : contents) {
            fat.add(entry);
        }
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.seek(MIB);
            disk.write(Files.readAllBytes(fat.file()));
            putData(disk, volume);
        }
        return file;
    }

    /** What is zero stays a hole. */
    private static void putData(RandomAccessFile disk, Path volume) throws IOException {
        byte[] zeros = new byte[MIB];
        try (InputStream bytes = Files.newInputStream(volume)) {
            byte[] piece = bytes.readNBytes(MIB);
            for (long at = (1 + SYSTEM) * (long) MIB; piece.length > 0; at += MIB) {
                if (!Arrays.equals(piece, 0, piece.length, zeros, 0, piece.length)) {
                    disk.seek(at);
                    disk.write(piece);
                }
                piece = bytes.readNBytes(MIB);
            }
        }
    }

    private static void run(String tool, String debianPackage, String... arguments) {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require(tool, debianPackage), arguments);
        assertThat(outcome.exitCode()).as(outcome.text() + outcome.stderr()).isZero();
    }
}
