package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.CorpusTest;
import org.bcdkit.testing.DiskCorpus;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.SparseDisk;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** FAT volumes of Windows and of devices. */
@CorpusTest
class FatCorpusTest {

    @TempDir
    private Path folder;

    static List<DiskCorpus> volumes() throws IOException {
        return DiskCorpus.ofKind("image").stream().filter(row -> row.features().startsWith("FAT") && !row.file().contains("bitlk")).toList();
    }

    @ParameterizedTest
    @MethodSource("volumes")
    void readsWhatMtoolsAndTheSleuthKitRead(DiskCorpus row) throws IOException {
        Path image = row.unpack(folder);
        try (Storage volume = FileStorage.open(image)) {
            FatFileSystem fat = FatFileSystem.open(volume);
            assertThat(fat.kind()).isEqualTo(row.features().toLowerCase());
            Map<String, Bytes> all = FatReading.all(fat);
            FatImage.at(image).copyOut(folder.resolve("out"));
            assertThat(all).isEqualTo(FatReading.allOf(folder.resolve("out")));

            String fls = IndependentTool.run(IndependentTool.require("fls", "sleuthkit"), "-r", "-p", "-u", "-F", image.toString()).text();
            List<String> theirs = fls.lines().map(line -> line.substring(line.indexOf(':') + 2)).filter(name -> !name.matches("[$].*|.*[(]Volume Label Entry[)]")).toList();
            assertThat(all.keySet().stream().filter(name -> !name.endsWith("/"))).containsExactlyInAnyOrderElementsOf(theirs);
        }
    }

    @ParameterizedTest
    @MethodSource("volumes")
    void writesIntoVolumesOfWindowsAndOfDevices(DiskCorpus row) throws IOException {
        Path image = row.unpack(folder);
        List<String> before = complaints(image);
        SparseDisk disk = SparseDisk.of(image);
        if (FatGeometry.read(disk).end() > disk.size()) {
            // One of the files is the first half of a volume.
            assertThatThrownBy(() -> FatVolume.read(disk)).isInstanceOf(MalformedException.class).hasMessageContaining(", but the volume ends at 0x");
            return;
        }
        Map<String, Bytes> expected = FatReading.all(FatFileSystem.open(disk));
        byte[] content = WrittenFat.random(1, 5000);
        WrittenFat.apply(disk, WrittenFat.file("EFI/a new file of bcdkit.efi", content), WrittenFat.folder("new"));
        Map<String, Bytes> found = FatReading.all(FatFileSystem.open(disk));
        assertThat(found).containsEntry("EFI/a new file of bcdkit.efi", Bytes.of(content)).containsAllEntriesOf(expected);
        assertThat(complaints(disk.save(image))).containsExactlyElementsOf(before);
        FatImage.at(image).copyOut(folder.resolve("out"));
        assertThat(FatReading.allOf(folder.resolve("out"))).isEqualTo(found);
    }

    /** What fsck.fat does not like about a volume, apart from clusters that were never counted: now they are. */
    private static List<String> complaints(Path image) {
        return WrittenFat.fsck(image).text().lines().filter(line -> !line.contains(" files, ") && !line.startsWith("fsck.fat") && !line.startsWith("Free cluster summary uninitialized")).toList();
    }
}
