package org.bcdkit.vhdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.WritableDisk;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.storage.WritableStorage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.ForwardingStorage;
import org.bcdkit.testing.LogEntryBuilder;
import org.bcdkit.testing.RecordedStorage;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** VHDX files that are allowed and that no writer is known to make, or that somebody made to do harm: what writing to them does. */
class OddVhdxWrittenTest {

    private static final int MIB = 1 << 20;
    /** So much of a disk the bits in a page of a sector bitmap block are for. */
    private static final long BITS_OF_PAGE = 4096L * 8 * 512;

    private static WritableDisk open(WritableStorage file) throws IOException {
        return VhdxReader.openForWriting(file, VhdxReader.open(file));
    }

    private static ByteBuffer sectors(int count, int fill) {
        byte[] bytes = new byte[512 * count];
        Arrays.fill(bytes, (byte) fill);
        return ByteBuffer.wrap(bytes);
    }

    /** Other blocks get that place meanwhile. Writers that made a file shorter leave such entries. */
    @ParameterizedTest
    @ValueSource(longs = {4L * MIB, 5L * MIB, Long.MIN_VALUE})
    void aPlaceThatWasBehindTheEndOfTheFileIsNotKeptForABlock(long place) throws IOException {
        RecordedStorage file = new RecordedStorage("image", VhdxBuilder.dynamic(4 * MIB, MIB).entry(2, place | 3).fileEnd(4 * MIB).build());
        try (WritableDisk disk = open(file)) {
            for (int block : List.of(0, 1, 3, 2)) {
                disk.contents().write(block * MIB, sectors(1, 'a' + block));
                disk.contents().force();
            }
        }
        byte[] contents = DiskReading.all(DiskReading.open(file.bytes()));
        for (int block = 0; block < 4; block++) {
            assertThat(contents[block * MIB]).as("block %s", block).isEqualTo((byte) ('a' + block));
        }
    }

    /** MS-VHDX 2.3.1.1: flushed and last file offset are multiples of 1 MiB, and the file is not shorter. */
    @Test
    void entriesOfTheLogNameSizesInWholeMebibytes() throws IOException {
        byte[] image = VhdxBuilder.dynamic(2 * MIB - 512, MIB).block(1, 'o').build();
        RecordedStorage file = new RecordedStorage("image", Arrays.copyOf(image, image.length - 512));
        try (WritableDisk disk = open(file)) {
            disk.contents().write(0, sectors(1, 'n'));
        }
        file = new RecordedStorage("image", Arrays.copyOf(file.bytes(), 6 * MIB + 512)); // a write that did not come to its end
        try (WritableDisk disk = open(file)) {
            disk.contents().write(512, sectors(1, 'n'));
        }
        RecordedStorage child = new RecordedStorage("image", Arrays.copyOf(
                VhdxBuilder.differencing(2 * MIB, MIB, "parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}", "relative_path", "base.vhdx")
                        .bitmap(0, new byte[MIB]).block(0, 7, new byte[0]).build(),
                6 * MIB + 512));
        try (WritableDisk disk = open(child)) {
            disk.contents().write(0, sectors(1, 'n'));
        }
        for (RecordedStorage written : List.of(file, child)) {
            byte[] bytes = written.bytes();
            assertThat(bytes.length % MIB).isBetween(0, 512);
            assertThat(LittleEndian.u64(bytes, VhdxBuilder.LOG + 48)).isPositive().matches(size -> size % MIB == 0, "whole MiB");
            assertThat(LittleEndian.u64(bytes, VhdxBuilder.LOG + 56)).isPositive().matches(size -> size % MIB == 0, "whole MiB");
        }
        assertThat(LittleEndian.u64(child.bytes(), VhdxBuilder.LOG + 48)).isEqualTo(7L * MIB);
        assertThat(child.bytes()).hasSize(7 * MIB);
    }

    /** A few bytes that would fill up any medium. */
    @Test
    void aLogThatWritesZerosWithoutEndIsNotPutIntoPlace() throws IOException {
        byte[] log = new LogEntryBuilder(5).tail(0).sizes(5 * MIB, 5 * MIB).zeros(8L * MIB, 600L * MIB).zeros(8L * MIB, 600L * MIB).build();
        VhdxBuilder image = VhdxBuilder.dynamic(2 * MIB, MIB).logGuid(LogEntryBuilder.GUID).block(0, 'a').bytes(VhdxBuilder.LOG, log).fileEnd(700 * MIB);
        RecordedStorage file = new RecordedStorage(new Overlay(image.storage("image")));
        WritableDisk disk = open(file);
        assertThatThrownBy(() -> disk.contents().write(0, sectors(1, 'b')))
                .isExactlyInstanceOf(UnsupportedException.class)
                .hasMessage("image: VHDX log at 0x100000: replaying it would write more than 1 GiB of zeros, which is what is supported");
        assertThat(file.calls()).isEmpty();
    }

    /** Their bits fill 16 pages a block: together with what was staged before they must not be more than an entry takes. */
    @Test
    void theLargestBlocksOfAChildFitIntoTheLog() throws IOException {
        long block = 256L * MIB;
        VhdxBuilder image =
                VhdxBuilder.differencing(12 * block, 256 * MIB, "parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}", "relative_path", "base.vhdx")
                        .bitmap(0, new byte[MIB]);
        for (int number = 0; number < 8; number++) {
            image.entry(number, (5L * MIB + number * block) | 7);
        }
        Storage empty = image.fileEnd(5L * MIB + 8 * block).storage("image");
        ThinStorage file = new ThinStorage(new Overlay(empty));
        try (WritableDisk disk = open(file)) {
            for (int page = 0; page < 108; page++) {
                disk.contents().write(page * BITS_OF_PAGE, sectors(1, 'a'));
            }
            disk.contents().write(10 * block, sectors(1, 'n'));
            disk.contents().write(110 * BITS_OF_PAGE - 512, sectors(2, 'b'));
            disk.contents().force();
        }
        VirtualDisk now = VhdxReader.open(file);
        assertThat(now.remarks()).isEmpty();
        assertThat(now.blocks()).contains(new BlockUse(block, 12, 9));
        assertThat(file.largest).isEqualTo((1 + 108 + 2) * 4096);
    }

    /** A file that takes no memory for zeros. */
    private static final class ThinStorage extends ForwardingStorage {
        private final Overlay file;
        private int largest;

        ThinStorage(Overlay file) {
            super(file);
            this.file = file;
        }

        @Override
        public void write(long position, ByteBuffer from) throws IOException {
            if (position >= VhdxBuilder.LOG && position < VhdxBuilder.METADATA) {
                largest = Math.max(largest, from.remaining());
            }
            if (from.equals(ByteBuffer.allocate(from.remaining()))) {
                file.clear(position, from.remaining());
                from.position(from.limit());
            } else {
                super.write(position, from);
            }
        }
    }
}
