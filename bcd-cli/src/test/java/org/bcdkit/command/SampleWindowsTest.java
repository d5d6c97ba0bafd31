package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.FileSystems;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The volume of the sample image is what {@link WindowsOutline} makes; with {@code -Dbcdkit.writeReference=true} it is made anew. */
class SampleWindowsTest {

    private static final Path RESOURCE = Path.of("src/main/resources/org/bcdkit/command/sample-windows.ntfs.gz");
    private static final int SIZE = 4 << 20;
    private static final int SECTOR = 512;
    /** Where the code of a boot sector starts and ends, and how many sectors of it there are. NTFS, boot sector. */
    private static final int CODE = 0x54;
    private static final int CODE_END = 0x1fe;
    private static final int BOOT_SECTORS = 16;

    @TempDir
    Path folder;

    @Test
    @EnabledIfSystemProperty(named = "bcdkit.writeReference", matches = "true")
    void writesTheVolume() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            ShortBuffer volume = ByteBuffer.wrap(withoutBootCode(Files.readAllBytes(WindowsOutline.windows11().volume(folder, SIZE))))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            for (int last = 0; volume.hasRemaining(); ) {
                int difference = volume.get(volume.position()) - last;
                last = volume.get();
                out.write(difference);
                out.write(difference >> 8);
            }
        }
        Files.createDirectories(RESOURCE.getParent());
        Files.write(RESOURCE, packed.toByteArray());
    }

    /** The code is mkntfs's own, and nothing starts from this volume by itself. */
    private static byte[] withoutBootCode(byte[] volume) {
        Arrays.fill(volume, CODE, CODE_END, (byte) 0);
        Arrays.fill(volume, SECTOR, BOOT_SECTORS * SECTOR, (byte) 0);
        Arrays.fill(volume, volume.length - SECTOR + CODE, volume.length - SECTOR + CODE_END, (byte) 0);
        return volume;
    }

    @Test
    void holdsWhatTheOutlineHasAndNoCode() throws IOException {
        byte[] sample = SampleFiles.windowsVolume().toArray();
        assertThat(sample).hasSize(SIZE).isEqualTo(withoutBootCode(sample.clone()));
        List<String> expected = contents(Files.readAllBytes(WindowsOutline.windows11().volume(folder, SIZE)));
        assertThat(contents(sample)).isEqualTo(expected).hasSize(13);
    }

    private static List<String> contents(byte[] volume) throws IOException {
        FileSystem fileSystem = FileSystems.open(MemoryStorage.of("volume", volume));
        List<String> contents = new ArrayList<>();
        walk(fileSystem, fileSystem.root(), FilePath.ROOT.toString(), contents);
        return contents;
    }

    private static void walk(FileSystem fileSystem, FileEntry folder, String path, List<String> contents) throws IOException {
        for (FileEntry entry : fileSystem.list(folder)) {
            String text = path + entry.name() + " " + entry.kind().word();
            if (entry.kind() == FileEntry.Kind.DIRECTORY) {
                contents.add(text);
                walk(fileSystem, entry, path + entry.name() + "/", contents);
            } else {
                try (Storage file = fileSystem.open(entry)) {
                    // The hives have the time in them.
                    contents.add(text + " " + (path.endsWith("config/") ? file.size() : Arrays.hashCode(file.read(0, (int) file.size()))));
                }
            }
        }
    }
}
