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
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.HostException;
import org.bcdkit.testing.ClosingStorage;
import org.bcdkit.testing.MbrBuilder;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
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
                        "PRT-02 error there is no Windows in the image: partition 1 holds nothing known here -> Put Windows on a partition of the image.",
                        "PRT-05 info the image has no boot partition of its own, so it starts natively, but not in a virtual machine",
                        "VOL-02 ok no volume in the image is encrypted with BitLocker");
        assertThat(report.verdict()).isEqualTo(Severity.ERROR);
        assertThat(report.isReadable()).isTrue();
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
        assertThatThrownBy(() -> Judged.check(folder, Judged.ROOMY)).isInstanceOf(HostException.class).hasMessage(folder + " is a folder, not a disk image");
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
