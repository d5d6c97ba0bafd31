package org.bcdkit.vhdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.LogEntryBuilder;
import org.bcdkit.testing.ProcessorTime;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A log in use is noticed, and replayed in memory. The log of all images here is 1 MiB at 1 MiB; block 0 is at 4 MiB, and a page of it is logged. */
class VhdxLogTest {

    private static final int MIB = 1 << 20;
    private static final int BLOCK = 4 * MIB;
    private static final String DIRTY = "LOG_NOT_EMPTY: the image was not closed cleanly: its log holds changes that are not in place yet";

    private static VhdxBuilder disk() {
        return VhdxBuilder.dynamic(4 * MIB, MIB).block(0, 'o').logGuid(LogEntryBuilder.GUID);
    }

    private static byte[] page(int fill) {
        byte[] page = new byte[4096];
        Arrays.fill(page, (byte) fill);
        return page;
    }

    private static VhdxBuilder at(VhdxBuilder image, long offset, LogEntryBuilder entry) {
        return image.bytes(VhdxBuilder.LOG + offset, entry.build());
    }

    private static LogEntryBuilder entry(long sequence) {
        return new LogEntryBuilder(sequence).sizes(5 * MIB, 5 * MIB);
    }

    /** Sectors 0, 8, 16 and so on of the disk: those at the start of each page. */
    private static String pages(VhdxBuilder image, int count) throws IOException {
        VirtualDisk disk = DiskReading.open(image.build());
        assertThat(DiskReading.remarks(disk)).isEqualTo(DIRTY);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            byte[] page = disk.contents().read(i * 4096L, 4096);
            assertThat(page).containsOnly(page[0]);
            text.append(page[0] == 0 ? '0' : (char) page[0]);
        }
        return text.toString();
    }

    private static void holdsNothing(VhdxBuilder image) {
        assertThatThrownBy(() -> DiskReading.open(image.build()))
                .isExactlyInstanceOf(MalformedException.class)
                .hasMessage("image: VHDX log at 0x100000: the header says that it is in use, but it holds no valid entry");
    }

    @Test
    void readsTheDiskAsItWillBe() throws IOException {
        LogEntryBuilder entry = entry(1).page(BLOCK + 4096, page('n')).zeros(BLOCK + 8192, 8192);
        byte[] image = at(disk(), 0, entry).build();
        byte[] before = image.clone();
        VirtualDisk disk = DiskReading.open(image);
        assertThat(disk.contents().read(4095, 2)).containsExactly('o', 'n');
        assertThat(disk.contents().read(8191, 2)).containsExactly('n', 0);
        assertThat(disk.contents().read(16383, 2)).containsExactly(0, 'o');
        assertThat(disk.fileSize()).isEqualTo(5 * MIB);
        assertThat(image).isEqualTo(before);
    }

    @Test
    void aLoggedPageMayHoldAnyBytes() throws IOException {
        byte[] page = new byte[4096];
        for (int i = 0; i < page.length; i++) {
            page[i] = (byte) (i * 31 + (i >> 8));
        }
        VirtualDisk disk = DiskReading.open(at(disk(), 0, entry(0xfedcba9876543210L).page(BLOCK, page)).build());
        assertThat(disk.contents().read(0, 4096)).isEqualTo(page);
    }

    @Test
    void structuresAreReadAsTheLogMakesThem() throws IOException {
        // The table says that block 1 is behind the end; the log knows better.
        byte[] table = Arrays.copyOf(VhdxBuilder.littleEndian(8, BLOCK | 6, 8, 2), 4096);
        VhdxBuilder image = at(disk().entry(1, 99L * MIB | 6), 0, entry(1).page(VhdxBuilder.TABLE, table));
        assertThat(DiskReading.open(image.build()).bytesToGrow()).isEqualTo(3 * MIB);
    }

    @Test
    void theLogMayMakeTheFileLonger() throws IOException {
        byte[] table = Arrays.copyOf(VhdxBuilder.littleEndian(8, BLOCK | 6, 8, 5 * MIB | 6), 4096);
        LogEntryBuilder entry = new LogEntryBuilder(1).sizes(5 * MIB, 6 * MIB).page(VhdxBuilder.TABLE, table);
        VirtualDisk disk = DiskReading.open(at(disk(), 0, entry).build());
        assertThat(disk.contents().read(MIB, 4096)).containsOnly(0);
        assertThat(disk.blocks().orElseThrow().allocated()).isEqualTo(2);
        assertThat(disk.fileSize()).isEqualTo(5 * MIB);
    }

    @Test
    void oldEntriesOfALogThatIsNotInUseDoNotMatter() throws IOException {
        VhdxBuilder image = at(VhdxBuilder.dynamic(4 * MIB, MIB).block(0, 'o'), 0, entry(1).page(BLOCK, page('n')));
        VirtualDisk disk = DiskReading.open(image.build());
        assertThat(disk.remarks()).isEmpty();
        assertThat(disk.contents().read(0, 1)).containsExactly('o');
    }

    @Test
    void refusesALogInUseThatHoldsNothing() {
        holdsNothing(disk());
    }

    @Test
    void replaysFromTheTailOfTheLastEntryOn() throws IOException {
        // 1 is done with, 2 and 3 are needed.
        VhdxBuilder image =
                at(
                        at(at(disk(), 0, entry(1).page(BLOCK, page('1'))), 8192, entry(2).page(BLOCK + 4096, page('2'))),
                        16384,
                        entry(3).tail(8192).page(BLOCK + 8192, page('3')));
        assertThat(pages(image, 4)).isEqualTo("o23o");
    }

    @Test
    void laterEntriesWin() throws IOException {
        VhdxBuilder image = at(at(disk(), 0, entry(1).page(BLOCK, page('1')).page(BLOCK + 4096, page('1'))), 12288, entry(2).page(BLOCK, page('2')));
        assertThat(pages(image, 3)).isEqualTo("21o");
    }

    @Test
    void anEntryMayGoRoundTheEndOfTheLog() throws IOException {
        byte[] entry = entry(7).tail(MIB - 4096).page(BLOCK, page('7')).page(BLOCK + 4096, page('8')).build();
        VhdxBuilder image =
                disk().bytes(VhdxBuilder.LOG + MIB - 4096, Arrays.copyOf(entry, 4096)).bytes(VhdxBuilder.LOG, Arrays.copyOfRange(entry, 4096, entry.length));
        assertThat(pages(image, 3)).isEqualTo("78o");
    }

    @Test
    void aChainMayGoRoundTheEndOfTheLog() throws IOException {
        VhdxBuilder image = at(disk(), MIB - 8192, entry(7).page(BLOCK, page('7')));
        at(image, 0, entry(8).tail(MIB - 8192).page(BLOCK + 4096, page('8')));
        assertThat(pages(image, 3)).isEqualTo("78o");
    }

    @Test
    void theChainWithTheNewestEntryCounts() throws IOException {
        VhdxBuilder image = at(at(disk(), 0, entry(9).page(BLOCK, page('9'))), 65536, entry(8).tail(65536).page(BLOCK, page('8')));
        assertThat(pages(image, 2)).isEqualTo("9o");
        image = at(at(disk(), 0, entry(9).page(BLOCK, page('9'))), 65536, entry(-1).tail(65536).page(BLOCK, page('8')));
        assertThat(pages(image, 2)).isEqualTo("8o");
    }

    @Test
    void aChainWhoseTailLiesElsewhereDoesNotCount() throws IOException {
        VhdxBuilder image = at(at(disk(), 0, entry(5).page(BLOCK, page('5'))), 65536, entry(9).tail(32768).page(BLOCK, page('9')));
        assertThat(pages(image, 2)).isEqualTo("5o");
        holdsNothing(at(disk(), 65536, entry(9).tail(32768).page(BLOCK, page('9'))));
    }

    @Test
    void aTornLastEntryIsLeftOut() throws IOException {
        VhdxBuilder image = at(disk(), 0, entry(1).page(BLOCK, page('1')));
        byte[] torn = entry(2).page(BLOCK, page('2')).page(BLOCK + 4096, page('2')).build();
        Arrays.fill(torn, 8192, 12288, (byte) 0);
        image.bytes(VhdxBuilder.LOG + 8192, torn);
        assertThat(pages(image, 2)).isEqualTo("1o");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 16, 24, 32, 48, 64, 68, 72, 80, 88, 4096, 4100, 8188, 6000})
    void refusesAnEntryWithAnyDamage(int offset) {
        byte[] entry = entry(0x0000000200000001L).page(BLOCK, page('1')).build();
        entry[offset] ^= 1;
        holdsNothing(disk().bytes(VhdxBuilder.LOG, entry));
    }

    private static void refusesSealed(LogEntryBuilder builder, Consumer<byte[]> change) {
        byte[] entry = builder.build();
        change.accept(entry);
        holdsNothing(disk().bytes(VhdxBuilder.LOG, VhdxBuilder.seal(entry)));
    }

    @Test
    void refusesAnEntryThatContradictsItself() {
        LogEntryBuilder one = entry(0x0000000200000001L).page(BLOCK, page('1')).zeros(BLOCK + 4096, 4096);
        refusesSealed(one, entry -> entry[16] ^= 2); // another sequence number than its parts
        refusesSealed(one, entry -> entry[64] ^= 1); // no descriptor
        refusesSealed(one, entry -> entry[88] ^= 1); // the sequence number of a page
        refusesSealed(one, entry -> entry[96 + 24] ^= 1); // the sequence number of zeros
        refusesSealed(one, entry -> entry[4096] ^= 1); // no data sector
        refusesSealed(one, entry -> entry[4100] ^= 1); // the upper half of its number
        refusesSealed(one, entry -> entry[8188] ^= 1); // the lower half
        refusesSealed(one, entry -> entry[24] = 0); // fewer descriptors than data sectors
        refusesSealed(one, entry -> entry[24] = 3); // more descriptors than there are
        refusesSealed(one, entry -> entry[27] = -1); // more than there is room for
        refusesSealed(one, entry -> Arrays.fill(entry, 12, 16, (byte) 0x10)); // a tail behind the log
        refusesSealed(one, entry -> entry[12] = 1); // a tail inside a sector
        refusesSealed(entry(0).page(BLOCK, page('0')), entry -> {});
        holdsNothing(at(disk(), 0, entry(1).guid("b0000000-0000-4000-8000-00000000000b").page(BLOCK, page('1'))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 64, 4096, 4097, 12288, MIB, 2 * MIB, Integer.MAX_VALUE})
    void refusesAnEntryWithAnotherLength(int length) {
        holdsNothing(at(disk(), 0, entry(1).length(length).page(BLOCK, page('1'))));
    }

    @ParameterizedTest
    @CsvSource({"0", "65536", "192512", "196607", "1048576", "2093056", "4194305", "-4096"})
    void refusesAPageThatIsNeverLogged(long position) {
        // File identifier and headers, the log itself, and what is no page. 192512 is the last page before the region tables.
        holdsNothing(at(disk(), 0, entry(1).page(position, page('1'))));
    }

    @ParameterizedTest
    @CsvSource({"4194304,1", "4194304,-4096", "4194305,4096", "196608,1048576", "9223372036854771712,8192"})
    void refusesZerosThatAreNeverLogged(long position, long length) {
        holdsNothing(at(disk(), 0, entry(1).zeros(position, length)));
    }

    @Test
    void pagesNextToTheLogMayBeLogged() throws IOException {
        LogEntryBuilder entry = entry(1).page(BLOCK, page('1')).zeros(MIB - 4096, 4096);
        assertThat(pages(at(disk(), 0, entry), 1)).isEqualTo("1");
    }

    @Test
    void zerosOfAnyLengthTakeNoMemory() throws IOException {
        LogEntryBuilder entry = entry(1).page(BLOCK, page('1')).zeros(1L << 50, 1L << 60);
        assertThat(pages(at(disk(), 0, entry), 1)).isEqualTo("1");
    }

    @Test
    void anEntryMayHaveMoreDescriptorsThanFitIntoItsFirstSector() throws IOException {
        LogEntryBuilder entry = entry(1);
        for (int i = 0; i < 127; i++) {
            entry.page(BLOCK + i * 4096L, page('a' + i % 26));
        }
        assertThat(entry.build()).hasSize(2 * 4096 + 127 * 4096);
        assertThat(pages(at(disk(), 0, entry), 128)).isEqualTo("abcdefghijklmnopqrstuvwxyz".repeat(5).substring(0, 127) + "o");
    }

    @Test
    void refusesAFileThatIsShorterThanWhenTheLogWasWritten() {
        VhdxBuilder image = at(disk(), 0, new LogEntryBuilder(1).sizes(5 * MIB + 1, 6 * MIB).page(BLOCK, page('1')));
        assertThatThrownBy(() -> DiskReading.open(image.build()))
                .isExactlyInstanceOf(MalformedException.class)
                .hasMessage("image: VHDX log at 0x100000: the file had 0x500001 bytes when its last entry was written, now it has 0x500000 (truncated?)");
    }

    @Test
    void doesNotReplayALogThatIsLargerThanAnyThatWindowsMakes() {
        VhdxBuilder image = disk().header(68, 4, 65L * MIB).header(72, 8, 5L * MIB).fileEnd(70L * MIB);
        assertThatThrownBy(() -> VhdxReader.open(image.storage("image")))
                .isExactlyInstanceOf(UnsupportedException.class)
                .hasMessage("image: VHDX log at 0x500000: it is in use and has 68157440 bytes; replaying is supported up to 64 MiB");
    }

    /** Each of 16384 sectors claims to start an entry of nearly 64 MiB. */
    @Test
    void givesUpSoonOnALogOfNothingButHeads() throws IOException {
        long log = 64L * MIB;
        VhdxBuilder builder = disk().header(68, 4, log).header(72, 8, 5L * MIB).fileEnd(5 * MIB + log);
        Overlay image = new Overlay(builder.storage("image"));
        byte[] head = entry(1).length((int) log - 4096).build();
        for (long at = 0; at < log; at += 4096) {
            image.write(5 * MIB + at, ByteBuffer.wrap(head));
        }
        ProcessorTime.within(
                Duration.ofSeconds(2),
                () -> assertThatThrownBy(() -> VhdxReader.open(image))
                        .isInstanceOf(MalformedException.class)
                        .hasMessage("image: VHDX log at 0x500000: the header says that it is in use, but it holds no valid entry"));
    }

    @Test
    void theLogOfAFileOnDiskIsTheOnlyThingThatIsRead() throws IOException {
        MemoryStorage storage = MemoryStorage.of("image", at(disk(), 0, entry(1).page(BLOCK, page('n'))).build());
        assertThat(VhdxReader.open(storage).contents().read(0, 1)).containsExactly('n');
        assertThat(storage.read(BLOCK, 1)).containsExactly('o');
    }
}
