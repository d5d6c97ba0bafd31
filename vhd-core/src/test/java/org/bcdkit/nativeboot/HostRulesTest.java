package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.filesystem.FileAttribute;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdxBuilder;
import org.bcdkit.windows.VolumeState;
import org.bcdkit.windows.WindowsInstallation;
import org.bcdkit.windows.WindowsInstallation.RegistryHive;
import org.bcdkit.windows.WindowsVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HST-01 to HST-14, each where it fires and where it does not. */
class HostRulesTest {

    private static final WindowsVersion WINDOWS_7 = new WindowsVersion(6, 1, 7601, 0);
    private static final WindowsVersion WINDOWS_10 = new WindowsVersion(10, 0, 19041, 0);
    private static final WindowsVersion WINDOWS_11 = new WindowsVersion(10, 0, 22621, 0);

    private static final SystemPartition ESP = new SystemPartition("/dev/sda1", SystemPartition.Kind.ESP, true, Optional.empty(), false);
    private static final SystemPartition ACTIVE = new SystemPartition("/dev/sdb1", SystemPartition.Kind.ACTIVE, true, Optional.empty(), false);

    private static final String BCDBOOT = "a boot environment on it in Windows with bcdboot, for instance bcdboot C:\\Windows /s S: /f ";
    private static final String TO_A_PARTITION = " -> Copy the image to an NTFS partition of a disk of the machine that is to start it.";

    private static VirtualDisk vhd() throws IOException {
        return DiskReading.open(Judged.fixed().build());
    }

    private static VirtualDisk vhdx() throws IOException {
        return DiskReading.open(VhdxBuilder.dynamic(4 << 20, 1 << 20).build());
    }

    private static List<String> judge(String rule, NativeBootFacts facts) throws IOException {
        return judge(rule, facts, vhd(), Optional.empty());
    }

    private static List<String> judge(String rule, NativeBootFacts facts, VirtualDisk image, Optional<WindowsInstallation> windows) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : HostRules.judge(facts, Optional.of(image), windows)) {
            if (finding.rule().equals(rule)) {
                lines.add(Judged.line(finding));
            }
        }
        return lines;
    }

    private static NativeBootFacts facts(HostFacts host) {
        return NativeBootFacts.UNKNOWN.withHost(host);
    }

    private static NativeBootFacts volume(HostVolumeFacts volume) {
        return facts(HostFacts.UNKNOWN.withVolume(volume));
    }

    private static NativeBootFacts disk(HostDiskFacts disk) {
        return facts(HostFacts.UNKNOWN.withDisk(disk));
    }

    private static NativeBootFacts file(ImageFileFacts file) {
        return facts(HostFacts.UNKNOWN.withFile(file));
    }

    private static NativeBootFacts on(HostStorage.Kind kind, String text) {
        return volume(HostVolumeFacts.UNKNOWN.withStorage(new HostStorage(kind, text)));
    }

    private static NativeBootFacts fileSystem(String name) {
        return volume(HostVolumeFacts.UNKNOWN.withFileSystem(name));
    }

    private static NativeBootFacts state(boolean dirty, boolean hibernated, boolean shadowCopies) {
        return volume(HostVolumeFacts.UNKNOWN.withState(new VolumeState(3, 1, dirty, hibernated, shadowCopies)));
    }

    private static NativeBootFacts systemPartitions(SystemPartition... partitions) {
        return disk(HostDiskFacts.UNKNOWN.withSystemPartitions(List.of(partitions)));
    }

    private static NativeBootFacts with(FirmwareKind firmware, NativeBootFacts facts) {
        return facts.withTarget(facts.target().withFirmware(firmware));
    }

    private static NativeBootFacts bootManager(WindowsVersion version) {
        return systemPartitions(new SystemPartition("/dev/sda1", SystemPartition.Kind.ESP, true, Optional.of(version), false));
    }

    /** An installation of which only the version is known. */
    private static Optional<WindowsInstallation> windows(WindowsVersion version) {
        RegistryHive hive = new RegistryHive("hive", RegistryHive.State.CLEAN, Optional.empty());
        return Optional.of(
                new WindowsInstallation(
                        FilePath.parse("Windows"),
                        hive,
                        hive,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(version),
                        List.of(),
                        List.of(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        new WindowsInstallation.SetupState(false, Optional.empty())));
    }

    @Test
    void saysNothingOfWhatIsNotKnown() throws IOException {
        assertThat(HostRules.judge(NativeBootFacts.UNKNOWN, Optional.of(vhd()), Optional.empty())).isEmpty();
        assertThat(HostRules.judge(NativeBootFacts.UNKNOWN, Optional.of(vhdx()), windows(WINDOWS_7))).isEmpty();
    }

    @Test
    void passesAnImageThatLiesWhereMicrosoftWantsIt() throws IOException {
        NativeBootFacts facts = with(
                FirmwareKind.UEFI,
                facts(new HostFacts(
                        HostVolumeFacts.UNKNOWN
                                .withStorage(new HostStorage(HostStorage.Kind.PARTITION, "/dev/sda3"))
                                .withFileSystem("ntfs")
                                .withBitLocker(false)
                                .withState(new VolumeState(3, 1, false, false, false)),
                        bootManager(WINDOWS_11).host().disk().withSectorSize(512).withVhdEntries(1).withDynamic(false),
                        ImageFileFacts.UNKNOWN.withPath("\\vhds\\w.vhd").withAttributes(Set.of()))));
        List<String> lines = new ArrayList<>();
        for (Finding finding : HostRules.judge(facts, Optional.of(vhd()), windows(WINDOWS_11))) {
            lines.add(Judged.line(finding));
        }
        assertThat(lines)
                .containsExactly(
                        "HST-01 ok /dev/sda1 is a system partition with a boot store",
                        "HST-02 ok the image lies on another partition than the system partition",
                        "HST-03 ok the host volume holds NTFS",
                        "HST-04 ok BitLocker does not encrypt the host volume",
                        "HST-05 ok the image lies on a basic disk",
                        "HST-06 ok the image lies on a disk of the machine, /dev/sda3",
                        "HST-07 ok the image does not lie in another image",
                        "HST-08 ok the host volume has no shadow copies",
                        "HST-09 ok the image file is not compressed, encrypted, sparse, a reparse point or offline",
                        "HST-10 ok the boot manager can find the path \\vhds\\w.vhd",
                        "HST-11 ok no hibernated Windows has the host volume in use, and it is not dirty",
                        "HST-12 ok the boot store names 1 image; Windows attaches about 512 at the same time",
                        "HST-13 ok the boot manager 10.0.22621 starts images",
                        "HST-14 ok a VHD fits on a disk with sectors of 512 bytes");
    }

    // HST-01: a system partition

    @Test
    void hst01RefusesADiskWithoutASystemPartition() throws IOException {
        String refused = "HST-01 error there is no system partition: no EFI system partition, and no active one in an MBR -> Make ";
        assertThat(judge("HST-01", systemPartitions())).containsExactly(refused + "an EFI system partition for UEFI, an active primary partition for BIOS, and put " + BCDBOOT + "ALL.");
        assertThat(judge("HST-01", with(FirmwareKind.UEFI, systemPartitions()))).containsExactly(refused + "an EFI system partition, and put " + BCDBOOT + "UEFI.");
        assertThat(judge("HST-02", systemPartitions())).isEmpty();
    }

    @Test
    void hst01OnlyWarnsWhenTheMachineMayStartFromAnotherDisk() throws IOException {
        HostFacts host = systemPartitions().host();
        NativeBootFacts data = systemPartitions().withHost(host.withDisk(host.disk().withStartElsewhere()));
        assertThat(judge("HST-01", with(FirmwareKind.UEFI, data)))
                .containsExactly("HST-01 warning there is no system partition: no EFI system partition, and no active one in an MBR, on the disk that holds the"
                        + " image; another disk may have what starts the machine -> Make an EFI system partition, and put " + BCDBOOT + "UEFI.");
        HostFacts both = systemPartitions(ESP).host();
        assertThat(judge("HST-01", systemPartitions(ESP).withHost(both.withDisk(both.disk().withStartElsewhere()))))
                .containsExactly("HST-01 ok /dev/sda1 is a system partition with a boot store");
    }

    @Test
    void hst01RefusesASystemPartitionForAnotherFirmware() throws IOException {
        assertThat(judge("HST-01", with(FirmwareKind.UEFI, systemPartitions(ACTIVE))))
                .containsExactly("HST-01 error the machine starts with UEFI, which needs an EFI system partition, and there is only /dev/sdb1"
                        + " -> Make an EFI system partition, and put " + BCDBOOT + "UEFI.");
        assertThat(judge("HST-01", with(FirmwareKind.BIOS, systemPartitions(ESP))))
                .containsExactly("HST-01 error the machine starts with BIOS, which needs an active primary partition, and there is only /dev/sda1"
                        + " -> Make an active primary partition, and put " + BCDBOOT + "BIOS.");
        assertThat(judge("HST-01", with(FirmwareKind.BIOS, systemPartitions(ESP, ACTIVE))))
                .containsExactly("HST-01 ok /dev/sdb1 is a system partition with a boot store");
        assertThat(judge("HST-01", systemPartitions(ACTIVE))).containsExactly("HST-01 ok /dev/sdb1 is a system partition with a boot store");
    }

    @Test
    void hst01RefusesASystemPartitionWithoutABootStore() throws IOException {
        SystemPartition linux = new SystemPartition("/dev/sda1", SystemPartition.Kind.ESP, false, Optional.empty(), false);
        assertThat(judge("HST-01", systemPartitions(linux)))
                .containsExactly("HST-01 error there is no boot environment of Windows on /dev/sda1: it has no boot store -> Put " + BCDBOOT + "ALL.");
    }

    @Test
    void hst01RefusesWhatIsNoPartition() throws IOException {
        assertThat(judge("HST-01", on(HostStorage.Kind.OTHER, "/dev/md0 (ext4)")))
                .containsExactly("HST-01 error the image lies on /dev/md0 (ext4), which is no partition that a boot manager of Windows can find" + TO_A_PARTITION);
    }

    // HST-02: a partition of its own

    @Test
    void hst02WarnsOfAnImageOnTheSystemPartition() throws IOException {
        SystemPartition both = new SystemPartition("/dev/sda1", SystemPartition.Kind.ACTIVE, true, Optional.empty(), true);
        assertThat(judge("HST-02", systemPartitions(both)))
                .containsExactly("HST-02 warning the image lies on the system partition itself, /dev/sda1; Microsoft asks for a second one"
                        + " -> Make another NTFS partition on the disk, and move the image there.");
    }

    @Test
    void hst02PassesAnImageOnAnotherPartition() throws IOException {
        assertThat(judge("HST-02", systemPartitions(ESP))).containsExactly("HST-02 ok the image lies on another partition than the system partition");
    }

    // HST-03: NTFS

    @ParameterizedTest
    @ValueSource(strings = {"ntfs", "ntfs3", "NTFS"})
    void hst03PassesNtfs(String fileSystem) throws IOException {
        assertThat(judge("HST-03", fileSystem(fileSystem))).containsExactly("HST-03 ok the host volume holds NTFS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vfat", "exfat", "refs", "ext4"})
    void hst03RefusesAnotherFileSystem(String fileSystem) throws IOException {
        assertThat(judge("HST-03", fileSystem(fileSystem)))
                .containsExactly("HST-03 error Windows starts an image from an NTFS volume, and the volume that holds this one is " + fileSystem
                        + " -> Move the image to an NTFS partition of the same machine.");
    }

    @Test
    void hst03CanBeForced() throws IOException {
        List<Finding> forced = HostRules.judge(fileSystem("exfat"), Optional.of(vhd()), Optional.empty()).stream().map(Finding::forced).toList();
        assertThat(Finding.worst(forced)).isEqualTo(Severity.WARNING);
    }

    @Test
    void hst03LeavesToOtherRulesWhatSaysNothingOfTheFileSystem() throws IOException {
        assertThat(judge("HST-03", fileSystem("bitlocker"))).isEmpty();
        assertThat(judge("HST-03", fileSystem("ldm"))).isEmpty();
        HostVolumeFacts share = HostVolumeFacts.UNKNOWN.withStorage(new HostStorage(HostStorage.Kind.NETWORK, "server:/export (nfs4)"));
        assertThat(judge("HST-03", volume(share.withFileSystem("nfs4")))).isEmpty();
    }

    // HST-04: BitLocker

    private static final String BITLOCKER = "BitLocker encrypts the host volume, and native boot from one is not supported";
    private static final String DECRYPT =
            " -> Decrypt the volume in Windows, for instance with manage-bde -off D:, or move the image to one that is not encrypted.";

    @Test
    void hst04RefusesBitLockerForWindows7() throws IOException {
        NativeBootFacts facts = volume(HostVolumeFacts.UNKNOWN.withFileSystem("ntfs3").withBitLocker(true));
        assertThat(judge("HST-04", facts, vhd(), windows(WINDOWS_7))).containsExactly("HST-04 error " + BITLOCKER + " by Windows 7" + DECRYPT);
        assertThat(judge("HST-03", facts)).containsExactly("HST-03 ok the host volume holds NTFS");
    }

    @Test
    void hst04WarnsOfBitLockerForLaterOnes() throws IOException {
        NativeBootFacts facts = volume(HostVolumeFacts.UNKNOWN.withBitLocker(true));
        assertThat(judge("HST-04", facts, vhd(), windows(WINDOWS_10))).containsExactly("HST-04 warning " + BITLOCKER + DECRYPT);
        assertThat(judge("HST-04", facts)).containsExactly("HST-04 warning " + BITLOCKER + DECRYPT);
        assertThat(judge("HST-04", fileSystem("bitlocker"))).containsExactly("HST-04 warning " + BITLOCKER + DECRYPT);
    }

    @Test
    void hst04PassesAVolumeThatIsNotEncrypted() throws IOException {
        assertThat(judge("HST-04", volume(HostVolumeFacts.UNKNOWN.withBitLocker(false)))).containsExactly("HST-04 ok BitLocker does not encrypt the host volume");
    }

    // HST-05: a basic disk

    @Test
    void hst05RefusesADynamicDisk() throws IOException {
        String refused = "HST-05 error the image lies on a dynamic disk (LDM), and images are started from basic disks only"
                + " -> Move the image to an NTFS partition of a basic disk.";
        assertThat(judge("HST-05", disk(HostDiskFacts.UNKNOWN.withDynamic(true)))).containsExactly(refused);
        assertThat(judge("HST-05", fileSystem("ldm"))).containsExactly(refused);
    }

    @Test
    void hst05PassesABasicDisk() throws IOException {
        assertThat(judge("HST-05", disk(HostDiskFacts.UNKNOWN.withDynamic(false)))).containsExactly("HST-05 ok the image lies on a basic disk");
    }

    // HST-06 to HST-08: what the volume lies on

    @Test
    void hst06RefusesAShareOfTheNetwork() throws IOException {
        NativeBootFacts share = on(HostStorage.Kind.NETWORK, "//server/images (cifs)");
        assertThat(judge("HST-06", share))
                .containsExactly("HST-06 error the image lies on //server/images (cifs), and native boot from a network share is not supported" + TO_A_PARTITION);
        assertThat(judge("HST-07", share)).isEmpty();
    }

    @Test
    void hst06PassesADiskOfTheMachine() throws IOException {
        assertThat(judge("HST-06", on(HostStorage.Kind.PARTITION, "/dev/sda3"))).containsExactly("HST-06 ok the image lies on a disk of the machine, /dev/sda3");
    }

    @Test
    void hst07RefusesAnImageInAnother() throws IOException {
        assertThat(judge("HST-07", on(HostStorage.Kind.IMAGE, "/dev/loop0p2 (/srv/disk.img)")))
                .containsExactly("HST-07 error the image lies in another image, /dev/loop0p2 (/srv/disk.img), and images cannot be nested for native boot"
                        + TO_A_PARTITION);
    }

    @Test
    void hst07PassesAPartition() throws IOException {
        assertThat(judge("HST-07", on(HostStorage.Kind.PARTITION, "/dev/sda3"))).containsExactly("HST-07 ok the image does not lie in another image");
    }

    @Test
    void hst08RefusesASnapshotAndWarnsOfShadowCopies() throws IOException {
        NativeBootFacts snapshot = on(HostStorage.Kind.SNAPSHOT, "/dev/mapper/vg-snap");
        assertThat(judge("HST-08", snapshot))
                .containsExactly("HST-08 error the image lies in a snapshot, /dev/mapper/vg-snap, and no image is started from one"
                        + " -> Copy the image out of the snapshot to an NTFS partition.");
        assertThat(judge("HST-08", state(false, false, true)))
                .containsExactly("HST-08 warning the host volume has shadow copies, and an image must not be part of one"
                        + " -> Delete them in Windows with vssadmin delete shadows /for=D: and switch system protection off for the volume.");
    }

    @Test
    void hst08PassesAVolumeWithoutShadowCopies() throws IOException {
        assertThat(judge("HST-08", state(false, false, false))).containsExactly("HST-08 ok the host volume has no shadow copies");
    }

    // HST-09: attributes of the file

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "COMPRESSED|compressed|Expand it in Windows with compact /u \"\\vhds\\w.vhd\".",
        "ENCRYPTED|encrypted|Decrypt it in Windows with cipher /d \"\\vhds\\w.vhd\".",
        "SPARSE|sparse|Copy it to a new file, which Windows does not make sparse.",
        "REPARSE_POINT|a reparse point or behind one (a link, WOF compression, deduplication, the cloud)"
                + "|Put the file itself there, expanded with compact /u /exe \"\\vhds\\w.vhd\" if it is compressed.",
        "OFFLINE|offline|Have its content brought back, in Windows with \"Always keep on this device\"."})
    void hst09RefusesAFileThatIsKeptInAnotherWay(FileAttribute attribute, String text, String remedy) throws IOException {
        assertThat(judge("HST-09", file(ImageFileFacts.UNKNOWN.withPath("\\vhds\\w.vhd").withAttributes(Set.of(attribute)))))
                .containsExactly("HST-09 error the image file is " + text + "; Windows starts none that is (0xC03A001A) -> " + remedy);
    }

    @Test
    void hst09NamesAllAttributesAtOnce() throws IOException {
        assertThat(judge("HST-09", file(ImageFileFacts.UNKNOWN.withAttributes(Set.of(FileAttribute.SPARSE, FileAttribute.COMPRESSED)))))
                .containsExactly("HST-09 error the image file is compressed, sparse; Windows starts none that is (0xC03A001A)"
                        + " -> Expand it in Windows with compact /u \"FILE\". Copy it to a new file, which Windows does not make sparse.");
    }

    @Test
    void hst09PassesAPlainFile() throws IOException {
        assertThat(judge("HST-09", file(ImageFileFacts.UNKNOWN.withAttributes(Set.of()))))
                .containsExactly("HST-09 ok the image file is not compressed, encrypted, sparse, a reparse point or offline");
    }

    // HST-10: the path

    @Test
    void hst10WarnsOfALongPath() throws IOException {
        String longest = "\\" + "v".repeat(259);
        assertThat(judge("HST-10", file(ImageFileFacts.UNKNOWN.withPath(longest)))).containsExactly("HST-10 ok the boot manager can find the path " + longest);
        assertThat(judge("HST-10", file(ImageFileFacts.UNKNOWN.withPath(longest + "v"))))
                .containsExactly("HST-10 warning the path of the image has 261 characters; the boot manager may not find one with more than 260"
                        + " -> Move the image to a folder near the root of the volume, such as \\vhds.");
    }

    @Test
    void hst10WarnsOfLettersThatMayBeComparedInAnotherWay() throws IOException {
        assertThat(judge("HST-10", file(ImageFileFacts.UNKNOWN.withPath("\\vhds\\größe.vhd"))))
                .containsExactly("HST-10 warning the path \\vhds\\größe.vhd has characters outside of ASCII, which the boot manager may compare in another way"
                        + " than Windows -> Rename the image and its folders, so that they have letters from A to Z only.");
    }

    // HST-11: the state of the volume

    @Test
    void hst11RefusesAVolumeOfAHibernatedWindows() throws IOException {
        assertThat(judge("HST-11", state(false, true, false)))
                .containsExactly("HST-11 error a hibernated Windows has the host volume in use, and would lose what another one writes to it"
                        + " -> Start the Windows that was hibernated and shut it down with shutdown /s /t 0; powercfg /h off keeps it from hibernating.");
    }

    @Test
    void hst11RefusesADirtyVolume() throws IOException {
        assertThat(judge("HST-11", state(true, false, false)))
                .containsExactly("HST-11 error the host volume is marked dirty: what is on it may be damaged -> Check it in Windows, for instance with chkdsk D: /f.");
    }

    @Test
    void hst11PassesAVolumeThatWasLeftInOrder() throws IOException {
        assertThat(judge("HST-11", state(false, false, true)))
                .containsExactly("HST-11 ok no hibernated Windows has the host volume in use, and it is not dirty");
    }

    // HST-12: how many images

    @Test
    void hst12WarnsFrom500ImagesOn() throws IOException {
        assertThat(judge("HST-12", disk(HostDiskFacts.UNKNOWN.withVhdEntries(500))))
                .containsExactly("HST-12 warning the boot store names 500 images, and Windows attaches about 512 at the same time"
                        + " -> Delete the entries that are not needed, with bcd delete.");
        assertThat(judge("HST-12", disk(HostDiskFacts.UNKNOWN.withVhdEntries(499))))
                .containsExactly("HST-12 ok the boot store names 499 images; Windows attaches about 512 at the same time");
    }

    // HST-13: the boot manager

    @Test
    void hst13RefusesABootManagerFromBeforeWindows7() throws IOException {
        assertThat(judge("HST-13", bootManager(new WindowsVersion(6, 0, 6002, 0))))
                .containsExactly("HST-13 error the boot manager 6.0.6002 starts no images; Windows 7, 6.1.7600, was the first that does"
                        + " -> Update the system partition with bcdboot of a newer Windows, for instance bcdboot V:\\Windows /s S: for the one in the attached image.");
        assertThat(judge("HST-13", bootManager(new WindowsVersion(6, 1, 7600, 0)))).containsExactly("HST-13 ok the boot manager 6.1.7600 starts images");
    }

    @Test
    void hst13LeavesAVhdxForAnOldBootManagerToItsOwnRule() throws IOException {
        assertThat(judge("HST-13", bootManager(WINDOWS_7), vhdx(), windows(WINDOWS_10))).isEmpty();
    }

    // HST-14: sectors

    @Test
    void hst14WarnsOfAVhdOnADiskWithLargeSectors() throws IOException {
        NativeBootFacts facts = disk(HostDiskFacts.UNKNOWN.withSectorSize(4096));
        assertThat(judge("HST-14", facts))
                .containsExactly("HST-14 warning the disk that holds the image has sectors of 4096 bytes, and a VHD is laid out for 512"
                        + " -> Convert the image to VHDX, in Windows for instance with Convert-VHD, or move it to another disk.");
        assertThat(judge("HST-14", facts, vhdx(), Optional.empty())).containsExactly("HST-14 ok a VHDX fits on a disk with sectors of 4096 bytes");
    }

    @ParameterizedTest
    @EnumSource(HostStorage.Kind.class)
    void everyKindOfStorageIsJudged(HostStorage.Kind kind) throws IOException {
        assertThat(HostRules.judge(on(kind, "x"), Optional.of(vhd()), Optional.empty())).isNotEmpty();
    }
}
