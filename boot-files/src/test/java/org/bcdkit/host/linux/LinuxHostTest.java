package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.device.PartitionId;
import org.bcdkit.disk.Extent;
import org.bcdkit.firmware.HardDrive;
import org.bcdkit.host.FirmwarePartition;
import org.bcdkit.host.HostMount;
import org.bcdkit.host.HostVolume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** From a file to its partition, on machines made of folders and files. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the machines are made of symbolic links and have paths of Linux")
class LinuxHostTest extends OnFakeMachine {

    @Test
    void tellsEverythingAboutAnNtfsPartition() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:3", 20 * MIB);
        Path mountPoint = machine.mount("mnt/My Windows", "ntfs3", "8:3", "/dev/sda3");

        HostVolume volume = machine.host().volumeOf(file(mountPoint));

        assertIdentified(volume, GPT_DATA);
        assertThat(volume.mount()).contains(new HostMount(mountPoint, "/dev/sda3", "ntfs3"));
        assertThat(volume.pathOnVolume()).contains("\\vhds\\w 11.vhdx");
        assertRoomIsKnown(volume);
    }

    @Test
    void findsAPrimaryPartitionOfAnMbr() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, mbr(SIGNATURE)).partition("sda", "sda1", "8:1", MIB);
        Path mountPoint = machine.mount("mnt", "ntfs3", "8:1", "/dev/sda1");
        assertIdentified(machine.host().volumeOf(file(mountPoint)), new PartitionId.Mbr(SIGNATURE, MIB));
    }

    @Test
    void findsALogicalPartitionOfAnMbr() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, mbr(SIGNATURE)).partition("sda", "sda5", "8:5", 21 * MIB);
        Path mountPoint = machine.mount("mnt", "ntfs3", "8:5", "/dev/sda5");
        assertIdentified(machine.host().volumeOf(file(mountPoint)), new PartitionId.Mbr(SIGNATURE, 21 * MIB));
    }

    @Test
    void findsPartitionsWhoseNamesHaveAnotherForm() throws IOException {
        machine.disk("nvme0n1", "259:0", 512).content("nvme0n1", SIZE, gpt(512)).partition("nvme0n1", "nvme0n1p3", "259:3", 20 * MIB);
        machine.disk("mmcblk0", "179:0", 512).content("mmcblk0", SIZE, mbr(SIGNATURE)).partition("mmcblk0", "mmcblk0p1", "179:1", MIB);
        machine.disk("loop0", "7:0", 512).content("loop0", SIZE, gpt(512)).partition("loop0", "loop0p1", "259:9", MIB);
        machine.disk("cciss!c0d0", "104:0", 512).content("cciss/c0d0", SIZE, gpt(512)).partition("cciss!c0d0", "cciss!c0d0p3", "104:3", 20 * MIB);
        Path nvme = machine.mount("nvme", "ntfs3", "259:3", "/dev/nvme0n1p3");
        Path card = machine.mount("card", "ntfs3", "179:1", "/dev/mmcblk0p1");
        Path loop = machine.mount("loop", "vfat", "259:9", "/dev/loop0p1");
        Path array = machine.mount("array", "ntfs3", "104:3", "/dev/cciss/c0d0p3");

        assertIdentified(machine.host().volumeOf(nvme), GPT_DATA);
        assertIdentified(machine.host().volumeOf(card), new PartitionId.Mbr(SIGNATURE, MIB));
        assertIdentified(machine.host().volumeOf(loop), new PartitionId.Gpt(DISK, ESP));
        assertIdentified(machine.host().volumeOf(array), GPT_DATA);
        assertThat(machine.host().volumeOf(array).mount().orElseThrow().device()).isEqualTo("/dev/cciss/c0d0p3");
    }

    @Test
    void findsAPartitionOnADiskWithSectorsOf4096Bytes() throws IOException {
        machine.disk("sdb", "8:16", 4096).content("sdb", SIZE, gpt(4096)).partition("sdb", "sdb3", "8:19", 20 * MIB);
        Path mountPoint = machine.mount("mnt", "ntfs3", "8:19", "/dev/sdb3");
        assertIdentified(machine.host().volumeOf(file(mountPoint)), GPT_DATA);
    }

    @Test
    void countsThePathOfABindMountFromTheRootOfTheVolume() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:3", 20 * MIB);
        Path mountPoint = machine.mount("images", "ntfs3", "8:3", "/dev/sda3", "/data/images");
        HostVolume volume = machine.host().volumeOf(file(mountPoint));
        assertIdentified(volume, GPT_DATA);
        assertThat(volume.pathOnVolume()).contains("\\data\\images\\vhds\\w 11.vhdx");
    }

    @Test
    void followsLinksToTheVolumeThatHasTheFile() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:3", 20 * MIB);
        Path mountPoint = machine.mount("mnt", "ntfs3", "8:3", "/dev/sda3");
        file(mountPoint);
        machine.link("home/images", "../mnt/vhds");
        HostVolume volume = machine.host().volumeOf(machine.path("home/images/w 11.vhdx"));
        assertThat(volume.mount().orElseThrow().point()).isEqualTo(mountPoint);
        assertThat(volume.pathOnVolume()).contains("\\vhds\\w 11.vhdx");
    }

    @Test
    void saysWhichOfItsFileSystemsFuseHasMounted() throws IOException {
        List<Extent> exfat = new ArrayList<>(gpt(512));
        exfat.add(FakeMachine.volume(20 * MIB, "EXFAT   "));
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:3", 20 * MIB);
        machine.partition("sda", "sda1", "8:1", MIB);
        machine.disk("sdb", "8:16", 512).content("sdb", SIZE, exfat).partition("sdb", "sdb3", "8:19", 20 * MIB);
        Path ntfs = machine.mount("a", "fuseblk", "8:3", "/dev/sda3");
        Path extended = machine.mount("b", "fuseblk", "8:19", "/dev/sdb3");
        Path other = machine.mount("c", "fuseblk", "8:1", "/dev/sda1");

        assertThat(machine.host().volumeOf(ntfs).mount().orElseThrow().fileSystem()).isEqualTo("ntfs");
        assertThat(machine.host().volumeOf(extended).mount().orElseThrow().fileSystem()).isEqualTo("exfat");
        assertThat(machine.host().volumeOf(other).mount().orElseThrow().fileSystem()).isEqualTo("fuseblk");
    }

    @Test
    void findsTheDeviceByNameWhereAFileSystemDoesNotGiveItsNumber() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:3", 20 * MIB);
        machine.write("dev/sda3", "");
        machine.link("dev/disk/by-label/Windows", "../../sda3");
        Path fuse = machine.mount("fuse", "fuse", "0:55", "/dev/sda3");
        Path link = machine.mount("link", "fuse", "0:56", "/dev/disk/by-label/Windows");
        Path btrfs = machine.mount("btrfs", "btrfs", "0:57", "/dev/sda3");

        assertIdentified(machine.host().volumeOf(fuse), GPT_DATA);
        assertThat(machine.host().volumeOf(fuse).mount().orElseThrow().fileSystem()).isEqualTo("ntfs");
        assertIdentified(machine.host().volumeOf(link), GPT_DATA);
        assertThat(machine.host().volumeOf(link).mount().orElseThrow().device()).isEqualTo("/dev/sda3");
        assertIdentified(machine.host().volumeOf(btrfs), GPT_DATA);
    }

    @Test
    void findsTheDeviceByNameWithoutItsFile() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:3", 20 * MIB);
        Path fuse = machine.mount("fuse", "fuse", "0:55", "/dev/sda3");
        assertIdentified(machine.host().volumeOf(fuse), GPT_DATA);
    }

    @Test
    void doesNotTakeAVolumeThatTheKernelSaysTheFileIsNotOn() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:3", 20 * MIB);
        Path number = machine.mount("number", "ntfs3", "8:3", "/dev/sda3");
        Path name = machine.mount("name", "btrfs", "0:57", "/dev/sda3");
        LinuxHost host = new LinuxHost(new FakeMachine.Source(machine.path("")) {
            @Override
            long deviceOf(Path file) {
                return 0x804;
            }
        });
        for (Path mountPoint : List.of(number, name)) {
            assertMountIsNotSeen(
                    host.volumeOf(mountPoint),
                    mountPoint + " seems to be on /dev/sda3, mounted at " + mountPoint + ", but the kernel says that it is on another device."
                            + " Run this with LC_ALL=C.UTF-8, so that all names can be read, or " + NAME_IT);
        }
    }

    @Test
    void saysThatSysIsMissing() throws IOException {
        Path mountPoint = machine.mount("mnt", "ntfs3", "8:3", "/dev/sda3");
        HostVolume volume = machine.host().volumeOf(mountPoint);
        assertUnknown(volume, "/sys/dev/block/8:3 cannot be read, so the disk behind " + mountPoint + " is not known. Mount /sys, or " + NAME_IT);
        assertThat(volume.mount().orElseThrow().device()).isEqualTo("/dev/sda3");
    }

    @Test
    void doesNotGuessWithoutMounts() throws IOException {
        assertMountIsNotSeen(
                machine.host().volumeOf(folder),
                "The mounts of this machine cannot be read from " + machine.path("proc/self/mountinfo")
                        + ". Mount /proc. Without it, name partitions by their identity and the boot store with --store.");
    }

    @Test
    void doesNotGuessWhereTheFileIsOnNoMount() throws IOException {
        machine.write("proc/self/mountinfo", "40 27 0:21 / /proc rw - proc proc rw\n");
        assertMountIsNotSeen(
                machine.host().volumeOf(folder),
                "/proc/self/mountinfo does not list what " + folder.toRealPath() + " is on; a process in a chroot does not see everything."
                        + " Run this outside of it, or " + NAME_IT);
    }

    @Test
    void doesNotGuessWhatALineOfTheMountsMeans() throws IOException {
        machine.write("proc/self/mountinfo", "40 27 0:21 / /\n");
        assertMountIsNotSeen(
                machine.host().volumeOf(folder),
                "/proc/self/mountinfo has a line that is not understood: \"40 27 0:21 / /\", expected the form"
                        + " \"36 35 8:3 / /mnt rw - ext4 /dev/sda3 rw\". Please report it.");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> machine.host().volumeOf(folder.resolve("none.vhdx"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void tellsTheSizeOfMainMemory() throws IOException {
        assertThat(machine.host().target().memory()).hasValue(16_328_616L * 1024);
        Files.delete(machine.path("proc/meminfo"));
        assertThat(machine.host().target().memory()).isEmpty();
    }

    @Test
    void tellsWhatFirmwareNamesASystemPartitionBy() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda1", "8:1", MIB).partition("sda", "sda3", "8:3", 20 * MIB);
        Path esp = machine.mount("esp", "vfat", "8:1", "/dev/sda1");
        Path data = machine.mount("data", "ntfs3", "8:3", "/dev/sda3");

        HardDrive drive = new HardDrive(1, 0x800, 0x5000, new HardDrive.Signature.Gpt(ESP));
        assertThat(machine.host().firmwarePartition(esp)).contains(new FirmwarePartition(drive, true));
        assertThat(machine.host().firmwarePartition(data).orElseThrow().isOwn()).isFalse();
        assertThat(machine.host().firmwarePartition(Files.createDirectory(esp.resolve("EFI")))).isEmpty();
    }

    @Test
    void firmwareIsNotToStartFromSticksAndImages() throws IOException {
        machine.disk("sdb", "8:16", 512).content("sdb", SIZE, gpt(512)).partition("sdb", "sdb1", "8:17", MIB);
        machine.write("sys/class/block/sdb/removable", "1\n");
        machine.disk("loop0", "7:0", 512).content("loop0", SIZE, gpt(512)).partition("loop0", "loop0p1", "259:9", MIB);
        Path stick = machine.mount("stick", "vfat", "8:17", "/dev/sdb1");
        Path image = machine.mount("image", "vfat", "259:9", "/dev/loop0p1");

        assertThat(machine.host().firmwarePartition(stick).orElseThrow().isOwn()).isFalse();
        assertThat(machine.host().firmwarePartition(image).orElseThrow().isOwn()).isFalse();
    }
}
