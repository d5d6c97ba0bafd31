package org.bcdkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.disk.CheckLevel;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Rule;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.LargestDisks;
import org.bcdkit.testing.LogEntryBuilder;
import org.bcdkit.testing.ProcessorTime;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageCheckTest {

    private static final int MIB = 1 << 20;
    private static final int BLOCK = 512 << 10;
    private static final String LINKAGE = "{" + VhdxBuilder.DATA_WRITE + "}";

    @TempDir
    Path folder;

    private static List<String> lines(Storage image, CheckLevel level) throws IOException {
        List<String> lines = new ArrayList<>();
        for (ImageFinding finding : ImageCheck.findings(image, level)) {
            Finding told = finding.toFinding();
            lines.add(told.severity().word() + " " + told.rule() + " " + told.message());
        }
        return lines;
    }

    private static List<String> lines(byte[] image) throws IOException {
        return lines(MemoryStorage.of("image", image), CheckLevel.DEEP);
    }

    private static VhdBuilder vhd() {
        return VhdBuilder.dynamic(8 * BLOCK, BLOCK);
    }

    private static VhdxBuilder vhdx() {
        return VhdxBuilder.dynamic(4 * MIB, MIB);
    }

    private static byte[] flipped(byte[] image, int position) {
        image[position] ^= 1;
        return image;
    }

    // VHD

    @Test
    void tellsAllThatIsWrongWithAVhdAtOnce() throws IOException {
        byte[] image = vhd().header(40, "x").block(0, 1).entry(1, 3).entry(2, 4).entry(3, 0x7fffffff).footer(36, "what").build();
        assertThat(lines(flipped(image, 8)))
                .containsExactly(
                        "error VHD-C02 VHD footer at 0x40: checksum is 0x" + checksum(image) + ", computed 0x" + computed(image) + " (0xC03A0002)",
                        "warning VHD-C04 VHD footer at 0x0: the copy of the footer at its start is missing or damaged",
                        "info VHD-C05 VHD footer at 0x80a24: creator host OS is what, writers store Wi2k or Mac",
                        "error VHD-C11 VHD block allocation table at 0x604: block 1 lies at 0x600, over the block allocation table (0xC03A000A)",
                        "error VHD-C11 VHD block allocation table at 0x60c: block 3 lies at 0xfffffffe00 and takes 524800 bytes, but the image ends at"
                                + " 0x80a00 (truncated?) (0xC03A000A)",
                        "error VHD-C13 VHD block allocation table at 0x604: block 1 lies at 0x600 and overlaps block 0 at 0x800 (0xC03A000A)",
                        "error VHD-C13 VHD block allocation table at 0x608: block 2 lies at 0x800 and overlaps block 0 at 0x800 (0xC03A000A)",
                        "info VHD-C16 VHD dynamic header at 0x228: it names a parent, and the footer says that there is none");
    }

    private static String checksum(byte[] image) {
        return Integer.toHexString(java.nio.ByteBuffer.wrap(image).getInt(64));
    }

    private static String computed(byte[] image) {
        return Integer.toHexString(java.nio.ByteBuffer.wrap(VhdBuilder.seal(Arrays.copyOf(image, 512), 64)).getInt(64));
    }

    @Test
    void readsOnWithAFooterOfWhichBothCopiesAreDamaged() throws IOException {
        byte[] image = vhd().block(0, 1).entry(1, 5).build();
        flipped(image, 100);
        List<String> lines = lines(flipped(image, image.length - 412));
        assertThat(lines).filteredOn(line -> line.startsWith("error VHD-C02")).hasSize(2);
        assertThat(lines).anyMatch(line -> line.startsWith("error VHD-C13") && line.contains("block 1 lies at 0xa00 and overlaps block 0 at 0x800"));
    }

    @Test
    void readsOnWithADynamicHeaderOfWhichTheChecksumIsWrong() throws IOException {
        List<String> lines = lines(flipped(vhd().block(0, 1).entry(1, 5).build(), 512 + 900));
        assertThat(lines).anyMatch(line -> line.startsWith("error VHD-C09 VHD dynamic header at 0x224: checksum is ") && line.endsWith("(0xC03A0006)"));
        assertThat(lines).anyMatch(line -> line.startsWith("error VHD-C13"));
    }

    @Test
    void tellsSectorsThatTheBitmapOfADynamicVhdDoesNotMark() throws IOException {
        byte[] payload = new byte[BLOCK];
        payload[1024] = 1;
        payload[700 * 512 + 3] = 1;
        assertThat(lines(vhd().block(2, new byte[] {(byte) 0xdf}, payload).build()))
                .containsExactly("warning VHD-C12 VHD sector bitmap at 0x800: block 2 holds something in 2 sectors that its bitmap does not mark, the"
                        + " first at 0xe00 (0xC03A000C)");
        assertThat(lines(MemoryStorage.of("image", vhd().block(2, new byte[128], payload).build()), CheckLevel.FULL)).isEmpty();
    }

    @Test
    void tellsAnInvalidBlockSizeByItsOwnStatus() throws IOException {
        assertThat(lines(vhd().header(32, 4, 1000).build()))
                .containsExactly("error VHD-C10 VHD dynamic header at 0x220: block size is 1000, expected a power of two from 512 to 1073741824"
                        + " (0xC03A000B)");
    }

    @Test
    void theFirstOfManyFaultsOfAKindAreToldAndTheOthersCounted() throws IOException {
        VhdBuilder image = VhdBuilder.dynamic(100 * BLOCK, BLOCK);
        for (int block = 0; block < 100; block++) {
            image.entry(block, 0x100000 + block * 1025);
        }
        List<String> lines = lines(image.build());
        assertThat(lines).hasSize(21);
        assertThat(lines.get(20)).isEqualTo("error VHD-C11 VHD block allocation table: there are 80 more under this rule");
    }

    @Test
    void aQuickCheckLooksAtNoBlock() throws IOException {
        Storage image = MemoryStorage.of("image", vhd().block(0, 1).entry(1, 3).build());
        assertThat(lines(image, CheckLevel.QUICK)).isEmpty();
        assertThat(lines(image, CheckLevel.FULL)).hasSize(2);
    }

    // VHDX

    @Test
    void tellsAllThatIsWrongWithAVhdxAtOnce() throws IOException {
        byte[] image = vhdx().block(0, 'a').entry(1, 4 * MIB | 6).entry(2, 5).entry(3, 100L * MIB | 6).flip(VhdxBuilder.HEADER_1 + 100, 1)
                .flip(VhdxBuilder.REGIONS_2 + 1000, 1).flip(0, 1).build();
        assertThat(lines(image))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("error VHDX-X01 VHDX file identifier at 0x0: the file does not start with `vhdxfile` (0xC03A0004)"),
                        line -> assertThat(line).startsWith("warning VHDX-X02 VHDX header at 0x10004: header 1 is damaged: checksum is 0x"),
                        line -> assertThat(line)
                                .isEqualTo("warning VHDX-X07 VHDX region table at 0x40000: the second region table differs from the first"),
                        line -> assertThat(line).isEqualTo("error VHDX-X16 VHDX block allocation table at 0x300010: block 2 is in state 5, which does not"
                                + " exist (0xC03A000A)"),
                        line -> assertThat(line).isEqualTo("error VHDX-X17 VHDX block allocation table at 0x300018: block 3 lies at 0x6400000 and takes 1048576"
                                + " bytes, but the file ends at 0x500000 (truncated?) (0xC03A000A)"),
                        line -> assertThat(line).isEqualTo("error VHDX-X18 VHDX block allocation table at 0x300008: block 1 lies at 0x400000 and overlaps"
                                + " block 0 at 0x400000 (0xC03A000A)"));
    }

    @Test
    void judgesAVhdxAsItWillBeWhenItsLogIsReplayed() throws IOException {
        byte[] table = Arrays.copyOf(VhdxBuilder.littleEndian(8, 4 * MIB | 6), 4096);
        VhdxBuilder image = vhdx().block(0, 'a').entry(1, 5).logGuid(LogEntryBuilder.GUID)
                .bytes(VhdxBuilder.LOG, new LogEntryBuilder(1).sizes(5 * MIB, 5 * MIB).page(VhdxBuilder.TABLE, table).build());
        assertThat(lines(image.build()))
                .containsExactly("error VHDX-X05 VHDX log at 0x100000: the image was not closed cleanly: its log holds changes that are not in place yet"
                        + " (0xC03A001C)");
        assertThat(lines(vhdx().block(0, 'a').entry(1, 5).logGuid(LogEntryBuilder.GUID).build()))
                .containsExactly(
                        "error VHDX-X06 VHDX log at 0x100000: the header says that it is in use, but it holds no valid entry (0xC03A001C)",
                        "error VHDX-X16 VHDX block allocation table at 0x300008: block 1 is in state 5, which does not exist (0xC03A000A)");
    }

    @Test
    void tellsEveryMetadataItemThatIsWrong() throws IOException {
        assertThat(lines(VhdxBuilder.dynamic(4 * MIB + 1, 3 * MIB).sectors(100, 4096).build()))
                .extracting(line -> line.substring(0, line.indexOf(" at ")) + line.substring(line.indexOf(':')))
                .containsExactly(
                        "error VHDX-X11 VHDX metadata item: block size is 3145728, expected a power of two from 1 MiB to 256 MiB (0xC03A0010)",
                        "error VHDX-X11 VHDX metadata item: logical sector size is 100, expected 512 or 4096 (0xC03A0010)");
    }

    @Test
    void tellsPartiallyPresentBlocksWithoutAMark() throws IOException {
        VhdxBuilder child = VhdxBuilder.differencing(4 * MIB, MIB, "parent_linkage", LINKAGE).block(1, 7, new byte[MIB]).bitmap(0, new byte[MIB]);
        assertThat(lines(child.build()))
                .containsExactly("info VHDX-X23 VHDX sector bitmap at 0x500100: block 1 is partially present, and none of its sectors is marked");
    }

    // Other files and chains

    @Test
    void refusesWhatIsNoImageAtAll() {
        for (byte[] bytes : List.of(new byte[0], new byte[100], new byte[70_000])) {
            assertThatThrownBy(() -> lines(bytes)).isInstanceOf(MalformedException.class).hasMessageContaining("disk image at 0x0: ");
        }
    }

    @Test
    void aVhdxThatIsCutOffInItsHeaderAreaIsNoSurprise() throws IOException {
        assertThat(lines(Arrays.copyOf(vhdx().build(), 200_000)))
                .containsExactly("error VHDX-X04 VHDX header at 0x20044: the log is 1048576 bytes at 0x100000, but the file ends at 0x30d40 (truncated?)"
                        + " (0xC03A0008)", "error VHDX-X25 file at 0x30000: 65536 bytes are needed here, but it ends at 0x30d40 (truncated?) (0xC03A0013)");
    }

    private List<String> chain(String image, CheckLevel level) throws IOException {
        DiskImages images = DiskImages.inFiles(VolumeMap.EMPTY);
        List<String> lines = new ArrayList<>();
        for (Finding finding : new ImageCheck(images, level, Progress.NONE).check(images.file(folder.resolve(image))).told()) {
            lines.add(finding.severity().word() + " " + finding.rule() + " " + finding.message().replace(folder + "/", ""));
        }
        return lines;
    }

    private void child(String name, String parent) throws IOException {
        Files.write(
                folder.resolve(name),
                VhdBuilder.differencing(8 * BLOCK, BLOCK, "parent identifie").locator("W2ru", (".\\" + parent).getBytes(StandardCharsets.UTF_16LE)).build());
    }

    @Test
    void looksForTheParentsAndComparesThem() throws IOException {
        child("child.vhd", "base.vhd");
        assertThat(chain("child.vhd", CheckLevel.QUICK)).isEmpty();
        assertThat(chain("child.vhd", CheckLevel.FULL))
                .containsExactly("error CHN-01 parent link: its parent was not found; tried base.vhd (relative path; not there) (0xC03A000D)");
        Files.write(folder.resolve("base.vhd"), vhd().build());
        assertThat(chain("child.vhd", CheckLevel.FULL)).singleElement().asString().startsWith("error CHN-01 ").endsWith("(0xC03A000E)");
        Files.write(folder.resolve("base.vhd"), VhdBuilder.dynamic(9 * BLOCK, BLOCK).id("parent identifie").build());
        assertThat(chain("child.vhd", CheckLevel.FULL)).singleElement().asString().startsWith("error CHN-02 ").endsWith("(0xC03A0017)");
        byte[] payload = new byte[BLOCK];
        payload[0] = 1;
        Files.write(folder.resolve("base.vhd"), vhd().id("parent identifie").block(0, new byte[128], payload).build());
        assertThat(chain("child.vhd", CheckLevel.FULL)).isEmpty();
        assertThat(chain("child.vhd", CheckLevel.DEEP)).singleElement().asString().startsWith("warning VHD-C12 base.vhd: VHD sector bitmap at 0x800: ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLargestDisksAreCheckedSoonThoughEveryBlockIsWrong(boolean vhd) throws IOException {
        Storage image = vhd ? LargestDisks.vhd(BLOCK, block -> block / 2) : LargestDisks.vhdx(MIB, block -> block / 2);
        List<String> lines = ProcessorTime.within(Duration.ofSeconds(30), () -> lines(image, CheckLevel.FULL));
        assertThat(lines).hasSizeBetween(21, 22);
        assertThat(lines.get(20)).endsWith((vhd ? 2040 * 1024 - 20 : 32 * MIB - 20) + " more under this rule");
    }

    @Test
    void everyRuleIsExplained() {
        Set<String> ids = new HashSet<>();
        for (Rule rule : VirtualDiskRule.TABLE.rules()) {
            assertThat(rule.id()).matches("(VHD-C|VHDX-X|CHN-)\\d\\d");
            assertThat(ids.add(rule.id())).as(rule.id()).isTrue();
            Optional<Rule.Guide> guide = rule.guide();
            assertThat(guide.orElseThrow().fires()).as(rule.id()).endsWith(".");
            assertThat(guide.orElseThrow().remedy()).as(rule.id()).endsWith(".");
        }
    }
}
