package org.bcdkit.vhdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.ClosingStorage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header area: what the file is, the pair of headers, the pair of region tables. */
class VhdxReaderTest {

    private static final int MIB = 1 << 20;
    private static final String UNKNOWN = "11111111-2222-3333-4444-555555555555";

    private static VhdxBuilder disk() {
        return VhdxBuilder.dynamic(4 * MIB, MIB).block(1, 'b');
    }

    private static void refuses(VhdxBuilder image, String message) {
        assertThatThrownBy(() -> DiskReading.open(image.build())).isExactlyInstanceOf(MalformedException.class).hasMessage(message);
    }

    private static void doesNotSupport(VhdxBuilder image, String message) {
        assertThatThrownBy(() -> DiskReading.open(image.build())).isExactlyInstanceOf(UnsupportedException.class).hasMessage(message);
    }

    private static String remarks(VhdxBuilder image) throws IOException {
        return DiskReading.remarks(DiskReading.open(image.build()));
    }

    @Test
    void readsADynamicDisk() throws IOException {
        VirtualDisk disk = DiskReading.open(disk().build());
        assertThat(disk.name()).isEqualTo("image");
        assertThat(disk.format()).isEqualTo(DiskFormat.VHDX);
        assertThat(disk.kind()).isEqualTo(DiskKind.DYNAMIC);
        assertThat(disk.virtualSize()).isEqualTo(4 * MIB);
        assertThat(disk.sectorSize()).isEqualTo(512);
        assertThat(disk.fileSize()).isEqualTo(5 * MIB);
        assertThat(disk.blocks()).isEqualTo(Optional.of(new BlockUse(MIB, 4, 1)));
        assertThat(disk.bytesToGrow()).isEqualTo(3 * MIB);
        assertThat(disk.identity()).isEqualTo(Bytes.ofHex("000000d0000000408000" + "00000000000d"));
        assertThat(disk.parentLink()).isEqualTo(Optional.empty());
        assertThat(disk.parent()).isEqualTo(Optional.empty());
        assertThat(disk.remarks()).isEmpty();
        byte[] expected = new byte[4 * MIB];
        Arrays.fill(expected, MIB, 2 * MIB, (byte) 'b');
        assertThat(DiskReading.all(disk)).isEqualTo(expected);
        assertThat(disk.contents().name()).isEqualTo("the disk in image");
        assertThatThrownBy(() -> disk.withParent(disk, disk.remarks())).isInstanceOf(IllegalStateException.class).hasMessage("image is not a differencing disk");
    }

    @Test
    void closesItsFile() throws IOException {
        ClosingStorage storage = new ClosingStorage(MemoryStorage.of("image", disk().build()));
        VhdxReader.open(storage).close();
        assertThat(storage.isClosed()).isTrue();
    }

    @Test
    void tellsAVhdxByItsFirstEightBytes() throws IOException {
        assertThat(VhdxReader.recognises(MemoryStorage.of("image", "vhdxfile".getBytes()))).isTrue();
        assertThat(VhdxReader.recognises(MemoryStorage.of("image", "vhdxfil".getBytes()))).isFalse();
        assertThat(VhdxReader.recognises(MemoryStorage.of("image", "vhdxfild".getBytes()))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"8,0x10000,4096", "69631,0x10000,4096", "69632,0x20000,4096"})
    void refusesAFileThatEndsInItsHeaderArea(int length, String place, int needed) {
        byte[] image = Arrays.copyOf(disk().build(), length);
        assertThatThrownBy(() -> DiskReading.open(image))
                .isInstanceOf(MalformedException.class)
                .hasMessage("image: file at " + place + ": " + needed + " bytes are needed here, but it ends at 0x" + Integer.toHexString(length)
                        + " (truncated?)");
    }

    @Test
    void refusesAFileThatEndsBeforeItsRegionTables() {
        byte[] image = Arrays.copyOf(disk().header(68, 4, 0).build(), 300_000);
        assertThatThrownBy(() -> DiskReading.open(image))
                .isInstanceOf(MalformedException.class)
                .hasMessage("image: file at 0x40000: 65536 bytes are needed here, but it ends at 0x493e0 (truncated?)");
    }

    @Test
    void theHeaderWithTheHigherNumberCounts() throws IOException {
        for (int newer : new int[] {1, 2}) {
            // The numbers are unsigned.
            VhdxBuilder image = disk().header(newer, 8, 8, -1).header(newer, 32, 4, 0xA5A5A5A5L);
            assertThat(DiskReading.open(image.build()).identity().toHex()).startsWith("a5a5a5a5");
            assertThat(remarks(image)).isEmpty();
        }
    }

    /** Disk2vhd leaves two headers with the same number. */
    @Test
    void twoEqualHeadersAreOne() throws IOException {
        assertThat(remarks(disk().header(8, 8, 1))).isEmpty();
    }

    @Test
    void refusesTwoHeadersWithOneNumberThatDiffer() {
        refuses(
                disk().header(8, 8, 7).header(2, 16, 1, 5),
                "image: VHDX header at 0x20008: both headers have sequence number 7 but differ");
    }

    @Test
    void oneIntactHeaderIsEnough() throws IOException {
        assertThat(remarks(disk().flip(VhdxBuilder.HEADER_1 + 4095, 1))).matches("HEADER_DAMAGED: header 1 is damaged: checksum is 0x[0-9a-f]+, computed 0x[0-9a-f]+");
        assertThat(remarks(disk().flip(VhdxBuilder.HEADER_2, 1))).isEqualTo("HEADER_DAMAGED: header 2 is damaged: signature is `iead`, expected `head`");
    }

    @Test
    void twoDamagedHeadersAreTooMany() {
        refuses(
                disk().flip(VhdxBuilder.HEADER_1 + 3, 4).flip(VhdxBuilder.HEADER_2 + 100, 4),
                "image: VHDX header at 0x10000: signature is `hea``, expected `head`");
    }

    @Test
    void refusesOtherVersions() {
        doesNotSupport(disk().header(66, 2, 2), "image: VHDX header at 0x20042: version is 2 and log version 0, supported are 1 and 0");
        // Header 1 counts.
        doesNotSupport(
                disk().header(1, 8, 8, 3).header(66, 2, 0), "image: VHDX header at 0x10042: version is 0 and log version 0, supported are 1 and 0");
        doesNotSupport(
                disk().header(64, 2, 1).logGuid(UNKNOWN), "image: VHDX header at 0x20042: version is 1 and log version 1, supported are 1 and 0");
    }

    @Test
    void theVersionOfALogThatIsNotInUseDoesNotMatter() throws IOException {
        assertThat(remarks(disk().header(64, 2, 1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1048577,1048576,the log is 1048577 bytes at 0x100000",
        "1048576,1048577,the log is 1048576 bytes at 0x100001",
        "1048576,0,the log is 1048576 bytes at 0x0",
        "1048576,-1048576,the log is 1048576 bytes at 0xfffffffffff00000"
    })
    void refusesALogInAnImpossiblePlace(long length, long offset, String found) {
        refuses(
                disk().header(68, 4, length).header(72, 8, offset),
                "image: VHDX header at 0x20044: " + found + ", expected whole MiB behind the first");
    }

    @Test
    void refusesALogOutsideTheFile() {
        refuses(
                disk().header(72, 8, 5 * MIB),
                "image: VHDX header at 0x20044: the log is 1048576 bytes at 0x500000, but the file ends at 0x500000 (truncated?)");
    }

    @Test
    void refusesALogThatIsTooLong() {
        refuses(disk().header(68, 4, 0x40100000), "image: VHDX header at 0x20044: the log has 1074790400 bytes, expected at most 1 GiB");
    }

    @Test
    void aFileNeedNotHaveALog() throws IOException {
        for (long offset : new long[] {0, VhdxBuilder.TABLE, 17, -1, Long.MIN_VALUE}) {
            VirtualDisk disk = DiskReading.open(disk().header(68, 4, 0).header(72, 8, offset).build());
            assertThat(disk.remarks()).isEmpty();
            assertThat(disk.contents().read(MIB, 1)).containsExactly('b');
        }
    }

    @Test
    void aLogInUseHasALength() {
        refuses(
                disk().header(68, 4, 0).logGuid(UNKNOWN),
                "image: VHDX header at 0x20044: the log is 0 bytes at 0x100000, expected whole MiB behind the first");
    }

    @Test
    void usesTheOtherRegionTableWhenOneIsDamaged() throws IOException {
        assertThat(remarks(disk().flip(VhdxBuilder.REGIONS_1 + 60_000, 1)))
                .matches("REGION_TABLE_DAMAGED: the first region table is damaged: checksum is 0x[0-9a-f]+, computed 0x[0-9a-f]+");
        assertThat(remarks(disk().flip(VhdxBuilder.REGIONS_2 + 60_000, 1))).isEqualTo("REGION_TABLE_DAMAGED: the second region table differs from the first");
    }

    @Test
    void refusesTwoDamagedRegionTables() {
        refuses(
                disk().flip(VhdxBuilder.REGIONS_1, 1).flip(VhdxBuilder.REGIONS_2, 1),
                "image: VHDX region table at 0x30000: signature is `segi`, expected `regi`");
    }

    @Test
    void refusesMoreRegionsThanThereIsRoomFor() {
        refuses(disk().regionCount(2048), "image: VHDX region table at 0x30008: entry count is 2048, expected at most 2047");
    }

    @Test
    void saysInWhichTableTheProblemIs() {
        refuses(
                disk().regionCount(2048).flip(VhdxBuilder.REGIONS_1, 1),
                "image: VHDX region table at 0x40008: entry count is 2048, expected at most 2047");
    }

    @ParameterizedTest
    @CsvSource({"0,block allocation table", "1,metadata region"})
    void refusesAFileWithoutTableOrMetadata(int count, String missing) {
        refuses(disk().regionCount(count), "image: VHDX region table at 0x30008: no " + missing + " is listed");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void regionsNeedNotBeMarkedRequired(long flags) throws IOException {
        // QEMU marks neither.
        assertThat(remarks(disk().region(VhdxBuilder.TABLE_REGION, VhdxBuilder.TABLE, MIB, flags))).isEmpty();
    }

    @Test
    void refusesARegionThatIsRequiredAndNotKnown() {
        doesNotSupport(
                disk().fileEnd(6 * MIB).region(UNKNOWN, 5 * MIB, MIB, 1),
                "image: VHDX region table at 0x30050: the region {11111111-2222-3333-4444-555555555555} is required and not known here");
    }

    @Test
    void keepsOffARegionThatIsNotKnown() throws IOException {
        VhdxBuilder image = disk().fileEnd(6 * MIB).region(UNKNOWN, 5 * MIB, MIB, 0);
        assertThat(remarks(image)).isEmpty();
        refuses(
                image.entry(3, 5 * MIB | 6),
                "image: VHDX block allocation table at 0x300018: block 3 lies at 0x500000 and overlaps the region {11111111-2222-3333-4444-555555555555}");
    }

    @ParameterizedTest
    @CsvSource({
        "3145729,1048576,'the block allocation table is 1048576 bytes at 0x300001, expected whole MiB behind the first'",
        "3145728,1048575,'the block allocation table is 1048575 bytes at 0x300000, expected whole MiB behind the first'",
        "3145728,0,'the block allocation table is 0 bytes at 0x300000, expected whole MiB behind the first'",
        "0,1048576,'the block allocation table is 1048576 bytes at 0x0, expected whole MiB behind the first'",
        "-1048576,1048576,'the block allocation table is 1048576 bytes at 0xfffffffffff00000, expected whole MiB behind the first'",
        "5242880,1048576,'the block allocation table is 1048576 bytes at 0x500000, but the file ends at 0x500000 (truncated?)'",
        "4194304,4293918720,'the block allocation table is 4293918720 bytes at 0x400000, but the file ends at 0x500000 (truncated?)'"
    })
    void refusesARegionInAnImpossiblePlace(long offset, long length, String problem) {
        // Entry 0 is now that of the metadata, since only that was left to the builder.
        refuses(disk().region(VhdxBuilder.TABLE_REGION, offset, length, 1), "image: VHDX region table at 0x30040: " + problem);
    }

    @Test
    void refusesRegionsThatOverlap() {
        refuses(
                disk().region(VhdxBuilder.TABLE_REGION, VhdxBuilder.METADATA, MIB, 1),
                "image: VHDX region table at 0x30040: the block allocation table at 0x200000 overlaps the metadata region at 0x200000");
        refuses(
                disk().region(VhdxBuilder.TABLE_REGION, VhdxBuilder.LOG, MIB, 1),
                "image: VHDX region table at 0x30040: the block allocation table at 0x100000 overlaps the log at 0x100000");
    }

    @Test
    void refusesARegionThatIsListedTwice() {
        refuses(
                disk().fileEnd(7 * MIB).region(UNKNOWN, 5 * MIB, MIB, 0).region(UNKNOWN, 6 * MIB, MIB, 0),
                "image: VHDX region table at 0x30070: the region {11111111-2222-3333-4444-555555555555} is listed twice");
    }
}
