package org.bcdkit.vhdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.WritableDisk;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.storage.WritableStorage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.ForwardingStorage;
import org.bcdkit.testing.LogEntryBuilder;
import org.bcdkit.testing.RecordedStorage;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In what order a VHDX is written to. All images here have blocks of 1 MiB, and the first free place at 4 MiB or behind the blocks they have. */
class WritableVhdxTest {

    private static final int MIB = 1 << 20;
    private static final String HEADER_1 = "0x10000-0x11000";
    private static final String HEADER_2 = "0x20000-0x21000";
    private static final String TABLE = "0x300000-0x301000";

    private static RecordedStorage file(VhdxBuilder image) {
        return new RecordedStorage("image", image.build());
    }

    private static WritableDisk open(WritableStorage file) throws IOException {
        return VhdxReader.openForWriting(file, VhdxReader.open(file));
    }

    private static ByteBuffer sectors(int count, int fill) {
        byte[] bytes = new byte[512 * count];
        Arrays.fill(bytes, (byte) fill);
        return ByteBuffer.wrap(bytes);
    }

    private static UUID guid(byte[] image, int header, int offset) {
        return LittleEndian.guid(image, header + offset);
    }

    @Test
    void aNewBlockIsSafeBeforeTheLogNamesItAndTheLogBeforeTheTable() throws IOException {
        RecordedStorage file = file(VhdxBuilder.dynamic(4 * MIB, MIB));
        WritableDisk disk = open(file);
        disk.contents().write(MIB + 512, sectors(1, 'a'));
        assertThat(file.calls()).isEmpty();
        disk.contents().force();
        assertThat(file.calls())
                .containsExactly(
                        HEADER_1, "force", HEADER_2, "force", // it is going to be changed
                        "0x400000-0x500000", "force",
                        "0x100000-0x102000", "force", // log
                        HEADER_1, "force", HEADER_2, "force", // the log is in use
                        TABLE);
        disk.contents().write(2 * MIB, sectors(1, 'b'));
        disk.contents().write(3 * MIB, sectors(1, 'c'));
        disk.contents().force();
        // In place before the next entry is written; together, whatever their number.
        assertThat(file.calls()).containsExactly("0x500000-0x700000", "force", "0x102000-0x104000", "force", TABLE);
        disk.close();
        assertThat(file.calls()).containsExactly("force", "force", HEADER_1, "force", HEADER_2, "force");
        VirtualDisk now = DiskReading.open(file.bytes());
        assertThat(now.remarks()).isEmpty();
        assertThat(now.blocks()).contains(new BlockUse(MIB, 4, 3));
        assertThat(now.contents().read(3 * MIB - 512, 1024)).startsWith(0, 0).endsWith('c', 'c');
    }

    @Test
    void aBlockThatIsThereIsWrittenToInPlace() throws IOException {
        RecordedStorage file = file(VhdxBuilder.fixed(2 * MIB, MIB).block(0, 'o').block(1, 'o'));
        WritableDisk disk = open(file);
        disk.contents().write(MIB - 512, sectors(2, 'n'));
        disk.close();
        assertThat(file.calls()).containsExactly(HEADER_1, "force", HEADER_2, "force", "0x4ffe00-0x500200", "force");
    }

    @Test
    void zerosNeedNoBlock() throws IOException {
        RecordedStorage file = file(VhdxBuilder.dynamic(4 * MIB, MIB).entry(0, 2).entry(1, 1).entry(2, 3));
        WritableDisk disk = open(file);
        disk.contents().write(0, sectors(4 * 2048, 0));
        disk.close();
        assertThat(file.calls()).containsExactly("force");
    }

    @Test
    void zerosOverZerosOfAParentNeedABlockAndOverThoseOfTheChildNone() throws IOException {
        RecordedStorage file = file(child().entry(1, 2));
        WritableDisk disk = open(file);
        disk.contents().write(MIB, sectors(8, 0));
        assertThat(disk.disk().blocks()).contains(new BlockUse(MIB, 4, 0));
        disk.contents().write(0, sectors(8, 0));
        disk.contents().force();
        assertThat(disk.disk().blocks()).contains(new BlockUse(MIB, 4, 1));
    }

    private static VhdxBuilder child() {
        return VhdxBuilder.differencing(4 * MIB, MIB, "parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}", "relative_path", "base.vhdx");
    }

    private static long entry(byte[] image, int index) {
        return LittleEndian.u64(image, VhdxBuilder.TABLE + 8 * index);
    }

    @Test
    void aBlockOfAChildIsPartlyThereUnlessAllOfItIsWritten() throws IOException {
        RecordedStorage file = file(child());
        try (WritableDisk disk = open(file)) {
            disk.contents().write(512 * 3, sectors(6, 'a'));
            disk.contents().write(MIB, sectors(2048, 'b'));
        }
        byte[] image = file.bytes();
        assertThat(entry(image, 0)).isEqualTo(5L * MIB | 7);
        assertThat(entry(image, 1)).isEqualTo(6L * MIB | 6);
        assertThat(entry(image, 4096)).isEqualTo(4L * MIB | 6); // the sector bitmap of all 4096 blocks of a chunk
        assertThat(Arrays.copyOfRange(image, 4 * MIB, 4 * MIB + 3)).containsExactly(0xf8, 0x01, 0x00);
        assertThat(image).hasSize(7 * MIB);
    }

    /** The bits of a block that is not partially present mean nothing. */
    @Test
    void bitsThatWereLeftOverAreCleared() throws IOException {
        byte[] bits = new byte[MIB];
        Arrays.fill(bits, (byte) 0xff);
        RecordedStorage file = file(child().bitmap(0, bits));
        try (WritableDisk disk = open(file)) {
            disk.contents().write(MIB, sectors(1, 'a'));
        }
        byte[] image = file.bytes();
        assertThat(Arrays.copyOfRange(image, 4 * MIB + 254, 4 * MIB + 259)).containsExactly(0xff, 0xff, 0x01, 0, 0);
        assertThat(Arrays.copyOfRange(image, 4 * MIB + 511, 4 * MIB + 513)).containsExactly(0, 0xff);
    }

    @Test
    void aSectorIsWrittenBeforeItsBitIsSet() throws IOException {
        RecordedStorage file = file(child().bitmap(0, new byte[MIB]).block(0, 7, new byte[0]));
        WritableDisk disk = open(file);
        disk.contents().write(512 * 9, sectors(1, 'a'));
        file.calls();
        assertThat(disk.contents().read(512 * 9, 1)).containsExactly('a');
        assertThat(file.bytes()[4 * MIB + 1]).isZero();
        disk.contents().force();
        assertThat(file.calls()).containsExactly("force", "0x100000-0x102000", "force", HEADER_1, "force", HEADER_2, "force", "0x400000-0x401000");
        assertThat(file.bytes()[4 * MIB + 1]).isEqualTo((byte) 2);
    }

    /** Windows may keep the old place of a block that was given back. */
    @Test
    void aBlockThatHasARoomTakesIt() throws IOException {
        byte[] old = new byte[MIB];
        Arrays.fill(old, (byte) 'o');
        RecordedStorage file = file(VhdxBuilder.dynamic(4 * MIB, MIB).block(1, 3, old).block(2, 'b'));
        try (WritableDisk disk = open(file)) {
            disk.contents().write(MIB + 512, sectors(1, 'n'));
        }
        assertThat(entry(file.bytes(), 1)).isEqualTo(4L * MIB | 6);
        assertThat(DiskReading.open(file.bytes()).contents().read(MIB, 1536)).startsWith(0).endsWith(0).contains('n').doesNotContain('o');
        assertThat(file.size()).isEqualTo(6 * MIB);
    }

    @Test
    void whatNoEntryLeadsToIsTakenAgain() throws IOException {
        byte[] lost = new byte[MIB];
        Arrays.fill(lost, (byte) 'l');
        RecordedStorage file = file(VhdxBuilder.dynamic(4 * MIB, MIB).block(0, 'a').bytes(5 * MIB, lost).fileEnd(6 * MIB));
        try (WritableDisk disk = open(file)) {
            disk.contents().write(MIB, sectors(1, 'n'));
        }
        assertThat(file.size()).isEqualTo(6 * MIB);
        assertThat(DiskReading.open(file.bytes()).contents().read(MIB, MIB)).startsWith('n').doesNotContain('l');
    }

    @Test
    void aFileThatEndsInsideItsLastBlockIsFilledUp() throws IOException {
        RecordedStorage file = file(VhdxBuilder.dynamic(2 * MIB + 4096, MIB).block(2, 6, new byte[] {1}).fileEnd(4 * MIB + 8192));
        try (WritableDisk disk = open(file)) {
            disk.contents().write(0, sectors(1, 'n'));
        }
        assertThat(entry(file.bytes(), 0)).isEqualTo(5L * MIB | 6);
        assertThat(DiskReading.open(file.bytes()).remarks()).isEmpty();
    }

    @Test
    void theGuidsChangeBeforeTheDiskDoes() throws IOException {
        byte[] before = VhdxBuilder.dynamic(4 * MIB, MIB).build();
        RecordedStorage file = new RecordedStorage("image", before);
        VirtualDisk old = DiskReading.open(before);
        WritableDisk disk = open(file);
        assertThat(disk.disk().identity()).isEqualTo(old.identity());
        disk.contents().write(0, sectors(1, 'a'));
        disk.contents().force();
        assertThat(disk.disk().identity()).isNotEqualTo(old.identity());
        disk.close();
        byte[] after = file.bytes();
        for (int header : new int[] {VhdxBuilder.HEADER_1, VhdxBuilder.HEADER_2}) {
            assertThat(guid(after, header, 16)).isEqualTo(guid(after, VhdxBuilder.HEADER_1, 16)).isNotEqualTo(guid(before, header, 16));
            assertThat(guid(after, header, 32)).isEqualTo(guid(after, VhdxBuilder.HEADER_1, 32)).isNotEqualTo(guid(before, header, 32));
            assertThat(guid(after, header, 48)).isEqualTo(new UUID(0, 0));
        }
        assertThat(LittleEndian.u64(after, VhdxBuilder.HEADER_1 + 8)).isEqualTo(7);
        assertThat(LittleEndian.u64(after, VhdxBuilder.HEADER_2 + 8)).isEqualTo(8);
    }

    /** Also when the data write GUID is left alone, as it has to be by who does not change what the disk holds. */
    @Test
    void metadataAreChangedWithoutANewDataWriteGuid() throws IOException {
        byte[] before = VhdxBuilder.dynamic(4 * MIB, MIB).build();
        RecordedStorage file = new RecordedStorage("image", before);
        VhdxJournal journal = new VhdxJournal(file, ((Vhdx) VhdxReader.open(file)).header());
        journal.begin(Optional.empty());
        journal.end();
        assertThat(guid(file.bytes(), VhdxBuilder.HEADER_1, 32)).isEqualTo(guid(before, VhdxBuilder.HEADER_1, 32));
        assertThat(guid(file.bytes(), VhdxBuilder.HEADER_1, 16)).isNotEqualTo(guid(before, VhdxBuilder.HEADER_1, 16));
    }

    private static VhdxBuilder withLog(LogEntryBuilder entry) {
        return VhdxBuilder.dynamic(4 * MIB, MIB).block(0, 'o').logGuid(LogEntryBuilder.GUID).bytes(VhdxBuilder.LOG, entry.build());
    }

    private static byte[] page(int fill) {
        byte[] page = new byte[4096];
        Arrays.fill(page, (byte) fill);
        return page;
    }

    @Test
    void aLogInUseIsReplayedBeforeTheFirstWrite() throws IOException {
        byte[] table = Arrays.copyOf(VhdxBuilder.littleEndian(8, 4 * MIB | 6, 8, 5 * MIB | 6), 4096);
        LogEntryBuilder entry =
                new LogEntryBuilder(1).sizes(5 * MIB, 6 * MIB).page(VhdxBuilder.TABLE, table).page(4 * MIB + 4096, page('n')).zeros(4 * MIB + 8192, 8192);
        RecordedStorage file = file(withLog(entry));
        WritableDisk disk = open(file);
        disk.contents().write(MIB, sectors(1, 'a'));
        assertThat(file.calls())
                .containsExactly(
                        HEADER_1, "force", HEADER_2, "force",
                        "0x500000-0x600000", TABLE, "0x401000-0x404000", "force", // what the log holds
                        HEADER_1, "force", HEADER_2, "force", // the log is empty
                        "0x500000-0x500200");
        disk.close();
        VirtualDisk now = DiskReading.open(file.bytes());
        assertThat(now.remarks()).isEmpty();
        assertThat(now.contents().read(4095, 2)).containsExactly('o', 'n');
        assertThat(now.contents().read(8191, 2)).containsExactly('n', 0);
        assertThat(now.contents().read(MIB, 513)).startsWith('a').endsWith(0);
    }

    @Test
    void doesNotReplayALogThatMakesTheFileGrowEndlessly() throws IOException {
        RecordedStorage file = file(withLog(new LogEntryBuilder(1).sizes(5 * MIB, 5L * MIB + (1L << 30) + 1).page(4 * MIB, page('n'))));
        WritableDisk disk = open(file);
        String message = "image: VHDX log at 0x100000: replaying it would make the file grow from 0x500000 to 0x40500001 bytes; supported is growth of up to"
                + " 1 GiB";
        assertThatThrownBy(() -> disk.contents().write(0, sectors(1, 'a'))).isExactlyInstanceOf(UnsupportedException.class).hasMessage(message);
        VirtualDisk read = DiskReading.open(file.bytes());
        assertThatThrownBy(() -> VhdxReader.checkWritable(read)).isExactlyInstanceOf(UnsupportedException.class).hasMessage(message);
        assertThat(DiskReading.open(file.bytes()).contents().read(0, 1)).containsExactly('n');
    }

    @Test
    void theLogGoesRoundInACircle() throws IOException {
        int blocks = 300;
        Overlay file = new Overlay(VhdxBuilder.dynamic((long) blocks * MIB, MIB).storage("image"));
        WritableDisk disk = open(file);
        for (int block = 0; block < blocks; block++) {
            disk.contents().write((long) block * MIB, sectors(1, 'a' + block % 26));
            if (block % 2 == 0) {
                disk.contents().force();
                // As it would be after a power failure: the last entry is replayed.
                VirtualDisk crashed = VhdxReader.open(file);
                assertThat(crashed.contents().read((long) block * MIB, 1)).containsExactly('a' + block % 26);
                assertThat(crashed.blocks().orElseThrow().allocated()).isEqualTo(block + 1);
            }
        }
        disk.close();
        VirtualDisk now = VhdxReader.open(file);
        assertThat(now.remarks()).isEmpty();
        assertThat(now.blocks().orElseThrow().allocated()).isEqualTo(blocks);
    }

    /** More pages of the table than an entry of the log takes. */
    @Test
    void blocksAllOverALargeDiskTakeSeveralEntries() throws IOException {
        long size = 1L << 40;
        Overlay file = new Overlay(VhdxBuilder.dynamic(size, MIB).tableLength(9 * MIB).storage("image"));
        WritableDisk disk = open(file);
        for (long at = 0; at < size; at += size / 256) {
            disk.contents().write(at, sectors(1, (int) (at >> 32) % 100 + 1));
        }
        disk.close();
        VirtualDisk now = VhdxReader.open(file);
        assertThat(now.blocks().orElseThrow().allocated()).isEqualTo(256);
        for (long at = 0; at < size; at += size / 256) {
            assertThat(now.contents().read(at, 1)).containsExactly((int) (at >> 32) % 100 + 1);
        }
    }

    @Test
    void refusesWhatDependsOnMoreThanIsKnown() {
        refuses(
                VhdxBuilder.dynamic(4 * MIB, MIB).fileEnd(6 * MIB).region("11111111-2222-3333-4444-555555555555", 5 * MIB, MIB, 0),
                "image: VHDX region table at 0x30000: the region {11111111-2222-3333-4444-555555555555} is not known here, and may depend on what is written");
        refuses(
                VhdxBuilder.dynamic(4 * MIB, MIB).header(68, 4, 0).header(72, 8, 0),
                "image: VHDX header at 0x20044: it has no log, without which it cannot be written to safely");
    }

    private static void refuses(VhdxBuilder image, String message) {
        assertThatThrownBy(() -> VhdxReader.checkWritable(DiskReading.open(image.build()))).isExactlyInstanceOf(UnsupportedException.class).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"1, 5242881, 6, 'block 1 lies at 0x500000 and takes 1048576 bytes, but the file ends at 0x500000 (truncated?)'", "2, 4194304, 6, ''"})
    void aTableThatIsDamagedIsRefusedBeforeAnythingIsWritten(int block, long position, int state, String problem) {
        RecordedStorage file = file(VhdxBuilder.dynamic(4 * MIB, MIB).block(0, 'a').entry(block, position / MIB * MIB | state));
        assertThatThrownBy(() -> open(file)).isExactlyInstanceOf(MalformedException.class).hasMessageContaining(problem);
        assertThat(file.calls()).isEmpty();
    }

    /** When writing to the log failed, nobody knows what is in it. */
    @Test
    void afterAFailureOfTheLogNothingGoesThroughItAnyMore() throws IOException {
        MemoryStorage image = MemoryStorage.of("image", VhdxBuilder.dynamic(4 * MIB, MIB).build());
        boolean[] broken = {false};
        RecordedStorage recorded = new RecordedStorage(image);
        WritableDisk disk = open(new FailingStorage(recorded, broken));
        disk.contents().write(0, sectors(1, 'a'));
        broken[0] = true;
        assertThatThrownBy(() -> disk.contents().force()).hasMessage("the medium is broken");
        broken[0] = false;
        assertThatThrownBy(() -> disk.contents().force())
                .isExactlyInstanceOf(HostException.class)
                .hasMessage("image is not written to any more, since that failed before");
        disk.close();
        assertThat(DiskReading.open(recorded.bytes()).blocks()).contains(new BlockUse(MIB, 4, 0));
        assertThat(DiskReading.open(recorded.bytes()).remarks()).isEmpty();
    }

    /** The log cannot be written while {@code broken} says so. */
    private static final class FailingStorage extends ForwardingStorage {
        private final boolean[] broken;

        FailingStorage(RecordedStorage file, boolean[] broken) {
            super(file);
            this.broken = broken;
        }

        @Override
        public void write(long position, ByteBuffer from) throws IOException {
            if (broken[0] && position >= VhdxBuilder.LOG && position < 2 * MIB) {
                throw new IOException("the medium is broken");
            }
            super.write(position, from);
        }
    }
}
