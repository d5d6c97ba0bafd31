package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bcdkit.fat.WrittenFat.apply;
import static org.bcdkit.fat.WrittenFat.assertSound;
import static org.bcdkit.fat.WrittenFat.delete;
import static org.bcdkit.fat.WrittenFat.file;
import static org.bcdkit.fat.WrittenFat.folder;
import static org.bcdkit.fat.WrittenFat.plan;
import static org.bcdkit.fat.WrittenFat.random;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.WritableFile;
import org.bcdkit.testing.FatImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writing into volumes that mkfs.fat made, judged by fsck.fat and mtools. */
class FatVolumeTest {

    private static final String LONG = "A long name, with spaces + signs; and more than 8.3 – Größe 测试.some text";

    @TempDir
    Path folder;

    private static Map<String, byte[]> tree() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("EMPTY", new byte[0]);
        files.put("ONE.TXT", random(1, 1));
        files.put("lower.txt", random(2, 511));
        files.put("Mixed.Txt", random(3, 512));
        files.put("no extension of three.text", random(4, 4097));
        files.put(LONG, random(5, 70_000));
        files.put("x".repeat(255), random(6, 100));
        files.put("EFI/Microsoft/Boot/bootmgfw.efi", random(7, 1_000_001));
        files.put("EFI/Microsoft/Boot/bootmgr.efi.mui", random(8, 32_768));
        files.put("EFI/Microsoft/Boot/BCD", random(9, 32_768));
        for (int i = 0; i < 150; i++) {
            files.put("many/a file with the number %d.dat".formatted(i), random(i, 300 + i));
        }
        return files;
    }

    @ParameterizedTest
    @CsvSource({
        "fat12,  8192, -F 12 -s 8",
        "fat12,  2048, -F 12 -s 1",
        "fat16, 16384, -F 16 -s 1",
        "fat16, 65536, -F 16 -S 4096 -s 1",
        "fat16, 16384, -F 16 -f 1 -R 7",
        "fat32, 40960, -F 32 -s 1",
        "fat32, 98304, -F 32 -s 1 -S 1024 -R 40"
    })
    void mtoolsReadWhatWasWritten(String kind, int size, String options) throws IOException {
        Path image = FatImage.format(folder.resolve("fat"), size, (options + " -n MYLABEL").split(" ")).file();
        List<FatChange> changes = new ArrayList<>(List.of(folder("empty folder/inside")));
        Map<String, Bytes> expected = new TreeMap<>();
        for (var entry : tree().entrySet()) {
            changes.add(file(entry.getKey(), entry.getValue()));
            expected.put(entry.getKey(), Bytes.of(entry.getValue()));
        }
        for (String name : List.of("empty folder/", "empty folder/inside/", "EFI/", "EFI/Microsoft/", "EFI/Microsoft/Boot/", "many/")) {
            expected.put(name, Bytes.EMPTY);
        }
        try (WritableFile volume = WritableFile.open(image)) {
            apply(volume, changes.toArray(FatChange[]::new));
            assertThat(FatFileSystem.open(volume).kind()).isEqualTo(kind);
            assertThat(FatReading.all(FatFileSystem.open(volume))).isEqualTo(expected);
        }
        assertSound(image);
        FatImage.at(image).copyOut(folder.resolve("out"));
        assertThat(FatReading.allOf(folder.resolve("out"))).isEqualTo(expected);
    }
}
