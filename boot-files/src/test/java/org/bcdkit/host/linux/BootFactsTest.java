package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.device.PartitionId;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.host.HostVolume;
import org.bcdkit.nativeboot.HostFacts;
import org.bcdkit.nativeboot.HostStorage;
import org.bcdkit.nativeboot.SystemPartition;
import org.bcdkit.nativeboot.TargetFacts;
import org.bcdkit.storage.Storage;
import org.bcdkit.windows.Architecture;
import org.bcdkit.windows.WindowsVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a machine tells about where an image lies and what will start it, on machines made of folders and files. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the machines are made of symbolic links and have paths of Linux")
class BootFactsTest extends OnFakeMachine {

    private static final String ESP_TYPE = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b";

    private HostFacts facts(Path file) throws IOException {
        return facts(machine.host(), file);
    }

    private static HostFacts facts(LinuxHost host, Path file) throws IOException {
        return host.bootFacts(file, host.volumeOf(file));
    }

    private Optional<HostStorage> storage(Path mountPoint) throws IOException {
        return facts(file(mountPoint)).volume().storage();
    }

    private static Optional<HostStorage> is(HostStorage.Kind kind, String text) {
        return Optional.of(new HostStorage(kind, text));
    }

    private LinuxHost withoutPermission() {
        return new LinuxHost(new FakeMachine.Source(machine.path("")) {
            @Override
            Storage openDisk(String name) throws IOException {
                throw new AccessDeniedException(name);
            }
        });
    }

    // What the volume lies on

    @Test
    void knowsAPartitionOfADisk() throws IOException {
        machine.disk("sda", "8:0", 4096).content("sda", SIZE, gpt(4096)).partition("sda", "sda3", "8:3", 20 * MIB);
        HostFacts facts = facts(file(machine.mount("mnt", "ntfs3", "8:3", "/dev/sda3")));
        assertThat(facts.volume().storage()).isEqualTo(is(HostStorage.Kind.PARTITION, "/dev/sda3"));
        assertThat(facts.volume().fileSystem()).contains("ntfs3");
        assertThat(facts.volume().bitLocker()).contains(false);
        assertThat(facts.disk().sectorSize()).hasValue(4096);
    }

    @Test
    void knowsADiskOfHyperVForOneOfTheMachine() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:3", 20 * MIB);
        machine.attribute("sda", "device/vendor", "Msft    ").attribute("sda", "device/model", "Virtual Disk    ");
        assertThat(storage(machine.mount("mnt", "ntfs3", "8:3", "/dev/sda3"))).isEqualTo(is(HostStorage.Kind.PARTITION, "/dev/sda3"));
    }

    @Test
    void knowsTheNetworkAndWhatIsSharedByTheMachineAround() throws IOException {
        assertThat(storage(machine.mount("nfs", "nfs4", "0:52", "server:/export"))).isEqualTo(is(HostStorage.Kind.NETWORK, "server:/export (nfs4)"));
        assertThat(storage(machine.mount("smb", "cifs", "0:53", "//server/x"))).isEqualTo(is(HostStorage.Kind.NETWORK, "//server/x (cifs)"));
        assertThat(storage(machine.mount("vm", "9p", "0:54", "share"))).isEqualTo(is(HostStorage.Kind.NETWORK, "share (9p)"));
    }

    @Test
    void knowsImagesOfDisks() throws IOException {
        machine.disk("loop0", "7:0", 512).attribute("loop0", "loop/backing_file", "/srv/disk.img").partition("loop0", "loop0p2", "259:2", MIB);
        machine.device("loop1", "7:1");
        machine.disk("nbd0", "43:0", 512).partition("nbd0", "nbd0p1", "43:1", MIB);
        Path part = machine.mount("part", "ntfs3", "259:2", "/dev/loop0p2");
        Path whole = machine.mount("whole", "ntfs3", "7:1", "/dev/loop1");
        Path served = machine.mount("served", "ntfs3", "43:1", "/dev/nbd0p1");
        assertThat(storage(part)).isEqualTo(is(HostStorage.Kind.IMAGE, "/dev/loop0p2 (/srv/disk.img)"));
        assertThat(storage(whole)).isEqualTo(is(HostStorage.Kind.IMAGE, "/dev/loop1"));
        assertThat(storage(served)).isEqualTo(is(HostStorage.Kind.IMAGE, "/dev/nbd0p1"));
    }

    @Test
    void findsAnImageBeneathDeviceMapperVolumes() throws IOException {
        machine.device("loop0", "7:0").attribute("loop0", "loop/backing_file", "/srv/disk.img");
        machine.device("dm-0", "253:0").link("sys/class/block/dm-0/slaves/loop0", "../../loop0");
        machine.device("dm-1", "253:1").link("sys/class/block/dm-1/slaves/dm-0", "../../dm-0");
        assertThat(storage(machine.mount("mnt", "ntfs3", "253:1", "/dev/mapper/x"))).isEqualTo(is(HostStorage.Kind.IMAGE, "/dev/loop0 (/srv/disk.img)"));
    }

    @Test
    void endsWhereDevicesLeadInACircle() throws IOException {
        machine.device("dm-0", "253:0").link("sys/class/block/dm-0/slaves/dm-1", "../../dm-1");
        machine.device("dm-1", "253:1").link("sys/class/block/dm-1/slaves/dm-0", "../../dm-0");
        assertThat(storage(machine.mount("mnt", "ext4", "253:1", "/dev/mapper/x"))).isEqualTo(is(HostStorage.Kind.OTHER, "/dev/mapper/x (ext4)"));
    }

    @Test
    void knowsASnapshotOfLvmFromItsOrigin() throws IOException {
        String lvm = "LVM-EEmTYZsUcpXbJPw9nbEv5xZTDgXTQYWdmkGWRGrGZPPcEKzTTAMO2yJcbRqEWZYB";
        machine.device("dm-1", "253:1").attribute("dm-1", "dm/uuid", lvm + "-real");
        machine.device("dm-2", "253:2").attribute("dm-2", "dm/uuid", lvm + "-cow");
        machine.device("dm-0", "253:0").attribute("dm-0", "dm/uuid", lvm).link("sys/class/block/dm-0/slaves/dm-1", "../../dm-1");
        machine.device("dm-3", "253:3").attribute("dm-3", "dm/uuid", lvm).link("sys/class/block/dm-3/slaves/dm-1", "../../dm-1");
        machine.link("sys/class/block/dm-3/slaves/dm-2", "../../dm-2");
        Path origin = machine.mount("origin", "ntfs3", "253:0", "/dev/mapper/vg-data");
        Path snapshot = machine.mount("snap", "ntfs3", "253:3", "/dev/mapper/vg-snap");
        assertThat(storage(origin)).isEqualTo(is(HostStorage.Kind.OTHER, "/dev/mapper/vg-data (ntfs3)"));
        assertThat(storage(snapshot)).isEqualTo(is(HostStorage.Kind.SNAPSHOT, "/dev/mapper/vg-snap"));
    }

    @Test
    void knowsSnapshotsOfFileSystemsByTheirFolders() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:3", 20 * MIB);
        machine.write("dev/sda3", "");
        Path btrfs = machine.mount("btrfs", "btrfs", "0:57", "/dev/sda3");
        Path taken = Files.createDirectories(btrfs.resolve(".snapshots/7/snapshot"));
        Path zfs = machine.mount("zfs", "zfs", "0:44", "tank/images@monday");
        assertThat(storage(taken)).isEqualTo(is(HostStorage.Kind.SNAPSHOT, taken.resolve("vhds/w 11.vhdx").toString()));
        assertThat(storage(btrfs)).isEqualTo(is(HostStorage.Kind.PARTITION, "/dev/sda3"));
        assertThat(storage(zfs)).isEqualTo(is(HostStorage.Kind.SNAPSHOT, zfs.resolve("vhds/w 11.vhdx").toString()));
    }

    @Test
    void knowsWhatNoBootManagerCanFind() throws IOException {
        machine.device("md0", "9:0");
        machine.disk("md1", "9:1", 512).attribute("md1", "md/metadata_version", "1.2").partition("md1", "md1p1", "259:20", MIB);
        machine.disk("sdb", "8:16", 512);
        assertThat(storage(machine.mount("whole", "ext4", "9:0", "/dev/md0"))).isEqualTo(is(HostStorage.Kind.OTHER, "/dev/md0 (ext4)"));
        assertThat(storage(machine.mount("part", "ntfs3", "259:20", "/dev/md1p1"))).isEqualTo(is(HostStorage.Kind.OTHER, "/dev/md1p1 (ntfs3)"));
        assertThat(storage(machine.mount("stick", "vfat", "8:16", "/dev/sdb"))).isEqualTo(is(HostStorage.Kind.OTHER, "/dev/sdb (vfat)"));
        assertThat(storage(machine.mount("tmp", "tmpfs", "0:33", "tmpfs"))).isEqualTo(is(HostStorage.Kind.OTHER, "tmpfs (tmpfs)"));
    }

    @Test
    void saysNothingMoreWhereTheMountIsNotSeen() throws IOException {
        machine.write("proc/self/mountinfo", "40 27 0:21 / /proc rw - proc proc rw\n");
        HostFacts facts = facts(Files.writeString(folder.resolve("w.vhdx"), "x"));
        assertThat(facts.volume().storage()).isEmpty();
        assertThat(facts.volume().free()).isPresent();
        assertThat(facts.disk().sectorSize()).isEmpty();
    }

    // The page file of another Windows

    @Test
    void findsThePageFileInTheRootOfTheVolume() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:3", 20 * MIB);
        Path root = machine.mount("mnt", "ntfs3", "8:3", "/dev/sda3");
        assertThat(facts(file(root)).volume().pageFile()).hasValue(0);
        Files.write(root.resolve("PAGEFILE.SYS"), new byte[70_000]);
        assertThat(facts(file(root)).volume().pageFile()).hasValue(70_000);
    }

    @Test
    void doesNotKnowThePageFileWhereTheRootOfTheVolumeIsNotSeen() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:3", 20 * MIB);
        Path vhds = machine.mount("vhds", "ntfs3", "8:3", "/dev/sda3", "/images");
        Path share = machine.mount("smb", "cifs", "0:53", "//server/x");
        assertThat(facts(file(vhds)).volume().pageFile()).isEmpty();
        assertThat(facts(file(share)).volume().pageFile()).isEmpty();
    }

    // BitLocker

    @Test
    void findsThePartitionBehindBitLockerThatWasUnlocked() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:3", 20 * MIB);
        machine.device("dm-0", "253:0").attribute("dm-0", "dm/uuid", "CRYPT-BITLK-1b2c3d4e5f60718293a4b5c6d7e8f900-win");
        machine.link("sys/class/block/dm-0/slaves/sda3", "../../sda3");
        Path file = file(machine.mount("mnt", "ntfs3", "253:0", "/dev/mapper/win"));
        HostVolume volume = machine.host().volumeOf(file);
        assertIdentified(volume, new PartitionId.Gpt(DISK, DATA));
        assertThat(volume.mount().orElseThrow().device()).isEqualTo("/dev/mapper/win");
        HostFacts facts = facts(file);
        assertThat(facts.volume().storage()).isEqualTo(is(HostStorage.Kind.PARTITION, "/dev/sda3"));
        assertThat(facts.volume().bitLocker()).contains(true);
        assertThat(facts.volume().fileSystem()).contains("ntfs3");
        assertThat(facts.disk().sectorSize()).hasValue(512);
    }

    @Test
    void doesNotTakeOtherEncryptionForBitLocker() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:3", 20 * MIB);
        machine.device("dm-0", "253:0").attribute("dm-0", "dm/uuid", "CRYPT-LUKS2-1b2c3d4e5f60718293a4b5c6d7e8f900-home");
        machine.link("sys/class/block/dm-0/slaves/sda3", "../../sda3");
        HostFacts facts = facts(file(machine.mount("mnt", "ext4", "253:0", "/dev/mapper/home")));
        assertThat(facts.volume().storage()).isEqualTo(is(HostStorage.Kind.OTHER, "/dev/mapper/home (ext4)"));
        assertThat(facts.volume().bitLocker()).isEmpty();
    }

    @Test
    void doesNotTakeWhatDislockerShowsForAnImage() throws IOException {
        machine.device("loop0", "7:0").attribute("loop0", "loop/backing_file", "/mnt/bitlocker/dislocker-file");
        HostFacts facts = facts(file(machine.mount("mnt", "ntfs3", "7:0", "/dev/loop0")));
        assertThat(facts.volume().storage()).isEmpty();
        assertThat(facts.volume().bitLocker()).contains(true);
    }

    // Without permission for the disk

    private Path unreadable() throws IOException {
        machine.disk("sda", "8:0", 512).partition("sda", "sda1", "8:1", MIB).partition("sda", "sda3", "8:3", 20 * MIB);
        return file(machine.mount("mnt", "ntfs3", "8:3", "/dev/sda3"));
    }

    @ParameterizedTest
    @CsvSource({"0x42,true", "0x7,false", "af9b60a0-1431-4f62-bc68-3311714a69ad,true", "ebd0a0a2-b9e5-4433-87c0-68b6b72699c7,false"})
    void asksUdevForADynamicDisk(String type, boolean dynamic) throws IOException {
        Path file = unreadable();
        machine.udev("8:3", "ID_PART_ENTRY_TYPE=" + type, "ID_PART_ENTRY_OFFSET=40960");
        assertThat(facts(withoutPermission(), file).disk().dynamic()).contains(dynamic);
    }

    @Test
    void doesNotKnowADynamicDiskWithoutUdev() throws IOException {
        Path file = unreadable();
        assertThat(facts(withoutPermission(), file).disk().dynamic()).isEmpty();
        machine.udev("8:3", "ID_PART_ENTRY_TYPE=0x42", "ID_PART_ENTRY_OFFSET=63");
        assertThat(facts(withoutPermission(), file).disk().dynamic()).isEmpty();
        machine.udev("8:3", "ID_PART_ENTRY_TYPE=0xx", "ID_PART_ENTRY_OFFSET=40960");
        assertThat(facts(withoutPermission(), file).disk().dynamic()).isEmpty();
        assertThat(facts(withoutPermission(), file).file().attributes()).isEmpty();
        assertThat(facts(withoutPermission(), file).disk().systemPartitions()).isEmpty();
    }

    @Test
    void readsTheBootManagerOnAnEspThatIsMounted() throws IOException {
        Path file = unreadable();
        Path esp = machine.mount("boot/efi", "vfat", "8:1", "/dev/sda1");
        machine.udev("8:1", "ID_PART_ENTRY_TYPE=" + ESP_TYPE);
        Path boot = Files.createDirectories(esp.resolve("EFI/MICROSOFT/Boot"));
        Files.writeString(boot.resolve("BCD"), "x");
        assertThat(facts(withoutPermission(), file).disk().systemPartitions())
                .contains(List.of(new SystemPartition("/dev/sda1", SystemPartition.Kind.ESP, true, Optional.empty(), false)));
        Files.write(boot.resolve("bootmgfw.efi"), VersionedProgram.of(10, 0, 22621, 2506));
        assertThat(facts(withoutPermission(), file).disk().bootEnvironment()).contains(new WindowsVersion(10, 0, 22621, 2506));
    }

    @Test
    void findsTheActivePartitionOfABiosThatHoldsTheImageToo() throws IOException {
        Path file = unreadable();
        Path root = machine.path("mnt");
        Files.createDirectories(root.resolve("Boot"));
        Files.writeString(root.resolve("Boot/BCD"), "x");
        Files.write(root.resolve("bootmgr"), VersionedProgram.of(6, 1, 7601, 17514));
        assertThat(facts(withoutPermission(), file).disk().systemPartitions())
                .contains(List.of(
                        new SystemPartition("/dev/sda3", SystemPartition.Kind.ACTIVE, true, Optional.of(new WindowsVersion(6, 1, 7601, 17514)), true)));
        machine.write("sys/firmware/efi/fw_platform_size", "64\n");
        assertThat(facts(withoutPermission(), file).disk().systemPartitions()).isEmpty();
    }

    // The machine that starts the image

    private TargetFacts target(String processor) {
        return new LinuxHost(new FakeMachine.Source(machine.path("")) {
            @Override
            String processor() {
                return processor;
            }
        }).target();
    }

    @ParameterizedTest
    @CsvSource({"64,amd64,X64", "64,i386,X64", "32,amd64,X86", "64,aarch64,ARM64", "32,arm,ARM"})
    void tellsTheArchitectureOfUefi(String bits, String processor, Architecture architecture) throws IOException {
        machine.write("sys/firmware/efi/fw_platform_size", bits + "\n");
        assertThat(target(processor).firmware()).contains(FirmwareKind.UEFI);
        assertThat(target(processor).architecture()).contains(architecture);
    }

    @Test
    void doesNotGuessTheArchitectureOfUefi() throws IOException {
        Files.createDirectories(machine.path("sys/firmware/efi"));
        assertThat(target("amd64").firmware()).contains(FirmwareKind.UEFI);
        assertThat(target("amd64").architecture()).isEmpty();
        machine.write("sys/firmware/efi/fw_platform_size", "64\n");
        assertThat(target("riscv64").architecture()).isEmpty();
    }

    @Test
    void takesAPcWithoutUefiForOneWithABios() throws IOException {
        machine.write("proc/sys/kernel/osrelease", "6.1.0-13-amd64\n");
        assertThat(target("amd64").firmware()).isEmpty();
        Files.createDirectories(machine.path("sys/firmware/acpi"));
        assertThat(target("amd64").firmware()).contains(FirmwareKind.BIOS);
        assertThat(target("amd64").architecture()).contains(Architecture.X64);
        assertThat(target("i386").firmware()).contains(FirmwareKind.BIOS);
        assertThat(target("i386").architecture()).isEmpty();
        assertThat(target("aarch64").firmware()).isEmpty();
        machine.write("proc/sys/kernel/osrelease", "5.15.90.1-microsoft-standard-WSL2\n");
        assertThat(target("amd64").firmware()).isEmpty();
        assertThat(target("amd64").memory()).hasValue(16_328_616L * 1024);
    }
}
