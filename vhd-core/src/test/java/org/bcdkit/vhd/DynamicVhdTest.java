package org.bcdkit.vhd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dynamic header, block allocation table and blocks. The table of all images here is at 0x600 and ends at 0x800. */
class DynamicVhdTest {

    private static final int BLOCK = 4096;
    /** Bitmap and payload of a block. */
    private static final int UNIT = 512 + BLOCK;

    private static final String SMALL_BLOCKS = "FIELD_UNUSUAL: blocks have 4096 bytes; Windows makes them of 2 MiB or 512 KiB";

    private static VhdBuilder fourBlocks() {
        return VhdBuilder.dynamic(4 * BLOCK, BLOCK);
    }

    private static void refuses(VhdBuilder image, String message) {
        assertThatThrownBy(() -> DiskReading.open(image.build())).isExactlyInstanceOf(MalformedException.class).hasMessage(message);
    }

    private static void fill(byte[] content, int from, int to, int value) {
        Arrays.fill(content, from, to, (byte) value);
    }

    @Test
    void readsBlocksWhereverTheyAreAndZerosForThoseThatAreNowhere() throws IOException {
        VirtualDisk disk = DiskReading.open(fourBlocks().block(3, 'c').block(0, 'a').build());
        assertThat(disk.kind()).isEqualTo(DiskKind.DYNAMIC);
        assertThat(disk.virtualSize()).isEqualTo(4 * BLOCK);
        assertThat(disk.sectorSize()).isEqualTo(512);
        assertThat(disk.fileSize()).isEqualTo(2048 + 2 * UNIT + 512);
        assertThat(disk.blocks()).isEqualTo(Optional.of(new BlockUse(BLOCK, 4, 2)));
        assertThat(disk.parentLink()).isEqualTo(Optional.empty());
        assertThat(disk.parent()).isEqualTo(Optional.empty());
        assertThat(disk.identity()).isEqualTo(Bytes.of("0123456789abcdef".getBytes()));
        byte[] expected = new byte[4 * BLOCK];
        fill(expected, 0, BLOCK, 'a');
        fill(expected, 3 * BLOCK, 4 * BLOCK, 'c');
        assertThat(DiskReading.all(disk)).isEqualTo(expected);
        assertThat(disk.contents().read(BLOCK - 3, BLOCK + 5)).isEqualTo(Arrays.copyOfRange(expected, BLOCK - 3, 2 * BLOCK + 2));
        assertThatThrownBy(() -> disk.withParent(disk, disk.remarks())).isInstanceOf(IllegalStateException.class).hasMessage("image is not a differencing disk");
    }

    @Test
    void readsIntoThePartOfABufferThatIsAskedFor() throws IOException {
        VirtualDisk disk = DiskReading.open(fourBlocks().block(1, 'b').build());
        byte[] into = new byte[20];
        fill(into, 0, 20, 'x');
        ByteBuffer buffer = ByteBuffer.wrap(into).position(5).limit(15);
        disk.contents().read(BLOCK - 4, buffer);
        assertThat(buffer.position()).isEqualTo(15);
        assertThat(new String(into)).isEqualTo("xxxxx\0\0\0\0bbbbbbxxxxx");
    }

    @Test
    void theDiskEndsInsideItsLastBlock() throws IOException {
        VirtualDisk disk = DiskReading.open(VhdBuilder.dynamic(BLOCK + 512, BLOCK).block(1, 'b').build());
        assertThat(disk.blocks()).isEqualTo(Optional.of(new BlockUse(BLOCK, 2, 1)));
        assertThat(disk.contents().read(BLOCK + 500, 12)).containsOnly('b');
        assertThatThrownBy(() -> disk.contents().read(BLOCK + 500, 13))
                .isInstanceOf(MalformedException.class)
                .hasMessage("the disk in image: file at 0x11f4: 13 bytes are needed here, but it ends at 0x1200 (truncated?)");
    }

    @Test
    void readsWhatIsStoredBehindAClearBitAsQemuDoes() throws IOException {
        byte[] payload = new byte[BLOCK];
        fill(payload, 0, BLOCK, 'z');
        VirtualDisk disk = DiskReading.open(fourBlocks().block(0, new byte[512], payload).build());
        assertThat(disk.contents().read(0, BLOCK)).containsOnly('z');
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2 << 20, 512 << 10, 1 << 24})
    void readsBlocksOfAnySize(int blockSize) throws IOException {
        long size = 3L * blockSize;
        VirtualDisk disk = DiskReading.open(VhdBuilder.dynamic(size, blockSize).block(2, 'c').block(0, 'a').build());
        boolean usual = blockSize == 2 << 20 || blockSize == 512 << 10;
        assertThat(DiskReading.remarks(disk))
                .isEqualTo(usual ? "" : "FIELD_UNUSUAL: blocks have " + blockSize + " bytes; Windows makes them of 2 MiB or 512 KiB");
        assertThat(disk.contents().read(blockSize - 1, 2)).containsExactly('a', 0);
        assertThat(disk.contents().read(2L * blockSize - 1, 2)).containsExactly(0, 'c');
        assertThat(disk.contents().read(size - 1, 1)).containsExactly('c');
    }

    @Test
    void anEmptyDiskGrowsByAllItsBlocks() throws IOException {
        VirtualDisk disk = DiskReading.open(fourBlocks().build());
        assertThat(disk.fileSize()).isEqualTo(2048 + 512);
        assertThat(disk.bytesToGrow()).isEqualTo(4 * UNIT);
    }

    @Test
    void aFullDiskDoesNotGrow() throws IOException {
        VirtualDisk disk = DiskReading.open(fourBlocks().block(0, 1).block(1, 1).block(2, 1).block(3, 1).build());
        assertThat(disk.bytesToGrow()).isZero();
        assertThat(disk.blocks()).isEqualTo(Optional.of(new BlockUse(BLOCK, 4, 4)));
    }

    @Test
    void blocksFollowOneAnotherAsVirtualPcPutThem() throws IOException {
        assertThat(DiskReading.open(fourBlocks().block(2, 1).build()).bytesToGrow()).isEqualTo(3 * UNIT);
    }

    @Test
    void blocksStayOnPageBordersWhereTheFirstIs() throws IOException {
        // Bitmap at 0xe00, payload at 0x1000; the footer follows at 0x2000, so that the next bitmap comes 0xe00 behind it.
        VirtualDisk disk = DiskReading.open(fourBlocks().firstBlockAt(0xE00).block(2, 1).build());
        assertThat(disk.fileSize()).isEqualTo(0x2200);
        assertThat(disk.bytesToGrow()).isEqualTo(0xE00 + 3 * (BLOCK + 4096));
    }

    @Test
    void blocksComeOntoPageBordersWhereTheFooterIs() throws IOException {
        VirtualDisk disk = DiskReading.open(fourBlocks().firstBlockAt(0xE00).build());
        assertThat(disk.fileSize()).isEqualTo(0x1000);
        assertThat(disk.bytesToGrow()).isEqualTo(4 * (BLOCK + 4096));
    }

    @Test
    void headerTableAndBlocksMayLieInAnyOrder() throws IOException {
        // Table at 0x200, header at 0x400.
        VirtualDisk disk = DiskReading.open(fourBlocks().footer(16, 8, 0x400).header(16, 8, 0x200).firstBlockAt(0x800).block(1, 'b').build());
        assertThat(DiskReading.remarks(disk)).isEqualTo(SMALL_BLOCKS);
        assertThat(disk.contents().read(BLOCK, 1)).containsExactly('b');
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 511, 1025, 1L << 40, -1, Long.MIN_VALUE})
    void refusesAHeaderOutsideTheImage(long position) {
        byte[] image = fourBlocks().build();
        byte[] footer = fourBlocks().footer(16, 8, position).footer();
        System.arraycopy(footer, 0, image, 0, 512);
        System.arraycopy(footer, 0, image, image.length - 512, 512);
        assertThatThrownBy(() -> DiskReading.open(image))
                .isInstanceOf(MalformedException.class)
                .hasMessage("image: VHD footer at 0x810: data offset is 0x" + Long.toHexString(position)
                        + ", expected the position of a dynamic header inside the image of 0x800 bytes");
    }

    @Test
    void refusesAHeaderWithoutItsCookie() {
        refuses(fourBlocks().header(0, "cxspars "), "image: VHD dynamic header at 0x200: cookie is `cxspars `, expected `cxsparse`");
    }

    @Test
    void refusesAHeaderWithAWrongChecksum() {
        byte[] image = fourBlocks().build();
        image[512 + 1000] ^= 1;
        assertThatThrownBy(() -> DiskReading.open(image))
                .isInstanceOf(MalformedException.class)
                .hasMessageMatching("image: VHD dynamic header at 0x224: checksum is 0x[0-9a-f]+, computed 0x[0-9a-f]+");
    }

    @Test
    void refusesAnotherHeaderVersion() {
        assertThatThrownBy(() -> DiskReading.open(fourBlocks().header(24, 4, 0x20000).build()))
                .isExactlyInstanceOf(UnsupportedException.class)
                .hasMessage("image: VHD dynamic header at 0x218: header version is 0x20000, supported is 0x10000");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 256, 511, 4095, 12288, 0x80000000L, 0xffffffffL})
    void refusesAnImpossibleBlockSize(long blockSize) {
        refuses(
                fourBlocks().header(32, 4, blockSize),
                "image: VHD dynamic header at 0x220: block size is " + blockSize + ", expected a power of two from 512 to 1073741824");
    }

    @Test
    void refusesATableThatIsTooShortForTheDisk() {
        refuses(fourBlocks().header(28, 4, 3), "image: VHD dynamic header at 0x21c: max table entries is 3, but the disk has 4 blocks");
    }

    @ParameterizedTest
    @CsvSource({"0", "256", "0x601", "0x700", "0x800", "0x7fffffffffffff00", "0xffffffffffffff00"})
    void refusesATableInAnImpossiblePlace(String offset) {
        byte[] image = fourBlocks().build();
        byte[] header = Arrays.copyOfRange(image, 512, 1536);
        ByteBuffer.wrap(header).putLong(16, Long.parseUnsignedLong(offset.replace("0x", ""), offset.startsWith("0x") ? 16 : 10));
        System.arraycopy(VhdBuilder.seal(header, 36), 0, image, 512, 1024);
        String shown = offset.startsWith("0x") ? offset : "0x" + Integer.toHexString(Integer.parseInt(offset));
        assertThatThrownBy(() -> DiskReading.open(image))
                .isInstanceOf(MalformedException.class)
                .hasMessage("image: VHD dynamic header at 0x210: table offset is " + shown
                        + ", expected a multiple of 512 with room for 4 entries before the end of the image at 0x800");
    }

    @Test
    void refusesATableOverTheHeader() {
        byte[] image = fourBlocks().build();
        byte[] header = Arrays.copyOfRange(image, 512, 1536);
        ByteBuffer.wrap(header).putLong(16, 1024);
        System.arraycopy(VhdBuilder.seal(header, 36), 0, image, 512, 1024);
        assertThatThrownBy(() -> DiskReading.open(image))
                .isInstanceOf(MalformedException.class)
                .hasMessage("image: VHD dynamic header at 0x210: table offset is 0x400, so that the table overlaps the dynamic header");
    }

    @Test
    void refusesATableLongerThanTheImage() {
        refuses(
                fourBlocks().header(28, 4, 0xffffffffL),
                "image: VHD dynamic header at 0x210: table offset is 0x600, expected a multiple of 512 with room for 4294967295 entries before the end of the"
                        + " image at 0x800");
    }

    @Test
    void readsATableWithMoreEntriesThanNeeded() throws IOException {
        VirtualDisk disk = DiskReading.open(fourBlocks().tableEntries(300).block(3, 'd').build());
        assertThat(DiskReading.remarks(disk)).isEqualTo(SMALL_BLOCKS + "\nTABLE_UNUSUAL: the block allocation table has 300 entries, 4 are needed");
        assertThat(disk.virtualSize()).isEqualTo(4 * BLOCK);
        assertThat(disk.contents().read(3 * BLOCK, 1)).containsExactly('d');
    }

    @Test
    void saysWhenEntriesBehindTheLastBlockAreNotMarkedUnused() throws IOException {
        String remark = SMALL_BLOCKS + "\nTABLE_UNUSUAL: entries of the block allocation table behind the last block are not marked unused";
        VhdBuilder padding = fourBlocks().tableFill(0);
        for (int i = 0; i < 4; i++) {
            padding.entry(i, VhdBuilder.UNUSED);
        }
        assertThat(DiskReading.remarks(DiskReading.open(padding.build()))).isEqualTo(remark);
        assertThat(DiskReading.remarks(DiskReading.open(fourBlocks().entry(127, 0xfffffffe).build()))).isEqualTo(remark);
    }

    @Test
    void refusesMoreBlocksThanAnyVhdNeeds() {
        long size = (2040L << 30) + 512;
        byte[] footer = VhdBuilder.dynamic(BLOCK, 512 << 10).footer(48, 8, size).footer();
        byte[] image = VhdBuilder.dynamic(BLOCK, 512 << 10).build();
        System.arraycopy(footer, 0, image, 0, 512);
        System.arraycopy(footer, 0, image, image.length - 512, 512);
        assertThatThrownBy(() -> DiskReading.open(image))
                .isExactlyInstanceOf(UnsupportedException.class)
                .hasMessage("image: VHD dynamic header at 0x220: a disk of 2190433321472 bytes has 4177921 blocks of 524288; supported are 4177920");
    }

    @Test
    void refusesTheLargestNumberAsASize() {
        byte[] footer = fourBlocks().footer(48, 8, Long.MAX_VALUE - 511).footer();
        byte[] image = fourBlocks().build();
        System.arraycopy(footer, 0, image, 0, 512);
        System.arraycopy(footer, 0, image, image.length - 512, 512);
        assertThatThrownBy(() -> DiskReading.open(image))
                .isExactlyInstanceOf(UnsupportedException.class)
                .hasMessage("image: VHD dynamic header at 0x220: a disk of 9223372036854775296 bytes has 2251799813685248 blocks of 4096; supported are"
                        + " 4177920");
    }

    @Test
    void refusesABlockBehindTheEnd() {
        // One sector too far: its last sector would be the footer.
        refuses(
                fourBlocks().block(2, 'c').entry(2, 0x800 / 512 + 1),
                "image: VHD block allocation table at 0x608: block 2 lies at 0xa00 and takes 4608 bytes, but the image ends at 0x1a00 (truncated?)");
        refuses(
                fourBlocks().block(2, 'c').entry(1, 0xfffffffe),
                "image: VHD block allocation table at 0x604: block 1 lies at 0x1fffffffc00 and takes 4608 bytes, but the image ends at 0x1a00 (truncated?)");
    }

    @Test
    void acceptsABlockThatEndsWhereTheFooterBegins() throws IOException {
        VirtualDisk disk = DiskReading.open(fourBlocks().block(2, 'c').build());
        assertThat(disk.contents().read(3 * BLOCK - 1, 1)).containsExactly('c');
    }

    @ParameterizedTest
    @CsvSource({"0,copy of the footer", "1,dynamic header", "2,dynamic header", "3,block allocation table"})
    void refusesABlockOverMetadata(int sector, String owner) {
        refuses(
                fourBlocks().block(0, 'a').block(1, 'b').block(2, 'c').entry(1, sector),
                "image: VHD block allocation table at 0x604: block 1 lies at 0x" + Integer.toHexString(sector * 512) + ", over the " + owner);
    }

    @Test
    void refusesTwoBlocksInOnePlace() {
        refuses(
                fourBlocks().block(1, 'b').block(3, 'd').entry(3, 4),
                "image: VHD block allocation table at 0x60c: block 3 lies at 0x800 and overlaps block 1 at 0x800");
    }

    @Test
    void refusesTwoBlocksThatOverlapByASector() {
        refuses(
                fourBlocks().block(1, 'b').block(3, 'd').entry(0, 4 + 8),
                "image: VHD block allocation table at 0x604: block 1 lies at 0x800 and overlaps block 0 at 0x1800");
    }

    @Test
    void closesNothingTwice() throws IOException {
        VirtualDisk disk = DiskReading.open(fourBlocks().build());
        disk.close();
        disk.close();
        assertThat(disk.name()).isEqualTo("image");
    }
}
