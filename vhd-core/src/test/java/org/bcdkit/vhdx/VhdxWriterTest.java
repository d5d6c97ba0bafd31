package org.bcdkit.vhdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import org.bcdkit.testing.VhdxBuilder;
import org.bcdkit.testing.WrittenBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VhdxWriterTest {

    private static final int MIB = 1 << 20;
    private static final String FILE_WRITE = "11111111-2222-4333-8444-555555555555";
    private static final String DATA_WRITE = "66666666-7777-4888-8999-aaaaaaaaaaaa";
    private static final String DISK_ID = "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff";
    private static final VhdxIdentity IDENTITY = new VhdxIdentity(UUID.fromString(FILE_WRITE), UUID.fromString(DATA_WRITE), UUID.fromString(DISK_ID));

    private static Extent extent(long position, int length, int fill) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) fill);
        return new Extent(position, Bytes.of(bytes));
    }

    private static NewDisk disk(DiskKind kind, long size, Extent... contents) {
        return new NewDisk(kind, size, MIB, 512, List.of(contents));
    }

    private static WrittenBytes write(NewDisk disk) throws IOException {
        WrittenBytes written = new WrittenBytes("image");
        VhdxWriter.write(written, disk, IDENTITY);
        return written;
    }

    private static ByteBuffer slice(byte[] image, int position, int length) {
        return ByteBuffer.wrap(image, position, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void aDynamicDiskHoldsTheBlocksThatHoldSomething() throws IOException {
        byte[] image = write(disk(DiskKind.DYNAMIC, 5 * MIB + 512, extent(2 * MIB - 1, 2, 'b'), extent(5 * MIB, 512, 'f'))).bytes();
        assertThat(image).hasSize(4 * MIB + 3 * MIB);
        VirtualDisk disk = DiskReading.open(image);
        assertThat(disk.kind()).isEqualTo(DiskKind.DYNAMIC);
        assertThat(disk.blocks()).isEqualTo(Optional.of(new BlockUse(MIB, 6, 3)));
        assertThat(disk.remarks()).isEmpty();
        assertThat(disk.identity()).isEqualTo(Bytes.of(VhdxBuilder.guid(DATA_WRITE)));
        byte[] contents = new byte[5 * MIB + 512];
        Arrays.fill(contents, 2 * MIB - 1, 2 * MIB + 1, (byte) 'b');
        Arrays.fill(contents, 5 * MIB, 5 * MIB + 512, (byte) 'f');
        assertThat(DiskReading.all(disk)).isEqualTo(contents);
    }

    @Test
    void aFixedDiskHoldsAllBlocks() throws IOException {
        VirtualDisk disk = DiskReading.open(write(disk(DiskKind.FIXED, 3 * MIB, extent(MIB, 4, 'b'))).bytes());
        assertThat(disk.kind()).isEqualTo(DiskKind.FIXED);
        assertThat(disk.fileSize()).isEqualTo(7 * MIB);
        assertThat(disk.remarks()).isEmpty();
        assertThat(disk.contents().read(MIB, 5)).containsExactly('b', 'b', 'b', 'b', 0);
    }

    @Test
    void anEmptyDynamicDiskIsHeadersLogMetadataAndTable() throws IOException {
        assertThat(write(disk(DiskKind.DYNAMIC, 8 * MIB)).size()).isEqualTo(4 * MIB);
        // 131041 blocks and their bitmaps fill the first MiB of the table.
        assertThat(write(disk(DiskKind.DYNAMIC, 131041L * MIB)).size()).isEqualTo(4 * MIB);
        assertThat(write(disk(DiskKind.DYNAMIC, 131042L * MIB)).size()).isEqualTo(5 * MIB);
    }

    @Test
    void theFileSaysWhoMadeIt() throws IOException {
        byte[] expected = new byte[64 << 10];
        byte[] start = "vhdxfile".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, expected, 0, 8);
        byte[] creator = "bcdkit".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(creator, 0, expected, 8, creator.length);
        assertThat(slice(write(disk(DiskKind.DYNAMIC, MIB)).bytes(), 0, 64 << 10)).isEqualTo(ByteBuffer.wrap(expected));
    }

    @Test
    void bothHeadersAreWholeAndTheSecondIsNewer() throws IOException {
        byte[] image = write(disk(DiskKind.DYNAMIC, MIB)).bytes();
        for (int which = 1; which <= 2; which++) {
            byte[] expected = new byte[4096];
            VhdxBuilder.put(expected, 0, 4, 0x64616568);
            VhdxBuilder.put(expected, 8, 8, which);
            System.arraycopy(VhdxBuilder.guid(FILE_WRITE), 0, expected, 16, 16);
            System.arraycopy(VhdxBuilder.guid(DATA_WRITE), 0, expected, 32, 16);
            VhdxBuilder.put(expected, 66, 2, 1);
            VhdxBuilder.put(expected, 68, 4, MIB);
            VhdxBuilder.put(expected, 72, 8, MIB);
            assertThat(slice(image, which == 1 ? VhdxBuilder.HEADER_1 : VhdxBuilder.HEADER_2, 4096)).isEqualTo(ByteBuffer.wrap(VhdxBuilder.seal(expected)));
        }
    }

    @Test
    void bothRegionTablesNameTableAndMetadataAsRequired() throws IOException {
        byte[] image = write(disk(DiskKind.DYNAMIC, 131042L * MIB)).bytes();
        byte[] expected = new byte[64 << 10];
        VhdxBuilder.put(expected, 0, 4, 0x69676572);
        VhdxBuilder.put(expected, 8, 4, 2);
        System.arraycopy(VhdxBuilder.guid(VhdxBuilder.TABLE_REGION), 0, expected, 16, 16);
        System.arraycopy(VhdxBuilder.littleEndian(8, 3 * MIB, 4, 2 * MIB, 4, 1), 0, expected, 32, 16);
        System.arraycopy(VhdxBuilder.guid(VhdxBuilder.METADATA_REGION), 0, expected, 48, 16);
        System.arraycopy(VhdxBuilder.littleEndian(8, 2 * MIB, 4, MIB, 4, 1), 0, expected, 64, 16);
        VhdxBuilder.seal(expected);
        assertThat(slice(image, VhdxBuilder.REGIONS_1, 64 << 10)).isEqualTo(ByteBuffer.wrap(expected));
        assertThat(slice(image, VhdxBuilder.REGIONS_2, 64 << 10)).isEqualTo(ByteBuffer.wrap(expected));
    }

    @Test
    void theMetadataAreTheFiveItemsThatEveryDiskHas() throws IOException {
        byte[] image = write(new NewDisk(DiskKind.FIXED, 4096, MIB, 4096, List.of())).bytes();
        assertThat(new String(image, VhdxBuilder.METADATA, 8, StandardCharsets.US_ASCII)).isEqualTo("metadata");
        ByteBuffer table = slice(image, VhdxBuilder.METADATA, 64 << 10);
        assertThat(table.getShort(10)).isEqualTo((short) 5);
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            byte[] guid = new byte[16];
            table.get(32 + 32 * i, guid);
            int offset = table.getInt(32 + 32 * i + 16);
            int length = table.getInt(32 + 32 * i + 20);
            items.add(Bytes.of(guid).toHex() + " " + table.getInt(32 + 32 * i + 24) + " " + Bytes.of(image, VhdxBuilder.METADATA + offset, length));
        }
        assertThat(items)
                .containsExactly(
                        Bytes.of(VhdxBuilder.guid(VhdxBuilder.FILE_PARAMETERS)) + " 4 0000100001000000",
                        Bytes.of(VhdxBuilder.guid(VhdxBuilder.VIRTUAL_SIZE)) + " 6 0010000000000000",
                        Bytes.of(VhdxBuilder.guid(VhdxBuilder.DISK_ID)) + " 6 " + Bytes.of(VhdxBuilder.guid(DISK_ID)),
                        Bytes.of(VhdxBuilder.guid(VhdxBuilder.LOGICAL_SECTOR)) + " 6 00100000",
                        Bytes.of(VhdxBuilder.guid(VhdxBuilder.PHYSICAL_SECTOR)) + " 6 00100000");
    }

    @Test
    void entriesOfBlocksComeBehindTheBitmapsOfThoseBefore() throws IOException {
        NewDisk disk = new NewDisk(DiskKind.DYNAMIC, 40L * 256 * MIB, 256 * MIB, 512, List.of(extent(16L * 256 * MIB, 1, 'a')));
        WrittenBytes image = write(disk);
        // Block 16 is the first of the second chunk: entry 17.
        assertThat(Bytes.of(image.read(VhdxBuilder.TABLE, 19 * 8)).toHex()).isEqualTo("0".repeat(17 * 16) + "0600400000000000" + "0".repeat(16));
    }

    /** Windows refuses to attach a file with holes. */
    @ParameterizedTest
    @CsvSource({"FIXED,3145728", "DYNAMIC,3145728", "DYNAMIC,137407496192"})
    void leavesNoByteOfTheFileUnwritten(DiskKind kind, long size) throws IOException {
        assertThat(write(disk(kind, size, extent(2 * MIB, 1, 'a'))).gaps()).isEmpty();
    }

    /** A reader that comes too early sees no VHDX at all. */
    @Test
    void theSignatureIsWrittenLast() throws IOException {
        List<Boolean> recognised = new ArrayList<>();
        WrittenBytes written = new WrittenBytes("image") {
            @Override
            public void write(long position, ByteBuffer from) throws IOException {
                super.write(position, from);
                recognised.add(VhdxReader.recognises(this));
            }
        };
        VhdxWriter.write(written, disk(DiskKind.FIXED, 3 * MIB), IDENTITY);
        assertThat(recognised.indexOf(true)).isEqualTo(recognised.size() - 1);
    }

    @Test
    void randomIdentitiesDiffer() {
        VhdxIdentity one = VhdxIdentity.random();
        assertThat(List.of(one.fileWrite(), one.dataWrite(), one.disk())).doesNotHaveDuplicates();
        assertThat(one).isNotEqualTo(VhdxIdentity.random());
    }

    @ParameterizedTest
    @CsvSource({
        "DYNAMIC,0,512,1048576",
        "DYNAMIC,1000,512,1048576",
        "FIXED,512,4096,1048576",
        "FIXED,1024,1024,1048576",
        "DYNAMIC,1048576,512,524288",
        "DYNAMIC,1048576,512,3145728",
        "DYNAMIC,1048576,512,536870912",
        "DYNAMIC,70368744178688,512,1048576"
    })
    void refusesADiskThatNoVhdxCanBe(DiskKind kind, long size, int sectorSize, int blockSize) {
        WrittenBytes written = new WrittenBytes("image");
        assertThatThrownBy(() -> VhdxWriter.write(written, new NewDisk(kind, size, blockSize, sectorSize, List.of()), IDENTITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no VHDX can be like this: " + kind.word() + ", " + size + " bytes, sectors of " + sectorSize + ", blocks of " + blockSize);
        assertThat(written.size()).isZero();
    }
}
