package org.bcdkit.vhd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.ChainException;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.ParentPath;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VirtualDiskStatus;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.ClosingStorage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a child says about its parent, and reading through bitmaps. */
class DifferencingVhdTest {

    private static final int BLOCK = 8192;
    private static final String PARENT_ID = "PARENT-PARENT-ID";

    private static VhdBuilder child() {
        return VhdBuilder.differencing(4 * BLOCK, BLOCK, PARENT_ID).id("CHILD---CHILD-ID");
    }

    /** Blocks of p, q, r, s. */
    private static VirtualDisk parent() throws IOException {
        byte[] contents = new byte[4 * BLOCK];
        for (int i = 0; i < 4; i++) {
            Arrays.fill(contents, i * BLOCK, (i + 1) * BLOCK, (byte) ('p' + i));
        }
        return DiskReading.open(VhdBuilder.fixed(contents).id(PARENT_ID).build());
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    private static ParentLink link(VhdBuilder image) throws IOException {
        return DiskReading.open(image.build()).parentLink().orElseThrow();
    }

    private static void refuses(VhdBuilder image, String message) {
        assertThatThrownBy(() -> DiskReading.open(image.build())).isExactlyInstanceOf(MalformedException.class).hasMessage(message);
    }

    @Test
    void readsWhatTheHeaderSaysAboutTheParent() throws IOException {
        VirtualDisk disk = DiskReading.open(child().parentName("base.vhd").parentTime(1_600_000_000).block(1, 'b').build());
        assertThat(disk.kind()).isEqualTo(DiskKind.DIFFERENCING);
        assertThat(disk.blocks()).isEqualTo(Optional.of(new BlockUse(BLOCK, 4, 1)));
        assertThat(disk.bytesToGrow()).isEqualTo(3 * (512 + BLOCK));
        assertThat(disk.parent()).isEqualTo(Optional.empty());
        ParentLink link = disk.parentLink().orElseThrow();
        assertThat(link)
                .isEqualTo(
                        new ParentLink(
                                List.of(Bytes.of(PARENT_ID.getBytes())),
                                List.of(new ParentPath(ParentPath.Form.NAME, "base.vhd")),
                                OptionalLong.of(1_600_000_000)));
        assertThat(link.names(parent())).isTrue();
        assertThat(link.names(disk)).isFalse();
    }

    @Test
    void aChildNeedNotSayAnythingButTheIdentifier() throws IOException {
        assertThat(link(child())).isEqualTo(new ParentLink(List.of(Bytes.of(PARENT_ID.getBytes())), List.of(), OptionalLong.empty()));
    }

    @Test
    void looksFirstForWhatMovesAlongWithTheChildAndLastForWhatIsDeprecated() throws IOException {
        VhdBuilder image =
                child().parentName("name.vhd")
                        .locator("Wi2k", "C:\\old\\deprecated.vhd".getBytes())
                        .locator("Wi2r", ".\\deprecated.vhd".getBytes())
                        .locator("MacX", "file:///home/b%C3%A4se.vhd".getBytes())
                        .locator("W2ku", utf16("C:\\bäse.vhd"))
                        .locator("Mac ", new byte[40])
                        .locator("W2ru", utf16("..\\x\\bäse.vhd"));
        assertThat(link(image).paths())
                .containsExactly(
                        new ParentPath(ParentPath.Form.RELATIVE, "..\\x\\bäse.vhd"),
                        new ParentPath(ParentPath.Form.ABSOLUTE, "C:\\bäse.vhd"),
                        new ParentPath(ParentPath.Form.URL, "file:///home/b%C3%A4se.vhd"),
                        new ParentPath(ParentPath.Form.NAME, "name.vhd"),
                        new ParentPath(ParentPath.Form.RELATIVE, ".\\deprecated.vhd"),
                        new ParentPath(ParentPath.Form.ABSOLUTE, "C:\\old\\deprecated.vhd"));
    }

    @Test
    void theNameMayFillItsField() throws IOException {
        String longest = "n".repeat(252) + ".vhd";
        assertThat(link(child().parentName(longest)).paths()).containsExactly(new ParentPath(ParentPath.Form.NAME, longest));
    }

    @Test
    void theNameMayHoldHalfACharacter() throws IOException {
        // UTF-16 that no Java string can be decoded from: shown with a replacement character.
        VhdBuilder image = child().header(64, 2, 'a').header(66, 2, 'b').header(68, 2, 0xD83D);
        assertThat(link(image).paths()).containsExactly(new ParentPath(ParentPath.Form.NAME, "ab\ufffd"));
    }

    @ParameterizedTest
    @CsvSource({"1,bytes in sectors", "511,bytes in sectors", "512,bytes", "1024,bytes"})
    void theRoomForAPathCountsSectorsOrBytes(int space, String ignored) throws IOException {
        VhdBuilder image = child().locator("W2ru", utf16(".\\p.vhd"), space, 14).firstBlockAt(1 << 20);
        assertThat(link(image).paths()).containsExactly(new ParentPath(ParentPath.Form.RELATIVE, ".\\p.vhd"));
    }

    @Test
    void aPathEndsAtItsFirstNul() throws IOException {
        assertThat(link(child().locator("W2ru", utf16("a\0b"))).paths()).containsExactly(new ParentPath(ParentPath.Form.RELATIVE, "a"));
        assertThat(link(child().locator("W2ru", utf16("\0b"))).paths()).isEmpty();
        assertThat(link(child().locator("W2ru", new byte[0], 512, 0)).paths()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,14,0", "513,14,513", "512,513,512", "1,513,512", "1048576,65538,65536"})
    void refusesAPathThatDoesNotFitIntoItsRoom(int space, int length, int most) {
        refuses(
                child().locator("W2ru", utf16(".\\p.vhd"), space, length),
                "image: VHD parent locator at 0x440: a path of " + length + " bytes in a space of " + space + "; expected at most " + most
                        + " bytes in whole sectors");
    }

    @ParameterizedTest
    @CsvSource({"0xa00", "0x7fffffffffffffff", "0xffffffffffffffff"})
    void refusesAPathOutsideTheFile(String position) {
        byte[] image = child().strayLocator("W2ku", 512, 14, 0).strayLocator("W2ru", 512, 14, 0).build();
        byte[] header = Arrays.copyOfRange(image, 512, 1536);
        ByteBuffer.wrap(header).putLong(576 + 24 + 16, Long.parseUnsignedLong(position.substring(2), 16));
        System.arraycopy(VhdBuilder.seal(header, 36), 0, image, 512, 1024);
        assertThatThrownBy(() -> DiskReading.open(image))
                .isInstanceOf(MalformedException.class)
                .hasMessage("image: VHD parent locator at 0x458: its path lies at " + position + ", outside the file of 0xa00 bytes");
    }

    @Test
    void aDynamicDiskHasNoParentWhateverItsLocatorsSay() throws IOException {
        VirtualDisk disk = DiskReading.open(VhdBuilder.dynamic(BLOCK, BLOCK).strayLocator("W2ru", 3, 700_000, 9).build());
        assertThat(disk.parentLink()).isEqualTo(Optional.empty());
        assertThat(DiskReading.all(disk)).containsOnly(0);
    }

    @Test
    void refusesABlockOverThePathOfALocator() {
        VhdBuilder image = child().locator("W2ru", utf16(".\\p.vhd")).block(0, 'a').entry(0, 4);
        refuses(image, "image: VHD block allocation table at 0x600: block 0 lies at 0x800, over the path of a parent locator");
    }

    @Test
    void readsItsOwnSectorsAndThoseOfTheParent() throws IOException {
        byte[] payload = new byte[BLOCK];
        Arrays.fill(payload, (byte) 'c');
        // Sectors 0, 7 and 9 of the 16 in the block are here.
        byte[] bitmap = {(byte) 0b1000_0001, (byte) 0b0100_0000};
        VirtualDisk disk = DiskReading.open(child().block(1, bitmap, payload).block(2, 'C').build()).withParent(parent(), List.of());
        byte[] expected = DiskReading.all(parent());
        Arrays.fill(expected, BLOCK, BLOCK + 512, (byte) 'c');
        Arrays.fill(expected, BLOCK + 7 * 512, BLOCK + 8 * 512, (byte) 'c');
        Arrays.fill(expected, BLOCK + 9 * 512, BLOCK + 10 * 512, (byte) 'c');
        Arrays.fill(expected, 2 * BLOCK, 3 * BLOCK, (byte) 'C');
        assertThat(DiskReading.all(disk)).isEqualTo(expected);
        // Every start and length around the borders of sectors.
        for (int start = BLOCK + 6 * 512 - 2; start <= BLOCK + 6 * 512 + 2; start++) {
            for (int length = 1; length < 2600; length += 511) {
                assertThat(disk.contents().read(start, length)).isEqualTo(Arrays.copyOfRange(expected, start, start + length));
            }
        }
    }

    @Test
    void zerosOfTheChildHideWhatTheParentHas() throws IOException {
        VirtualDisk disk = DiskReading.open(child().block(0, 0).build()).withParent(parent(), List.of());
        assertThat(disk.contents().read(0, BLOCK)).containsOnly(0);
        assertThat(disk.contents().read(BLOCK, 1)).containsExactly('q');
    }

    @Test
    void readsZerosBehindTheEndOfAShorterParent() throws IOException {
        byte[] contents = new byte[1024];
        Arrays.fill(contents, (byte) 'p');
        VirtualDisk shorter = DiskReading.open(VhdBuilder.fixed(contents).id(PARENT_ID).build());
        VirtualDisk disk = DiskReading.open(child().build()).withParent(shorter, List.of());
        assertThat(disk.contents().read(1020, 8)).containsExactly('p', 'p', 'p', 'p', 0, 0, 0, 0);
        assertThat(disk.contents().read(BLOCK, 8)).containsOnly(0);
    }

    @Test
    void readsWithoutItsParentOnlyWhatItHoldsItself() throws IOException {
        byte[] bitmap = {(byte) 0b1000_0000};
        byte[] payload = new byte[BLOCK];
        payload[0] = 'c';
        VirtualDisk disk = DiskReading.open(child().block(1, bitmap, payload).build());
        assertThat(disk.contents().read(BLOCK, 1)).containsExactly('c');
        for (long inParent : new long[] {0, BLOCK + 512}) {
            assertThatThrownBy(() -> disk.contents().read(inParent, 1))
                    .isInstanceOf(ChainException.class)
                    .hasMessage("image: its parent is needed to read it")
                    .extracting(e -> ((ChainException) e).status())
                    .isEqualTo(VirtualDiskStatus.PARENT_NOT_FOUND);
        }
    }

    @Test
    void keepsWhatWasOddAboutTheParentAndClosesIt() throws IOException {
        ClosingStorage own = new ClosingStorage(MemoryStorage.of("child", child().build()));
        ClosingStorage its = new ClosingStorage(MemoryStorage.of("parent", VhdBuilder.fixed(new byte[512]).build()));
        VirtualDisk parent = VhdReader.open(its).orElseThrow();
        VirtualDisk disk = VhdReader.open(own).orElseThrow().withParent(parent, List.of(new Remark(Condition.PARENT_TIME_STAMP, "odd")));
        assertThat(disk.parent()).isEqualTo(Optional.of(parent));
        assertThat(DiskReading.remarks(disk)).endsWith("\nPARENT_TIME_STAMP: odd");
        disk.close();
        assertThat(own.isClosed()).isTrue();
        assertThat(its.isClosed()).isTrue();
    }
}
