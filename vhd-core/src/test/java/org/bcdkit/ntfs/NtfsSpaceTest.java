package org.bcdkit.ntfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bcdkit.filesystem.FileAttribute;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.NtfsReading;
import org.bcdkit.testing.WimCompression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The room on a volume, and how files lie on it. */
class NtfsSpaceTest {

    @TempDir
    private Path folder;

    private static long number(String text, String words) {
        Matcher matcher = Pattern.compile(Pattern.quote(words) + "\\s*:\\s*(\\d+)").matcher(text);
        assertThat(matcher.find()).as("%s in %s", words, text).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static String ntfs3g(String tool, Path image, String... options) {
        String[] arguments = new String[options.length + 1];
        System.arraycopy(options, 0, arguments, 0, options.length);
        arguments[options.length] = image.toString();
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require(tool, "ntfs-3g"), arguments);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return outcome.text();
    }

    private static void assertSameSpace(Path image) throws IOException {
        String counted = ntfs3g("ntfsinfo", image, "-m");
        try (Storage storage = FileStorage.open(image)) {
            NtfsFileSystem volume = NtfsFileSystem.open(storage);
            assertThat(volume.clusterSize()).isEqualTo((int) number(counted, "Cluster Size"));
            assertThat(volume.size()).isEqualTo(number(counted, "Volume Size in Clusters") * volume.clusterSize());
            assertThat(volume.free()).isEqualTo(number(counted, "Free Clusters") * volume.clusterSize()).isPositive();
            assertThat(volume.free()).isEqualTo(number(ntfs3g("ntfscluster", image, "-i"), "bytes of free space"));
        }
    }

    /** The numbers of clusters leave 0 to 7 bits in the last byte; the largest volume has a bitmap of several pieces. */
    @ParameterizedTest
    @CsvSource({
        "16777216, 512",
        "20971520, 4096",
        "20975616, 4096",
        "20992000, 4096",
        "25165824, 65536",
        "16781824, 1024",
        "335544320, 512",
        "104857600, 2048"
    })
    void countsWhatOthersCount(long size, String cluster) throws IOException {
        NtfsBuilder builder = new NtfsBuilder(folder, size, "-c", cluster);
        assertSameSpace(builder.build());
        assertSameSpace(builder.folder("/a").file("/a/small", new byte[10]).file("/a/large", Contents.random(1, 1_000_001)).build());
        assertSameSpace(builder.remove("/a/large").build());
    }

    @Test
    void doesNotCountBitsBehindTheLastCluster() throws IOException {
        OpenedVolume opened = new OpenedVolume(new NtfsBuilder(folder, 20 << 20, "-c", "4096").build());
        long clusters = opened.open().size() / 4096;
        assertThat(clusters % 8).isNotZero();
        long before = opened.open().free();
        RunStorage bitmap = NtfsFile.read(opened.table(), opened.table().read(MasterFileTable.CLUSTER_BITMAP))
                .stored(AttributeType.DATA, "").orElseThrow();
        int last = (int) bitmap.volumePosition((clusters - 1) / 8);
        opened.image()[last] &= (byte) ((1 << clusters % 8) - 1);
        assertThat(opened.open().free()).isEqualTo(before);
        opened.image()[last] |= (byte) 0xff;
        assertThat(opened.open().free()).isLessThan(before).isGreaterThanOrEqualTo(before - 8 * 4096);
    }

    @Test
    void refusesABitmapThatIsTooShort() throws IOException {
        OpenedVolume opened = new OpenedVolume(new NtfsBuilder(folder, 20 << 20, "-c", "4096").build());
        FileRecord record = opened.table().read(MasterFileTable.CLUSTER_BITMAP);
        Attribute content = NtfsFile.read(opened.table(), record).find(AttributeType.DATA, "").orElseThrow();
        long form = OpenedVolume.clustered(content);
        opened.set(form, Attribute.REAL_SIZE, 639).set(form, Attribute.INITIALIZED_SIZE, 639);
        assertThatThrownBy(() -> opened.open().free())
                .isInstanceOf(MalformedException.class)
                .hasMessage("volume: file record at 0x%x: record 6: the bitmap of clusters has 639 bytes, expected at least 640 for 5119 clusters",
                        record.position());
        opened.set(content.position(), Attribute.TYPE, 0x70);
        assertThatThrownBy(() -> opened.open().free())
                .isInstanceOf(MalformedException.class)
                .hasMessageEndingWith("the bitmap of clusters has 0 bytes, expected at least 640 for 5119 clusters");
    }

    private NtfsBuilder filesOfAllKinds(byte[] content) throws IOException {
        return new NtfsBuilder(folder, 16 << 20)
                .file("/plain", content)
                .compressed("/compressed", content)
                .file("/resident", new byte[20])
                .file("/hole", new byte[0])
                .at("/hole", 4_000_000, new byte[] {'e'});
    }

    @Test
    void tellsHowFilesAreKept() throws IOException {
        byte[] content = Contents.mixed(2, 300_000);
        Path image = filesOfAllKinds(content)
                .file("/system file", new byte[0])
                .resize("/system file", content.length)
                .stream("/system file", "WofCompressedData", WimCompression.XPRESS_8K.compress(folder, content, 50))
                .reparse("/system file", WimCompression.XPRESS_8K.reparsePoint())
                .folder("/folder")
                .build();
        try (Storage storage = FileStorage.open(image)) {
            NtfsFileSystem volume = NtfsFileSystem.open(storage);
            assertThat(attributes(volume, "/plain")).isEmpty();
            assertThat(attributes(volume, "/compressed")).containsExactly(FileAttribute.COMPRESSED);
            assertThat(attributes(volume, "/resident")).isEmpty();
            assertThat(attributes(volume, "/hole")).containsExactly(FileAttribute.SPARSE);
            assertThat(attributes(volume, "/system file")).contains(FileAttribute.REPARSE_POINT);
            assertThat(attributes(volume, "/folder")).isEmpty();
            assertThat(attributes(volume, "/")).isEmpty();
        }
    }

    private static Set<FileAttribute> attributes(NtfsFileSystem volume, String path) throws IOException {
        return volume.attributes(NtfsReading.entry(volume, path));
    }

    /** As others name the clusters that a file has. */
    @ParameterizedTest
    @ValueSource(strings = {"/plain", "/compressed", "/resident", "/hole"})
    void countsTheClustersOfAFile(String path) throws IOException {
        Path image = filesOfAllKinds(Contents.mixed(2, 300_000)).build();
        try (Storage storage = FileStorage.open(image)) {
            NtfsFileSystem volume = NtfsFileSystem.open(storage);
            FileEntry entry = NtfsReading.entry(volume, path);
            String istat = NtfsReading.run("istat", image.toString(), Long.toString(entry.position() & (1L << 48) - 1)).text();
            long clusters = istat.substring(istat.lastIndexOf("$DATA")).lines().skip(1).flatMap(line -> Pattern.compile(" ").splitAsStream(line.strip()))
                    .filter(word -> !word.isEmpty() && !word.equals("0")).count();
            assertThat(volume.allocated(entry)).isEqualTo(clusters * volume.clusterSize());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0x200, SPARSE", "0x400, REPARSE_POINT", "0x800, COMPRESSED", "0x1000, OFFLINE", "0x4000, ENCRYPTED", "0x400000, OFFLINE"
    })
    void takesTheWordOfTheFile(String flag, FileAttribute attribute) throws IOException {
        OpenedVolume opened = new OpenedVolume(new NtfsBuilder(folder, 4 << 20).file("/file", Contents.random(1, 9000)).build());
        Attribute standard = opened.attribute("/file", AttributeType.STANDARD_INFORMATION, "");
        opened.set(standard.position() + standard.form().get(Attribute.VALUE_OFFSET), NtfsFileSystem.ATTRIBUTES, 0x23 | Long.decode(flag));
        assertThat(attributes(opened.open(), "/file")).containsExactly(attribute);
    }

    @ParameterizedTest
    @CsvSource({"1, COMPRESSED", "0x4000, ENCRYPTED", "0x8000, SPARSE"})
    void takesTheWordOfItsContent(String flag, FileAttribute attribute) throws IOException {
        OpenedVolume opened = new OpenedVolume(new NtfsBuilder(folder, 4 << 20).file("/file", Contents.random(1, 9000)).build());
        opened.set(opened.attribute("/file", AttributeType.DATA, "").position(), Attribute.FLAGS, Long.decode(flag));
        assertThat(attributes(opened.open(), "/file")).containsExactly(attribute);
    }

    @Test
    void aFileThatACloudKeepsIsElsewhere() throws IOException {
        byte[] cloud = HexFormat.of().parseHex("1a000090" + "0400" + "0000" + "00000000");
        Path image = new NtfsBuilder(folder, 4 << 20).file("/file", "x".getBytes(StandardCharsets.UTF_8)).reparse("/file", cloud).build();
        assertThat(attributes(new OpenedVolume(image).open(), "/file")).contains(FileAttribute.REPARSE_POINT);
    }

    @Test
    void tellsThatAFileIsNotToBeWrittenTo() throws IOException {
        OpenedVolume opened = new OpenedVolume(new NtfsBuilder(folder, 4 << 20).file("/file", Contents.random(1, 9000)).build());
        assertThat(opened.open().isReadOnly(NtfsReading.entry(opened.open(), "/file"))).contains(false);
        Attribute standard = opened.attribute("/file", AttributeType.STANDARD_INFORMATION, "");
        opened.set(standard.position() + standard.form().get(Attribute.VALUE_OFFSET), NtfsFileSystem.ATTRIBUTES, 0x21);
        assertThat(opened.open().isReadOnly(NtfsReading.entry(opened.open(), "/file"))).contains(true);
        assertThat(attributes(opened.open(), "/file")).isEmpty();
    }
}
