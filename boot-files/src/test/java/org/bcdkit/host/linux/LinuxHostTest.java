package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bcdkit.device.PartitionId;
import org.bcdkit.disk.Extent;
import org.bcdkit.host.DiskFree;
import org.bcdkit.host.HostMount;
import org.bcdkit.host.HostVolume;
import org.bcdkit.partition.GptWriter;
import org.bcdkit.partition.MbrWriter;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Storage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** From a file to its partition, on machines made of folders and files. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the machines are made of symbolic links and have paths of Linux")
class LinuxHostTest {

    private static final long MIB = 1 << 20;
    private static final long SIZE = 64 * MIB;
    private static final UUID DISK = UUID.fromString("e2f897e3-f1df-4e0c-9335-45c67c75fef0");
    private static final UUID ESP = UUID.fromString("8a965f21-4b8b-43c4-a817-4f6a71780056");
    private static final UUID DATA = UUID.fromString("50202085-a152-4325-a535-4ec630dc6632");
    private static final int SIGNATURE = 0x9a2b3c4d;
    private static final PartitionId GPT_DATA = new PartitionId.Gpt(DISK, DATA);

    private static final String NAME_IT = "name the partition with --host gpt:{disk},{partition} or --host mbr:SIGNATURE,OFFSET.";
    private static final String OTHER = " Put the image on an NTFS partition of a disk of this machine, or name the partition it will be on"
            + " with --host gpt:{disk},{partition} or --host mbr:SIGNATURE,OFFSET.";

    @TempDir
    private Path folder;

    private FakeMachine machine;

    @BeforeEach
    void start() throws IOException {
        machine = new FakeMachine(folder);
    }

    /** An ESP at 1 MiB and an NTFS volume from 20 to 40 MiB. */
    private static List<Extent> gpt(int sectorSize) {
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
    private static List<Extent> mbr(int signature) {
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

    private Path file(Path mountPoint) throws IOException {
        Files.createDirectories(mountPoint.resolve("vhds"));
        return Files.writeString(mountPoint.resolve("vhds/w 11.vhdx"), "x");
    }

    private static void assertIdentified(HostVolume volume, PartitionId id) {
        assertThat(volume.problems()).isEmpty();
        assertThat(volume.partition()).contains(id);
    }

    private static void assertUnknown(HostVolume volume, String... problems) {
        assertThat(volume.problems()).containsExactly(problems);
        assertThat(volume.partition()).isEmpty();
    }

    /** The mount is missing, and what needs it; the room on the volume does not. */
    private void assertMountIsNotSeen(HostVolume volume, String problem) {
        assertUnknown(volume, problem);
        assertThat(volume.mount()).isEmpty();
        assertThat(volume.pathOnVolume()).isEmpty();
        assertRoomIsKnown(volume);
    }

    /** Folders and files of the machines are all on one volume, so that its size is always the same. */
    private void assertRoomIsKnown(HostVolume volume) {
        assertThat(volume.space().free().orElseThrow()).isPositive();
        assertThat(volume.space().size()).hasValue(DiskFree.size(folder));
    }

    // ---- the whole way ----

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

    // ---- disks that cannot be read ----

    /** As for everybody but root. */
    private LinuxHost withoutPermission() {
        return withUnreadableDisks(new AccessDeniedException("/dev/sda"));
    }

    private LinuxHost withUnreadableDisks(IOException reason) {
        return new LinuxHost(new FakeMachine.Source(machine.path("")) {
            @Override
            Storage openDisk(String name) throws IOException {
                throw reason;
            }
        });
    }

    private Path unreadable(String type) throws IOException {
        machine.disk("sda", "8:0", 512).partition("sda", "sda3", "8:3", 20 * MIB);
        return machine.mount("mnt", type, "8:3", "/dev/sda3");
    }

    @Test
    void saysWhatIsMissingWithoutPermission() throws IOException {
        assertUnknown(
                withoutPermission().volumeOf(file(unreadable("ntfs3"))),
                "/dev/sda cannot be read (permission denied), so the disk's identity is not known. Run this as root, or name the partition with"
                        + " --host gpt:{disk},{partition}, or on an MBR disk with --host mbr:SIGNATURE,20971520.");
    }

    @Test
    void stillTellsFreeSpaceAndPathWithoutPermission() throws IOException {
        HostVolume volume = withoutPermission().volumeOf(file(unreadable("ntfs3")));
        assertThat(volume.mount().orElseThrow().device()).isEqualTo("/dev/sda3");
        assertThat(volume.pathOnVolume()).contains("\\vhds\\w 11.vhdx");
        assertRoomIsKnown(volume);
    }

    @Test
    void asksUdevForAPartitionOfAGptWithoutPermission() throws IOException {
        Path mountPoint = unreadable("fuseblk");
        machine.udev("8:0", "ID_PART_TABLE_UUID=" + DISK, "ID_PART_TABLE_TYPE=gpt");
        machine.udev("8:3", "ID_FS_TYPE=ntfs", "ID_PART_ENTRY_SCHEME=gpt", "ID_PART_ENTRY_UUID=" + DATA, "ID_PART_ENTRY_OFFSET=40960");
        HostVolume volume = withoutPermission().volumeOf(file(mountPoint));
        assertIdentified(volume, GPT_DATA);
        assertThat(volume.mount().orElseThrow().fileSystem()).isEqualTo("ntfs");
    }

    @Test
    void asksUdevForAPartitionOfAnMbrWithoutPermission() throws IOException {
        Path mountPoint = unreadable("ntfs3");
        machine.udev("8:0", "ID_PART_TABLE_UUID=9a2b3c4d", "ID_PART_TABLE_TYPE=dos");
        machine.udev("8:3", "ID_PART_ENTRY_SCHEME=dos", "ID_PART_ENTRY_UUID=9a2b3c4d-05", "ID_PART_ENTRY_OFFSET=40960");
        assertIdentified(withoutPermission().volumeOf(file(mountPoint)), new PartitionId.Mbr(SIGNATURE, 20 * MIB));
    }

    @Test
    void doesNotTrustARecordOfUdevThatIsOfAnotherPartition() throws IOException {
        Path mountPoint = unreadable("ntfs3");
        machine.udev("8:3", "ID_PART_ENTRY_SCHEME=dos", "ID_PART_ENTRY_UUID=9a2b3c4d-05", "ID_PART_ENTRY_OFFSET=63");
        assertUnknown(
                withoutPermission().volumeOf(file(mountPoint)),
                "/dev/sda cannot be read (permission denied), so the disk's identity is not known. Run this as root, or name the partition with"
                        + " --host gpt:{disk},{partition}, or on an MBR disk with --host mbr:SIGNATURE,20971520.");
    }

    @Test
    void takesThePartitionOfAnMbrFromTheLinksWithoutUdevsRecords() throws IOException {
        Path mountPoint = unreadable("ntfs3");
        machine.link("dev/disk/by-partuuid/11111111-01", "../../sda30").link("dev/disk/by-partuuid/22222222-01", "../../xsda3");
        assertThat(withoutPermission().volumeOf(mountPoint).partition()).isEmpty();
        machine.link("dev/disk/by-partuuid/9a2b3c4d-05", "../../sda3");
        assertIdentified(withoutPermission().volumeOf(file(mountPoint)), new PartitionId.Mbr(SIGNATURE, 20 * MIB));
    }

    @Test
    void takesThePartitionOfAnMbrFromTheKernel() throws IOException {
        Path mountPoint = unreadable("ntfs3");
        machine.attribute("sda3", "uevent", "DEVNAME=sda3\nPARTUUID=9a2b3c4d-05");
        assertIdentified(withoutPermission().volumeOf(file(mountPoint)), new PartitionId.Mbr(SIGNATURE, 20 * MIB));
    }

    @Test
    void saysThatOnlyTheGuidOfTheDiskIsMissing() throws IOException {
        Path mountPoint = unreadable("ntfs3");
        machine.link("dev/disk/by-partuuid/" + DATA, "../../sda3");
        assertUnknown(
                withoutPermission().volumeOf(file(mountPoint)),
                "/dev/sda cannot be read (permission denied), so the GUID of the disk is not known; that of the partition is"
                        + " {50202085-a152-4325-a535-4ec630dc6632}. Run this as root, or name the partition with"
                        + " --host gpt:{disk},{50202085-a152-4325-a535-4ec630dc6632}.");
    }

    @Test
    void doesNotTakeHalfAGuid() throws IOException {
        Path mountPoint = unreadable("ntfs3");
        machine.udev("8:0", "ID_PART_TABLE_UUID=1-2-3-4-5", "ID_PART_TABLE_TYPE=gpt");
        machine.udev("8:3", "ID_PART_ENTRY_UUID=" + DATA, "ID_PART_ENTRY_OFFSET=40960");
        assertThat(withoutPermission().volumeOf(file(mountPoint)).partition()).isEmpty();
        machine.udev("8:0", "ID_PART_TABLE_UUID=" + DISK, "ID_PART_TABLE_TYPE=gpt");
        machine.udev("8:3", "ID_PART_ENTRY_UUID=50202085-a152-4325-a535-4ec630dc663x", "ID_PART_ENTRY_OFFSET=40960");
        assertThat(withoutPermission().volumeOf(file(mountPoint)).partition()).isEmpty();
    }

    @Test
    void saysThatADiskHasNoFileAsInAContainer() throws IOException {
        Path mountPoint = unreadable("ntfs3");
        assertUnknown(
                machine.host().volumeOf(file(mountPoint)),
                "/dev/sda cannot be read (there is no such file), so the disk's identity is not known. Run this where /dev/sda can be read, or name the"
                        + " partition with --host gpt:{disk},{partition}, or on an MBR disk with --host mbr:SIGNATURE,20971520.");
    }

    @Test
    void repeatsTheSystemsOwnWordsForWhyADiskCannotBeRead() throws IOException {
        Path mountPoint = unreadable("ntfs3");
        String rest = " so the disk's identity is not known. Run this where /dev/sda can be read, or name the partition with"
                + " --host gpt:{disk},{partition}, or on an MBR disk with --host mbr:SIGNATURE,20971520.";
        assertUnknown(
                withUnreadableDisks(new FileSystemException("/dev/sda", null, "Operation not permitted")).volumeOf(file(mountPoint)),
                "/dev/sda cannot be read (Operation not permitted)," + rest);
        assertUnknown(
                withUnreadableDisks(new IOException("Input/output error")).volumeOf(file(mountPoint)),
                "/dev/sda cannot be read (Input/output error)," + rest);
    }

    @Test
    void saysThatAFolderIsNotADisk() throws IOException {
        Path mountPoint = unreadable("ntfs3");
        Files.createDirectories(machine.path("dev/sda"));
        assertThat(machine.host().volumeOf(file(mountPoint)).problems()).first().asString().startsWith("/dev/sda cannot be read (Is a directory at 0x0), so");
    }

    // ---- tables that do not help ----

    @Test
    void saysThatATableIsDamaged() throws IOException {
        List<Extent> extents = new ArrayList<>(gpt(512));
        extents.add(new Extent(512 + 56, Bytes.of(new byte[16])));
        extents.add(new Extent(SIZE - 512 + 56, Bytes.of(new byte[16])));
        machine.disk("sda", "8:0", 512).content("sda", SIZE, extents).partition("sda", "sda3", "8:3", 20 * MIB);
        Path mountPoint = machine.mount("mnt", "ntfs3", "8:3", "/dev/sda3");
        List<String> problems = machine.host().volumeOf(file(mountPoint)).problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0))
                .startsWith("The partition table of /dev/sda is damaged: " + machine.path("dev/sda") + ": GPT header at 0x210: header CRC is 0x")
                .endsWith(". Repair it, or " + NAME_IT);
    }

    @Test
    void saysThatThereIsNoTableThatWindowsKnows() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, List.of()).partition("sda", "sda3", "8:3", 20 * MIB);
        Path mountPoint = machine.mount("mnt", "ext4", "8:3", "/dev/sda3");
        assertUnknown(machine.host().volumeOf(mountPoint), "/dev/sda has neither a GPT nor an MBR, so Windows sees no partitions on it." + OTHER);
    }

    @Test
    void saysThatTheTableHasChanged() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:3", SIZE);
        Path mountPoint = machine.mount("mnt", "ext4", "8:3", "/dev/sda3");
        assertUnknown(
                machine.host().volumeOf(mountPoint),
                "The partition table of /dev/sda has no partition that starts at byte 67108864, where /dev/sda3 is: the table was changed after the kernel"
                        + " read it. Run partprobe /dev/sda, or " + NAME_IT);
    }

    @Test
    void doesNotNameADiskByASignatureThatItDoesNotHave() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, mbr(0)).partition("sda", "sda1", "8:1", MIB);
        Path mountPoint = machine.mount("mnt", "ntfs3", "8:1", "/dev/sda1");
        String problem = "/dev/sda has no disk signature; Windows will give it one, and which is not known now. Give it one first, with"
                + " sfdisk --disk-id /dev/sda and a number such as 0x1a2b3c4d, or " + NAME_IT;
        assertUnknown(machine.host().volumeOf(mountPoint), problem);
        machine.attribute("sda1", "uevent", "PARTUUID=00000000-01");
        assertUnknown(withoutPermission().volumeOf(mountPoint), problem);
    }

    // ---- volumes that are no partitions ----

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

    // ---- machines that say little ----

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
                        + ". Mount /proc. Without it, name the partition with --host and the boot store with --store.");
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
        assertThat(machine.host().memory()).hasValue(16_328_616L * 1024);
        Files.delete(machine.path("proc/meminfo"));
        assertThat(machine.host().memory()).isEmpty();
    }
}
