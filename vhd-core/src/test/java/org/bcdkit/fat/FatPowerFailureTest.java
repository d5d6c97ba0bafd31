package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.bcdkit.fat.WrittenFat.CLOCK;
import static org.bcdkit.fat.WrittenFat.delete;
import static org.bcdkit.fat.WrittenFat.file;
import static org.bcdkit.fat.WrittenFat.folder;
import static org.bcdkit.fat.WrittenFat.random;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.PowerFailure;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The power fails at every write, and of what was not forced any part is on the disk: each file is the old one or the new one, and the same plan again
 * carries on.
 */
class FatPowerFailureTest {

    @TempDir
    Path folder;

    private Path image(int size, String options) throws IOException {
        FatImage image = FatImage.format(folder.resolve("fat"), size, options.split(" "));
        for (String folderName : List.of("EFI", "EFI/Microsoft", "EFI/Microsoft/Boot", "gone", "full")) {
            image.folder(folderName);
        }
        int number = 0;
        for (String name : List.of("EFI/Microsoft/Boot/bootmgfw.efi", "EFI/Microsoft/Boot/BCD", "a name that is quite long.text", "kept.txt", "old")) {
            Path file = Files.write(folder.resolve("source"), random(number++, 3000 + 1000 * number));
            image.mtools("mcopy", file.toString(), "::/" + name);
        }
        // A folder without room for another entry.
        for (int i = 0; i < 14; i++) {
            image.mtools("mcopy", Files.write(folder.resolve("source"), random(i, 10)).toString(), "::/full/F" + i);
        }
        return image.file();
    }

    private static final int LAST = steps().size();

    private static List<FatStep> steps() {
        return List.of(
                // These two free nothing.
                new FatStep("languages", List.of(file("full/de-DE.mui", random(60, 600)), file("EFI/Boot/de-DE/bootx64.efi.mui", random(61, 900)))),
                new FatStep("more languages", List.of(file("full/fr-FR.mui", random(62, 600)), file("EFI/Boot/de-DE/memtest.efi.mui", random(63, 400)))),
                new FatStep("new boot files", List.of(
                        file("EFI/Microsoft/Boot/bootmgfw.efi", random(50, 9000)),
                        file("EFI/Microsoft/Boot/Resources/bootres.dll", random(51, 2000)),
                        file("EFI/Boot/bootx64.efi", random(52, 7000)),
                        file("full/a new file with a long name.text", random(53, 700)),
                        file("empty", new byte[0]),
                        folder("new/folder"))),
                new FatStep("the store", List.of(
                        file("EFI/Microsoft/Boot/BCD", random(54, 5000)),
                        new FatChange.SetAttributes(FilePath.parse("kept.txt"), Set.of(FatAttribute.HIDDEN)),
                        delete("a name that is quite long.text"))),
                new FatStep("what is left", List.of(delete("old"), delete("gone"), file("new/after.txt", random(55, 1500)))));
    }

    /** Every path with what it holds: after none of the steps, after one of them, and so on. */
    private static List<Map<String, Bytes>> after(byte[] volume) throws IOException {
        List<Map<String, Bytes>> all = new ArrayList<>(List.of(FatReading.all(FatFileSystem.open(MemoryStorage.of("fat", volume)))));
        for (int count = 1; count <= steps().size(); count++) {
            PowerFailure disk = new PowerFailure(volume, 512, -1);
            FatVolume.read(disk).plan(steps().subList(0, count), CLOCK).apply(disk, step -> {});
            all.add(FatReading.all(FatFileSystem.open(disk)));
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"1800, -F 12 -s 1 -r 64", "9216, -F 16 -s 1 -r 64", "34000, -F 32 -s 1"})
    void everyFileIsTheOldOneOrTheNewOne(int size, String options) throws IOException {
        byte[] before = Files.readAllBytes(image(size, options));
        List<Map<String, Bytes>> after = after(before);
        assertThat(after.get(0)).hasSize(24);
        assertThat(after.get(LAST)).hasSize(35);
        PowerFailure whole = new PowerFailure(before, 512, -1);
        FatPlan plan = FatVolume.read(whole).plan(steps(), CLOCK);
        plan.apply(whole, step -> {});
        assertThat(whole.writes()).isBetween(30, 200);

        Random random = new Random(8);
        for (int writes = 0; writes < whole.writes(); writes++) {
            PowerFailure disk = new PowerFailure(before, 512, writes);
            List<FatStep> done = new ArrayList<>();
            try {
                plan.apply(disk, done::add);
                fail("the power did not fail");
            } catch (PowerFailure.Failed e) {
                boolean small = size < 10_000;
                byte[] some = disk.anyOf(random);
                check(disk.all(), after, done.size(), small);
                check(some, after, done.size(), small || writes % 3 == 0);
                carryOn(disk.all(), after.get(LAST), writes % 3 == 0);
                carryOn(some, after.get(LAST), writes % 3 == 1);
                carryOn(failedAgain(some, random), after.get(LAST), writes % 3 == 2);
                for (int i = 0; i < 3; i++) {
                    check(disk.anyOf(random), after, done.size(), false);
                }
            }
        }
    }

    private void check(byte[] volume, List<Map<String, Bytes>> after, int done, boolean judged) throws IOException {
        Map<String, Bytes> found = FatReading.all(FatFileSystem.open(MemoryStorage.of("fat", volume)));
        Map<String, Bytes> old = after.get(done);
        Map<String, Bytes> wanted = after.get(Math.min(done + 1, after.size() - 1));
        Set<String> paths = new TreeMap<>(old).keySet();
        for (String path : found.keySet()) {
            assertThat(List.of(String.valueOf(old.get(path)), String.valueOf(wanted.get(path)))).as(path).contains(String.valueOf(found.get(path)));
        }
        for (String path : paths) {
            // What is there before and after is there all the time.
            assertThat(found.containsKey(path) || !wanted.containsKey(path)).as(path).isTrue();
        }
        if (!FatVolume.read(MemoryStorage.of("fat", volume)).isUnclosed()) {
            assertThat(found).isIn(after.get(0), after.get(after.size() - 1));
        }
        if (judged) {
            assertThat(FatImage.at(Files.write(folder.resolve("judged"), volume)).faultsAfterCrash()).isEmpty();
        }
    }

    /** The volume after the power failed a second time, at any write of carrying on. */
    private static byte[] failedAgain(byte[] volume, Random random) throws IOException {
        PowerFailure disk = new PowerFailure(volume, 512, random.nextInt(30));
        try {
            FatVolume.read(disk).plan(steps(), CLOCK).apply(disk, step -> {});
            return fail("the power did not fail again");
        } catch (PowerFailure.Failed e) {
            return disk.anyOf(random);
        }
    }

    /** The same plan again, with the power staying on. */
    private void carryOn(byte[] volume, Map<String, Bytes> wanted, boolean judged) throws IOException {
        PowerFailure disk = new PowerFailure(volume, 512, -1);
        FatVolume.read(disk).plan(steps(), CLOCK).apply(disk, step -> {});
        assertThat(FatReading.all(FatFileSystem.open(disk))).isEqualTo(wanted);
        FatVolume closed = FatVolume.read(disk);
        assertThat(closed.isUnclosed()).isFalse();
        assertThat(closed.hasUnequalTables()).isFalse();
        FatGeometry geometry = FatGeometry.read(disk);
        if (geometry.infoStart() != 0) {
            long counted = FatInfoSector.LAYOUT.view("disk", geometry.infoStart(), disk.all(), (int) geometry.infoStart()).get(FatInfoSector.FREE);
            assertThat(counted * geometry.clusterSize()).isEqualTo(FatFileSystem.open(disk).free());
        }
        if (judged) {
            assertThat(FatImage.at(Files.write(folder.resolve("judged"), disk.all())).faultsApartFromLostClusters()).isEmpty();
        }
    }
}
