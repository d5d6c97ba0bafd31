package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.LargestDisks;
import org.bcdkit.testing.LogEntryBuilder;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.bcdkit.windows.WindowsVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules about the image file itself: where each fires, and where it does not. */
class ImageRulesTest extends OnOneImage {

    private static final String REPAIR = " -> Convert the image with another program that reads it, or restore it from a backup.";
    private static final String COPY_AGAIN = " -> Copy the image again from where it came from, or restore it from a backup.";

    /** Two blocks of 2 MiB, of which the second is there. */
    private static VhdBuilder dynamic() {
        return VhdBuilder.dynamic(4 * MIB, 2 * MIB).block(1, 'b');
    }

    private static VhdxBuilder vhdx() {
        return VhdxBuilder.dynamic(4 * MIB, MIB).block(1, 'b');
    }

    // IMG-01: the file is a virtual disk

    @Test
    void img01PassesAGoodImage() throws IOException {
        assertThat(lines(Judged.fixed().build(), "IMG-01")).containsExactly("IMG-01 ok the image is a fixed VHD of 4 MiB");
        assertThat(lines(vhdx().build(), "IMG-01")).containsExactly("IMG-01 ok the image is a dynamic VHDX of 4 MiB");
    }

    private void refused(byte[] image, String line) throws IOException {
        NativeBootReport report = judge(image);
        assertThat(Judged.troubles(report)).containsExactly(line);
        assertThat(report.findings()).hasSize(1);
        assertThat(report.isReadable()).isFalse();
    }

    @Test
    void img01RefusesWhatIsNoImage() throws IOException {
        refused(new byte[0], "IMG-01 error " + name() + " is not a usable virtual disk: disk image at 0x0: the file is empty "
                + "(0xC03A0004)" + COPY_AGAIN);
        refused(
                new byte[100_000],
                "IMG-01 error " + name()
                        + " is not a usable virtual disk: disk image at 0x0: this is neither a VHDX (which starts with `vhdxfile`) nor a VHD (which "
                        + "ends with a footer that starts with `conectix`) (0xC03A0004)" + COPY_AGAIN);
    }

    @Test
    void img01RefusesADamagedImageWithTheCodeOfWindows() throws IOException {
        byte[] image = Judged.fixed().build();
        image[image.length - 1] = 1;
        refused(
                image,
                "IMG-01 error " + name() + " is not a usable virtual disk: VHD footer at 0x400040: checksum is 0xffffe9b4, computed 0xffffe9b3 "
                        + "(0xC03A0002)"
                        + COPY_AGAIN);
        refused(
                dynamic().entry(0, 4).build(),
                "IMG-01 error " + name()
                        + " is not a usable virtual disk: VHD block allocation table at 0x604: block 1 lies at 0x800 and overlaps block 0 at 0x800 "
                        + "(0xC03A000A)"
                        + COPY_AGAIN);
    }

    @Test
    void img01RefusesWhatIsNotSupported() throws IOException {
        refused(
                vhdx().header(66, 2, 2).build(),
                "IMG-01 error " + name()
                        + " is not a usable virtual disk: VHDX header at 0x20042: version is 2 and log version 0, supported are 1 and 0 "
                        + "(0xC03A0005) -> Convert the image with the program that made it.");
    }

    @Test
    void img01RefusesAFixedDiskWithoutItsLastSector() throws IOException {
        byte[] image = Judged.fixed().build();
        assertThat(judge(Arrays.copyOf(image, image.length - 512)).isReadable()).isFalse();
    }

    @Test
    void img01RefusesADynamicDiskCutBeforeItsFooter() throws IOException {
        byte[] image = dynamic().build();
        NativeBootReport cut = judge(Arrays.copyOf(image, image.length - 512));
        assertThat(Judged.lines(cut, "IMG-01"))
                .containsExactly(
                        "IMG-01 error " + name() + ": there is no intact footer at its end; the copy at its start is intact (0xC03A0001)" + REPAIR);
        refused(
                Arrays.copyOf(image, image.length - 513),
                "IMG-01 error " + name()
                        + " is not a usable virtual disk: VHD block allocation table at 0x604: block 1 lies at 0x800 and takes 2097664 bytes, but "
                        + "the image ends at 0x2009ff (truncated?) (0xC03A000A)" + COPY_AGAIN);
    }

    @Test
    void img01RefusesAFooterBeforePadding() throws IOException {
        byte[] image = Judged.fixed().build();
        assertThat(lines(Arrays.copyOf(image, image.length + 100), "IMG-01"))
                .containsExactly("IMG-01 error " + name() + ": its footer is followed by 100 bytes that do not belong to it (0xC03A0001)" + REPAIR);
    }

    @Test
    void img01RefusesAVhdxThatWasCopiedInPart() throws IOException {
        byte[] image = VhdxBuilder.dynamic(8L * MIB, MIB).block(0, 'a').block(1, 'b').block(2, 'c').block(3, 'd').build();
        refused(
                Arrays.copyOf(image, image.length * 2 / 3),
                "IMG-01 error " + name()
                        + " is not a usable virtual disk: VHDX block allocation table at 0x300008: block 1 lies at 0x500000 and takes 1048576 "
                        + "bytes, but the file ends at 0x555555 (truncated?) (0xC03A000A)" + COPY_AGAIN);
        refused(
                Arrays.copyOf(image, image.length / 3),
                "IMG-01 error " + name()
                        + " is not a usable virtual disk: VHDX region table at 0x30020: the block allocation table is 1048576 bytes at 0x300000, "
                        + "but the file ends at 0x2aaaaa (truncated?) (0xC03A0008)" + COPY_AGAIN);
        refused(
                Arrays.copyOf(image, 70_000),
                "IMG-01 error " + name()
                        + " is not a usable virtual disk: file at 0x20000: 4096 bytes are needed here, but it ends at 0x11170 (truncated?) "
                        + "(0xC03A0013)"
                        + COPY_AGAIN);
    }

    @Test
    void img01WarnsOfDamageThatCanBeRepaired() throws IOException {
        byte[] shortFooter = Judged.fixed().build();
        assertThat(lines(Arrays.copyOf(shortFooter, shortFooter.length - 1), "IMG-01"))
                .containsExactly("IMG-01 warning " + name() + ": its footer has 511 bytes instead of 512" + REPAIR);
        byte[] copy = dynamic().build();
        copy[0] = 0;
        assertThat(lines(copy, "IMG-01"))
                .containsExactly("IMG-01 warning " + name() + ": the copy of the footer at its start is missing or damaged" + REPAIR);
        assertThat(lines(Judged.fixed().footer(48, 8, 3 * MIB).build(), "IMG-01"))
                .containsExactly("IMG-01 warning " + name() + ": there are 1048576 bytes between the end of the disk and the footer" + REPAIR);
        assertThat(lines(vhdx().flip(VhdxBuilder.HEADER_1, 1).build(), "IMG-01"))
                .containsExactly("IMG-01 warning " + name() + ": header 1 is damaged: signature is `iead`, expected `head`" + REPAIR);
        assertThat(lines(vhdx().flip(VhdxBuilder.REGIONS_2, 1).build(), "IMG-01"))
                .containsExactly("IMG-01 warning " + name() + ": the second region table differs from the first" + REPAIR);
        assertThat(lines(VhdxBuilder.dynamic(3 * MIB + 1024, MIB).block(3, 'd').fileEnd(4 * MIB + 1024).build(), "IMG-01"))
                .containsExactly("IMG-01 warning " + name() + ": the file ends inside its last block, behind the last byte of the disk" + REPAIR);
    }

    @Test
    void img01TellsWhatIsUnusual() throws IOException {
        assertThat(lines(Judged.fixed().footer(8, 4, 0).build(), "IMG-01"))
                .containsExactly(
                        "IMG-01 info " + name() + ": features are 0x0, writers store 2 or 3", "IMG-01 ok the image is a fixed VHD of 4 MiB");
        assertThat(lines(dynamic().tableEntries(200).build(), "IMG-01"))
                .containsExactly(
                        "IMG-01 info " + name() + ": the block allocation table has 200 entries, 2 are needed",
                        "IMG-01 ok the image is a dynamic VHD of 4 MiB");
    }

    // VHD-C07: the geometry

    @Test
    void vhdC07WarnsOfAGeometryThatQemuBelieves() throws IOException {
        assertThat(lines(Judged.fixed().creator("vpc ").geometry(120, 4, 17).build(), "VHD-C07"))
                .containsExactly("VHD-C07 warning " + name()
                        + ": its geometry covers 4177920 of its 4194304 bytes: QEMU will not see the rest -> Do not convert the image with QEMU's "
                        + "tools.");
        assertThat(lines(Judged.fixed().creator("win ").geometry(120, 4, 17).build(), "VHD-C07")).isEmpty();
    }

    // IMG-02: a VHDX needs Windows 8

    private static List<String> img02(NativeBootFacts facts, Optional<WindowsVersion> windows, Storage image) throws IOException {
        return Judged.lines(ImageRules.judge(DiskImages.open(image), facts, windows.map(version -> InstalledWindows.healthy().version(version).build())), "IMG-02");
    }

    private static final String UPDATE = " -> Update the system partition from a newer Windows with bcdboot, or convert the image to VHD.";
    private static final String ANY = "IMG-02 ok any boot environment that can start an image can open a VHD";

    private static Storage fixedFile() {
        return MemoryStorage.of("image", Judged.fixed().build());
    }

    private static Storage vhdxFile() {
        return vhdx().storage("image");
    }

    private static NativeBootFacts bootedBy(int major, int minor, int build) {
        return Judged.withBootEnvironment(NativeBootFacts.UNKNOWN, new WindowsVersion(major, minor, build, 0));
    }

    @ParameterizedTest
    @CsvSource({"6,1,7601", "6,0,6002", "5,2,3790"})
    void img02RefusesABootManagerBeforeWindows8(int major, int minor, int build) throws IOException {
        NativeBootFacts facts = bootedBy(major, minor, build);
        assertThat(img02(facts, Optional.empty(), vhdxFile()))
                .containsExactly("IMG-02 error a VHDX cannot be booted by the boot environment " + major + "." + minor + "." + build + "; Windows 8 "
                        + "was 6.2"
                        + UPDATE);
        assertThat(img02(facts, Optional.empty(), fixedFile())).containsExactly(ANY);
    }

    @ParameterizedTest
    @CsvSource({"6,2,9200", "6,3,9600", "10,0,22621"})
    void img02PassesLaterOnes(int major, int minor, int build) throws IOException {
        NativeBootFacts facts = bootedBy(major, minor, build);
        Optional<WindowsVersion> windows = Optional.of(new WindowsVersion(major, minor, build, 1));
        assertThat(img02(facts, windows, vhdxFile())).containsExactly("IMG-02 ok the boot environment can open a VHDX");
    }

    @Test
    void img02RefusesWindows7InAVhdx() throws IOException {
        assertThat(img02(Judged.ROOMY, Optional.of(InstalledWindows.WINDOWS_7), vhdxFile()))
                .containsExactly("IMG-02 error the Windows in the image, 6.1.7601, cannot run from a VHDX; Windows 8 was 6.2 -> Convert the image "
                        + "to VHD.");
        assertThat(img02(Judged.ROOMY, Optional.of(InstalledWindows.WINDOWS_7), fixedFile())).containsExactly(ANY);
    }

    @Test
    void img02CountsBothReasons() throws IOException {
        assertThat(img02(bootedBy(6, 1, 7601), Optional.of(InstalledWindows.WINDOWS_7), vhdxFile())).hasSize(2).allMatch(line -> line.startsWith("IMG-02 error "));
    }

    @Test
    void img02DoesNotGuessWhichBootManagerThereIs() throws IOException {
        String line = "IMG-02 info a VHDX needs a boot manager of Windows 8 or later; which one there is, is not known";
        assertThat(img02(NativeBootFacts.UNKNOWN, Optional.empty(), vhdxFile())).containsExactly(line);
        assertThat(img02(NativeBootFacts.UNKNOWN, Optional.of(new WindowsVersion(10, 0, 22621, 0)), vhdxFile())).containsExactly(line);
    }

    // IMG-03: VHD or VHDX

    private static List<String> judged(Storage image, NativeBootFacts facts, InstalledWindows windows, String rule) throws IOException {
        return Judged.lines(ImageRules.judge(DiskImages.open(image), facts, Optional.of(windows.build())), rule);
    }

    private static List<String> judged(Storage image, InstalledWindows windows, String rule) throws IOException {
        return judged(image, Judged.ROOMY, windows, rule);
    }

    private static InstalledWindows windows(int major, int minor, int build) {
        return InstalledWindows.healthy().version(new WindowsVersion(major, minor, build, 0));
    }

    @Test
    void img03WarnsOfWindows10InAVhd() throws IOException {
        assertThat(judged(fixedFile(), windows(10, 0, 10240), "IMG-03"))
                .containsExactly("IMG-03 warning the image is a VHD, and Microsoft documents only VHDX for the Windows in it, 10.0.10240; a VHD "
                        + "usually starts all the same -> Convert the image to VHDX.");
    }

    @Test
    void img03PassesOlderOnesAndEveryVhdx() throws IOException {
        assertThat(judged(fixedFile(), windows(6, 3, 9600), "IMG-03")).containsExactly("IMG-03 ok the Windows in the image, 6.3.9600, starts from a "
                + "VHD");
        assertThat(judged(vhdxFile(), windows(10, 0, 22621), "IMG-03")).isEmpty();
        assertThat(judged(fixedFile(), InstalledWindows.healthy().withoutVersion(), "IMG-03")).isEmpty();
    }

    // IMG-04: saved state, unfinished

    @Test
    void img04RefusesADiskOfASavedState() throws IOException {
        assertThat(lines(Judged.fixed().footer(84, 1, 1).build(), "IMG-04"))
                .containsExactly("IMG-04 error " + name() + ": the disk is part of the saved state of a virtual machine" + MAKE_AGAIN);
    }

    @Test
    void img04RefusesADiskThatWasNeverFinished() throws IOException {
        assertThat(lines(vhdx().item(VhdxBuilder.INCOMPLETE, 4, new byte[0]).build(), "IMG-04"))
                .containsExactly("IMG-04 error " + name() + ": its creation never finished" + MAKE_AGAIN);
    }

    @Test
    void img04PassesAllOthers() throws IOException {
        String line = "IMG-04 ok the image is complete and belongs to no saved state";
        assertThat(lines(Judged.fixed().build(), "IMG-04")).containsExactly(line);
        assertThat(lines(vhdx().build(), "IMG-04")).containsExactly(line);
    }

    // IMG-05: the log

    @Test
    void img05RefusesALogThatIsNotEmpty() throws IOException {
        byte[] entry = new LogEntryBuilder(1).sizes(5 * MIB, 5 * MIB).page(4 * MIB, new byte[4096]).build();
        NativeBootReport report = judge(vhdx().logGuid(LogEntryBuilder.GUID).bytes(VhdxBuilder.LOG, entry).build());
        assertThat(Judged.lines(report, "IMG-05"))
                .containsExactly("IMG-05 error " + name()
                        + ": the image was not closed cleanly: its log holds changes that are not in place yet -> Run bcd vdisk repair, or attach and "
                        + "detach the image once in Windows: both write what is in the log.");
        assertThat(report.isReadable()).isTrue();
    }

    @Test
    void img05PassesAnEmptyLog() throws IOException {
        assertThat(lines(vhdx().build(), "IMG-05")).containsExactly("IMG-05 ok the image was closed cleanly");
    }

    // IMG-09: sizes

    private static List<String> img09(Storage storage) throws IOException {
        return Judged.lines(ImageRules.judge(DiskImages.open(storage), Judged.ROOMY, Optional.empty()), "IMG-09");
    }

    @Test
    void img09RefusesAVhdBelow3Mebibytes() throws IOException {
        assertThat(lines(VhdBuilder.fixed(new byte[3 * MIB - 512]).build(), "IMG-09"))
                .containsExactly("IMG-09 error the disk has 2.9 MiB, a VHD at least 3 MiB (0xC03A0012) -> Make a larger image.");
        assertThat(lines(VhdBuilder.fixed(new byte[3 * MIB]).build(), "IMG-09")).containsExactly("IMG-09 ok the size is within the limits of VHD");
    }

    @Test
    void img09RefusesAVhdBeyond2040Gibibytes() throws IOException {
        assertThat(img09(LargestDisks.vhd(2 * MIB, block -> block))).containsExactly("IMG-09 ok the size is within the limits of VHD");
        long size = (2040L << 30) + 512;
        byte[] image = VhdBuilder.dynamic(size, 2 * MIB).build();
        assertThat(lines(image, "IMG-09"))
                .containsExactly("IMG-09 error the disk has 2190433321472 bytes, a VHD at most 2190433320960 (2040 GiB) (0xC03A0012) -> Convert the "
                        + "image to VHDX.");
    }

    @Test
    void img09RefusesAVhdxBeyond64Tebibytes() throws IOException {
        assertThat(img09(LargestDisks.vhdx(32 * MIB, block -> block))).containsExactly("IMG-09 ok the size is within the limits of VHDX");
        VhdxBuilder image = VhdxBuilder.dynamic((64L << 40) + 512, 32 * MIB).tableLength(17 * MIB);
        assertThat(img09(image.storage("image")))
                .containsExactly("IMG-09 error the disk has 70368744178176 bytes, a VHDX at most 70368744177664 (64 TiB) (0xC03A0012) -> Move the "
                        + "data to a smaller disk.");
    }

    // IMG-10: sectors

    @Test
    void img10WarnsOfLargeSectors() throws IOException {
        assertThat(lines(vhdx().sectors(4096, 4096).build(), "IMG-10"))
                .containsExactly("IMG-10 warning the disk has sectors of 4096 bytes, and nobody has told of starting Windows from such an image -> "
                        + "Make an image with sectors of 512 bytes.");
        assertThat(lines(vhdx().build(), "IMG-10")).containsExactly("IMG-10 ok the disk has sectors of 512 bytes");
    }

    // IMG-11: in use

    private static NativeBootFacts usedBy(String... users) {
        return Judged.ROOMY.withHost(HostFacts.UNKNOWN.withFile(ImageFileFacts.UNKNOWN.withUsers(List.of(users))));
    }

    @Test
    void img11RefusesAnImageThatIsInUse() throws IOException {
        assertThat(judged(fixedFile(), usedBy("/dev/loop0", "process 1234"), windows(6, 3, 9600), "IMG-11"))
                .containsExactly("IMG-11 error the image is in use by /dev/loop0, process 1234 (0xC03A001E) -> Detach the image, or shut down the "
                        + "virtual machine that uses it.");
        assertThat(judged(fixedFile(), usedBy(), windows(6, 3, 9600), "IMG-11")).containsExactly("IMG-11 ok nobody has the image attached or locked");
        assertThat(lines(Judged.fixed().build(), "IMG-11")).isEmpty();
    }

    // IMG-12 and IMG-13: kinds

    @Test
    void img12WarnsOfAServerInAnImageThatGrows() throws IOException {
        InstalledWindows server = InstalledWindows.healthy().edition("ServerStandard");
        assertThat(judged(vhdxFile(), server, "IMG-12"))
                .containsExactly("IMG-12 warning a server, ServerStandard, lies in a dynamic image; a fixed one is faster and protects data better "
                        + "-> Convert the image to a fixed one.");
        assertThat(judged(fixedFile(), server, "IMG-12")).containsExactly("IMG-12 ok the server lies in a fixed image");
        assertThat(judged(vhdxFile(), InstalledWindows.healthy(), "IMG-12")).containsExactly("IMG-12 ok the Windows in the image is no server");
        assertThat(judged(vhdxFile(), InstalledWindows.healthy().withoutEdition(), "IMG-12")).isEmpty();
    }

    @Test
    void img13TellsWhatAnImageThatGrowsIsFor() throws IOException {
        assertThat(lines(vhdx().build(), "IMG-13"))
                .containsExactly("IMG-13 info a dynamic image is for development and tests: keep data that matters on a partition outside it, for "
                        + "the image may be lost when the power fails");
        assertThat(lines(Judged.fixed().build(), "IMG-13")).containsExactly("IMG-13 ok the image is fixed");
    }

    // IMG-15: sizes of QEMU

    @Test
    void img15TellsOfASizeThatQemuRounded() throws IOException {
        // 60 cylinders, 4 heads, 17 sectors a track, as QEMU makes them for 2 MiB.
        int size = 60 * 4 * 17 * 512;
        VhdBuilder rounded = VhdBuilder.fixed(new byte[size]).footer(56, 2, 60).footer(58, 1, 4).footer(59, 1, 17);
        assertThat(lines(rounded.footer(28, 4, 0x71656d75).build(), "IMG-15"))
                .containsExactly("IMG-15 info " + name() + ": QEMU made it, with the size of a geometry, which may be more than was asked for: 2088960 bytes");
        assertThat(lines(rounded.footer(28, 4, 0x77696e20).build(), "IMG-15")).isEmpty();
        assertThat(lines(VhdBuilder.fixed(new byte[4 * MIB]).footer(28, 4, 0x71656d32).build(), "IMG-15")).isEmpty();
    }

    // IMG-14: declared fixed

    @Test
    void img14WarnsOfADiskThatIsOnlyDeclaredFixed() throws IOException {
        assertThat(lines(VhdxBuilder.fixed(4L * MIB, MIB).block(0, 'a').build(), "IMG-14"))
                .containsExactly("IMG-14 warning " + name()
                        + ": declared fixed but 3 MiB are not allocated; starting it will allocate them -> Leave that much space free on the host "
                        + "volume.");
        assertThat(lines(VhdxBuilder.fixed(MIB, MIB).block(0, 'a').build(), "IMG-14")).isEmpty();
    }
}
