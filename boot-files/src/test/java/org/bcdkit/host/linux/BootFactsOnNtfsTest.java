package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bcdkit.disk.Extent;
import org.bcdkit.nativeboot.HostFacts;
import org.bcdkit.nativeboot.SystemPartition;
import org.bcdkit.partition.MbrWriter;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.windows.VolumeState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the bytes of a disk add to what the kernel says, on machines made of folders and files with a volume that mkntfs made. */
@EnabledOnOs(OS.LINUX)
class BootFactsOnNtfsTest extends OnFakeMachine {

    private static final long START = 20 * MIB;
    private static final int VOLUME_SIZE = (int) (20 * MIB);
    private static final int RECORD = 1024;
    private static final int VOLUME_INFORMATION = 0x70;
    private static final int DIRTY = 1;

    /** With {@code \vhds} and nothing in it, or with the image in the root. */
    private byte[] ntfs(boolean withImage) throws IOException {
        Path volume = folder.resolve("volume");
        try (RandomAccessFile file = new RandomAccessFile(volume.toFile(), "rw")) {
            file.setLength(VOLUME_SIZE);
        }
        String start = Long.toString(START / 512);
        Path mkntfs = IndependentTool.require("mkntfs", "ntfs-3g");
        LoopDisk.run(mkntfs, "--force", "--fast", "--quiet", "-p", start, "-H", "255", "-S", "63", volume.toString());
        if (withImage) {
            Path image = Files.write(folder.resolve("image"), new byte[20_000]);
            LoopDisk.run(IndependentTool.require("ntfscp", "ntfs-3g"), "--force", volume.toString(), image.toString(), "w.vhd");
        }
        return Files.readAllBytes(volume);
    }

    /** Sets the flag of an NTFS volume that says that it has to be checked: in record 3 of its file table. */
    private static byte[] dirty(byte[] volume) {
        ByteBuffer bytes = ByteBuffer.wrap(volume).order(ByteOrder.LITTLE_ENDIAN);
        int cluster = bytes.getShort(11) * bytes.get(13);
        int record = (int) bytes.getLong(48) * cluster + 3 * RECORD;
        int attribute = record + bytes.getShort(record + 20);
        while (bytes.getInt(attribute) != VOLUME_INFORMATION) {
            attribute += bytes.getInt(attribute + 4);
        }
        int flags = attribute + bytes.getShort(attribute + 20) + 10;
        bytes.putShort(flags, (short) (bytes.getShort(flags) | DIRTY));
        return volume;
    }

    private void disk(byte[] volume, List<Extent> table) throws IOException {
        List<Extent> extents = new ArrayList<>(table);
        extents.add(new Extent(START, Bytes.of(volume)));
        machine.disk("sda", "8:0", 512).content("sda", SIZE, extents).partition("sda", "sda3", "8:3", START);
    }

    private static List<Extent> gptTable() {
        List<Extent> extents = gpt(512);
        return extents.subList(0, extents.size() - 1);
    }

    private static List<Extent> mbrTable(PartitionType.Mbr type) {
        return List.of(MbrWriter.write(SIGNATURE, 512, List.of(Partition.mbr(1, type, SIGNATURE, START, 20 * MIB, false))));
    }

    private HostFacts facts(String type) throws IOException {
        Path mountPoint = Files.isDirectory(machine.path("mnt")) ? machine.path("mnt") : machine.mount("mnt", type, "8:3", "/dev/sda3");
        Path file = Files.write(mountPoint.resolve("w.vhd"), new byte[20_000]);
        LinuxHost host = machine.host();
        return host.bootFacts(file, host.volumeOf(file));
    }

    @Test
    void readsHowTheFileLiesOnItsVolume() throws IOException {
        disk(ntfs(true), mbrTable(PartitionType.Mbr.NTFS));
        HostFacts facts = facts("fuseblk");
        assertThat(facts.file().attributes()).contains(Set.of());
        assertThat(facts.volume().fileSystem()).contains("ntfs");
        assertThat(facts.volume().state()).contains(new VolumeState(3, 1, false, false, false));
        assertThat(facts.disk().dynamic()).contains(false);
        assertThat(facts.volume().size()).isNotEqualTo(OptionalLong.of(VOLUME_SIZE)); // the kernel goes before the bytes
    }

    @Test
    void doesNotJudgeAFileThatItsVolumeDoesNotHaveYet() throws IOException {
        disk(ntfs(false), mbrTable(PartitionType.Mbr.NTFS));
        HostFacts facts = facts("ntfs3");
        assertThat(facts.file().attributes()).isEmpty();
        assertThat(facts.volume().state()).isEmpty();
        assertThat(facts.volume().fileSystem()).contains("ntfs3");
        assertThat(facts.disk().sectorSize()).hasValue(512);
    }

    @Test
    void doesNotBlameAVolumeForBeingMounted() throws IOException {
        disk(dirty(ntfs(true)), mbrTable(PartitionType.Mbr.NTFS));
        assertThat(facts("ntfs3").volume().state()).contains(new VolumeState(3, 1, false, false, false));
    }

    @Test
    void tellsOfADirtyVolumeThatItsDriverLeavesAsItWas() throws IOException {
        disk(dirty(ntfs(true)), mbrTable(PartitionType.Mbr.NTFS));
        assertThat(facts("fuseblk").volume().state()).contains(new VolumeState(3, 1, true, false, false));
    }

    @Test
    void knowsADynamicDisk() throws IOException {
        disk(ntfs(true), mbrTable(new PartitionType.Mbr(0x42)));
        assertThat(facts("ntfs3").disk().dynamic()).contains(true);
    }

    @Test
    void knowsThatThereIsNoSystemPartitionWhereThereIsNoOtherDisk() throws IOException {
        disk(ntfs(true), mbrTable(PartitionType.Mbr.NTFS));
        assertThat(facts("ntfs3").disk().systemPartitions()).contains(List.of());
        machine.disk("sdb", "8:16", 512).attribute("sdb", "removable", "1").partition("sdb", "sdb1", "8:17", MIB);
        assertThat(facts("ntfs3").disk().systemPartitions()).contains(List.of());
    }

    @Test
    void doesNotSayWhatAnotherDiskHas() throws IOException {
        disk(ntfs(true), mbrTable(PartitionType.Mbr.NTFS));
        machine.disk("nvme0n1", "259:0", 512).partition("nvme0n1", "nvme0n1p1", "259:1", MIB);
        assertThat(facts("ntfs3").disk().systemPartitions()).isEmpty();
    }

    @Test
    void takesTheSystemPartitionOfAnotherDiskThatIsMounted() throws IOException {
        disk(ntfs(true), mbrTable(PartitionType.Mbr.NTFS));
        machine.disk("nvme0n1", "259:0", 512).partition("nvme0n1", "nvme0n1p1", "259:1", MIB);
        Path esp = machine.mount("efi", "vfat", "259:1", "/dev/nvme0n1p1");
        Files.createDirectories(esp.resolve("EFI/Microsoft/Boot"));
        Files.writeString(esp.resolve("EFI/Microsoft/Boot/BCD"), "x");
        assertThat(facts("ntfs3").disk().systemPartitions())
                .contains(List.of(new SystemPartition("/dev/nvme0n1p1", SystemPartition.Kind.ESP, true, Optional.empty(), false)));
    }

    @Test
    void seesAVolumeBehindBitLockerThroughTheDeviceThatShowsIt() throws IOException {
        byte[] locked = new byte[VOLUME_SIZE];
        System.arraycopy(FakeMachine.volume(0, "-FVE-FS-").bytes().toArray(), 0, locked, 0, 512);
        disk(locked, gptTable());
        machine.device("dm-0", "253:0").attribute("dm-0", "dm/uuid", "CRYPT-BITLK-1b2c3d4e5f60718293a4b5c6d7e8f900-win");
        machine.link("sys/class/block/dm-0/slaves/sda3", "../../sda3");
        machine.content("dm-0", VOLUME_SIZE, List.of(new Extent(0, Bytes.of(ntfs(true)))));
        Path mountPoint = machine.mount("mnt", "fuseblk", "253:0", "/dev/mapper/win");
        HostFacts facts = facts("fuseblk");
        assertThat(mountPoint).isEqualTo(machine.path("mnt"));
        assertThat(facts.volume().bitLocker()).contains(true);
        assertThat(facts.volume().fileSystem()).contains("ntfs");
        assertThat(facts.file().attributes()).contains(Set.of());
        assertThat(facts.volume().state()).contains(new VolumeState(3, 1, false, false, false));
        assertThat(facts.disk().dynamic()).contains(false);
    }
}
