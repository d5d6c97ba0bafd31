package org.bcdkit.vhd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.Extent;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.Bytes;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.WrittenBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VhdWriterTest {

    private static final int MIB = 1 << 20;
    private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final Instant CREATED = Instant.parse("2023-12-04T03:12:00Z");

    private static NewDisk disk(DiskKind kind, long size, Extent... contents) {
        return new NewDisk(kind, size, 2 * MIB, 512, List.of(contents));
    }

    private static Extent extent(long position, int length, int fill) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) fill);
        return new Extent(position, Bytes.of(bytes));
    }

    private static WrittenBytes write(NewDisk disk) throws IOException {
        WrittenBytes written = new WrittenBytes("image");
        VhdWriter.write(written, disk, ID, CREATED);
        return written;
    }

    private static ByteBuffer at(byte[] image, int position) {
        return ByteBuffer.wrap(image).position(position);
    }

    @Test
    void aFixedDiskIsItsContentsAndAFooter() throws IOException {
        byte[] image = write(disk(DiskKind.FIXED, 4 * MIB, extent(1000, 24, 'x'))).bytes();
        assertThat(image).hasSize(4 * MIB + 512);
        byte[] contents = new byte[4 * MIB];
        Arrays.fill(contents, 1000, 1024, (byte) 'x');
        assertThat(Arrays.copyOf(image, 4 * MIB)).isEqualTo(contents);
        VirtualDisk disk = DiskReading.open(image);
        assertThat(disk.kind()).isEqualTo(DiskKind.FIXED);
        assertThat(disk.virtualSize()).isEqualTo(4 * MIB);
        assertThat(disk.remarks()).isEmpty();
    }

    @Test
    void theFooterSaysWhatWindowsWouldSay() throws IOException {
        ByteBuffer footer = at(write(disk(DiskKind.FIXED, 4 * MIB)).bytes(), 4 * MIB);
        byte[] expected = new byte[512];
        ByteBuffer.wrap(expected)
                .put("conectix".getBytes())
                .putInt(2) // features
                .putInt(0x10000) // version
                .putLong(-1) // data offset: all 64 bits
                .putInt(0x2D000000) // created
                .put("win ".getBytes())
                .putInt(0x000A0000)
                .put("Wi2k".getBytes())
                .putLong(4 * MIB)
                .putLong(4 * MIB)
                .putShort((short) 120)
                .put((byte) 4)
                .put((byte) 17)
                .putInt(2) // fixed
                .putInt(0xffffe89e) // checksum
                // A GUID as Windows stores it.
                .put(new byte[] {0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, (byte) 0x88, (byte) 0x99})
                .put(new byte[] {(byte) 0xaa, (byte) 0xbb, (byte) 0xcc, (byte) 0xdd, (byte) 0xee, (byte) 0xff});
        assertThat(footer.slice()).isEqualTo(ByteBuffer.wrap(expected));
    }

    @Test
    void aDynamicDiskHasAFooterAtBothEnds() throws IOException {
        byte[] image = write(disk(DiskKind.DYNAMIC, 8 * MIB)).bytes();
        assertThat(Arrays.copyOf(image, 512)).isEqualTo(Arrays.copyOfRange(image, image.length - 512, image.length));
        ByteBuffer header = at(image, 512);
        assertThat(header.getLong()).isEqualTo(0x6378737061727365L);
        assertThat(header.getLong()).isEqualTo(-1);
        assertThat(header.getLong()).isEqualTo(1536);
        assertThat(header.getInt()).isEqualTo(0x10000);
        assertThat(header.getInt()).isEqualTo(4);
        assertThat(header.getInt()).isEqualTo(2 * MIB);
        assertThat(header.getInt()).isEqualTo(0xfffff473);
        assertThat(header.slice().limit(1024 - 40)).isEqualTo(ByteBuffer.allocate(1024 - 40));
        byte[] unused = new byte[512];
        Arrays.fill(unused, (byte) 0xff);
        assertThat(Arrays.copyOfRange(image, 1536, 2048)).isEqualTo(unused);
    }

    /** 2 GiB: footer, header, 1024 entries, footer; before the last the gap after which the first payload will be on a page border. */
    @Test
    void anEmptyDynamicDiskIsSmall() throws IOException {
        assertThat(write(disk(DiskKind.DYNAMIC, 2048L * MIB)).size()).isEqualTo(512 + 1024 + 4096 + 2048 + 512);
    }

    @Test
    void blocksThatHoldNothingTakeNoRoom() throws IOException {
        NewDisk disk = disk(DiskKind.DYNAMIC, 9 * MIB, extent(4 * MIB - 1, 2, 'b'), extent(9 * MIB - 512, 512, 'e'));
        VirtualDisk read = DiskReading.open(write(disk).bytes());
        // The disk ends in the middle of the fifth block.
        assertThat(read.blocks()).isEqualTo(Optional.of(new BlockUse(2 * MIB, 5, 3)));
        assertThat(read.remarks()).isEmpty();
        byte[] contents = new byte[9 * MIB];
        Arrays.fill(contents, 4 * MIB - 1, 4 * MIB + 1, (byte) 'b');
        Arrays.fill(contents, 9 * MIB - 512, 9 * MIB, (byte) 'e');
        assertThat(DiskReading.all(read)).isEqualTo(contents);
    }

    @Test
    void payloadsStartOnPageBordersBehindFullBitmaps() throws IOException {
        byte[] image = write(disk(DiskKind.DYNAMIC, 8 * MIB, extent(0, 1, 'a'), extent(6 * MIB, 1, 'd'))).bytes();
        byte[] full = new byte[512];
        Arrays.fill(full, (byte) 0xff);
        for (int entry : new int[] {0, 3}) {
            int bitmap = at(image, 1536 + 4 * entry).getInt() * 512;
            assertThat((bitmap + 512) % 4096).isZero();
            assertThat(Arrays.copyOfRange(image, bitmap, bitmap + 512)).isEqualTo(full);
            assertThat(image[bitmap + 512]).isEqualTo((byte) ('a' + entry));
        }
        assertThat(image).hasSize(0x1000 - 512 + 2 * (4096 + 2 * MIB) + 512);
    }

    @Test
    void aBlockThatStartsWithZerosHasItsBitmapToo() throws IOException {
        WrittenBytes written = write(disk(DiskKind.DYNAMIC, 8 * MIB, extent(0, 1, 'a'), extent(3 * MIB, 1, 'b')));
        byte[] image = written.bytes();
        byte[] full = new byte[512];
        Arrays.fill(full, (byte) 0xff);
        int bitmap = at(image, 1536 + 4).getInt() * 512;
        assertThat(Arrays.copyOfRange(image, bitmap, bitmap + 512)).isEqualTo(full);
        assertThat(image[bitmap + 512]).isZero();
        assertThat(image[bitmap + 512 + MIB]).isEqualTo((byte) 'b');
        assertThat(written.gaps()).isEmpty();
    }

    @Test
    void aBitmapOfHalfASectorIsPaddedWithZeros() throws IOException {
        NewDisk disk = new NewDisk(DiskKind.DYNAMIC, MIB, 512 << 10, 512, List.of(extent(0, 1, 'a')));
        byte[] image = write(disk).bytes();
        byte[] bitmap = new byte[512];
        Arrays.fill(bitmap, 0, 128, (byte) 0xff);
        assertThat(Arrays.copyOfRange(image, 0xE00, 0x1000)).isEqualTo(bitmap);
        assertThat(DiskReading.all(DiskReading.open(image))).startsWith('a', 0).endsWith(0, 0);
    }

    /** Windows refuses to attach a file with holes. */
    @ParameterizedTest
    @CsvSource({"FIXED,4194304,2097152", "DYNAMIC,4194304,2097152", "DYNAMIC,4194304,4096", "DYNAMIC,2147483648,2097152"})
    void leavesNoByteOfTheFileUnwritten(DiskKind kind, long size, int blockSize) throws IOException {
        NewDisk disk = new NewDisk(kind, size, blockSize, 512, List.of(extent(blockSize, 1, 'a'), extent(3 * MIB, 1, 'b')));
        assertThat(write(disk).gaps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "FIXED,0,512,2097152,a VHD has whole sectors of 512 bytes",
        "FIXED,-512,512,2097152,a VHD has whole sectors of 512 bytes",
        "FIXED,1000,512,2097152,a VHD has whole sectors of 512 bytes",
        "FIXED,4096,4096,2097152,a VHD has whole sectors of 512 bytes",
        "DYNAMIC,4096,512,0,'a VHD has blocks of a power of two from 512 bytes, not 0'",
        "DYNAMIC,4096,512,256,'a VHD has blocks of a power of two from 512 bytes, not 256'",
        "DYNAMIC,4096,512,3145728,'a VHD has blocks of a power of two from 512 bytes, not 3145728'",
        "DYNAMIC,2190433321472,512,2097152,'a dynamic VHD holds at most 2190433320960 bytes, not 2190433321472'"
    })
    void refusesADiskThatNoVhdCanBe(DiskKind kind, long size, int sectorSize, int blockSize, String message) {
        NewDisk disk = new NewDisk(kind, size, blockSize, sectorSize, List.of());
        WrittenBytes written = new WrittenBytes("image");
        assertThatThrownBy(() -> VhdWriter.write(written, disk, ID, CREATED)).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
        assertThat(written.size()).isZero();
    }
}
