package org.bcdkit.ntfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bcdkit.disk.DiskContents;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.NtfsReading;
import org.bcdkit.testing.WimCompression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsedClustersTest {

    @TempDir
    Path folder;

    /** The numbers of clusters leave 0 to 7 bits in the last byte. */
    @ParameterizedTest
    @CsvSource({"20971520, 4096", "20975616, 4096", "20992000, 4096", "25165824, 65536", "335544320, 512"})
    void copiesAllThatBelongsToSomething(long size, String cluster) throws IOException {
        byte[] content = Contents.random(1, 3_000_001);
        Path image = new NtfsBuilder(folder, size, "-c", cluster).file("/gone", Contents.random(2, 1_000_000)).folder("/a").file("/a/kept", content)
                .remove("/gone").build();
        byte[] copy = new byte[(int) size];
        long copied = 0;
        try (Storage storage = FileStorage.open(image)) {
            NtfsFileSystem volume = NtfsFileSystem.open(storage);
            DiskContents used = volume.used(storage);
            long end = 0;
            for (Optional<DiskContents.Range> range = used.next(0); range.isPresent(); range = used.next(end)) {
                assertThat(range.get().start()).isGreaterThanOrEqualTo(end);
                assertThat(range.get().end()).isGreaterThan(range.get().start()).isLessThanOrEqualTo(size);
                end = range.get().end();
                copied += end - range.get().start();
                used.read(range.get().start(), ByteBuffer.wrap(copy, (int) range.get().start(), (int) (end - range.get().start())));
            }
            assertThat(end).as("the backup of the boot sector is there").isEqualTo(size);
            // Eight clusters are told at once, and the volume is in few pieces.
            assertThat(copied).isBetween(volume.size() - volume.free(), volume.size() - volume.free() + 64L * volume.clusterSize());
        }
        Path copied2 = Files.write(folder.resolve("copy"), copy);
        assertThat(NtfsReading.ntfscat(copied2, "/a/kept")).isEqualTo(content);
        try (Storage storage = FileStorage.open(copied2)) {
            assertThat(NtfsReading.bytes(NtfsFileSystem.open(storage), "/a/kept")).isEqualTo(content);
        }
    }

    @Test
    void beginsWhereItIsAsked() throws IOException {
        Path image = new NtfsBuilder(folder, 20 << 20, "-c", "4096").build();
        try (Storage storage = FileStorage.open(image)) {
            DiskContents used = NtfsFileSystem.open(storage).used(storage);
            assertThat(used.next(100).orElseThrow().start()).isEqualTo(100);
            assertThat(used.next((20 << 20) - 1)).contains(new DiskContents.Range((20 << 20) - 1, 20 << 20));
            assertThat(used.next(20 << 20)).isEmpty();
        }
    }

    @Test
    void countsTheFilesThatWindowsCompressedForItself() throws IOException {
        byte[] content = Contents.mixed(2, 300_000);
        NtfsBuilder builder = new NtfsBuilder(folder, 16 << 20).file("/plain", content).compressed("/compressed", content);
        try (Storage storage = FileStorage.open(builder.build())) {
            assertThat(NtfsFileSystem.open(storage).countCompressedSystemFiles()).isZero();
        }
        for (String name : new String[] {"/one", "/two"}) {
            builder.file(name, new byte[0]).resize(name, content.length)
                    .stream(name, "WofCompressedData", WimCompression.XPRESS_8K.compress(folder, content, 50))
                    .reparse(name, WimCompression.XPRESS_8K.reparsePoint());
        }
        try (Storage storage = FileStorage.open(builder.build())) {
            assertThat(NtfsFileSystem.open(storage).countCompressedSystemFiles()).isEqualTo(2);
        }
    }
}
