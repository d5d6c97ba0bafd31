package org.bcdkit.ntfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.NtfsReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of files, however NTFS keeps them. */
class NtfsContentTest {

    @TempDir
    private Path folder;

    private static void assertSameEverywhere(Path image, String path, byte[] expected) throws IOException {
        try (Storage storage = FileStorage.open(image)) {
            NtfsFileSystem volume = NtfsFileSystem.open(storage);
            FileEntry entry = NtfsReading.entry(volume, path);
            assertThat(entry.size()).isEqualTo(expected.length);
            assertThat(NtfsReading.bytes(volume, path)).as(path).isEqualTo(expected);
            assertThat(NtfsReading.icat(image, entry)).as(path).isEqualTo(expected);
            assertThat(NtfsReading.ntfscat(image, path)).as(path).isEqualTo(expected);
            assertAnyPieceIsRight(volume.open(entry), expected);
        }
    }

    private static void assertAnyPieceIsRight(Storage content, byte[] expected) throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            int from = random.nextInt(expected.length);
            int length = Math.min(expected.length - from, 1 + random.nextInt(random.nextInt(4) == 0 ? 200_000 : 5_000));
            ByteBuffer piece = ByteBuffer.allocate(length);
            content.read(from, piece);
            assertThat(piece.array()).isEqualTo(Arrays.copyOfRange(expected, from, from + length));
        }
    }

    /** A volume that is nearly full of small files, with every second of them taken away: there is room, but no two clusters more in one place. */
    private NtfsBuilder combed(int cluster, int files) throws IOException {
        NtfsBuilder builder = new NtfsBuilder(folder, 16 << 20, "-c", "" + cluster, "-z", "1");
        byte[] content = new byte[cluster + 500];
        for (int i = 0; i < files; i++) {
            builder.file("/s" + i, content);
        }
        for (int i = 0; i < files; i += 2) {
            builder.remove("/s" + i);
        }
        return builder;
    }

    @Test
    void readsAFileWhoseThousandsOfRunsNeedManyRecords() throws IOException {
        byte[] content = Contents.mixed(11, 2_500_000);
        Path image = combed(512, 6200).pieces("/pieces", 512, content).build();
        NtfsFile file = new OpenedVolume(image).file("/pieces");
        assertThat(file.find(AttributeType.ATTRIBUTE_LIST, "")).hasValueSatisfying(list -> assertThat(list.isResident()).isFalse());
        assertThat(file.attributes()).filteredOn(attribute -> attribute.is(AttributeType.DATA, "")).hasSizeGreaterThan(2);
        assertSameEverywhere(image, "/pieces", content);
    }

    @Test
    void readsAMasterFileTableWhoseRunsNeedSeveralRecords() throws IOException {
        NtfsBuilder builder = combed(1024, 4200);
        for (int i = 0; i < 3000; i++) {
            builder.file("/more" + i, String.valueOf(i).getBytes());
        }
        Path image = builder.build();
        OpenedVolume opened = new OpenedVolume(image);
        assertThat(opened.table().read(0).attributes()).anyMatch(attribute -> attribute.type() == AttributeType.ATTRIBUTE_LIST);
        NtfsFileSystem volume = opened.open();
        assertThat(volume.list(volume.root())).hasSize(2100 + 3000);
        for (int i = 0; i < 3000; i += 7) {
            assertThat(NtfsReading.bytes(volume, "/MORE" + i)).asString().isEqualTo(String.valueOf(i));
        }
        assertSameEverywhere(image, "/more2999", "2999".getBytes());
    }

    @Test
    void readsHolesAsZeros() throws IOException {
        byte[] content = new byte[9_000_000];
        byte[] island = Contents.random(3, 70_000);
        System.arraycopy(island, 0, content, 4_000_001, island.length);
        content[content.length - 1] = 'e';
        Path image = new NtfsBuilder(folder, 16 << 20)
                .file("/sparse", new byte[0])
                .at("/sparse", 4_000_001, island)
                .at("/sparse", content.length - 1, new byte[] {'e'})
                .build();
        assertSameEverywhere(image, "/sparse", content);
    }

    @Test
    void holdsNothingOfALargeHole() throws IOException {
        Path image = new NtfsBuilder(folder, 16 << 20).file("/sparse", new byte[0]).at("/sparse", 15L << 40, new byte[] {'e'}).build();
        try (Storage storage = FileStorage.open(image)) {
            NtfsFileSystem volume = NtfsFileSystem.open(storage);
            Storage content = volume.open(NtfsReading.entry(volume, "/sparse"));
            assertThat(content.size()).isEqualTo((15L << 40) + 1);
            assertThat(content.read((15L << 40) - 2, 3)).containsExactly(0, 0, 'e');
            assertThat(content.read(7L << 40, 3)).containsOnly(0);
        }
    }

    @Test
    void readsWhatWasNeverWrittenAsZeros() throws IOException {
        byte[] content = Contents.random(4, 100_000);
        Path image = new NtfsBuilder(folder, 16 << 20).file("/file", content).build();
        OpenedVolume opened = new OpenedVolume(image);
        Attribute data = opened.attribute("/file", AttributeType.DATA, "");
        opened.set(OpenedVolume.clustered(data), Attribute.INITIALIZED_SIZE, 12_345);
        Files.write(image, opened.image());
        byte[] expected = Arrays.copyOf(Arrays.copyOf(content, 12_345), content.length);
        assertSameEverywhere(image, "/file", expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 2048, 4096})
    void readsCompressedFiles(int cluster) throws IOException {
        NtfsBuilder builder = new NtfsBuilder(folder, 32 << 20, "-c", "" + cluster);
        int unit = 16 * cluster;
        byte[][] contents = {
            Contents.mixed(1, 3_000_000),
            new byte[200_000],
            Contents.random(2, 3 * unit + 5 * cluster + 7),
            Contents.mixed(3, unit),
            Contents.mixed(4, 7 * unit + 1),
            Contents.random(5, 4 * unit),
            Contents.mixed(6, cluster + 900)
        };
        for (int i = 0; i < contents.length; i++) {
            builder.compressed("/compressed" + i, contents[i]);
        }
        Path image = builder.build();
        Attribute data = new OpenedVolume(image).attribute("/compressed0", AttributeType.DATA, "");
        assertThat(data.compression()).isEqualTo(Attribute.LZNT1);
        for (int i = 0; i < contents.length; i++) {
            assertSameEverywhere(image, "/compressed" + i, contents[i]);
        }
    }

    @Test
    void readsACompressedFileOnlyAsFarAsItWasWritten() throws IOException {
        byte[] content = Contents.mixed(8, 300_000);
        Path image = new NtfsBuilder(folder, 16 << 20).compressed("/file", content).build();
        OpenedVolume opened = new OpenedVolume(image);
        opened.set(OpenedVolume.clustered(opened.attribute("/file", AttributeType.DATA, "")), Attribute.INITIALIZED_SIZE, 100_001);
        NtfsFileSystem volume = opened.open();
        assertThat(NtfsReading.bytes(volume, "/file")).isEqualTo(Arrays.copyOf(Arrays.copyOf(content, 100_001), content.length));
    }

    @Test
    void leavesOtherStreamsAlone() throws IOException {
        byte[] content = Contents.random(5, 10_000);
        Path image = new NtfsBuilder(folder, 16 << 20)
                .file("/file", content)
                .stream("/file", "Zone.Identifier", "[ZoneTransfer]".getBytes())
                .stream("/file", "a large one", Contents.random(6, 50_000))
                .build();
        assertSameEverywhere(image, "/file", content);
        assertThat(NtfsReading.names(new OpenedVolume(image).open(), "/")).containsExactly("file");
    }

    @Test
    void readsOneFileByEachOfItsNames() throws IOException {
        byte[] content = Contents.random(6, 5_000);
        Path image = new NtfsBuilder(folder, 16 << 20)
                .folder("/one")
                .folder("/two")
                .file("/one/file", new byte[] {1})
                .link("/one/file", "/two/other name")
                .at("/one/file", 0, content)
                .build();
        NtfsFileSystem volume = new OpenedVolume(image).open();
        assertThat(NtfsReading.bytes(volume, "/one/file")).isEqualTo(content);
        assertThat(NtfsReading.bytes(volume, "/two/other name")).isEqualTo(content);
        // The size in the index is kept up to date for one name only.
        assertThat(volume.list(NtfsReading.entry(volume, "/two"))).singleElement().satisfies(entry -> {
            assertThat(entry.name()).isEqualTo("other name");
            assertThat(entry.size()).isEqualTo(content.length);
            assertThat(entry.position()).isEqualTo(NtfsReading.entry(volume, "/one/file").position());
        });
    }

    @Test
    void refusesAnEncryptedFile() throws IOException {
        Path image = new NtfsBuilder(folder, 16 << 20).file("/secret", Contents.random(7, 5_000)).build();
        OpenedVolume opened = new OpenedVolume(image);
        opened.set(opened.attribute("/secret", AttributeType.DATA, "").position(), Attribute.FLAGS, 0x4000);
        NtfsFileSystem volume = opened.open();
        FileEntry entry = NtfsReading.entry(volume, "/secret");
        assertThatThrownBy(() -> volume.open(entry))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageStartingWith("secret on volume: $DATA at 0x")
                .hasMessageEndingWith(": it is encrypted with EFS");
    }

    @Test
    void refusesACompressionItDoesNotKnow() throws IOException {
        Path image = new NtfsBuilder(folder, 16 << 20).compressed("/file", Contents.mixed(7, 50_000)).build();
        OpenedVolume opened = new OpenedVolume(image);
        opened.set(opened.attribute("/file", AttributeType.DATA, "").position(), Attribute.FLAGS, 2);
        NtfsFileSystem volume = opened.open();
        FileEntry entry = NtfsReading.entry(volume, "/file");
        assertThatThrownBy(() -> volume.open(entry))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageEndingWith(": it is compressed with method 2 in units of 65536 bytes; known is 1, LZNT1, in units of up to 1 MiB");
    }
}
