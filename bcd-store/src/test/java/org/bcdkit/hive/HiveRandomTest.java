package org.bcdkit.hive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.bcdkit.storage.Bytes;
import org.bcdkit.testing.HiveBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees of all shapes. The seed is in every message, so that a failure can be had again. */
class HiveRandomTest {

    private static final int SEEDS = 40;
    private static final String[] LETTERS = {"a", "B", "_", "(", "7", " ", "{", "-", "é", "ß", "Ж", "測", "\ud83d\ude00"};
    private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 8, 16, 88, 300, 4_000, 5_000, 16_344, 16_345, 40_000};

    @TempDir
    private Path folder;

    @Test
    void readsBackWhatItWrote() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Hive hive = hive(seed);
            Hive again = Hives.read(HiveWriter.write(hive, Hives.NOW).toArray());
            assertThat(HiveDifference.first("", hive.root(), again.root())).as("seed %d", seed).isEqualTo(Optional.empty());
            assertThat(again.info().minorVersion()).as("seed %d", seed).isEqualTo(hive.info().minorVersion());
        }
    }

    @Test
    void writesWhatLibhivexReads() throws IOException {
        List<Path> files = new ArrayList<>();
        List<List<String>> meant = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Hive hive = hive(seed);
            if (hive.info().minorVersion() != 6) { // a version that libhivex does not know
                files.add(Files.write(folder.resolve("seed-" + seed), HiveWriter.write(hive, Hives.NOW).toArray()));
                meant.add(IndependentReaders.lines(hive.root()));
            }
        }
        List<List<String>> seen = IndependentReaders.hivex(files);
        for (int i = 0; i < files.size(); i++) {
            assertThat(seen.get(i)).as("%s", files.get(i).getFileName()).isEqualTo(meant.get(i));
        }
        assertThat(seen).hasSize(files.size());
    }

    private static Hive hive(long seed) {
        Random random = new Random(seed);
        return Hives.fresh(3 + random.nextInt(4), key("root", random, 1 + random.nextInt(3)));
    }

    private static Key key(String name, Random random, int levels) {
        // Keys by upper-case name: two that differ in case alone are the same to the registry.
        TreeMap<String, Key> keys = new TreeMap<>(RegistryNames::compare);
        int count = levels == 0 ? 0 : random.nextInt(30) == 0 ? random.nextInt(1_200) : random.nextInt(6);
        for (int i = 0; i < count; i++) {
            String below = name(random);
            keys.put(below, key(below, random, count > 6 ? 0 : levels - 1));
        }
        TreeMap<String, Value> values = new TreeMap<>(RegistryNames::compare);
        for (int i = random.nextInt(4); i > 0; i--) {
            byte[] data = new byte[SIZES[random.nextInt(random.nextInt(9) == 0 ? SIZES.length : 10)]];
            random.nextBytes(data);
            String called = random.nextInt(5) == 0 ? "" : name(random);
            values.put(called, new Value(called, new ValueType(3 + random.nextInt(40)), Bytes.of(data)));
        }
        Bytes security = Bytes.of(random.nextBoolean() ? HiveBuilder.OPEN : HiveBuilder.CLOSED);
        return new Key(name, random.nextLong() >>> 1, 0, random.nextInt(4), security, Bytes.EMPTY, List.copyOf(keys.values()), List.copyOf(values.values()));
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            name.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return name.toString();
    }
}
