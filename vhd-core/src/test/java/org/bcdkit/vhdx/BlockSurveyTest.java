package org.bcdkit.vhdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is checked in the block allocation table, and what is counted. Its entries start at 0x300000, blocks at 0x400000. */
class BlockSurveyTest {

    private static final int MIB = 1 << 20;
    private static final String LINKAGE = "{0a0b0c0d-1111-4222-8333-444444444444}";

    private static VhdxBuilder disk() {
        return VhdxBuilder.dynamic(4 * MIB, MIB);
    }

    /** Two chunks of 16 blocks of 256 MiB and one block more; nothing of it in place. */
    private static VhdxBuilder child() {
        return VhdxBuilder.differencing(33L * 256 * MIB, 256 * MIB, "parent_linkage", LINKAGE);
    }

    private static VirtualDisk open(VhdxBuilder image) throws IOException {
        return DiskImages.open(image.storage("image"));
    }

    private static void refuses(VhdxBuilder image, String message) {
        assertThatThrownBy(() -> open(image)).isExactlyInstanceOf(MalformedException.class).hasMessage(message);
    }

    @Test
    void countsBlocksWithContentAndThoseWithoutPlace() throws IOException {
        // One block of each state that needs no parent; the last two keep their old place as Windows lets them.
        VhdxBuilder image =
                VhdxBuilder.dynamic(7 * MIB, MIB).block(0, 'a').entry(1, 0).entry(2, 1).entry(3, 2).entry(4, 3).fileEnd(7 * MIB).entry(5, 5 * MIB | 1)
                        .entry(6, 6 * MIB | 3);
        VirtualDisk disk = open(image);
        assertThat(disk.blocks()).isEqualTo(Optional.of(new BlockUse(MIB, 7, 1)));
        assertThat(disk.bytesToGrow()).isEqualTo(4 * MIB);
        assertThat(disk.remarks()).isEmpty();
    }

    @Test
    void aPlaceBehindTheEndOfTheFileIsNotKept() throws IOException {
        VirtualDisk disk = open(disk().block(0, 'a').entry(1, 5 * MIB | 3).entry(2, 0x7ffffffffff00001L));
        assertThat(disk.bytesToGrow()).isEqualTo(3 * MIB);
    }

    @Test
    void aBlockThatIsNotPresentHasNoPlaceWhateverItsEntrySays() throws IOException {
        VirtualDisk disk = open(disk().block(0, 'a').entry(1, 4 * MIB));
        assertThat(disk.blocks()).isEqualTo(Optional.of(new BlockUse(MIB, 4, 1)));
        assertThat(disk.bytesToGrow()).isEqualTo(3 * MIB);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void refusesStatesThatDoNotExist(int state) {
        refuses(
                disk().block(0, 'a').entry(2, state),
                "image: VHDX block allocation table at 0x300010: block 2 is in state " + state + ", which does not exist");
    }

    @Test
    void refusesAPartiallyPresentBlockInADiskWithoutParent() {
        refuses(
                disk().block(3, 7, new byte[0]),
                "image: VHDX block allocation table at 0x300018: block 3 is partially present, which only a differencing disk can have");
    }

    @Test
    void refusesABlockOfZerosWithAPlace() {
        refuses(
                disk().block(0, 'a').entry(1, 7 * MIB | 2),
                "image: VHDX block allocation table at 0x300008: block 1 is zero and has a place at 0x700000 nevertheless");
    }

    @ParameterizedTest
    @CsvSource({"0x400008", "0x48", "0x80000"})
    void refusesReservedBits(String bits) {
        refuses(
                disk().block(0, 'a').entry(1, Long.decode(bits)),
                "image: VHDX block allocation table at 0x300008: block 1 has reserved bits set: its entry is " + bits);
    }

    @Test
    void refusesABlockBehindTheEndOfTheFile() {
        refuses(
                disk().block(0, 'a').entry(1, 5 * MIB | 6),
                "image: VHDX block allocation table at 0x300008: block 1 lies at 0x500000 and takes 1048576 bytes, but the file ends at 0x500000"
                        + " (truncated?)");
        refuses(
                disk().block(0, 'a').entry(1, 0xfffffffffff00006L),
                "image: VHDX block allocation table at 0x300008: block 1 lies at 0xfffffffffff00000 and takes 1048576 bytes, but the file ends at 0x500000"
                        + " (truncated?)");
    }

    @Test
    void refusesABlockCutShort() {
        refuses(
                disk().block(3, 'd').fileEnd(5 * MIB - 1),
                "image: VHDX block allocation table at 0x300018: block 3 lies at 0x400000 and takes 1048576 bytes, but the file ends at 0x4fffff (truncated?)");
    }

    /** Old versions of QEMU do not fill up the last block. */
    @Test
    void readsALastBlockThatHoldsAllOfTheDisk() throws IOException {
        VhdxBuilder image = VhdxBuilder.dynamic(3 * MIB + 1024, MIB).block(3, 'd');
        VirtualDisk disk = open(image.fileEnd(4 * MIB + 1024));
        assertThat(DiskReading.remarks(disk)).isEqualTo("LAST_BLOCK_SHORT: the file ends inside its last block, behind the last byte of the disk");
        assertThat(disk.contents().read(3 * MIB, 1024)).containsOnly('d');
        refuses(
                image.fileEnd(4 * MIB + 1023),
                "image: VHDX block allocation table at 0x300018: block 3 lies at 0x400000 and takes 1024 bytes, but the file ends at 0x4003ff (truncated?)");
    }

    /** A reader that took the position of an absent block for one would find this. */
    @ParameterizedTest
    @CsvSource({"0,header area", "1,log", "2,metadata region", "3,block allocation table"})
    void refusesABlockOverMetadata(int megabyte, String owner) {
        refuses(
                disk().block(0, 'a').entry(1, (long) megabyte * MIB | 6),
                "image: VHDX block allocation table at 0x300008: block 1 lies at 0x" + Long.toHexString((long) megabyte * MIB) + " and overlaps the " + owner);
    }

    @Test
    void refusesTwoBlocksInOnePlace() {
        refuses(
                disk().block(0, 'a').block(2, 'c').entry(3, 4 * MIB | 6),
                "image: VHDX block allocation table at 0x300018: block 3 lies at 0x400000 and overlaps block 0 at 0x400000");
    }

    @Test
    void refusesBlocksThatOverlapInPart() {
        VhdxBuilder image = VhdxBuilder.dynamic(8L * MIB, 2 * MIB).block(0, 'a').fileEnd(8 * MIB).entry(1, 5 * MIB | 6);
        refuses(image, "image: VHDX block allocation table at 0x300008: block 1 lies at 0x500000 and overlaps block 0 at 0x400000");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void refusesABlockInThePlaceThatAnotherKeeps(int state) {
        refuses(
                disk().block(0, 'a').entry(1, 4 * MIB | state),
                "image: VHDX block allocation table at 0x300008: block 1 lies at 0x400000 and overlaps block 0 at 0x400000");
        refuses(
                disk().block(3, 'a').entry(1, 4 * MIB | state),
                "image: VHDX block allocation table at 0x300018: block 3 lies at 0x400000 and overlaps block 1 at 0x400000");
    }

    @Test
    void doesNotLookAtSectorBitmapsOfADiskWithoutParent() throws IOException {
        VhdxBuilder image = VhdxBuilder.dynamic(17L * 256 * MIB, 256 * MIB).bitmapEntry(0, 0xffffffffffffffffL);
        assertThat(open(image).remarks()).isEmpty();
    }

    /** Disk2vhd leaves 512 bytes behind the last block. */
    @Test
    void bytesBehindTheLastBlockDoNotMatter() throws IOException {
        assertThat(open(disk().block(0, 'a').fileEnd(5 * MIB + 512)).remarks()).isEmpty();
    }

    @Test
    void aDiskIsFixedWhenAllItsBlocksAreThere() throws IOException {
        VhdxBuilder image = VhdxBuilder.fixed(2 * MIB, MIB).block(1, 'b').block(0, 'a');
        VirtualDisk disk = open(image);
        assertThat(disk.kind()).isEqualTo(DiskKind.FIXED);
        assertThat(disk.bytesToGrow()).isZero();
        assertThat(disk.remarks()).isEmpty();
    }

    @Test
    void aDynamicDiskStaysDynamicWhenItIsFull() throws IOException {
        assertThat(open(VhdxBuilder.dynamic(MIB, MIB).block(0, 'a')).kind()).isEqualTo(DiskKind.DYNAMIC);
    }

    /** QEMU declares a disk fixed and leaves out what is zero. */
    @Test
    void aDiskThatIsOnlyDeclaredFixedIsDynamic() throws IOException {
        VirtualDisk disk = open(VhdxBuilder.fixed(4 * MIB, MIB).block(0, 'a').entry(1, 2).entry(2, 2));
        assertThat(disk.kind()).isEqualTo(DiskKind.DYNAMIC);
        assertThat(disk.bytesToGrow()).isEqualTo(3 * MIB);
        assertThat(DiskReading.remarks(disk)).isEqualTo("FIXED_NOT_ALLOCATED: declared fixed but 3 MiB are not allocated");
    }

    /** Windows unmaps blocks of a fixed disk and keeps their place. */
    @Test
    void aFixedDiskMayHaveUnmappedBlocksThatKeepTheirPlace() throws IOException {
        VirtualDisk disk = open(VhdxBuilder.fixed(2 * MIB, MIB).block(0, 'a').fileEnd(6 * MIB).entry(1, 5 * MIB | 3));
        assertThat(disk.kind()).isEqualTo(DiskKind.FIXED);
        assertThat(disk.bytesToGrow()).isZero();
        assertThat(disk.remarks()).isEmpty();
        assertThat(disk.contents().read(MIB, 10)).containsOnly(0);
    }

    @Test
    void aChildGrowsByItsBlocksAndTheBitmapsOfItsChunks() throws IOException {
        VirtualDisk disk = open(child());
        assertThat(disk.blocks()).isEqualTo(Optional.of(new BlockUse(256 * MIB, 33, 0)));
        assertThat(disk.bytesToGrow()).isEqualTo((33L * 256 + 3) * MIB);
        VirtualDisk grown = open(child().bitmap(1, new byte[0]).block(32, 6, new byte[0]));
        assertThat(grown.blocks()).isEqualTo(Optional.of(new BlockUse(256 * MIB, 33, 1)));
        assertThat(grown.bytesToGrow()).isEqualTo((32L * 256 + 2) * MIB);
    }

    @Test
    void aPartiallyPresentBlockNeedsItsBitmap() throws IOException {
        assertThat(open(child().bitmap(1, new byte[0]).block(16, 7, new byte[0])).remarks()).isEmpty();
        refuses(
                child().bitmap(0, new byte[0]).block(16, 7, new byte[0]),
                "image: VHDX block allocation table at 0x300108: sector bitmap 1 is not present, but a block that needs it is partially present");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 7, 0x40000eL})
    void refusesASectorBitmapInAnotherState(long bits) {
        refuses(
                child().fileEnd(5 * MIB).bitmapEntry(0, bits),
                "image: VHDX block allocation table at 0x300080: sector bitmap 0 has the entry 0x" + Long.toHexString(bits)
                        + ", expected state 0 or 6 and no reserved bits");
    }

    @Test
    void refusesASectorBitmapOutsideTheFile() {
        refuses(
                child().fileEnd(5 * MIB).bitmapEntry(2, 5 * MIB | 6),
                "image: VHDX block allocation table at 0x300190: sector bitmap 2 lies at 0x500000, but the file ends at 0x500000 (truncated?)");
        refuses(
                child().fileEnd(5 * MIB).bitmapEntry(2, 0x8000000000000006L),
                "image: VHDX block allocation table at 0x300190: sector bitmap 2 lies at 0x8000000000000000, but the file ends at 0x500000 (truncated?)");
    }

    @Test
    void refusesASectorBitmapOverSomethingElse() {
        refuses(
                child().bitmap(0, new byte[0]).bitmapEntry(1, 4 * MIB | 6),
                "image: VHDX block allocation table at 0x300108: sector bitmap 1 lies at 0x400000 and overlaps sector bitmap 0 at 0x400000");
        refuses(
                child().bitmap(0, new byte[0]).bitmapEntry(0, 6),
                "image: VHDX block allocation table at 0x300080: sector bitmap 0 lies at 0x0 and overlaps the header area");
    }

    /** The table of a child has entries up to the end of the last chunk. */
    @Test
    void entriesBehindTheLastBlockOfAChildDoNotMatter() throws IOException {
        VirtualDisk disk = open(child().block(32, 6, new byte[0]).entry(33, 4 * MIB | 7).entry(47, 6));
        assertThat(disk.blocks()).isEqualTo(Optional.of(new BlockUse(256 * MIB, 33, 1)));
    }

    @Test
    void doesNotSupportFilesBeyond128Tebibytes() throws IOException {
        long far = 128L << 40;
        assertThat(open(disk().fileEnd(far).entry(0, far - MIB | 6)).remarks()).isEmpty();
        assertThatThrownBy(() -> open(disk().fileEnd(far + MIB).entry(1, far | 6)))
                .isExactlyInstanceOf(UnsupportedException.class)
                .hasMessage("image: VHDX block allocation table at 0x300008: block 1 lies at 0x800000000000; supported are files of up to 128 TiB");
    }

    @Test
    void doesNotSupportMoreBlocksThanTheLargestDiskHas() {
        long most = 64L << 20;
        VhdxBuilder image = VhdxBuilder.dynamic((most + 1) * MIB, MIB).tableLength(513 * MIB);
        assertThatThrownBy(() -> open(image))
                .isExactlyInstanceOf(UnsupportedException.class)
                .hasMessage("image: VHDX block allocation table at 0x300000: the disk has 67108865 blocks, supported are 67108864");
    }
}
