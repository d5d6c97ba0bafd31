package org.bcdkit.ntfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.NtfsReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads volumes that mkntfs made and libntfs-3g filled, and compares with what was put in and what ntfscat and The Sleuth Kit read. */
class NtfsFileSystemTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "512, 512", "512, 1024", "512, 4096", "512, 65536", "512, 262144", "512, 2097152", "1024, 2048", "2048, 4096", "4096, 4096", "4096, 131072"
    })
    void readsVolumesOfAllSectorAndClusterSizes(int sector, int cluster) throws IOException {
        long size = cluster > 65536 ? 200L << 20 : 24L << 20;
        Map<String, byte[]> files = new TreeMap<>();
        files.put("/empty", new byte[0]);
        files.put("/small in its record.txt", Contents.random(1, 300));
        files.put("/three clusters", Contents.random(2, cluster > 65536 ? 150_000 : 2 * cluster + 17));
        files.put("/one and a half million.bin", Contents.mixed(3, 1_500_000));
        files.put("/folder/Größe 测试 \uD83D\uDE00.txt", "x".getBytes());
        NtfsBuilder builder =
                new NtfsBuilder(folder, size, "-s", "" + sector, "-c", "" + cluster, "-L", "Volume of " + cluster).folder("/folder");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            builder.file(file.getKey(), file.getValue());
        }
        for (int i = 0; i < 60; i++) {
            builder.file("/folder/file number " + i, new byte[i]);
        }
        Path image = builder.build();
        try (Storage storage = FileStorage.open(image)) {
            NtfsFileSystem volume = NtfsFileSystem.open(storage);
            assertThat(volume.label()).contains("Volume of " + cluster);
            assertThat(volume.isDirty()).isFalse();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                assertThat(NtfsReading.bytes(volume, file.getKey())).as(file.getKey()).isEqualTo(file.getValue());
                // The Sleuth Kit 4.11 does not know clusters of more than 128 sectors.
                byte[] asOthersReadIt = cluster / sector <= 128
                        ? NtfsReading.icat(image, NtfsReading.entry(volume, file.getKey()))
                        : NtfsReading.ntfscat(image, file.getKey());
                assertThat(asOthersReadIt).as(file.getKey()).isEqualTo(file.getValue());
            }
            List<FileEntry> listed = volume.list(NtfsReading.entry(volume, "/FOLDER"));
            assertThat(listed).hasSize(61);
            assertThat(NtfsReading.names(volume, "/"))
                    .containsExactly("empty", "folder", "one and a half million.bin", "small in its record.txt", "three clusters");
        }
    }

    @Test
    void tellsWhenFilesWereChanged() throws IOException {
        Instant before = Instant.now().minusSeconds(1);
        Path image = new NtfsBuilder(folder, 8 << 20).file("/file", new byte[] {1}).folder("/folder").build();
        NtfsFileSystem volume = new OpenedVolume(image).open();
        assertThat(volume.list(volume.root())).hasSize(2).allSatisfy(entry -> assertThat(entry.modified()).isBetween(before, Instant.now()));
    }

    @Test
    void hasNoLabelWhenNoneWasGiven() throws IOException {
        NtfsFileSystem volume = new OpenedVolume(new NtfsBuilder(folder, 8 << 20).build()).open();
        assertThat(volume.label()).isEmpty();
        assertThat(volume.kind()).isEqualTo("ntfs");
    }

    @Test
    void takesOnlyFoldersForFoldersAndFilesForFiles() throws IOException {
        Path image = new NtfsBuilder(folder, 8 << 20).file("/file", new byte[] {1}).folder("/folder").build();
        NtfsFileSystem volume = new OpenedVolume(image).open();
        FileEntry file = NtfsReading.entry(volume, "/file");
        FileEntry inside = NtfsReading.entry(volume, "/folder");
        assertThatThrownBy(() -> volume.list(file)).isInstanceOf(IllegalArgumentException.class).hasMessage("file is not a folder");
        assertThatThrownBy(() -> volume.find(file, "x")).isInstanceOf(IllegalArgumentException.class).hasMessage("file is not a folder");
        assertThatThrownBy(() -> volume.open(inside)).isInstanceOf(IllegalArgumentException.class).hasMessage("folder is a folder");
    }
}
