package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.WritableStorage;
import org.bcdkit.testing.IndependentTool;

/** Shorthand for tests that write to FAT volumes. */
final class WrittenFat {

    static final Instant NOW = Instant.parse("2024-05-06T07:08:10Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final Instant MODIFIED = Instant.parse("2022-02-03T04:05:06Z");

    private WrittenFat() {}

    static FatChange file(String path, byte[] content, FatAttribute... attributes) {
        return new FatChange.WriteFile(FilePath.parse(path), MemoryStorage.of(path, content), MODIFIED, Set.of(attributes));
    }

    static FatChange folder(String path) {
        return new FatChange.MakeFolder(FilePath.parse(path));
    }

    static FatChange delete(String path) {
        return new FatChange.Delete(FilePath.parse(path));
    }

    static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static FatPlan plan(WritableStorage volume, FatChange... changes) throws IOException {
        return FatVolume.read(volume).plan(List.of(new FatStep("test", List.of(changes))), CLOCK);
    }

    static void apply(WritableStorage volume, FatChange... changes) throws IOException {
        apply(volume, plan(volume, changes));
    }

    static void apply(WritableStorage volume, FatPlan plan) throws IOException {
        assertThat(plan.problems()).isEmpty();
        plan.apply(volume, step -> {});
    }

    /** What fsck.fat says of the volume; it must find nothing. */
    static void assertSound(Path file) {
        IndependentTool.Outcome outcome = fsck(file);
        assertThat(outcome.exitCode()).as(outcome.text() + outcome.stderr()).isZero();
    }

    static IndependentTool.Outcome fsck(Path file) {
        return IndependentTool.run(IndependentTool.require("fsck.fat", "dosfstools"), "-n", "-V", file.toString());
    }
}
