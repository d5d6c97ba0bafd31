package org.bcdkit.ntfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.NtfsReading;
import org.bcdkit.testing.WimCompression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files as CompactOS and {@code compact /exe} leave them. No Windows is at hand: wimlib compresses the chunks, whose form is the same, and libntfs-3g
 * puts stream and reparse point into the volume. Other readers see only zeros in such files.
 */
class CompressedSystemFileTest {

    @TempDir
    private Path folder;

    private static NtfsBuilder file(NtfsBuilder builder, String path, long size, byte[] packed, byte[] point) throws IOException {
        return builder.file(path, new byte[0]).resize(path, size).stream(path, "WofCompressedData", packed).reparse(path, point);
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatWasCompressed(WimCompression compression) throws IOException {
        byte[][] contents = {
            Contents.mixed(1, 2_000_000),
            Contents.mixed(2, compression.chunkSize()),
            Contents.mixed(3, 5 * compression.chunkSize()),
            Contents.mixed(4, 5 * compression.chunkSize() + 1),
            "small, and in its record as compressed; small, and in its record as compressed;".getBytes()
        };
        NtfsBuilder builder = new NtfsBuilder(folder, 32 << 20);
        byte[] point = compression.reparsePoint();
        for (int i = 0; i < contents.length; i++) {
            file(builder, "/file" + i, contents[i].length, compression.compress(folder, contents[i], 50), point);
        }
        NtfsFileSystem volume = new OpenedVolume(builder.build()).open();
        for (int i = 0; i < contents.length; i++) {
            FileEntry entry = NtfsReading.entry(volume, "/file" + i);
            assertThat(entry.kind()).isEqualTo(FileEntry.Kind.FILE);
            assertThat(entry.size()).isEqualTo(contents[i].length);
            Storage content = volume.open(entry);
            assertThat(content.read(0, contents[i].length)).isEqualTo(contents[i]);
            int half = contents[i].length / 2;
            assertThat(content.read(half, half)).isEqualTo(Arrays.copyOfRange(contents[i], half, 2 * half));
        }
    }

    @Test
    void readsAFileOfMoreThanFourGibibytesWhoseTableHasLongerOffsets() throws IOException {
        long size = (4L << 30) + 5000;
        int chunks = (int) (size / (32 << 10)) + 1;
        byte[] first = Contents.random(5, 32 << 10);
        byte[] last = Contents.random(6, 5000);
        // What is not read is not looked at: between the first chunk and the last, which are stored as they are, there is nothing.
        ByteBuffer packed = ByteBuffer.allocate(8 * (chunks - 1) + first.length + last.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < chunks - 1; i++) {
            packed.putLong(first.length);
        }
        packed.put(first).put(last);
        NtfsBuilder builder = new NtfsBuilder(folder, 16 << 20);
        file(builder, "/file", size, packed.array(), WimCompression.reparsePoint(1, 2, 1, 1));
        NtfsFileSystem volume = new OpenedVolume(builder.build()).open();
        Storage content = volume.open(NtfsReading.entry(volume, "/file"));
        assertThat(content.size()).isEqualTo(size);
        assertThat(content.read(0, first.length)).isEqualTo(first);
        assertThat(content.read(size - last.length, last.length)).isEqualTo(last);
        assertThatThrownBy(() -> content.read(size / 2, 10))
                .isInstanceOf(MalformedException.class)
                .hasMessageEndingWith(" bytes is said to be at 32768 to 32768 of 37768");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2, 1, 0, 'version 2, provider 2; known is version 1, provider 2, the file itself; with provider 1 the content is in a WIM file'",
        "1, 1, 1, 0, 'version 1, provider 1; known is version 1, provider 2, the file itself; with provider 1 the content is in a WIM file'",
        "1, 2, 2, 0, 'version 2, algorithm 0; known is version 1 with algorithms 0 to 3'",
        "1, 2, 1, 4, 'version 1, algorithm 4; known is version 1 with algorithms 0 to 3'"
    })
    void refusesOtherVersionsByTheirNumbers(int version, int provider, int fileVersion, int algorithm, String message) throws IOException {
        NtfsBuilder builder = new NtfsBuilder(folder, 16 << 20);
        file(builder, "/file", 5000, new byte[100], WimCompression.reparsePoint(version, provider, fileVersion, algorithm));
        NtfsFileSystem volume = new OpenedVolume(builder.build()).open();
        FileEntry entry = NtfsReading.entry(volume, "/file");
        assertThatThrownBy(() -> volume.open(entry))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageStartingWith("file on volume: compressed file reparse data at 0x")
                .hasMessageEndingWith(": " + message);
    }

    @Test
    void refusesAFileWithoutItsCompressedStream() throws IOException {
        NtfsBuilder builder = new NtfsBuilder(folder, 16 << 20).file("/file", new byte[5000]);
        Path image = builder.reparse("/file", WimCompression.reparsePoint(1, 2, 1, 0)).build();
        NtfsFileSystem volume = new OpenedVolume(image).open();
        FileEntry entry = NtfsReading.entry(volume, "/file");
        assertThatThrownBy(() -> volume.open(entry))
                .isInstanceOf(MalformedException.class)
                .hasMessageEndingWith(": it is a compressed system file without a stream WofCompressedData");
    }

    @ParameterizedTest
    @CsvSource({
        "0, chunk 0 of 4096 bytes is said to be at 0 to 0 of 300",
        "301, chunk 0 of 4096 bytes is said to be at 0 to 301 of 300",
        "-1, chunk 0 of 4096 bytes is said to be at 0 to 4294967295 of 300"
    })
    void refusesAChunkOutsideTheStream(int end, String message) throws IOException {
        byte[] packed = ByteBuffer.allocate(304).order(ByteOrder.LITTLE_ENDIAN).putInt(end).array();
        NtfsBuilder builder = new NtfsBuilder(folder, 16 << 20);
        file(builder, "/file", 5000, packed, WimCompression.reparsePoint(1, 2, 1, 0));
        NtfsFileSystem volume = new OpenedVolume(builder.build()).open();
        Storage content = volume.open(NtfsReading.entry(volume, "/file"));
        assertThatThrownBy(() -> content.read(0, 10))
                .isInstanceOf(MalformedException.class)
                .hasMessage("WofCompressedData of file on volume: chunk table at 0x0: " + message);
    }
}
