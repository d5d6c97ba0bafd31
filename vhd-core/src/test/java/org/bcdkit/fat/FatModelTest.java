package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.fat.WrittenFat.CLOCK;
import static org.bcdkit.fat.WrittenFat.assertSound;
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
import org.bcdkit.layout.NameCase;
import org.bcdkit.storage.Bytes;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.SparseDisk;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thousands of changes, made to a volume and to a map of paths: both have to hold the same in the end, and all the way. */
class FatModelTest {

    private static final int OPERATIONS = 5000;
    private static final int PLANS = 250;

    @TempDir
    Path folder;

    private final Map<String, Bytes> model = new TreeMap<>();
    private final List<String> folders = new ArrayList<>(List.of(""));
    private Random random;

    @ParameterizedTest
    @CsvSource({
        "1, 1800, -F 12 -s 1", "2, 4096, -F 12 -s 2 -r 512", "3, 9216, -F 16 -s 1", "4, 40960, -F 16 -s 2 -S 4096",
        "5, 40960, -F 32 -s 1", "6, 140000, -F 32 -s 1 -S 2048"
    })
    void aVolumeHoldsWhatTheModelHolds(int seed, int size, String options) throws IOException {
        random = new Random(seed);
        Path image = FatImage.format(folder.resolve("fat"), size, options.split(" ")).file();
        int refused = 0;
        SparseDisk volume = SparseDisk.of(image);
        for (int plan = 0; plan < PLANS; plan++) {
            Map<String, Bytes> before = new TreeMap<>(model);
            List<String> foldersBefore = new ArrayList<>(folders);
            List<FatStep> steps = new ArrayList<>();
            for (int step = 0; step < 4; step++) {
                List<FatChange> changes = new ArrayList<>();
                for (int i = 0; i < OPERATIONS / PLANS / 4; i++) {
                    changes.add(change());
                }
                steps.add(new FatStep("step " + step, changes));
            }
            FatPlan made = FatVolume.read(volume).plan(steps, CLOCK);
            assertThat(made.problems()).isEmpty();
            if (made.room().suffices()) {
                made.apply(volume, step -> {});
            } else {
                refused++;
                model.clear();
                model.putAll(before);
                folders.clear();
                folders.addAll(foldersBefore);
                deleteHalf(volume);
            }
            if (plan % 50 == 49) {
                assertThat(FatReading.all(FatFileSystem.open(volume))).isEqualTo(model);
                assertSound(volume.save(image));
            }
        }
        assertThat(FatReading.all(FatFileSystem.open(volume))).isEqualTo(model);
        assertThat(refused).isLessThan(PLANS / 2);
        assertThat(Files.size(image)).isEqualTo(size * 1024L);
        FatImage.at(image).copyOut(folder.resolve("out"));
        assertThat(FatReading.allOf(folder.resolve("out"))).isEqualTo(model);
    }

    private void deleteHalf(SparseDisk volume) throws IOException {
        List<FatChange> changes = new ArrayList<>();
        for (String path : new ArrayList<>(model.keySet())) {
            if (!path.endsWith("/") && random.nextBoolean()) {
                model.remove(path);
                changes.add(WrittenFat.delete(path));
            }
        }
        WrittenFat.apply(volume, changes.toArray(FatChange[]::new));
    }

    private FatChange change() {
        int kind = random.nextInt(100);
        List<String> files = model.keySet().stream().filter(path -> !path.endsWith("/")).toList();
        if (kind < 4 && folders.size() < 12) {
            String path = folders.get(random.nextInt(folders.size())) + "folder " + name() + "/";
            if (model.putIfAbsent(path, Bytes.EMPTY) == null) {
                folders.add(path);
            }
            return WrittenFat.folder(path);
        }
        if (kind < 8 && folders.size() > 4) {
            String path = folders.get(1 + random.nextInt(folders.size() - 1));
            if (model.keySet().stream().noneMatch(other -> other.startsWith(path) && !other.equals(path))) {
                model.remove(path);
                folders.remove(path);
                return WrittenFat.delete(path);
            }
        }
        if (kind < 35 && !files.isEmpty()) {
            String path = files.get(random.nextInt(files.size()));
            model.remove(path);
            return WrittenFat.delete(otherCase(path));
        }
        if (kind < 45 && !files.isEmpty()) {
            return new FatChange.SetAttributes(FilePath.parse(files.get(random.nextInt(files.size()))), Set.of(FatAttribute.values()[random.nextInt(3)]));
        }
        boolean replace = kind < 65 && !files.isEmpty();
        String path = replace ? files.get(random.nextInt(files.size())) : folders.get(random.nextInt(folders.size())) + name();
        byte[] content = random(random.nextInt(), random.nextInt(8) == 0 ? 0 : random.nextInt(random.nextInt(10) == 0 ? 40_000 : 2000));
        model.put(path, Bytes.of(content));
        return WrittenFat.file(replace ? otherCase(path) : path, content);
    }

    /** The same path for the volume, which keeps the spelling it has. */
    private String otherCase(String path) {
        if (random.nextBoolean()) {
            return path.toLowerCase();
        }
        StringBuilder upper = new StringBuilder();
        path.chars().forEach(c -> upper.append(NameCase.upper((char) c))); // one by one: ß is no SS
        return upper.toString();
    }

    /** Of a few thousand names: none is another one in other case, and a folder never has that of a file. */
    private String name() {
        int number = random.nextInt(400);
        return switch (number % 8) {
            case 0 -> "F" + number;
            case 1 -> "f" + number + ".txt";
            case 2 -> "Mixed" + number + ".Dat";
            case 3 -> "bootmgfw file " + number + ".efi";
            case 4 -> "größe " + number + ".测试";
            case 5 -> "a.b.c." + number;
            case 6 -> "n".repeat(100 + number % 100) + number;
            default -> "+" + number + ".longer";
        };
    }
}
