package org.bcdkit.vhdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.ParentPath;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The metadata region: table, items, parent locator. In all images here the items start at 0x210000: parameters, size, identifier, the two sector
 * sizes, and at 0x210028 the locator.
 */
class VhdxMetadataTest {

    private static final int MIB = 1 << 20;
    private static final String UNKNOWN = "ffffffff-2222-3333-4444-555555555555";
    private static final String GEOMETRY = "da02d7bc-3d3a-423c-ac88-2a36ab21479b";
    private static final String LINKAGE = "{0a0b0c0d-1111-4222-8333-444444444444}";
    private static final Bytes IDENTITY = Bytes.ofHex("0d0c0b0a111122428333444444444444");

    private static VhdxBuilder disk() {
        return VhdxBuilder.dynamic(4 * MIB, MIB);
    }

    private static VirtualDisk open(VhdxBuilder image) throws IOException {
        return DiskReading.open(image.build());
    }

    private static void refuses(VhdxBuilder image, String message) {
        assertThatThrownBy(() -> open(image)).isExactlyInstanceOf(MalformedException.class).hasMessage(message);
    }

    private static void doesNotSupport(VhdxBuilder image, String message) {
        assertThatThrownBy(() -> open(image)).isExactlyInstanceOf(UnsupportedException.class).hasMessage(message);
    }

    private static VhdxBuilder parameters(long blockSize, long flags) {
        return disk().item(VhdxBuilder.FILE_PARAMETERS, 4, VhdxBuilder.littleEndian(4, blockSize, 4, flags));
    }

    @ParameterizedTest
    @CsvSource({
        VhdxBuilder.FILE_PARAMETERS + ",VHDX file parameters",
        VhdxBuilder.VIRTUAL_SIZE + ",VHDX virtual disk size",
        VhdxBuilder.DISK_ID + ",VHDX virtual disk identifier",
        VhdxBuilder.LOGICAL_SECTOR + ",VHDX sector size",
        VhdxBuilder.PHYSICAL_SECTOR + ",VHDX sector size"
    })
    void refusesAFileWithoutAnItemThatItNeeds(String item, String name) {
        refuses(disk().withoutItem(item), "image: VHDX metadata table at 0x200000: the item {" + item + "}, " + name + ", is missing");
    }

    @Test
    void refusesADifferencingDiskWithoutALocator() {
        refuses(
                parameters(MIB, 2),
                "image: VHDX metadata table at 0x200000: the item {a8d35f2d-b30b-454d-abf7-d3d84834ab0c}, VHDX parent locator, is missing");
    }

    @Test
    void refusesAnItemOfAnotherLength() {
        // Its entry is the third of five.
        refuses(
                disk().item(VhdxBuilder.DISK_ID, 6, new byte[15]),
                "image: VHDX metadata table at 0x200074: VHDX virtual disk identifier has 15 bytes, expected 16");
    }

    @Test
    void refusesATableWithoutItsSignature() {
        refuses(
                disk().flip(VhdxBuilder.METADATA, 1), "image: VHDX metadata table at 0x200000: signature is `letadata`, expected `metadata`");
    }

    @Test
    void refusesMoreItemsThanThereIsRoomFor() {
        refuses(disk().itemCount(2048), "image: VHDX metadata table at 0x20000a: entry count is 2048, expected at most 2047");
    }

    @Test
    void refusesAnItemThatIsListedTwice() {
        refuses(
                disk().itemEntry(VhdxBuilder.DISK_ID, 0x20000, 16, 6),
                "image: VHDX metadata table at 0x2000c0: item {beca12ab-b2e6-4523-93ef-c309e000c746} is listed twice");
    }

    @Test
    void aUserItemMayHaveTheGuidOfAnother() throws IOException {
        assertThat(open(disk().itemEntry(VhdxBuilder.DISK_ID, 0x20000, 16, 1)).remarks()).isEmpty();
    }

    @Test
    void refusesItemsThatOverlap() {
        refuses(
                disk().itemEntry(UNKNOWN, 0x10003, 1, 0),
                "image: VHDX metadata table at 0x2000d0: item {ffffffff-2222-3333-4444-555555555555} overlaps item {caa16737-fa36-4d43-b3b6-33f0aa44e76b}");
    }

    @ParameterizedTest
    @CsvSource({"0xffff,1", "0x0,1", "0xffffffff,1", "0xfffff,2", "0x10000,1048577", "0x10000,983041", "0xfffffff0,4294967295"})
    void refusesAnItemOutsideItsRegion(String offset, long length) {
        refuses(
                disk().itemEntry(UNKNOWN, Long.decode(offset), length, 0),
                "image: VHDX metadata table at 0x2000d0: item {ffffffff-2222-3333-4444-555555555555} has " + length + " bytes at " + offset
                        + " of the region, expected at most 1 MiB between 0x10000 and 0x100000");
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 8, 0x80000004L})
    void refusesImpossibleFlags(long flags) {
        refuses(
                disk().itemEntry(UNKNOWN, 0x20000, 1, flags),
                "image: VHDX metadata table at 0x2000d8: flags are 0x" + Long.toHexString(flags)
                        + ", expected a sum of 1 (user), 2 (virtual disk) and 4 (required) that is not both user and required");
    }

    @Test
    void refusesTooManyUserItems() {
        VhdxBuilder image = disk();
        for (int i = 0; i < 1024; i++) {
            image.itemEntry(new UUID(1, i).toString(), 0x20000 + i, 1, 1);
        }
        assertThatThrownBy(() -> open(image.itemEntry(UNKNOWN, 0x30000, 1, 1)))
                .isInstanceOf(MalformedException.class)
                .hasMessage("image: VHDX metadata table at 0x200020: 1025 user items are listed, expected at most 1024");
    }

    @Test
    void readsTheLargestTable() throws IOException {
        VhdxBuilder image = disk();
        for (int i = 0; i < 2047 - 5; i++) {
            image.itemEntry(new UUID(1, i).toString(), 0x20000 + i, 1, i < 1024 ? 1 : 0);
        }
        assertThat(open(image).virtualSize()).isEqualTo(4 * MIB);
    }

    @Test
    void refusesAnItemThatIsRequiredAndNotKnown() {
        doesNotSupport(
                disk().item(UNKNOWN, 4, new byte[3]),
                "image: VHDX metadata table at 0x2000c0: item {ffffffff-2222-3333-4444-555555555555} is required and not known here");
    }

    @Test
    void readsPastItemsThatItDoesNotNeed() throws IOException {
        VhdxBuilder image = disk().item(UNKNOWN, 2, new byte[3]).item(GEOMETRY, 4, new byte[8]).itemEntry("00000000-0000-0000-0000-000000000001", 0, 0, 0);
        assertThat(open(image).remarks()).isEmpty();
    }

    @Test
    void saysThatCreationDidNotFinish() throws IOException {
        assertThat(DiskReading.remarks(open(disk().item(VhdxBuilder.INCOMPLETE, 4, new byte[0]))))
                .isEqualTo("INCOMPLETE: its creation never finished");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 512 << 10, 3 << 20, 512 << 20, 0x80000000L, 0xffffffffL})
    void refusesAnImpossibleBlockSize(long blockSize) {
        refuses(
                parameters(blockSize, 0),
                "image: VHDX metadata item at 0x210000: block size is " + blockSize + ", expected a power of two from 1 MiB to 256 MiB");
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 8, 0x80000000L})
    void refusesParametersThatAreNotKnown(long flags) {
        refuses(
                parameters(MIB, flags),
                "image: VHDX metadata item at 0x210000: file parameter flags are 0x" + Long.toHexString(flags) + ", expected a sum of 1 and 2");
    }

    @Test
    void refusesImpossibleSectorSizes() {
        refuses(disk().sectors(1024, 4096), "image: VHDX metadata item at 0x210020: logical sector size is 1024, expected 512 or 4096");
        refuses(disk().sectors(512, 0xffffffff), "image: VHDX metadata item at 0x210024: physical sector size is 4294967295, expected 512 or 4096");
    }

    @ParameterizedTest
    @CsvSource({"0,512", "100,512", "-512,512", "4194816,4096"})
    void refusesAnImpossibleVirtualSize(long size, int sector) {
        refuses(
                VhdxBuilder.dynamic(size, MIB).sectors(sector, 4096),
                "image: VHDX metadata item at 0x210008: virtual disk size is " + Long.toUnsignedString(size) + " bytes, expected whole sectors of "
                        + sector);
    }

    @Test
    void refusesTheLargestNumberAsASize() {
        refuses(
                VhdxBuilder.dynamic(Long.MAX_VALUE - 511, MIB),
                "image: VHDX block allocation table at 0x300000: the region has room for 131072 entries, a disk of 9223372036854775296 bytes in blocks of"
                        + " 1048576 needs 8798240505855");
        refuses(
                VhdxBuilder.differencing(Long.MAX_VALUE - 511, MIB, "parent_linkage", LINKAGE),
                "image: VHDX block allocation table at 0x300000: the region has room for 131072 entries, a disk of 9223372036854775296 bytes in blocks of"
                        + " 1048576 needs 8798240505856");
    }

    @Test
    void refusesARegionWithoutRoomForAllEntries() throws IOException {
        // 131040 blocks have 31 sector bitmaps among them: 131071 entries. One more block, one more entry; one more is one too many.
        assertThat(open(VhdxBuilder.dynamic(131041L * MIB, MIB)).blocks().orElseThrow().total()).isEqualTo(131041);
        refuses(
                VhdxBuilder.dynamic(131041L * MIB + 512, MIB),
                "image: VHDX block allocation table at 0x300000: the region has room for 131072 entries, a disk of 137406448128 bytes in blocks of 1048576"
                        + " needs 131073");
    }

    @Test
    void countsABlockForTheLastPartOfTheDisk() throws IOException {
        assertThat(open(VhdxBuilder.dynamic(4 * MIB + 512, MIB)).blocks().orElseThrow()).isEqualTo(new BlockUse(MIB, 5, 0));
    }

    @Test
    void readsWhatTheLocatorSaysAboutTheParent() throws IOException {
        VirtualDisk disk =
                open(
                        VhdxBuilder.differencing(
                                4 * MIB,
                                MIB,
                                "absolute_win32_path",
                                "\\\\?\\C:\\vhds\\bäse.vhdx",
                                "parent_linkage",
                                LINKAGE,
                                "volume_path",
                                "\\\\?\\Volume{9cdf8dfa-0000-0000-0000-501f00000000}\\vhds\\bäse.vhdx",
                                "something_else",
                                "x",
                                "relative_path",
                                "..\\bäse.vhdx"));
        assertThat(disk.kind()).isEqualTo(DiskKind.DIFFERENCING);
        assertThat(disk.parentLink().orElseThrow())
                .isEqualTo(
                        new ParentLink(
                                List.of(IDENTITY),
                                List.of(
                                        new ParentPath(ParentPath.Form.RELATIVE, "..\\bäse.vhdx"),
                                        new ParentPath(ParentPath.Form.VOLUME, "\\\\?\\Volume{9cdf8dfa-0000-0000-0000-501f00000000}\\vhds\\bäse.vhdx"),
                                        new ParentPath(ParentPath.Form.ABSOLUTE, "\\\\?\\C:\\vhds\\bäse.vhdx")),
                                OptionalLong.empty()));
    }

    @Test
    void acceptsEitherOfTwoParentsWhileTheLinkIsBeingChanged() throws IOException {
        String other = "{0A0B0C0E-1111-4222-8333-444444444444}";
        ParentLink link = open(VhdxBuilder.differencing(MIB, MIB, "parent_linkage", LINKAGE, "parent_linkage2", other)).parentLink().orElseThrow();
        assertThat(link.identities()).containsExactly(IDENTITY, Bytes.ofHex("0e0c0b0a111122428333444444444444"));
        assertThat(link.names(open(disk().dataWrite("0a0b0c0e-1111-4222-8333-444444444444")))).isTrue();
        assertThat(link.names(open(disk().dataWrite("0a0b0c0d-1111-4222-8333-444444444444")))).isTrue();
        assertThat(link.names(open(disk()))).isFalse();
    }

    /** Windows writes zeros for a second parent that there is not. */
    @Test
    void aSecondParentOfZerosIsNone() throws IOException {
        String none = "{00000000-0000-0000-0000-000000000000}";
        ParentLink link = open(VhdxBuilder.differencing(MIB, MIB, "parent_linkage", LINKAGE, "parent_linkage2", none)).parentLink().orElseThrow();
        assertThat(link.identities()).containsExactly(IDENTITY);
    }

    private static VhdxBuilder withLocator(byte[] locator) {
        return VhdxBuilder.differencing(MIB, MIB).item(VhdxBuilder.PARENT_LOCATOR, 4, locator);
    }

    private static void refusesLocator(byte[] locator, String place, String problem) {
        refuses(withLocator(locator), "image: VHDX parent locator at " + place + ": " + problem);
    }

    @Test
    void saysWhenALocatorIsThereThatNothingAsksFor() throws IOException {
        VhdxBuilder image = disk().item(VhdxBuilder.PARENT_LOCATOR, 4, VhdxBuilder.locator("parent_linkage", LINKAGE));
        assertThat(open(image).kind()).isEqualTo(DiskKind.DYNAMIC);
        assertThat(DiskReading.remarks(open(image)))
                .isEqualTo("FIELD_UNUSUAL: it has a parent locator, but its parameters say that there is no parent");
    }

    @Test
    void refusesALocatorWithoutLinkage() {
        refusesLocator(
                VhdxBuilder.locator("relative_path", ".\\p.vhdx"), "0x210028", "it has no parent_linkage, so the parent cannot be told from another disk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{0a0b0c0d-1111-4222-8333-44444444444g}", "0a0b0c0d111142228333444444444444", "{0a0b0c0d-1111-4222-8333-444444444444"})
    void refusesALinkageThatIsNoGuid(String linkage) {
        refusesLocator(VhdxBuilder.locator("parent_linkage", linkage), "0x210028", "parent_linkage is no GUID in braces");
    }

    @Test
    void refusesAKeyThatIsThereTwice() {
        refusesLocator(
                VhdxBuilder.locator("parent_linkage", LINKAGE, "parent_linkage", LINKAGE), "0x210048", "the key parent_linkage is there twice");
        refusesLocator(VhdxBuilder.locator("\033[2J", "a", "\033[2J", "b"), "0x210048", "the key \\1b[2J is there twice");
    }

    @Test
    void doesNotSupportALocatorOfAnotherType() {
        byte[] locator = VhdxBuilder.locator("parent_linkage", LINKAGE);
        locator[0] ^= 1;
        doesNotSupport(
                withLocator(locator),
                "image: VHDX parent locator at 0x210028: locator type is {b04aefb6-d19e-4a81-b789-25b8e9445913}, supported is"
                        + " {b04aefb7-d19e-4a81-b789-25b8e9445913}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257, 65535})
    void refusesAnImpossibleNumberOfKeys(int count) {
        byte[] locator = Arrays.copyOf(VhdxBuilder.locator("parent_linkage", LINKAGE), 8000);
        VhdxBuilder.put(locator, 18, 2, count);
        refusesLocator(locator, "0x21003a", "key value count is " + count + ", expected 1 to 256");
    }

    @Test
    void refusesALocatorThatEndsInItsHead() {
        refusesLocator(new byte[19], "0x210028", "it takes 20 bytes and only 19 are there");
        byte[] locator = VhdxBuilder.locator("parent_linkage", LINKAGE);
        assertThatThrownBy(() -> open(withLocator(Arrays.copyOf(locator, 31))))
                .isInstanceOf(MalformedException.class)
                .hasMessage("image: VHDX parent locator entry at 0x21003c: it takes 12 bytes and only 11 are there");
    }

    @ParameterizedTest
    @CsvSource({"0,4,0", "0,4,136", "4,4,0xffffffff", "8,2,0", "8,2,3", "10,2,65534", "10,2,78"})
    void refusesATextOutsideItsItem(int field, int length, String value) {
        byte[] locator = VhdxBuilder.locator("parent_linkage", LINKAGE);
        VhdxBuilder.put(locator, 20 + field, length, Long.decode(value));
        boolean inside = field == 0 && value.equals("0");
        assertThatThrownBy(() -> open(withLocator(locator)))
                .isInstanceOf(MalformedException.class)
                .hasMessageMatching(
                        inside
                                ? "image: VHDX parent locator at 0x21003c: the text at 0 contains a NUL"
                                : "image: VHDX parent locator at 0x21003c: a text of \\d+ bytes at \\d+ of an item of 136 bytes");
    }

    @Test
    void theLongestLocatorIsRead() throws IOException {
        String[] keysAndValues = new String[512];
        for (int i = 0; i < 256; i++) {
            keysAndValues[2 * i] = i == 0 ? "parent_linkage" : "key" + i;
            keysAndValues[2 * i + 1] = i == 0 ? LINKAGE : "v".repeat(100);
        }
        assertThat(VhdxBuilder.locator(keysAndValues).length).isGreaterThan("v".repeat(100).getBytes(StandardCharsets.UTF_16LE).length * 255);
        assertThat(open(VhdxBuilder.differencing(MIB, MIB, keysAndValues)).parentLink().orElseThrow().identities()).containsExactly(IDENTITY);
    }
}
