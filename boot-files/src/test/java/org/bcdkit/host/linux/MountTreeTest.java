package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.bcdkit.storage.HostException;
import org.junit.jupiter.api.Test;

/** Which mount a file is on, on machines of several kinds. */
class MountTreeTest {

    /** A notebook with Windows beside Linux: NVMe, the ESP at its usual place, NTFS by both drivers, a network share. */
    private static final String NOTEBOOK =
            """
            22 66 0:21 / /proc rw,nosuid shared:12 - proc proc rw
            23 66 0:22 / /sys rw,nosuid shared:2 - sysfs sysfs rw
            24 66 0:5 / /dev rw,nosuid shared:8 - devtmpfs udev rw,size=8121328k
            66 1 259:6 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p6 rw
            90 66 259:1 / /boot/efi rw,relatime shared:40 - vfat /dev/nvme0n1p1 rw,umask=0077
            95 66 259:4 / /mnt/win rw,relatime shared:44 - ntfs3 /dev/nvme0n1p4 rw,uid=1000
            97 66 259:5 / /media/me/My\\040Data rw,nosuid shared:47 - fuseblk /dev/nvme0n1p5 rw,user_id=0,blksize=4096
            99 66 0:52 / /srv/share rw,relatime shared:60 - nfs4 server:/export/vhds rw,vers=4.2
            """;

    private static Mount find(String mountInfo, String file) throws HostException {
        return new MountTree(MountInfoParser.parse(mountInfo)).find(file).orElseThrow();
    }

    private static String device(String mountInfo, String file) throws HostException {
        return find(mountInfo, file).source();
    }

    @Test
    void takesTheLongestMountPointAboveTheFile() throws HostException {
        assertThat(device(NOTEBOOK, "/home/me/w.vhdx")).isEqualTo("/dev/nvme0n1p6");
        assertThat(device(NOTEBOOK, "/mnt/win/vhds/w.vhdx")).isEqualTo("/dev/nvme0n1p4");
        assertThat(device(NOTEBOOK, "/boot/efi/EFI/Microsoft/Boot/BCD")).isEqualTo("/dev/nvme0n1p1");
        assertThat(device(NOTEBOOK, "/srv/share/w.vhdx")).isEqualTo("server:/export/vhds");
    }

    @Test
    void takesTheMountOfAMountPointItself() throws HostException {
        assertThat(device(NOTEBOOK, "/mnt/win")).isEqualTo("/dev/nvme0n1p4");
        assertThat(device(NOTEBOOK, "/")).isEqualTo("/dev/nvme0n1p6");
    }

    @Test
    void doesNotTakeAMountPointThatIsOnlyTheStartOfAName() throws HostException {
        assertThat(device(NOTEBOOK, "/mnt/windows/w.vhdx")).isEqualTo("/dev/nvme0n1p6");
    }

    @Test
    void findsAMountPointWithASpace() throws HostException {
        Mount mount = find(NOTEBOOK, "/media/me/My Data/vhds/my w.vhdx");
        assertThat(mount).isEqualTo(new Mount(97, 66, "259:5", "/", "/media/me/My Data", "fuseblk", "/dev/nvme0n1p5"));
        assertThat(mount.pathOnVolume("/media/me/My Data/vhds/my w.vhdx")).contains("\\vhds\\my w.vhdx");
        assertThat(mount.pathOnVolume("/media/me/My Data")).contains("\\");
    }

    @Test
    void countsThePathFromTheRootOfTheVolume() throws HostException {
        assertThat(find(NOTEBOOK, "/home/me/w.vhdx").pathOnVolume("/home/me/w.vhdx")).contains("\\home\\me\\w.vhdx");
        assertThat(find(NOTEBOOK, "/").pathOnVolume("/")).contains("\\");
    }

    @Test
    void takesTheLastOfMountsOverOnePoint() throws HostException {
        String text = NOTEBOOK + """
                101 95 8:1 / /mnt/win rw - ext4 /dev/sda1 rw
                102 101 8:2 / /mnt/win rw - ext4 /dev/sda2 rw
                """;
        assertThat(device(text, "/mnt/win/w.vhdx")).isEqualTo("/dev/sda2");
    }

    @Test
    void takesTheLastOfMountsOnOneParentToo() throws HostException {
        String text = NOTEBOOK + "101 66 8:1 / /mnt/win rw - ext4 /dev/sda1 rw\n";
        assertThat(device(text, "/mnt/win/w.vhdx")).isEqualTo("/dev/sda1");
    }

    @Test
    void doesNotTakeAMountBelowOneThatWasMountedOverIt() throws HostException {
        // /mnt/win was there first and is hidden since something else is mounted at /mnt.
        String text = NOTEBOOK + "101 66 8:1 / /mnt rw - ext4 /dev/sda1 rw\n";
        MountTree tree = new MountTree(MountInfoParser.parse(text));
        assertThat(device(text, "/mnt/win/vhds/w.vhdx")).isEqualTo("/dev/sda1");
        assertThat(find(text, "/mnt/win/vhds/w.vhdx").pathOnVolume("/mnt/win/vhds/w.vhdx")).contains("\\win\\vhds\\w.vhdx");
        assertThat(tree.mounts().stream().filter(mount -> !tree.isVisible(mount)).map(Mount::source)).containsExactly("/dev/nvme0n1p4");
    }

    @Test
    void countsThePathOfABindMountFromTheRootOfTheVolume() throws HostException {
        String text = NOTEBOOK + "110 66 259:4 /data/vhds /vhds rw,relatime shared:44 - ntfs3 /dev/nvme0n1p4 rw\n";
        Mount mount = find(text, "/vhds/w.vhdx");
        assertThat(mount.deviceNumber()).isEqualTo("259:4");
        assertThat(mount.pathOnVolume("/vhds/w.vhdx")).contains("\\data\\vhds\\w.vhdx");
    }

    @Test
    void countsThePathOfAFileThatIsMountedItself() throws HostException {
        String text = NOTEBOOK + "110 66 259:4 /data/w.vhdx /srv/image rw - ntfs3 /dev/nvme0n1p4 rw\n";
        assertThat(find(text, "/srv/image").pathOnVolume("/srv/image")).contains("\\data\\w.vhdx");
    }

    @Test
    void doesNotKnowThePathOfABindMountWhoseFolderIsGone() throws HostException {
        String text = NOTEBOOK + "110 66 259:4 /data/vhds//deleted /vhds rw - ntfs3 /dev/nvme0n1p4 rw\n";
        assertThat(find(text, "/vhds/w.vhdx").pathOnVolume("/vhds/w.vhdx")).isEmpty();
    }

    @Test
    void knowsTheDeviceNumberThatItsFilesHave() throws HostException {
        assertThat(find(NOTEBOOK, "/mnt/win").isOnDevice(0x10304)).isTrue();
        assertThat(find(NOTEBOOK, "/mnt/win").isOnDevice(0x10305)).isFalse();
        assertThat(mounted("4097:70000").isOnDevice(0x100011100170L)).isTrue();
        assertThat(mounted("1:70000").isOnDevice(0x100011100170L)).isFalse();
        assertThat(mounted("4097:112").isOnDevice(0x100011100170L)).isFalse();
        assertThat(mounted("0:57").isOnDevice(0x40)).isTrue();
        assertThat(mounted("0:57").isOnDevice(0x803)).isFalse();
    }

    private static Mount mounted(String number) {
        return new Mount(40, 27, number, "/", "/mnt", "btrfs", "/dev/sda3");
    }

    @Test
    void doesNotKnowThePathInASubvolume() throws HostException {
        String text = """
                30 1 0:26 /@ / rw,relatime shared:1 - btrfs /dev/sda2 rw,subvolid=256,subvol=/@
                47 30 0:26 /@home /home rw,relatime shared:26 - btrfs /dev/sda2 rw,subvolid=257,subvol=/@home
                """;
        Mount mount = find(text, "/home/me/w.vhdx");
        assertThat(mount).isEqualTo(new Mount(47, 30, "0:26", "/@home", "/home", "btrfs", "/dev/sda2"));
        assertThat(mount.isSubvolume()).isTrue();
        assertThat(mount.pathOnVolume("/home/me/w.vhdx")).isEmpty();
    }

    @Test
    void doesNotTakeABackslashInANameForAFolder() throws HostException {
        assertThat(find(NOTEBOOK, "/home/a\\b.vhdx").pathOnVolume("/home/a\\b.vhdx")).isEmpty();
    }

    @Test
    void doesNotTellAPathWithACharacterThatCannotBeRead() throws HostException {
        assertThat(find(NOTEBOOK, "/home/gr\ufffd\ufffde.vhdx").pathOnVolume("/home/gr\ufffd\ufffde.vhdx")).isEmpty();
    }

    @Test
    void beginsAtTheTopOfAContainer() throws HostException {
        // The parent of the root is outside.
        String text = """
                512 430 0:75 / / rw,relatime master:150 - overlay overlay rw,lowerdir=/l1:/l2,upperdir=/u,workdir=/w
                513 512 0:78 / /proc rw,nosuid - proc proc rw
                530 512 8:3 /var/lib/docker/volumes/v/_data /vhds rw,relatime master:1 - ext4 /dev/sda3 rw
                """;
        assertThat(find(text, "/tmp/w.vhdx").type()).isEqualTo("overlay");
        assertThat(find(text, "/vhds/w.vhdx").pathOnVolume("/vhds/w.vhdx")).contains("\\var\\lib\\docker\\volumes\\v\\_data\\w.vhdx");
    }

    @Test
    void beginsAtAnInitialFileSystemThatIsItsOwnParent() throws HostException {
        String text = """
                1 1 0:2 / / rw - rootfs rootfs rw
                20 1 8:2 / / rw - ext4 /dev/sda2 rw
                21 20 8:3 / /mnt rw - ntfs3 /dev/sda3 rw
                """;
        assertThat(device(text, "/etc/fstab")).isEqualTo("/dev/sda2");
        assertThat(device(text, "/mnt/w.vhdx")).isEqualTo("/dev/sda3");
    }

    @Test
    void findsNothingInAChrootThatIsAFolder() throws HostException {
        MountTree tree = new MountTree(MountInfoParser.parse("40 27 0:21 / /proc rw - proc proc rw\n"));
        assertThat(tree.find("/home/w.vhdx")).isEmpty();
        assertThat(tree.find("/proc/self")).map(Mount::type).isEqualTo(Optional.of("proc"));
    }

    @Test
    void beginsInAChrootAtTheLastOfTheLongestMountPoints() throws HostException {
        String text = """
                40 27 8:1 / /mnt rw - ext4 /dev/sda1 rw
                41 27 8:2 / /mnt/win rw - ntfs3 /dev/sda2 rw
                42 27 8:3 / /mnt/win rw - ntfs3 /dev/sda3 rw
                43 27 8:4 / /mnt rw - ext4 /dev/sda4 rw
                """;
        assertThat(device(text, "/mnt/win/w.vhdx")).isEqualTo("/dev/sda3");
        assertThat(device(text, "/mnt/w.vhdx")).isEqualTo("/dev/sda4");
    }

    @Test
    void endsWhereMountsAreSaidToBeOnEachOther() throws HostException {
        String text = """
                1 9 8:1 / / rw - ext4 /dev/sda1 rw
                2 3 8:2 / / rw - ext4 /dev/sda2 rw
                3 2 8:3 / / rw - ext4 /dev/sda3 rw
                """;
        assertThat(device(text, "/w.vhdx")).isEqualTo("/dev/sda1");
    }
}
