package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.fat.WrittenFat.apply;
import static org.bcdkit.fat.WrittenFat.file;
import static org.bcdkit.fat.WrittenFat.random;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.CountingStorage;
import org.bcdkit.testing.SparseDisk;
import org.junit.jupiter.api.Test;

/** How often a volume is read for what is asked of it. */
class FatReadsTest {

    private static final int LANGUAGES = 38;

    /** A system partition of 200 MiB with small clusters: what is on it has long chains, and its FAT 1.5 MiB. */
    private static SparseDisk systemPartition() throws IOException {
        SparseDisk disk = new SparseDisk(200 << 20);
        FatFormatter.format(disk, FatFormat.of(200 << 20, 512).orElseThrow(), Optional.empty(), 1, 0, WrittenFat.CLOCK);
        List<FatChange> changes = new ArrayList<>();
        for (String path : paths()) {
            changes.add(file(path, random(1, 30_000)));
        }
        apply(disk, changes.toArray(new FatChange[0]));
        return disk;
    }

    private static List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < LANGUAGES; i++) {
            for (String name : List.of("bootmgfw.efi.mui", "bootmgr.efi.mui", "memtest.efi.mui")) {
                paths.add("EFI/Microsoft/Boot/" + (char) ('a' + i / 26) + (char) ('a' + i % 26) + "-XX/" + name);
            }
        }
        return paths;
    }

    @Test
    void whatIsOnAVolumeIsReadOnce() throws IOException {
        CountingStorage disk = new CountingStorage(systemPartition());
        FatFileSystem fat = FatFileSystem.open(disk);
        assertThat(fat.kind()).isEqualTo(VolumeKind.FAT32.word());
        for (String path : paths()) {
            FileEntry entry = FilePath.parse(path).find(fat).orElseThrow();
            try (Storage content = fat.open(entry)) {
                assertThat(content.read(0, (int) content.size())).isEqualTo(random(1, 30_000));
            }
        }
        int files = 3 * LANGUAGES;
        // Each folder and each file, the FAT where they are in it, and the boot sector.
        assertThat(disk.reads()).isLessThan(2 * files);
    }

    @Test
    void aSurveyReadsEachCopyOfTheFatOnce() throws IOException {
        SparseDisk volume = systemPartition();
        long tables = 2 * FatGeometry.read(volume).fatLength();
        CountingStorage disk = new CountingStorage(volume);
        FatVolume found = FatVolume.read(disk);
        assertThat(disk.bytes()).isBetween(tables, tables + (1 << 18));
        assertThat(disk.reads()).isLessThan(300);
        List<FatChange> changes = new ArrayList<>();
        for (String path : paths()) {
            changes.add(file(path, random(2, 30_000)));
        }
        FatPlan plan = found.plan(List.of(new FatStep("again", changes)), WrittenFat.CLOCK);
        assertThat(plan.isPossible()).isTrue();
        // Of the FAT nothing is read again: only the folders are, and their sectors that change.
        assertThat(disk.reads()).isLessThan(4 * (LANGUAGES + 4));
    }
}
