package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bcdkit.device.PartitionId;
import org.bcdkit.disk.Extent;
import org.bcdkit.host.DiskFree;
import org.bcdkit.host.HostVolume;
import org.bcdkit.partition.GptWriter;
import org.bcdkit.partition.MbrWriter;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For tests on machines made of folders and files: a disk with a GPT or an MBR, a file on it, and what is expected of its volume. */
abstract class OnFakeMachine {

    static final long MIB = 1 << 20;
    static final long SIZE = 64 * MIB;
    static final UUID DISK = UUID.fromString("e2f897e3-f1df-4e0c-9335-45c67c75fef0");
    static final UUID ESP = UUID.fromString("8a965f21-4b8b-43c4-a817-4f6a71780056");
    static final UUID DATA = UUID.fromString("50202085-a152-4325-a535-4ec630dc6632");
    static final int SIGNATURE = 0x9a2b3c4d;
    static final PartitionId GPT_DATA = new PartitionId.Gpt(DISK, DATA);

    static final String NAME_IT = "name the partition as gpt:{disk},{partition} or mbr:SIGNATURE,OFFSET.";
    static final String OTHER = " Put the image on an NTFS partition of a disk of this machine, or name the partition it will be on"
            + " as gpt:{disk},{partition} or mbr:SIGNATURE,OFFSET.";

    @TempDir
    Path folder;

    FakeMachine machine;

    @BeforeEach
    void start() throws IOException {
        machine = new FakeMachine(folder);
    }

    /** An ESP at 1 MiB and an NTFS volume from 20 to 40 MiB. */
    static List<Extent> gpt(int sectorSize) {
        List<Extent> extents = new ArrayList<>(GptWriter.write(
                DISK,
                SIZE,
                sectorSize,
                List.of(
                        Partition.gpt(1, PartitionType.Gpt.EFI_SYSTEM, DISK, ESP, MIB, 10 * MIB, "EFI", 0),
                        Partition.gpt(3, PartitionType.Gpt.BASIC_DATA, DISK, DATA, 20 * MIB, 20 * MIB, "Windows", 0))));
        extents.add(FakeMachine.volume(20 * MIB, "NTFS    "));
        return extents;
    }

    /** A primary partition at 1 MiB; an extended one from 20 MiB with a logical one at 21 MiB. */
    static List<Extent> mbr(int signature) {
        PartitionType.Mbr extended = new PartitionType.Mbr(0x0F);
        Extent link = MbrWriter.write(0, 512, List.of(Partition.mbr(1, PartitionType.Mbr.NTFS, 0, MIB, 10 * MIB, false)));
        return List.of(
                MbrWriter.write(
                        signature,
                        512,
                        List.of(
                                Partition.mbr(1, PartitionType.Mbr.NTFS, signature, MIB, 10 * MIB, true),
                                Partition.mbr(2, extended, signature, 20 * MIB, 20 * MIB, false))),
                new Extent(20 * MIB, link.bytes()));
    }

    Path file(Path mountPoint) throws IOException {
        Files.createDirectories(mountPoint.resolve("vhds"));
        return Files.writeString(mountPoint.resolve("vhds/w 11.vhdx"), "x");
    }

    static void assertIdentified(HostVolume volume, PartitionId id) {
        assertThat(volume.problems()).isEmpty();
        assertThat(volume.partition()).contains(id);
    }

    static void assertUnknown(HostVolume volume, String... problems) {
        assertThat(volume.problems()).containsExactly(problems);
        assertThat(volume.partition()).isEmpty();
    }

    /** The mount is missing, and what needs it; the room on the volume does not. */
    void assertMountIsNotSeen(HostVolume volume, String problem) {
        assertUnknown(volume, problem);
        assertThat(volume.mount()).isEmpty();
        assertThat(volume.pathOnVolume()).isEmpty();
        assertRoomIsKnown(volume);
    }

    /** Folders and files of the machines are all on one volume, so that its size is always the same. */
    void assertRoomIsKnown(HostVolume volume) {
        assertThat(volume.space().free().orElseThrow()).isPositive();
        assertThat(volume.space().size()).hasValue(DiskFree.size(folder));
    }
}
