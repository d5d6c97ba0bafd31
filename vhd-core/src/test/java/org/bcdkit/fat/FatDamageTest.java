package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.DamagedBytes;
import org.bcdkit.testing.DamagedStorage;
import org.bcdkit.testing.FatImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Volumes with bytes that are not as they were written, and volumes that end too early. */
@Timeout(300)
class FatDamageTest {

    private static final int DEEP = 20;

    @TempDir
    Path folder;

    /** Opens the volume and reads everything in it; a folder that contains itself is followed for a while. */
    private static void readAll(Storage volume) throws IOException {
        FatFileSystem fat = FatFileSystem.open(volume);
        readAll(fat, fat.root(), DEEP);
    }

    private static void readAll(FatFileSystem fat, FileEntry at, int deep) throws IOException {
        for (FileEntry entry : fat.list(at)) {
            if (entry.kind() == FileEntry.Kind.FILE) {
                try (Storage file = fat.open(entry)) {
                    ByteBuffer into = ByteBuffer.allocate(5000);
                    for (long position = 0; position < file.size(); position += into.capacity()) {
                        file.read(position, into.clear().limit((int) Math.min(into.capacity(), file.size() - position)));
                    }
                }
            } else if (deep > 0) {
                readAll(fat, entry, deep - 1);
            }
        }
    }

    private FatImage sample(int kibibytes, String... options) throws IOException {
        FatImage image = FatImage.format(folder.resolve("fat"), kibibytes, options).folder("d").folder("d/e");
        image.add(Files.write(folder.resolve("A long name for it.txt"), new byte[4000]));
        image.mtools("mcopy", Files.write(folder.resolve("b"), new byte[1500]).toString(), "::/d/e");
        return image;
    }

    @Test
    void aFat12IsReadOrRefusedWhateverByteIsWrong() throws IOException {
        byte[] whole = Files.readAllBytes(sample(64, "-F", "12", "-s", "1", "-r", "16").file());
        for (int mask : new int[] {0x01, 0xff}) {
            assertThat(DamagedBytes.everyFlip(whole, mask, bytes -> readAll(MemoryStorage.of("fat", bytes)))).isBetween(20, 500);
        }
        // Where nothing is in use any more, nothing is missing.
        assertThat(DamagedBytes.everyTruncation(whole, bytes -> readAll(MemoryStorage.of("fat", bytes)))).isGreaterThan(8000);
    }

    @Test
    void aFat32IsReadOrRefusedWhateverByteOfItsStructuresIsWrong() throws IOException {
        Path file = sample(40960, "-F", "32", "-s", "1").file();
        byte[] all = Files.readAllBytes(file);
        Arrays.fill(all, 6 * 512, 7 * 512, (byte) 0); // the backup of the boot sector, which would help
        Storage whole = MemoryStorage.of("fat", all);
        byte[] first = whole.read(0, 512);
        int fat = 512 * LittleEndian.u16(first, 14);
        int data = fat + 2 * 512 * LittleEndian.i32(first, 36);
        int refused = 0;
        for (int start : new int[] {0, fat, data}) {
            for (int at = start; at < start + 512; at++) {
                for (int mask : new int[] {0x01, 0x80, 0xff}) {
                    try {
                        readAll(DamagedStorage.flipped(whole, at, mask));
                    } catch (FormatException e) {
                        refused++;
                        assertThat(e.problem()).isNotBlank();
                    }
                }
            }
        }
        assertThat(refused).isBetween(50, 500);
    }

    @Test
    void aFolderThatContainsItselfIsAFolderLikeOthers() throws IOException {
        byte[] bytes = Files.readAllBytes(sample(1440).file());
        FatFileSystem fat = FatFileSystem.open(MemoryStorage.of("fat", bytes));
        FileEntry d = fat.find(fat.root(), "d").orElseThrow();
        FileEntry e = fat.find(d, "e").orElseThrow();
        int data = 33 * 512;
        int entryOfE = data + 512 * ((int) d.position() - 2) + 64;
        LittleEndian.putU16(bytes, entryOfE + 26, (int) d.position());
        FatFileSystem damaged = FatFileSystem.open(MemoryStorage.of("fat", bytes));
        assertThat(e.name()).isEqualTo("e");
        assertThat(damaged.find(d, "e").orElseThrow().position()).isEqualTo(d.position());
    }
}
