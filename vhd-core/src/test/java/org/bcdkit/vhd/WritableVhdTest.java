package org.bcdkit.vhd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.Extent;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.WritableDisk;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.RecordedStorage;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.WrittenBytes;
import org.junit.jupiter.api.Test;

/** In what order a VHD is written to. Blocks have 16 KiB; where they are packed, the first one lies at 0x800, behind the table. */
class WritableVhdTest {

    private static final int BLOCK = 16 << 10;
    private static final int UNIT = BLOCK + 512;
    private static final long SIZE = 8L * BLOCK;

    private static RecordedStorage file(VhdBuilder image) {
        return new RecordedStorage("image", image.build());
    }

    private static WritableDisk open(RecordedStorage file) throws IOException {
        return VhdReader.openForWriting(file, VhdReader.open(file).orElseThrow());
    }

    private static ByteBuffer sectors(int count, int fill) {
        byte[] bytes = new byte[512 * count];
        Arrays.fill(bytes, (byte) fill);
        return ByteBuffer.wrap(bytes);
    }

    private static String range(int start, int end) {
        return "0x" + Integer.toHexString(start) + "-0x" + Integer.toHexString(end);
    }

    private static int entry(byte[] image, int block) {
        return ByteBuffer.wrap(image).getInt(VhdBuilder.TABLE + 4 * block);
    }

    @Test
    void theFooterIsSafeBehindNewBlocksBeforeTheyAreWrittenAndTheyBeforeTheTable() throws IOException {
        RecordedStorage file = file(VhdBuilder.dynamic(SIZE, BLOCK));
        byte[] before = file.bytes();
        WritableDisk disk = open(file);
        disk.contents().write(BLOCK, sectors(1, 'a'));
        disk.contents().write(5 * BLOCK, sectors(1, 'b'));
        assertThat(file.calls()).isEmpty();
        disk.contents().force();
        int end = 0x800 + 2 * UNIT;
        assertThat(file.calls()).containsExactly(range(end, end + 512), "force", range(0x800, end), "force", "0x600-0x800", "force");
        disk.close();
        byte[] after = file.bytes();
        assertThat(Arrays.copyOfRange(after, end, end + 512)).isEqualTo(Arrays.copyOfRange(before, before.length - 512, before.length));
        assertThat(Arrays.copyOf(after, 1536)).isEqualTo(Arrays.copyOf(before, 1536));
        assertThat(after).hasSize(end + 512);
        assertThat(entry(after, 1)).isEqualTo(4);
        assertThat(entry(after, 5)).isEqualTo(4 + UNIT / 512);
        // All sectors of a block of a dynamic disk are there.
        assertThat(Arrays.copyOfRange(after, 0x800, 0x805)).containsExactly(-1, -1, -1, -1, 0);
        assertThat(DiskReading.open(after).contents().read(BLOCK, 513)).startsWith('a').endsWith(0);
    }

    @Test
    void payloadsKeepToTheBordersThatTheFirstOneLiesOn() throws IOException {
        WrittenBytes made = new WrittenBytes("image");
        NewDisk disk = new NewDisk(DiskKind.DYNAMIC, SIZE, BLOCK, 512, List.of(new Extent(0, Bytes.of((byte) 1))));
        VhdWriter.write(made, disk, new UUID(1, 1), Instant.EPOCH.plusSeconds(1L << 30));
        RecordedStorage file = new RecordedStorage("image", made.bytes());
        int footer = made.bytes().length - 512;
        try (WritableDisk writable = open(file)) {
            writable.contents().write(3 * BLOCK, sectors(2 * BLOCK / 512, 'x'));
            assertThat(writable.disk().bytesToGrow()).isEqualTo(7L * (BLOCK + 4096));
            writable.contents().force();
            assertThat(writable.disk().bytesToGrow()).isEqualTo(5L * (BLOCK + 4096));
        }
        byte[] after = file.bytes();
        assertThat(entry(after, 3)).isEqualTo(footer / 512);
        assertThat(entry(after, 4)).isEqualTo((footer + BLOCK + 4096) / 512);
        assertThat(after).hasSize(made.bytes().length + 2 * (BLOCK + 4096));
        // What lies before a bitmap is written, too.
        assertThat(file.calls()).contains(range(footer - 3584, footer + 2 * (BLOCK + 4096)));
    }

    @Test
    void aBlockThatIsThereIsWrittenToInPlace() throws IOException {
        RecordedStorage file = file(VhdBuilder.dynamic(SIZE, BLOCK).block(2, 'o'));
        try (WritableDisk disk = open(file)) {
            disk.contents().write(2 * BLOCK + 512, sectors(2, 'n'));
        }
        assertThat(file.calls()).containsExactly(range(0x800 + 1024, 0x800 + 2048), "force");
    }

    /** Others take a sector whose bit is clear for zeros. */
    @Test
    void theBitOfASectorIsSetWhenTheSectorIsSafe() throws IOException {
        RecordedStorage file = file(VhdBuilder.dynamic(SIZE, BLOCK).block(2, new byte[] {(byte) 0x80}, new byte[BLOCK]));
        try (WritableDisk disk = open(file)) {
            disk.contents().write(2 * BLOCK + 512, sectors(2, 'n'));
        }
        assertThat(file.calls()).containsExactly(range(0x800 + 1024, 0x800 + 2048), "force", "0x800-0xa00", "force");
        assertThat(Arrays.copyOfRange(file.bytes(), 0x800, 0x802)).containsExactly(0xe0, 0);
    }

    @Test
    void aBlockOfAChildHoldsTheSectorsThatWereWritten() throws IOException {
        RecordedStorage file = file(VhdBuilder.differencing(SIZE, BLOCK, "BASE-BASE-BASE-1"));
        WritableDisk disk = open(file);
        disk.contents().write(3 * 512, sectors(6, 'a'));
        disk.contents().write(12 * 512, sectors(1, 0));
        disk.contents().force();
        assertThat(Arrays.copyOfRange(file.bytes(), 0x800, 0x803)).containsExactly(0x1f, 0x88, 0);
        disk.contents().write(0, sectors(1, 'b'));
        assertThat(disk.contents().read(0, 1)).containsExactly('b');
        assertThat(file.bytes()[0x800]).isEqualTo((byte) 0x1f);
        disk.close();
        assertThat(file.bytes()[0x800]).isEqualTo((byte) 0x9f);
    }

    @Test
    void zerosNeedNoBlockUnlessAParentMayHaveSomethingThere() throws IOException {
        RecordedStorage dynamic = file(VhdBuilder.dynamic(SIZE, BLOCK));
        try (WritableDisk disk = open(dynamic)) {
            disk.contents().write(0, sectors((int) SIZE / 512, 0));
        }
        assertThat(dynamic.calls()).containsExactly("force");
        RecordedStorage child = file(VhdBuilder.differencing(SIZE, BLOCK, "BASE-BASE-BASE-1"));
        WritableDisk disk = open(child);
        disk.contents().write(0, sectors(1, 0));
        disk.contents().force();
        assertThat(disk.disk().blocks()).contains(new BlockUse(BLOCK, 8, 1));
    }

    @Test
    void roomThatBelongsToNothingIsTakenAndTheFooterStays() throws IOException {
        byte[] image = VhdBuilder.dynamic(SIZE, BLOCK).block(0, 'a').build();
        byte[] larger = Arrays.copyOf(image, image.length + 2 * UNIT);
        Arrays.fill(larger, image.length - 512, larger.length, (byte) 'l');
        System.arraycopy(image, image.length - 512, larger, larger.length - 512, 512);
        RecordedStorage file = new RecordedStorage("image", larger);
        WritableDisk disk = open(file);
        disk.contents().write(BLOCK, sectors(1, 'n'));
        disk.contents().force();
        int end = 0x800 + UNIT;
        assertThat(file.calls()).containsExactly(range(end, end + UNIT), "force", "0x600-0x800", "force");
        disk.close();
        assertThat(file.size()).isEqualTo(larger.length);
        VirtualDisk now = DiskReading.open(file.bytes());
        assertThat(now.contents().read(BLOCK, BLOCK)).startsWith('n').doesNotContain('l');
    }

    /** Memory does not grow with what is written. */
    @Test
    void manyBlocksGetTheirPlacesUnasked() throws IOException {
        int block = 2 << 20;
        Overlay file = new Overlay(MemoryStorage.of("image", VhdBuilder.dynamic(42L * block, block).build()));
        WritableDisk disk = VhdReader.openForWriting(file, VhdReader.open(file).orElseThrow());
        ByteBuffer piece = sectors(2048, 'x');
        for (long at = 0; at < 42L * block; at += 1 << 20) {
            disk.contents().write(at, piece.rewind());
        }
        assertThat(VhdReader.open(file).orElseThrow().blocks().orElseThrow().allocated()).isEqualTo(40);
        disk.close();
        assertThat(VhdReader.open(file).orElseThrow().blocks().orElseThrow().allocated()).isEqualTo(42);
    }

    /** A table entry counts sectors, in 32 bits. */
    @Test
    void aVhdOf2TebibytesIsFull() throws IOException {
        long end = 0xffffffffL * 512 - UNIT / 2 / 512 * 512;
        byte[] start = VhdBuilder.dynamic(SIZE, BLOCK).entry(0, (int) (end / 512)).build();
        Overlay file = new Overlay(MemoryStorage.of("image", Arrays.copyOf(start, start.length - 512)));
        file.write(end + UNIT, ByteBuffer.wrap(start, start.length - 512, 512));
        long size = file.size();
        WritableDisk disk = VhdReader.openForWriting(file, VhdReader.open(file).orElseThrow());
        disk.contents().write(BLOCK, sectors(1, 'x'));
        assertThatThrownBy(() -> disk.contents().force())
                .isExactlyInstanceOf(HostException.class)
                .hasMessage("image is full: a VHD has no numbers for blocks that lie behind its first 2 TiB");
        assertThat(file.size()).isEqualTo(size);
    }

    @Test
    void aTableThatIsDamagedIsRefusedBeforeAnythingIsWritten() {
        RecordedStorage file = file(VhdBuilder.dynamic(SIZE, BLOCK).block(0, 'a').entry(1, 5));
        assertThatThrownBy(() -> open(file)).isExactlyInstanceOf(MalformedException.class).hasMessageContaining("overlaps block 0");
        assertThat(file.calls()).isEmpty();
    }

    /** New blocks would come behind that: a file of 1 TiB for a sector. */
    @Test
    void refusesAnImageInWhichAPathHasRoomBehindTheEnd() throws IOException {
        byte[] image = VhdBuilder.differencing(SIZE, BLOCK, "BASE-BASE-BASE-1").strayLocator("none", 512, 8, 0x7ffffe00).build();
        VirtualDisk disk = DiskReading.open(image);
        assertThatThrownBy(() -> VhdReader.checkWritable(disk))
                .isExactlyInstanceOf(UnsupportedException.class)
                .hasMessageMatching("[^:]+: VHD parent locator at 0x[0-9a-f]+: a path is said to have room up to 0x80000000, but the image ends here; "
                        + "supported is writing where it has not");
    }

    @Test
    void refusesToWritePastTheEndOfTheDisk() throws IOException {
        WritableDisk disk = open(file(VhdBuilder.dynamic(SIZE, BLOCK)));
        assertThatThrownBy(() -> disk.contents().write(SIZE - 512, sectors(2, 'x')))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("1024 bytes at 130560 of 131072");
    }
}
