package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.HostException;
import org.bcdkit.testing.ClosingStorage;
import org.bcdkit.testing.MbrBuilder;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.bcdkit.testing.WindowsDisk;
import org.bcdkit.windows.Architecture;
import org.bcdkit.windows.VolumeState;
import org.bcdkit.windows.WindowsVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All rules together: everything that is found is said at once. */
class NativeBootCheckTest {

    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void listsWhatPassed() throws IOException {
        NativeBootReport report = Judged.check(folder, "image.vhd", Judged.fixed().build(), Judged.ROOMY);
        List<String> lines = new ArrayList<>();
        for (Finding finding : report.findings()) {
            lines.add(Judged.line(finding));
        }
        assertThat(lines)
                .containsExactly(
                        "HST-01 ok partition 1 is a system partition with a boot store",
                        "HST-02 ok the image lies on another partition than the system partition",
                        "HST-13 ok the boot manager 10.0.22621 starts images",
                        "IMG-01 ok the image is a fixed VHD of 4 MiB",
                        "IMG-02 ok any boot environment that can start an image can open a VHD",
                        "IMG-04 ok the image is complete and belongs to no saved state",
                        "IMG-05 ok the image was closed cleanly",
                        "IMG-06 ok the image has no parent",
                        "IMG-09 ok the size is within the limits of VHD",
                        "IMG-10 ok the disk has sectors of 512 bytes",
                        "IMG-13 ok the image is fixed",
                        "SPC-01 ok the host volume has 1000 GiB free, and the image grows by 0 bytes",
                        "SPC-02 ok there is room for growing, a page file and a reserve",
                        "SPC-03 ok there is room for the largest page file",
                        "SPC-04 info Windows keeps its page file outside the image, on the host volume: 2 GiB to 48 GiB",
                        "PRT-01 ok the image has an MBR",
                        "PRT-03 ok the disk in the image is a basic disk",
                        "PRT-04 ok the disk in the image is in no pool",
                        "PRT-02 error there is no Windows in the image: partition 1 holds nothing known here -> Put Windows on a partition of the "
                                + "image.",
                        "PRT-05 info the image has no boot partition of its own, so it starts natively, but not in a virtual machine",
                        "VOL-02 ok no volume in the image is encrypted with BitLocker");
        assertThat(report.verdict()).isEqualTo(Severity.ERROR);
        assertThat(report.isReadable()).isTrue();
    }

    /** A machine about which everything is known that rules about the image ask for. */
    private static NativeBootFacts uefi() {
        return Judged.ROOMY.withTarget(Judged.ROOMY.target().withFirmware(FirmwareKind.UEFI).withArchitecture(Architecture.X64));
    }

    @Test
    void judgesTheWindowsInTheImage() throws IOException {
        byte[] disk = new WindowsDisk().build(folder);
        Path image = Files.write(folder.resolve("image.vhd"), VhdBuilder.fixed(disk).build());
        NativeBootReport report = Judged.check(image, uefi());
        assertThat(Judged.troubles(report))
                .containsExactly(
                        "IMG-03 warning the image is a VHD, and Microsoft documents only VHDX for the Windows in it, 10.0.22621; a VHD usually "
                                + "starts all the same -> Convert the image to VHDX.",
                        "SPC-04 info Windows keeps its page file outside the image, on the host volume: 2 GiB to 48 GiB",
                        "PRT-05 info the image has no boot partition of its own, so it starts natively, but not in a virtual machine",
                        "PRT-06 info there is an MBR in the image and UEFI in the machine, which native boot does not mind",
                        "OS-10 info the image is not generalised (IMAGE_STATE_COMPLETE): for one machine, not for copies on many",
                        "OS-11 info Setup refuses an upgrade to another version of Windows while Windows runs from an image",
                        "OS-12 info hibernation and fast startup will not be available; sleep is");
        assertThat(report.findings()).filteredOn(finding -> finding.severity() == Severity.OK).extracting(Finding::rule)
                .containsExactly(
                        "HST-01", "HST-02", "HST-13", "IMG-01", "IMG-02", "IMG-04", "IMG-05", "IMG-06", "IMG-09", "IMG-10", "IMG-12", "IMG-13", "SPC-01", "SPC-02",
                        "SPC-03", "PRT-01", "PRT-03", "PRT-04", "PRT-02", "PRT-07", "PRT-08", "VOL-01", "VOL-02", "VOL-03", "VOL-04", "OS-01", "OS-02", "OS-02", "OS-04", "OS-05", "OS-06", "OS-07",
                        "OS-08", "OS-13");
        assertThat(report.windows().orElseThrow().version()).contains(new WindowsVersion(10, 0, 22621, 0));
        assertThat(report.partition()).hasValue(1);
        assertThat(report.volume()).contains(new VolumeState(3, 1, false, false, false));
        assertThat(report.verdict()).isEqualTo(Severity.WARNING);
    }

    @Test
    void whatTheWindowsIsDecidesAboutTheFile() throws IOException {
        WindowsDisk windows7 = new WindowsDisk();
        String product = "Microsoft\\Windows NT\\CurrentVersion";
        windows7.software().text(product, "CurrentBuild", "7601").text(product, "CurrentBuildNumber", "7601").text(product, "CurrentVersion", "6.1")
                .text(product, "EditionID", "HomePremium").number(product, "CurrentMajorVersionNumber", 6).number(product, "CurrentMinorVersionNumber", 1);
        byte[] disk = windows7.build(folder);
        VhdxBuilder vhdx = VhdxBuilder.dynamic(disk.length, MIB);
        for (int i = 0; i < disk.length / MIB; i++) {
            vhdx.block(i, 6, Arrays.copyOfRange(disk, i * MIB, (i + 1) * MIB));
        }
        NativeBootReport report = Judged.check(folder, "image.vhdx", vhdx.build(), uefi());
        assertThat(report.findings()).filteredOn(Finding::isError).extracting(Judged::line)
                .containsExactly(
                        "IMG-02 error the Windows in the image, 6.1.7601, cannot run from a VHDX; Windows 8 was 6.2 -> Convert the image to VHD.",
                        "OS-03 error Windows 7 HomePremium cannot be booted from an image; only Enterprise, Ultimate and Server 2008 R2 can"
                                + " -> Use one of these editions, or a later Windows.");
        assertThat(report.space().orElseThrow().pageFileMinimum()).hasValue(16L << 30);
    }

    @Test
    void anEncryptedVolumeHidesWhatIsOnIt() throws IOException {
        byte[] disk = new MbrBuilder(8192).entry(1, 0, 7, 2048, 4096).bytes(2048 * 512, "EB5890 2D4656452D46532D").build();
        NativeBootReport report = Judged.check(folder, "image", VhdBuilder.fixed(disk).build(), Judged.ROOMY);
        assertThat(Judged.troubles(report))
                .contains(
                        "PRT-02 info whether there is a Windows in the image is not known: partition 1 (BitLocker) cannot be looked into",
                        "VOL-02 error partition 1 is encrypted with BitLocker, which is not supported in an image that is to start; what is on it "
                                + "could not be judged -> Decrypt the volume in Windows, for instance with manage-bde -off.");
        assertThat(report.findings()).noneMatch(finding -> finding.rule().startsWith("OS-") || finding.rule().equals("VOL-01"));
        assertThat(report.windows()).isEmpty();
        assertThat(Finding.refuse(report.findings().stream().map(Finding::forced).toList())).isFalse();
    }

    @Test
    void aDamagedVolumeIsAFinding() throws IOException {
        byte[] disk = new MbrBuilder(8192).entry(1, 0, 7, 2048, 4096).bytes(2048 * 512, "EB5290 4E54465320202020").build();
        NativeBootReport report = Judged.check(folder, "image", VhdBuilder.fixed(disk).build(), Judged.ROOMY);
        assertThat(Judged.lines(report, "VOL-01"))
                .containsExactly("VOL-01 error partition 1 cannot be read: NTFS boot sector at 0xb: bytes per sector is 0, expected a power of two "
                        + "from 512 to 4096 -> Attach the image in Windows and run chkdsk on the volume, or restore the image from a backup.");
        assertThat(Judged.lines(report, "PRT-02"))
                .containsExactly("PRT-02 info whether there is a Windows in the image is not known: partition 1 (NTFS) cannot be looked into");
    }

    @Test
    void aDiskThatIsOneVolumeIsLookedInto() throws IOException {
        byte[] disk = new WindowsDisk().build(folder);
        byte[] volume = Arrays.copyOfRange(disk, MIB, disk.length);
        NativeBootReport report = Judged.check(folder, "image", VhdBuilder.fixed(volume).build(), uefi());
        assertThat(report.findings()).filteredOn(Finding::isError).extracting(Finding::rule).containsExactly("PRT-01");
        assertThat(report.partition()).hasValue(0);
        assertThat(Judged.lines(report, "VOL-01")).containsExactly("VOL-01 ok the volume in the image holds NTFS 3.1");
    }

    @Test
    void tellsWhatTheImageIs() throws IOException {
        Path image = Files.write(folder.resolve("image.vhdx"), VhdxBuilder.dynamic(4L * MIB, MIB).sectors(4096, 4096).block(1, 'b').build());
        ImageFacts facts = Judged.check(image, Judged.ROOMY).image().orElseThrow();
        assertThat(facts.name()).isEqualTo(image.toString());
        assertThat(facts.format()).isEqualTo(DiskFormat.VHDX);
        assertThat(facts.kind()).isEqualTo(DiskKind.DYNAMIC);
        assertThat(facts.virtualSize()).isEqualTo(4 * MIB);
        assertThat(facts.sectorSize()).isEqualTo(4096);
        assertThat(facts.fileSize()).isEqualTo(5 * MIB);
        assertThat(facts.blocks()).isEqualTo(Optional.of(new BlockUse(MIB, 4, 1)));
        assertThat(facts.bytesToGrow()).isEqualTo(3 * MIB);
        assertThat(facts.parents()).isEmpty();
        assertThat(facts.table()).isPresent();
    }

    @Test
    void findsEverythingAtOnce() throws IOException {
        byte[] table = new MbrBuilder(1).entry(1, 0, 0x42, 63, 100).build();
        byte[] first = Arrays.copyOf(table, MIB);
        byte[] image =
                VhdxBuilder.fixed(2L * MIB, MIB).block(0, 6, first).item(VhdxBuilder.INCOMPLETE, 4, new byte[0]).flip(VhdxBuilder.REGIONS_2, 1).build();
        NativeBootFacts facts = Judged.withBootEnvironment(Judged.withMemory(Judged.host(100, 1000, 4096), 1 << 30), new WindowsVersion(6, 1, 7601, 0));
        NativeBootReport report = Judged.check(folder, "image", image, facts);
        assertThat(Judged.troubles(report)).extracting(line -> line.substring(0, line.indexOf(' ', 7)))
                .containsExactly(
                        "IMG-01 warning",
                        "IMG-02 error",
                        "IMG-04 error",
                        "IMG-13 info",
                        "IMG-14 warning",
                        "SPC-01 error",
                        "SPC-04 info",
                        "PRT-03 error",
                        "PRT-02 info",
                        "PRT-05 info");
        assertThat(report.verdict()).isEqualTo(Severity.ERROR);
        assertThat(report.isReadable()).isTrue();
    }

    @Test
    void readsPartitionsInTheSectorsOfTheDisk() throws IOException {
        byte[] first = new byte[MIB];
        System.arraycopy(new MbrBuilder(1).entry(1, 0, 7, 256, 256).build(), 0, first, 0, 512);
        byte[] image = VhdxBuilder.dynamic(2L * MIB, MIB).sectors(4096, 4096).block(0, 6, first).build();
        ImageFacts facts = Judged.check(folder, "image", image, Judged.ROOMY).image().orElseThrow();
        assertThat(facts.table().orElseThrow().partitions().get(0).start()).isEqualTo(MIB);
    }

    @Test
    void anImageThatCannotBeReadHasOneFindingAndNothingElse() throws IOException {
        NativeBootReport report = Judged.check(folder, "image", new byte[0], Judged.ROOMY);
        assertThat(report.findings()).hasSize(1);
        assertThat(report.verdict()).isEqualTo(Severity.ERROR);
        assertThat(report.isReadable()).isFalse();
        assertThat(report.image()).isEmpty();
        assertThat(report.space()).isEmpty();
    }

    @Test
    void whatTheMachineRefusesIsNoFinding() {
        assertThatThrownBy(() -> Judged.check(folder, Judged.ROOMY)).isInstanceOf(HostException.class).hasMessage(folder + " is a folder, not a "
                + "disk image");
        assertThatThrownBy(() -> Judged.check(folder.resolve("none.vhd"), Judged.ROOMY)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void closesEveryFileWhateverItFinds() throws IOException {
        List<ClosingStorage> opened = new ArrayList<>();
        DiskImages images =
                new DiskImages(
                        file -> {
                            ClosingStorage storage = new ClosingStorage(FileStorage.open(file));
                            opened.add(storage);
                            return storage;
                        },
                        VolumeMap.EMPTY);
        Files.write(folder.resolve("base.vhd"), Judged.fixed().id("BASE-BASE-BASE-1").build());
        byte[] path = "base.vhd".getBytes(StandardCharsets.UTF_16LE);
        Path good = Files.write(folder.resolve("good.vhd"), VhdBuilder.differencing(4 * MIB, 2 * MIB, "BASE-BASE-BASE-1").locator("W2ru", path).build());
        Path broken = Files.write(folder.resolve("broken.vhd"), VhdBuilder.differencing(4 * MIB, 2 * MIB, "xxxx-BASE-BASE-1").locator("W2ru", path).build());
        Path bad = Files.write(folder.resolve("bad.vhd"), new byte[1000]);
        for (Path image : List.of(good, broken, bad)) {
            NativeBootCheck.check(image, images, Judged.ROOMY);
        }
        assertThat(opened).hasSize(5).allMatch(ClosingStorage::isClosed);
    }
}
