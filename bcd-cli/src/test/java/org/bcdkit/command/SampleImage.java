package org.bcdkit.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.Extent;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.NewImageFile;
import org.bcdkit.partition.GptWriter;
import org.bcdkit.partition.MbrWriter;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.vhdx.VhdxIdentity;

/** Disk images of 64 MiB with one partition, in which is the outline of a Windows 11. */
public final class SampleImage {

    static final UUID DISK = UUID.fromString("c0000000-0000-4000-8000-000000000000");
    static final UUID PARTITION = UUID.fromString("c0000000-0000-4000-8000-000000000001");
    private static final int MIB = 1 << 20;
    private static final long SIZE = 64L << 20;

    private SampleImage() {}

    /** A dynamic VHDX with a GPT. */
    public static Path vhdx(Path path) throws IOException {
        Partition windows = Partition.gpt(1, PartitionType.Gpt.BASIC_DATA, DISK, PARTITION, MIB, SIZE - 2 * MIB, "Windows", 0);
        NewImageFile.createVhdx(path, disk(MIB, withWindows(GptWriter.write(DISK, SIZE, 512, List.of(windows)))), VhdxIdentity.random());
        return path;
    }

    /** A dynamic VHD with an MBR. */
    static Path vhd(Path path) throws IOException {
        Partition windows = Partition.mbr(1, PartitionType.Mbr.NTFS, 0x63f07796, MIB, SIZE - 2 * MIB, true);
        NewDisk disk = disk(2 * MIB, withWindows(List.of(MbrWriter.write(0x63f07796, 512, List.of(windows)))));
        NewImageFile.createVhd(path, disk, DISK, Instant.parse("2026-11-24T09:00:00Z"));
        return path;
    }

    /** A fixed VHD with an MBR. */
    static Path fixed(Path path) throws IOException {
        Partition windows = Partition.mbr(1, PartitionType.Mbr.NTFS, 0x63f07796, MIB, SIZE - 2 * MIB, true);
        NewDisk disk = new NewDisk(DiskKind.FIXED, SIZE, 0, 512, withWindows(List.of(MbrWriter.write(0x63f07796, 512, List.of(windows)))));
        NewImageFile.createVhd(path, disk, DISK, Instant.parse("2026-11-24T09:00:00Z"));
        return path;
    }

    /** A differencing VHD that says its parent is called {@code base.vhd}. Numbers are offsets as in the specification of VHD. */
    static Path child(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(vhd(path));
        byte[] name = "base.vhd".getBytes(StandardCharsets.UTF_16BE);
        System.arraycopy(name, 0, bytes, 512 + 64, name.length);
        seal(bytes, 512, 1024, 36);
        for (int footer : new int[] {0, bytes.length - 512}) {
            bytes[footer + 63] = 4;
            seal(bytes, footer, 512, 64);
        }
        return Files.write(path, bytes);
    }

    /** The one's complement of the sum of all bytes but these four. */
    private static void seal(byte[] bytes, int start, int length, int checksum) {
        ByteBuffer structure = ByteBuffer.wrap(bytes, start, length).slice();
        structure.putInt(checksum, 0);
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += Byte.toUnsignedInt(structure.get(i));
        }
        structure.putInt(checksum, ~sum);
    }

    /** A dynamic VHD with an MBR and that volume. */
    static Path vhd(Path path, Path volume) throws IOException {
        Partition windows = Partition.mbr(1, PartitionType.Mbr.NTFS, 0x63f07796, MIB, SIZE - 2 * MIB, true);
        List<Extent> contents =
                List.of(MbrWriter.write(0x63f07796, 512, List.of(windows)), new Extent(MIB, Bytes.of(Files.readAllBytes(volume))));
        NewImageFile.createVhd(path, disk(2 * MIB, contents), DISK, Instant.parse("2026-11-24T09:00:00Z"));
        return path;
    }

    private static List<Extent> withWindows(List<Extent> table) throws IOException {
        List<Extent> contents = new ArrayList<>(table);
        contents.add(new Extent(MIB, SampleFiles.windowsVolume()));
        return contents;
    }

    private static NewDisk disk(int blockSize, List<Extent> contents) {
        return new NewDisk(DiskKind.DYNAMIC, SIZE, blockSize, 512, contents);
    }
}
