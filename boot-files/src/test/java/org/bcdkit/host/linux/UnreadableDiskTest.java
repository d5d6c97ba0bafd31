package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.device.PartitionId;
import org.bcdkit.disk.Extent;
import org.bcdkit.host.HostVolume;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is found out about a partition when its disk cannot be read, or its table does not help. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the machines are made of symbolic links and have paths of Linux")
class UnreadableDiskTest extends OnFakeMachine {

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
                "/dev/sda cannot be read (permission denied), so the disk's identity is not known. Run this as root, or name the partition as"
                        + " gpt:{disk},{partition}, or on an MBR disk as mbr:SIGNATURE,20971520.");
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
                "/dev/sda cannot be read (permission denied), so the disk's identity is not known. Run this as root, or name the partition as"
                        + " gpt:{disk},{partition}, or on an MBR disk as mbr:SIGNATURE,20971520.");
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
                        + " {50202085-a152-4325-a535-4ec630dc6632}. Run this as root, or name the partition as"
                        + " gpt:{disk},{50202085-a152-4325-a535-4ec630dc6632}.");
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
                        + " partition as gpt:{disk},{partition}, or on an MBR disk as mbr:SIGNATURE,20971520.");
    }

    @Test
    void repeatsTheSystemsOwnWordsForWhyADiskCannotBeRead() throws IOException {
        Path mountPoint = unreadable("ntfs3");
        String rest = " so the disk's identity is not known. Run this where /dev/sda can be read, or name the partition as"
                + " gpt:{disk},{partition}, or on an MBR disk as mbr:SIGNATURE,20971520.";
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
}
