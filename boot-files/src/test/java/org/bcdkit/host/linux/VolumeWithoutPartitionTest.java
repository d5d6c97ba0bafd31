package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bcdkit.host.HostMount;
import org.bcdkit.host.HostVolume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is said of volumes that are no partitions of a disk. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the machines are made of symbolic links and have paths of Linux")
class VolumeWithoutPartitionTest extends OnFakeMachine {

    @Test
    void saysThatADeviceMapperVolumeIsNotSeenByWindows() throws IOException {
        machine.device("dm-0", "253:0");
        machine.device("dm-1", "253:1");
        Path root = machine.mount("lvm", "ext4", "253:0", "/dev/mapper/vg-root");
        HostVolume volume = machine.host().volumeOf(file(root));
        assertUnknown(volume, "/dev/mapper/vg-root is a device-mapper volume (LVM, encryption or the like); Windows cannot see it." + OTHER);
        assertThat(volume.mount().orElseThrow().device()).isEqualTo("/dev/mapper/vg-root");
        assertThat(volume.pathOnVolume()).contains("\\vhds\\w 11.vhdx");
    }

    @Test
    void findsTheDeviceMapperBehindABtrfsVolume() throws IOException {
        machine.device("dm-1", "253:1");
        machine.write("dev/dm-1", "");
        machine.link("dev/mapper/luks-1", "../dm-1");
        Path mountPoint = machine.mount("mnt", "btrfs", "0:26", "/dev/mapper/luks-1");
        assertUnknown(
                machine.host().volumeOf(mountPoint),
                "/dev/mapper/luks-1 is a device-mapper volume (LVM, encryption or the like); Windows cannot see it." + OTHER);
    }

    @Test
    void saysThatARaidOfLinuxIsNotSeenByWindows() throws IOException {
        machine.device("md0", "9:0");
        machine.disk("md1", "9:1", 512).attribute("md1", "md/metadata_version", "1.2").partition("md1", "md1p1", "259:20", MIB);
        Path whole = machine.mount("whole", "ext4", "9:0", "/dev/md0");
        Path part = machine.mount("part", "ntfs3", "259:20", "/dev/md1p1");
        assertUnknown(machine.host().volumeOf(whole), "/dev/md0 is a RAID of Linux; Windows cannot see it." + OTHER);
        assertUnknown(machine.host().volumeOf(part), "/dev/md1 is a RAID of Linux; Windows cannot see it." + OTHER);
    }

    @Test
    void findsAPartitionOnARaidOfTheFirmware() throws IOException {
        machine.disk("md126", "9:126", 512).attribute("md126", "md/metadata_version", "external:/md127/0");
        machine.content("md126", SIZE, gpt(512)).partition("md126", "md126p3", "259:21", 20 * MIB);
        assertIdentified(machine.host().volumeOf(machine.mount("mnt", "ntfs3", "259:21", "/dev/md126p3")), GPT_DATA);
    }

    @Test
    void saysThatAVolumeIsNoPartition() throws IOException {
        machine.device("loop3", "7:3");
        machine.disk("sdb", "8:16", 512);
        machine.disk("nbd0", "43:0", 512);
        String rest = " is one volume without a partition table, and a boot entry can only name a partition." + OTHER;
        assertUnknown(
                machine.host().volumeOf(machine.mount("loop", "ntfs3", "7:3", "/dev/loop3")),
                "/dev/loop3 is an image file that is mounted here, not a partition of a disk." + OTHER);
        assertUnknown(machine.host().volumeOf(machine.mount("stick", "vfat", "8:16", "/dev/sdb")), "/dev/sdb" + rest);
        assertUnknown(machine.host().volumeOf(machine.mount("remote", "ext4", "43:0", "/dev/nbd0")), "/dev/nbd0" + rest);
    }

    @Test
    void saysThatASubvolumeIsNoPartition() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:3", 20 * MIB);
        Path home = machine.mount("home", "btrfs", "0:26", "/dev/sda3", "/@home");
        Path file = file(home);
        HostVolume volume = machine.host().volumeOf(file);
        assertUnknown(
                volume,
                home + " is the subvolume or folder /@home of a btrfs volume, which a boot manager cannot read." + OTHER,
                "The path of " + file + " from the root of its volume cannot be told. Give it with --path.");
        assertThat(volume.pathOnVolume()).isEmpty();
        assertThat(volume.mount().orElseThrow().device()).isEqualTo("/dev/sda3");
    }

    @Test
    void saysThatABootManagerDoesNotReachTheNetwork() throws IOException {
        Path nfs = machine.mount("nfs", "nfs4", "0:52", "server:/export");
        Path windows = machine.mount("cifs", "cifs", "0:53", "//server/share");
        Path ssh = machine.mount("ssh", "fuse.sshfs", "0:54", "me@server:/home/me");
        HostVolume volume = machine.host().volumeOf(file(nfs));
        assertUnknown(volume, nfs + " is on the network (nfs4, server:/export), where no boot manager reaches it." + OTHER);
        assertThat(volume.mount()).contains(new HostMount(nfs, "server:/export", "nfs4"));
        assertThat(volume.pathOnVolume()).isEmpty();
        assertUnknown(machine.host().volumeOf(windows), windows + " is on the network (cifs, //server/share), where no boot manager reaches it." + OTHER);
        assertUnknown(machine.host().volumeOf(ssh), ssh + " is on the network (fuse.sshfs, me@server:/home/me), where no boot manager reaches it." + OTHER);
    }

    @Test
    void saysThatASharedFolderIsNotReached() throws IOException {
        Path shared = machine.mount("c", "9p", "0:60", "C:\\134");
        HostVolume volume = machine.host().volumeOf(file(shared));
        assertUnknown(
                volume, shared + " is shared by the machine around this one (9p, C:\\), and a boot manager cannot reach it this way." + OTHER);
        assertThat(volume.pathOnVolume()).isEmpty();
    }

    @Test
    void doesNotTakeTheNameOfASharedFolderForADevice() throws IOException {
        machine.disk("root", "8:0", 512);
        Path shared = machine.mount("c", "9p", "0:60", "/dev/root");
        assertUnknown(
                machine.host().volumeOf(shared),
                shared + " is shared by the machine around this one (9p, /dev/root), and a boot manager cannot reach it this way." + OTHER);
    }

    @Test
    void saysThatMemoryIsNoDisk() throws IOException {
        Path memory = machine.mount("tmp", "tmpfs", "0:33", "tmpfs");
        HostVolume volume = machine.host().volumeOf(file(memory));
        assertUnknown(volume, memory + " is in memory (tmpfs, tmpfs) and is gone when the machine restarts." + OTHER);
        assertThat(volume.pathOnVolume()).isEmpty();
    }

    @Test
    void takesTheNameOfADeviceForNoPathOnAVolume() throws IOException {
        Path devices = machine.mount("dev", "devtmpfs", "0:5", "udev");
        HostVolume volume = machine.host().volumeOf(Files.writeString(devices.resolve("loop0"), ""));
        assertUnknown(volume, devices + " is in memory (devtmpfs, udev) and is gone when the machine restarts." + OTHER);
        assertThat(volume.pathOnVolume()).isEmpty();
    }

    @Test
    void saysThatAnOverlayIsNotOnePartition() throws IOException {
        Path overlay = machine.mount("root", "overlay", "0:75", "overlay");
        HostVolume volume = machine.host().volumeOf(file(overlay));
        assertUnknown(volume, overlay + " is put together from other folders (overlay, overlay), so it is not one partition." + OTHER);
        assertThat(volume.pathOnVolume()).contains("\\vhds\\w 11.vhdx");
    }

    @Test
    void saysWhatItKnowsAboutOtherFileSystemsWithoutADevice() throws IOException {
        Path zfs = machine.mount("zfs", "zfs", "0:44", "rpool/ROOT");
        assertUnknown(machine.host().volumeOf(zfs), zfs + " is not on a partition of a disk (zfs, rpool/ROOT)." + OTHER);
    }
}
