package org.bcdkit.ntfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.bcdkit.layout.Field;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.NtfsReading;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, and what is read in spite of damage because it is there twice. */
class NtfsRefusalsTest {

    private static final int FOLDERS = 40;
    private static final byte[] CONTENT = Contents.random(1, 20_000);

    @TempDir
    private static Path folder;

    private static Path image;

    private OpenedVolume volume;

    /** A file in a folder with index blocks. */
    @BeforeAll
    static void makeVolume() throws IOException {
        NtfsBuilder builder = new NtfsBuilder(folder, 4 << 20, "-c", "1024", "-L", "Sample").folder("/folder").file("/folder/file", CONTENT);
        for (int i = 0; i < FOLDERS; i++) {
            builder.folder("/folder/a folder with a long name " + i);
        }
        image = builder.build();
    }

    @BeforeEach
    void readVolume() throws IOException {
        volume = new OpenedVolume(image);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> NtfsReading.bytes(volume.open(), "/folder/file")).isInstanceOf(MalformedException.class).hasMessage(message);
    }

    private static String hex(long position) {
        return "0x" + Long.toHexString(position);
    }

    private void assertBootSectorRefused(Field<Long> field, long value, String problem) {
        volume.set(0, field, value);
        // Without its backup.
        Arrays.fill(volume.image(), volume.image().length - 512, volume.image().length, (byte) 0);
        assertRefused("volume: NTFS boot sector at " + hex(field.offset()) + ": " + problem);
    }

    @Test
    void refusesARootThatIsNoFolder() throws IOException {
        long record = volume.table().read(MasterFileTable.ROOT).position();
        volume.set(record, FileRecord.FLAGS, 1);
        assertRefused("volume: file record at " + hex(record + 22) + ": the root is said to be a file, expected a folder");
    }

    @Test
    void refusesSectorsThatAreNoPowerOfTwo() {
        assertBootSectorRefused(NtfsBootSector.BYTES_PER_SECTOR, 600, "bytes per sector is 600, expected a power of two from 512 to 4096");
    }

    @Test
    void refusesSectorsThatAreTooLarge() {
        assertBootSectorRefused(NtfsBootSector.BYTES_PER_SECTOR, 8192, "bytes per sector is 8192, expected a power of two from 512 to 4096");
    }

    @Test
    void refusesClustersThatAreNoPowerOfTwo() {
        assertBootSectorRefused(
                NtfsBootSector.SECTORS_PER_CLUSTER, 3, "sectors per cluster is 0x3, expected a power of two that makes clusters of at most 2 MiB");
    }

    @Test
    void refusesClustersThatAreTooLarge() {
        assertBootSectorRefused(
                NtfsBootSector.SECTORS_PER_CLUSTER,
                0xF3,
                "sectors per cluster is 0xf3, expected a power of two that makes clusters of at most 2 MiB");
    }

    @Test
    void refusesRecordsThatAreTooLarge() {
        assertBootSectorRefused(
                NtfsBootSector.RECORD_SIZE, 0x81, "file record size is 0x81, expected one that makes records of 512 bytes to 64 KiB");
    }

    @Test
    void refusesAVolumeThatIsLargerThanItsPartition() {
        assertBootSectorRefused(NtfsBootSector.TOTAL_SECTORS, 8193, "total sectors is 8193, and there is room for 8192 sectors of 512 bytes");
    }

    @Test
    void refusesMoreClustersThanNtfsCanNumber() throws IOException {
        volume.set(0, NtfsBootSector.SECTORS_PER_CLUSTER, 1).set(0, NtfsBootSector.TOTAL_SECTORS, 1L << 33);
        Overlay huge = new Overlay(MemoryStorage.of("volume", volume.image()));
        huge.write((1L << 42) + 512, ByteBuffer.allocate(512));
        assertThatThrownBy(() -> NtfsFileSystem.open(huge))
                .isInstanceOf(MalformedException.class)
                .hasMessage("volume: NTFS boot sector at 0x28: total sectors is 8589934592, which makes 8589934592 clusters; NTFS numbers them with 32 bits");
    }

    @Test
    void refusesAMasterFileTableOutsideTheVolume() {
        assertBootSectorRefused(NtfsBootSector.MFT_CLUSTER, 4096, "MFT cluster is 4096, and the volume has 4095 clusters");
    }

    @Test
    void usesTheBackupOfTheBootSector() throws IOException {
        assertThat(volume.open().remarks()).isEmpty();
        Arrays.fill(volume.image(), 0, 512, (byte) 0);
        assertThat(NtfsReading.bytes(volume.open(), "/folder/file")).isEqualTo(CONTENT);
        assertThat(volume.open().remarks())
                .containsExactly("the boot sector at the start of the volume is damaged; its backup at 0x" + Integer.toHexString(volume.image().length - 512)
                        + " was read");
        assertThat(volume.open().label()).contains("Sample");
    }

    @Test
    void usesTheBackupOfTheBootSectorWhateverTheSectorsAre() throws IOException {
        volume = new OpenedVolume(new NtfsBuilder(folder, 8 << 20, "-s", "4096").file("/file", CONTENT).build());
        Arrays.fill(volume.image(), 0, 512, (byte) 0);
        assertThat(NtfsReading.bytes(volume.open(), "/file")).isEqualTo(CONTENT);
    }

    @Test
    void speaksOfTheFirstBootSectorWhenBothAreDamaged() {
        Arrays.fill(volume.image(), 0, 512, (byte) 0);
        Arrays.fill(volume.image(), volume.image().length - 512, volume.image().length, (byte) 0);
        assertRefused("volume: NTFS boot sector at 0x3: OEM name is `" + "\\00".repeat(8) + "`, expected `NTFS    `");
    }

    @Test
    void refusesWhatIsShorterThanASector() {
        assertThatThrownBy(() -> NtfsFileSystem.open(MemoryStorage.of("volume", new byte[100])))
                .isInstanceOf(MalformedException.class)
                .hasMessage("volume: file at 0x0: 512 bytes are needed here, but it ends at 0x64 (truncated?)");
    }

    @Test
    void usesTheMirrorOfTheFirstRecords() throws IOException {
        for (long record : new long[] {0, 3}) {
            volume.image()[(int) volume.table().read(record).position()] = 'B';
        }
        assertThat(volume.open().label()).contains("Sample");
        assertThat(NtfsReading.bytes(volume.open(), "/folder/file")).isEqualTo(CONTENT);
    }

    @Test
    void refusesARecordThatWasNotWrittenCompletely() throws IOException {
        long position = volume.file("/folder/file").base().position();
        volume.image()[(int) position + 1023] ^= 1;
        assertThatThrownBy(() -> NtfsReading.bytes(volume.open(), "/folder/file"))
                .isInstanceOf(MalformedException.class)
                .hasMessageMatching("volume: file record at " + hex(position + 1022)
                        + ": it was not written completely: the update sequence number is 0x[0-9a-f]+, and here is 0x[0-9a-f]+");
    }

    @Test
    void refusesARecordThatSomebodyFoundDamaged() throws IOException {
        long position = volume.file("/folder/file").base().position();
        System.arraycopy("BAAD".getBytes(), 0, volume.image(), (int) position, 4);
        assertRefused("volume: file record at " + hex(position) + ": signature is `BAAD`, expected `FILE`");
    }

    @Test
    void refusesAnUpdateSequenceOfTheWrongSize() throws IOException {
        long position = volume.file("/folder/file").base().position();
        volume.set(position, UpdateSequence.COUNT, 2);
        assertRefused("volume: file record at " + hex(position + 6) + ": update sequence size is 2, expected 3 for 1024 bytes");
    }

    @Test
    void refusesAnUpdateSequenceOutsideTheFirstBytes() throws IOException {
        long position = volume.file("/folder/file").base().position();
        volume.set(position, UpdateSequence.OFFSET, 506);
        assertRefused("volume: file record at " + hex(position + 4) + ": update sequence offset is 506, expected a place in the first 512 bytes");
    }

    @Test
    void refusesAReferenceToARecordThatWasUsedAgain() throws IOException {
        FileRecord record = volume.file("/folder/file").base();
        volume.set(record.position(), FileRecord.SEQUENCE, 77);
        assertRefused("volume: file record at " + hex(record.position() + 16) + ": record " + record.number()
                + " has sequence number 77, and a reference to it has 1");
    }

    @Test
    void refusesAReferenceToARecordThatIsFree() throws IOException {
        FileRecord record = volume.file("/folder/file").base();
        volume.set(record.position(), FileRecord.FLAGS, 0);
        assertRefused("volume: file record at " + hex(record.position() + 22) + ": record " + record.number() + " is referred to and not in use");
    }

    @Test
    void refusesARecordOfAnotherFile() throws IOException {
        FileRecord record = volume.file("/folder/file").base();
        volume.set(record.position(), FileRecord.BASE, 5);
        assertRefused("volume: file record at " + hex(record.position() + 32) + ": record " + record.number()
                + " belongs to another file, of record 5");
    }

    @Test
    void refusesAttributesWithoutAnEnd() throws IOException {
        FileRecord record = volume.file("/folder/file").base();
        volume.set(record.position(), FileRecord.USED, record.image().getInt(FileRecord.USED) - 8);
        Attribute last = record.attributes().get(record.attributes().size() - 1);
        assertThatThrownBy(() -> NtfsReading.bytes(volume.open(), "/folder/file"))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("volume: file record at " + hex(record.position()) + ": its attributes do not end inside its used size of ");
        assertThat(last.type()).isEqualTo(AttributeType.DATA);
    }

    @Test
    void refusesAnAttributeThatIsLongerThanItsRecord() throws IOException {
        Attribute data = volume.attribute("/folder/file", AttributeType.DATA, "");
        volume.set(data.position(), Attribute.LENGTH, 0x1000);
        assertThatThrownBy(() -> NtfsReading.bytes(volume.open(), "/folder/file"))
                .isInstanceOf(MalformedException.class)
                .hasMessageMatching("volume: attribute header at " + hex(data.position() + 4)
                        + ": length is 4096, expected a multiple of 8 from 64 to \\d+");
    }

    @Test
    void refusesARunOutsideTheVolume() throws IOException {
        Attribute data = volume.attribute("/folder/file", AttributeType.DATA, "");
        int pairs = (int) (data.position() + data.form().get(Attribute.RUNS_OFFSET));
        System.arraycopy(new byte[] {0x21, 20, 0, 0x70, 0}, 0, volume.image(), pairs, 5);
        assertRefused("volume: $DATA at " + hex(data.position()) + ": a run of 20 clusters starts with cluster 28672, and the volume has 4095");
    }

    @Test
    void refusesARunListThatEndsWithinAPair() throws IOException {
        Attribute data = volume.attribute("/folder/file", AttributeType.DATA, "");
        int pairs = (int) (data.position() + data.form().get(Attribute.RUNS_OFFSET));
        volume.image()[pairs] = (byte) 0x88;
        assertThatThrownBy(() -> NtfsReading.bytes(volume.open(), "/folder/file"))
                .isInstanceOf(MalformedException.class)
                .hasMessageMatching("volume: \\$DATA at " + hex(data.position()) + ": its run list has a pair of 8 and 8 bytes with \\d left");
    }

    @Test
    void refusesARunListOfTheWrongLength() throws IOException {
        Attribute data = volume.attribute("/folder/file", AttributeType.DATA, "");
        volume.set(OpenedVolume.clustered(data), Attribute.LAST_VCN, 500);
        assertRefused("volume: $DATA at " + hex(data.position()) + ": its last cluster is 500, and its run list ends with 19");
    }

    @Test
    void refusesASegmentThatDoesNotFollow() throws IOException {
        Attribute data = volume.attribute("/folder/file", AttributeType.DATA, "");
        volume.set(OpenedVolume.clustered(data), Attribute.FIRST_VCN, 3);
        assertRefused("volume: $DATA at " + hex(data.position()) + ": the segment starts with cluster 3, expected 0");
    }

    @Test
    void refusesASizeWithoutClusters() throws IOException {
        Attribute data = volume.attribute("/folder/file", AttributeType.DATA, "");
        volume.set(OpenedVolume.clustered(data), Attribute.REAL_SIZE, 20 * 1024 + 1);
        assertRefused("volume: $DATA at " + hex(data.position())
                + ": its real size is 20481 bytes, and its run list has 20 clusters of 1024");
    }

    @Test
    void refusesToListANegativeSize() throws IOException {
        Attribute data = volume.attribute("/folder/file", AttributeType.DATA, "");
        volume.set(OpenedVolume.clustered(data), Attribute.REAL_SIZE, -1);
        assertRefused("volume: $DATA at " + hex(data.position()) + ": its real size is 18446744073709551615 bytes");
    }

    @Test
    void refusesMoreInitializedThanThereIs() throws IOException {
        Attribute data = volume.attribute("/folder/file", AttributeType.DATA, "");
        volume.set(OpenedVolume.clustered(data), Attribute.INITIALIZED_SIZE, 20_001);
        assertRefused("volume: $DATA at " + hex(data.position()) + ": its initialized size is 20001 bytes, expected at most its real size of 20000");
    }

    @Test
    void refusesAFileWithoutContent() throws IOException {
        NtfsFile file = volume.file("/folder/file");
        volume.set(file.find(AttributeType.DATA, "").orElseThrow().position(), Attribute.TYPE, 0x100);
        assertRefused("volume: file record at " + hex(file.base().position()) + ": record " + file.base().number() + ": it has no content, $DATA");
    }

    @Test
    void refusesAFolderWithoutIndex() throws IOException {
        NtfsFile file = volume.file("/folder");
        volume.set(file.find(AttributeType.INDEX_ROOT, "$I30").orElseThrow().position(), Attribute.TYPE, 0x100);
        assertRefused("volume: file record at " + hex(file.base().position()) + ": record " + file.base().number()
                + ": it has no $INDEX_ROOT of its own");
    }

    private long firstIndexBlock() throws IOException {
        return volume.file("/folder").stored(AttributeType.INDEX_ALLOCATION, "$I30").orElseThrow().volumePosition(0);
    }

    @Test
    void refusesAnIndexThatLeadsBackToItself() throws IOException {
        // The first block becomes a node whose last entry leads to the block itself.
        int entries = (int) firstIndexBlock() + DirectoryIndex.BLOCK.size() + 64;
        byte[] last = new byte[24];
        last[8] = 24;
        last[12] = 3;
        System.arraycopy(last, 0, volume.image(), entries, last.length);
        volume.set(firstIndexBlock() + DirectoryIndex.BLOCK.size(), IndexNode.ENTRIES_OFFSET, 64);
        NtfsFile file = volume.file("/");
        assertThatThrownBy(() -> NtfsReading.names(volume.open(), "/folder"))
                .isInstanceOf(MalformedException.class)
                .hasMessageEndingWith(": its index has no end: the block at 0 is reached again, or after 3 levels");
        assertThat(file.isFolder()).isTrue();
    }

    @Test
    void refusesAnIndexBlockFromElsewhere() throws IOException {
        volume.set(firstIndexBlock(), DirectoryIndex.PLACE, 8);
        assertThatThrownBy(() -> NtfsReading.names(volume.open(), "/folder"))
                .isInstanceOf(MalformedException.class)
                .hasMessage("volume: index block at " + hex(firstIndexBlock() + 16) + ": VCN is 8, expected 0");
    }

    @Test
    void refusesAnIndexEntryThatIsShorterThanItsName() throws IOException {
        long header = firstIndexBlock() + DirectoryIndex.BLOCK.size();
        int first = (int) header + volume.image()[(int) header];
        volume.set(first, IndexNode.LENGTH, 40);
        assertThatThrownBy(() -> NtfsReading.names(volume.open(), "/folder"))
                .isInstanceOf(MalformedException.class)
                .hasMessageMatching("volume: index entry at " + hex(first)
                        + ": it has 40 bytes, of which its name takes \\d+, and the node ends after \\d+");
    }

    @Test
    void readsNothingFromATruncatedVolume() {
        for (int size : new int[] {512, 1024, 100_000, 1 << 20, (4 << 20) - 513}) {
            Storage cut = MemoryStorage.of("volume", Arrays.copyOf(volume.image(), size));
            assertThatThrownBy(() -> NtfsFileSystem.open(cut))
                    .isInstanceOf(MalformedException.class)
                    .hasMessage("volume: NTFS boot sector at 0x28: total sectors is 8191, and there is room for " + size / 512
                            + " sectors of 512 bytes");
        }
    }

    @Test
    void tellsVersionAndWhetherItIsDirty() throws IOException {
        assertThat(volume.open().version()).isEqualTo("3.1");
        assertThat(volume.open().isDirty()).isFalse();
        Attribute information = volume.table().read(3).attributes().stream()
                .filter(attribute -> attribute.type() == AttributeType.VOLUME_INFORMATION)
                .findFirst()
                .orElseThrow();
        volume.set(information.position() + information.form().get(Attribute.VALUE_OFFSET), NtfsFileSystem.FLAGS, 1);
        assertThat(volume.open().isDirty()).isTrue();
    }
}
