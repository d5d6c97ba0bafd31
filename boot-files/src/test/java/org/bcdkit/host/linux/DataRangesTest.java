package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.DiskContents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataRangesTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void readsRanges() {
        assertThat(DataRangesParser.parse("0 4096\n8192 1099511627776\nend\n"))
                .contains(List.of(new DiskContents.Range(0, 4096), new DiskContents.Range(8192, 1L << 40)));
        assertThat(DataRangesParser.parse("end\n")).contains(List.of());
    }

    /** A range that is missing would be taken for zeros. */
    @ParameterizedTest
    @ValueSource(strings = {
        "", "0 4096\n", "0 4096\n8192 10", "0 4096\nend", "0 4096\nend\nend\n", "0 4096\n4095 8192\nend\n", "8192 8192\nend\n", "8192 4096\nend\n",
        "-1 4096\nend\n", "a 4096\nend\n", "0 99999999999999999999\nend\n", "4096\n0 4096\nend\n"
    })
    void takesNothingThatIsNotWhole(String text) {
        assertThat(DataRangesParser.parse(text)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void asksTheKernelForTheHolesOfAFile() throws IOException {
        Path file = folder.resolve("-n 'a' $x.raw");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1}), 8L * MIB);
            channel.write(ByteBuffer.wrap(new byte[] {1}), 32L * MIB - 1);
        }
        List<DiskContents.Range> ranges = new LinuxHost().dataIn(file).orElseThrow();
        // A file system may not know holes, or only large ones: then more of the file is said to be data, never less.
        assertThat(ranges).anyMatch(range -> range.start() <= 8L * MIB && range.end() > 8L * MIB);
        assertThat(ranges.get(ranges.size() - 1).end()).isEqualTo(32L * MIB);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileOfHolesHoldsNothing() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.raw"));
        assertThat(new LinuxHost().dataIn(file)).contains(List.of());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatIsNotThereHasNoAnswer() {
        assertThat(new LinuxHost().dataIn(folder.resolve("none.raw"))).isEqualTo(Optional.empty());
    }
}
