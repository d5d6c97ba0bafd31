package org.bcdkit.vhd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.ClosingStorage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the footer is found and what is checked in it. */
class VhdReaderTest {

    private static final String NEITHER =
            "image: disk image at 0x0: this is neither a VHDX (which starts with `vhdxfile`) nor a VHD (which ends with a footer that starts with `conectix`)";

    /** Eight sectors, the first of ones, the next of twos. */
    private static byte[] contents() {
        byte[] contents = new byte[4096];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = (byte) (1 + i / 512);
        }
        return contents;
    }

    private static VhdBuilder fixed() {
        return VhdBuilder.fixed(contents());
    }

    /** Four blocks of 4 KiB, of which the second is there. */
    private static VhdBuilder dynamic() {
        return VhdBuilder.dynamic(16384, 4096).block(1, 'a');
    }

    private static final String SMALL_BLOCKS = "FIELD_UNUSUAL: blocks have 4096 bytes; Windows makes them of 2 MiB or 512 KiB";

    private static byte[] append(byte[] image, int zeros) {
        return Arrays.copyOf(image, image.length + zeros);
    }

    private static byte[] cut(byte[] image, int bytes) {
        return Arrays.copyOf(image, image.length - bytes);
    }

    private static void refuses(byte[] image, Class<? extends IOException> kind, String message) {
        assertThatThrownBy(() -> DiskReading.open(image)).isExactlyInstanceOf(kind).hasMessage(message);
    }

    @Test
    void readsAFixedDisk() throws IOException {
        VirtualDisk disk = DiskReading.open(fixed().build());
        assertThat(disk.name()).isEqualTo("image");
        assertThat(disk.format()).isEqualTo(DiskFormat.VHD);
        assertThat(disk.kind()).isEqualTo(DiskKind.FIXED);
        assertThat(disk.virtualSize()).isEqualTo(4096);
        assertThat(disk.sectorSize()).isEqualTo(512);
        assertThat(disk.fileSize()).isEqualTo(4608);
        assertThat(disk.blocks()).isEqualTo(Optional.empty());
        assertThat(disk.bytesToGrow()).isZero();
        assertThat(disk.identity()).isEqualTo(Bytes.of("0123456789abcdef".getBytes()));
        assertThat(disk.parentLink()).isEqualTo(Optional.empty());
        assertThat(disk.parent()).isEqualTo(Optional.empty());
        assertThat(disk.remarks()).isEmpty();
        assertThat(disk.contents().name()).isEqualTo("the disk in image");
        assertThat(DiskReading.all(disk)).isEqualTo(contents());
        assertThatThrownBy(() -> disk.withParent(disk, disk.remarks())).isInstanceOf(IllegalStateException.class).hasMessage("image is not a differencing disk");
    }

    @Test
    void aFixedDiskEndsBeforeItsFooter() throws IOException {
        VirtualDisk disk = DiskReading.open(fixed().build());
        assertThatThrownBy(() -> disk.contents().read(3584, 513))
                .isInstanceOf(MalformedException.class)
                .hasMessage("the disk in image: file at 0xe00: 513 bytes are needed here, but it ends at 0x1000 (truncated?)");
    }

    @Test
    void closingADiskClosesItsFile() throws IOException {
        for (byte[] image : new byte[][] {fixed().build(), dynamic().build()}) {
            ClosingStorage storage = new ClosingStorage(MemoryStorage.of("image", image));
            VhdReader.open(storage).orElseThrow().close();
            assertThat(storage.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 510, 511, 512, 4096})
    void zerosOfAnyLengthAreNoVhd(int length) throws IOException {
        assertThat(VhdReader.open(MemoryStorage.of("image", new byte[length]))).isEqualTo(Optional.empty());
    }

    @Test
    void saysWhatIsMissingInAFileThatIsNoImage() {
        refuses(new byte[0], MalformedException.class, "image: disk image at 0x0: the file is empty");
        refuses("not an image".getBytes(), MalformedException.class, NEITHER);
    }

    @Test
    void aFixedDiskWithoutItsLastSectorIsNoVhd() {
        refuses(cut(fixed().build(), 512), MalformedException.class, NEITHER);
    }

    @Test
    void aFixedDiskWithoutItsLastByteIsOneWithAShortFooter() throws IOException {
        VirtualDisk disk = DiskReading.open(cut(fixed().build(), 1));
        assertThat(DiskReading.remarks(disk)).isEqualTo("FOOTER_SHORT: its footer has 511 bytes instead of 512");
        assertThat(DiskReading.all(disk)).isEqualTo(contents());
    }

    @Test
    void aDynamicDiskMayHaveAShortFooterToo() throws IOException {
        VirtualDisk disk = DiskReading.open(cut(dynamic().build(), 1));
        assertThat(DiskReading.remarks(disk)).isEqualTo("FOOTER_SHORT: its footer has 511 bytes instead of 512\n" + SMALL_BLOCKS);
        assertThat(disk.virtualSize()).isEqualTo(16384);
    }

    @Test
    void usesTheCopyWhenTheFooterIsMissing() throws IOException {
        VirtualDisk disk = DiskReading.open(cut(dynamic().build(), 512));
        assertThat(DiskReading.remarks(disk))
                .isEqualTo("FOOTER_MISSING: there is no intact footer at its end; the copy at its start is intact\n" + SMALL_BLOCKS);
        assertThat(DiskReading.all(disk)).isEqualTo(DiskReading.all(DiskReading.open(dynamic().build())));
    }

    @Test
    void usesTheCopyWhenTheFooterIsDamaged() throws IOException {
        byte[] image = dynamic().build();
        image[image.length - 1] ^= 1;
        VirtualDisk disk = DiskReading.open(image);
        assertThat(DiskReading.remarks(disk))
                .isEqualTo("FOOTER_MISSING: there is no intact footer at its end; the copy at its start is intact\n" + SMALL_BLOCKS);
    }

    @Test
    void usesTheFooterWhenTheCopyIsDamaged() throws IOException {
        for (int destroyed : new int[] {1, 512}) {
            byte[] image = dynamic().build();
            Arrays.fill(image, 512 - destroyed, 512, (byte) 0x55);
            VirtualDisk disk = DiskReading.open(image);
            assertThat(DiskReading.remarks(disk))
                    .isEqualTo("FOOTER_COPY_DAMAGED: the copy of the footer at its start is missing or damaged\n" + SMALL_BLOCKS);
            assertThat(disk.virtualSize()).isEqualTo(16384);
        }
    }

    @Test
    void believesTheFooterAtTheEndWhenBothAreIntactAndDiffer() throws IOException {
        byte[] image = dynamic().build();
        byte[] other = VhdBuilder.dynamic(12288, 4096).footer();
        System.arraycopy(other, 0, image, 0, 512);
        VirtualDisk disk = DiskReading.open(image);
        assertThat(DiskReading.remarks(disk))
                .isEqualTo("FOOTER_COPY_DAMAGED: the copy of the footer at its start differs from the footer\n" + SMALL_BLOCKS);
        assertThat(disk.virtualSize()).isEqualTo(16384);
    }

    @Test
    void saysWhatIsWrongWithTheFooterWhenNothingElseIsThere() {
        byte[] image = fixed().build();
        image[4096 + 70] ^= 1; // '2' becomes '3' in the unique id
        refuses(image, MalformedException.class, "image: VHD footer at 0x1040: checksum is 0xffffea14, computed 0xffffea13");
    }

    @Test
    void refusesADynamicDiskWhoseFootersAreBothDamaged() {
        byte[] image = dynamic().build();
        image[80] ^= 1;
        image[image.length - 512 + 80] ^= 1;
        assertThatThrownBy(() -> DiskReading.open(image))
                .isInstanceOf(MalformedException.class)
                .hasMessageMatching("image: VHD footer at 0x1a40: checksum is 0x[0-9a-f]{8}, computed 0x[0-9a-f]{8}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 512, 3584, 65_024})
    void findsTheFooterBeforePadding(int padding) throws IOException {
        VirtualDisk disk = DiskReading.open(append(fixed().build(), padding));
        assertThat(DiskReading.remarks(disk)).isEqualTo("FOOTER_PADDED: its footer is followed by " + padding + " bytes that do not belong to it");
        assertThat(DiskReading.all(disk)).isEqualTo(contents());
    }

    @Test
    void findsTheFooterOfADynamicDiskBeforePadding() throws IOException {
        VirtualDisk disk = DiskReading.open(append(dynamic().build(), 3584));
        assertThat(DiskReading.remarks(disk))
                .isEqualTo("FOOTER_PADDED: its footer is followed by 3584 bytes that do not belong to it\n" + SMALL_BLOCKS);
    }

    @Test
    void doesNotLookForAFooterFarFromTheEnd() {
        refuses(append(fixed().build(), 65_536), MalformedException.class, NEITHER);
    }

    /** The guest of a dynamic disk has a VHD file of its own, which ends in the last block. */
    @Test
    void doesNotTakeAFooterInTheDataForItsOwn() throws IOException {
        byte[] payload = new byte[4096];
        System.arraycopy(fixed().footer(), 0, payload, 1024, 512);
        byte[] image = VhdBuilder.dynamic(16384, 4096).block(0, payload).build();
        VirtualDisk disk = DiskReading.open(cut(image, 512));
        assertThat(disk.kind()).isEqualTo(DiskKind.DYNAMIC);
        assertThat(disk.virtualSize()).isEqualTo(16384);
        assertThat(DiskReading.remarks(disk)).startsWith("FOOTER_MISSING: ");
    }

    /** A fixed disk that holds the start of another VHD, cut before its own footer. */
    @Test
    void aFixedFooterAtTheStartIsNoCopy() {
        byte[] contents = contents();
        System.arraycopy(fixed().footer(), 0, contents, 0, 512);
        assertThatThrownBy(() -> DiskReading.open(contents)).isInstanceOf(MalformedException.class).hasMessage(NEITHER);
    }

    @Test
    void refusesAFixedDiskThatIsShorterThanItSays() {
        refuses(
                fixed().footer(48, 8, 4608).build(),
                MalformedException.class,
                "image: VHD footer at 0x1030: current size is 4608 bytes, but only 4096 are before the footer (truncated?)");
    }

    @Test
    void saysWhenAFixedFileHoldsMoreThanItsDisk() throws IOException {
        VirtualDisk disk = DiskReading.open(fixed().footer(48, 8, 3072).build());
        assertThat(DiskReading.remarks(disk)).isEqualTo("TRAILING_BYTES: there are 1024 bytes between the end of the disk and the footer");
        assertThat(DiskReading.all(disk)).isEqualTo(Arrays.copyOf(contents(), 3072));
    }

    @Test
    void theSizeNowCountsAndNotTheOneAtTheStart() throws IOException {
        assertThat(DiskReading.open(fixed().footer(40, 8, 1024).build()).virtualSize()).isEqualTo(4096);
    }

    @Test
    void saysThatADiskBelongsToASavedState() throws IOException {
        assertThat(DiskReading.remarks(DiskReading.open(fixed().footer(84, 1, 1).build())))
                .isEqualTo("SAVED_STATE: the disk is part of the saved state of a virtual machine");
    }

    @ParameterizedTest
    @CsvSource({"0x0,1", "0x1,1", "0x2,0", "0x3,0", "0x6,1", "0x80000002,1"})
    void saysWhenFeaturesAreUnusual(String features, int remarks) throws IOException {
        VirtualDisk disk = DiskReading.open(fixed().footer(8, 4, Long.decode(features)).build());
        assertThat(DiskReading.remarks(disk)).isEqualTo(remarks == 0 ? "" : "FIELD_UNUSUAL: features are " + features + ", writers store 2 or 3");
    }

    @ParameterizedTest
    @CsvSource({"0x0", "0x20000", "0x100000"})
    void refusesAnotherVersion(String version) {
        refuses(
                fixed().footer(12, 4, Long.decode(version)).build(),
                UnsupportedException.class,
                "image: VHD footer at 0x100c: file format version is " + version + ", supported is 0x10000");
    }

    @Test
    void readsAnyMinorVersion() throws IOException {
        assertThat(DiskReading.open(fixed().footer(12, 4, 0x10007).build()).virtualSize()).isEqualTo(4096);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 6, 7, 0xffffffffL})
    void refusesAnotherType(long type) {
        refuses(
                fixed().footer(60, 4, type).build(),
                MalformedException.class,
                "image: VHD footer at 0x103c: disk type is " + type + ", expected 2 (fixed), 3 (dynamic) or 4 (differencing)");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100, 513, -512, Long.MIN_VALUE})
    void refusesAnImpossibleSize(long size) {
        refuses(
                fixed().footer(48, 8, size).build(),
                MalformedException.class,
                "image: VHD footer at 0x1030: current size is " + size + ", expected a positive multiple of 512");
    }

    @ParameterizedTest
    @CsvSource({"win ,false", "qem2,false", "d2v ,false", "tap ,false", "CTXS,false", "vpc ,true", "qemu,true", "vbox,true"})
    void saysWhenQemuWillSeeASmallerDisk(String creator, boolean remark) throws IOException {
        // Virtual PC stores 30 cylinders, 4 heads, 17 sectors for a disk of 1 MiB: 4096 bytes less.
        byte[] image = VhdBuilder.fixed(new byte[1 << 20]).creator(creator.length() == 3 ? creator + " " : creator).geometry(30, 4, 17).build();
        VirtualDisk disk = DiskReading.open(image);
        assertThat(disk.virtualSize()).isEqualTo(1 << 20);
        assertThat(DiskReading.remarks(disk))
                .isEqualTo(remark ? "GEOMETRY_TOO_SMALL: its geometry covers 1044480 of its 1048576 bytes: QEMU will not see the rest" : "");
    }

    @Test
    void qemuSeesAllOfADiskWhoseGeometryFitsOrIsTheLargest() throws IOException {
        byte[] fits = VhdBuilder.fixed(new byte[30 * 4 * 17 * 512]).creator("vpc ").geometry(30, 4, 17).build();
        assertThat(DiskReading.open(fits).remarks()).isEmpty();
        byte[] largest = fixed().creator("vpc ").geometry(65535, 16, 255).build();
        assertThat(DiskReading.open(largest).remarks()).isEmpty();
    }
}
