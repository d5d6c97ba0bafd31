package org.bcdkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.disk.CheckLevel;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.RepairStep;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.plan.Severity;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.LogEntryBuilder;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is wrong with an image, a check ends with findings and soon; what it calls clean can be opened, and so can what a repair makes of it. */
class DamagedImagesTest {

    private static final int MIB = 1 << 20;
    private static final int KIB = 1 << 10;
    private static final int TRIALS = 600;
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final UUID GUID = new UUID(1, 2);

    private enum Kind {
        FIXED_VHD,
        DYNAMIC_VHD,
        DIFFERENCING_VHD,
        DYNAMIC_VHDX,
        DIFFERENCING_VHDX,
        DIRTY_VHDX;

        byte[] image() {
            return switch (this) {
                case FIXED_VHD -> VhdBuilder.fixed(new byte[64 * KIB]).build();
                case DYNAMIC_VHD -> VhdBuilder.dynamic(40 * KIB, 4 * KIB).block(3, 1).block(0, 2).block(9, 3).build();
                case DIFFERENCING_VHD -> VhdBuilder.differencing(40 * KIB, 4 * KIB, "0123456789abcdef").block(3, new byte[] {5}, new byte[4 * KIB])
                        .parentName("base.vhd").locator("W2ru", ".\\base.vhd".getBytes(StandardCharsets.UTF_16LE)).block(1, 7).build();
                case DYNAMIC_VHDX -> VhdxBuilder.dynamic(5 * MIB, MIB).block(2, 'c').block(0, 'a').entry(1, 2).build();
                case DIFFERENCING_VHDX -> VhdxBuilder.differencing(
                                5 * MIB, MIB, "parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}", "relative_path", ".\\base.vhdx")
                        .block(2, 'c').block(1, 7, new byte[MIB]).bitmap(0, new byte[MIB]).build();
                case DIRTY_VHDX -> VhdxBuilder.dynamic(4 * MIB, MIB).block(2, 'c').block(0, 'a').logGuid(LogEntryBuilder.GUID)
                        .bytes(VhdxBuilder.LOG, new LogEntryBuilder(1).sizes(6 * MIB, 7 * MIB).page(4 * MIB, new byte[4096]).zeros(5 * MIB, 8192).build())
                        .build();
            };
        }

        boolean isVhdx() {
            return this == DYNAMIC_VHDX || this == DIFFERENCING_VHDX || this == DIRTY_VHDX;
        }

        /** Where damage tells: starts and lengths. */
        int[][] structures(int size) {
            if (isVhdx()) {
                return new int[][] {
                    {0, 16}, {VhdxBuilder.HEADER_1, 80}, {VhdxBuilder.HEADER_2, 80}, {VhdxBuilder.REGIONS_1, 80}, {VhdxBuilder.REGIONS_2, 80},
                    {VhdxBuilder.METADATA, 32 + 7 * 32}, {VhdxBuilder.METADATA + 65536, 300}, {VhdxBuilder.TABLE, 64}, {VhdxBuilder.LOG, 160}
                };
            }
            return this == FIXED_VHD
                    ? new int[][] {{size - 512, 86}}
                    : new int[][] {{0, 86}, {512, 160}, {512 + 576, 48}, {1536, 48}, {size - 512, 86}};
        }
    }

    /** What a check may say, and that the rest of the program agrees. */
    private static final class Trial {
        private int clean;
        private int faulty;
        private int none;
        private int repaired;

        void tryOut(Storage image) {
            try {
                run(image);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        void run(Storage image) throws IOException {
            List<ImageFinding> findings;
            try {
                findings = ImageCheck.findings(image, CheckLevel.DEEP);
            } catch (MalformedException e) {
                assertThat(e.structure()).isEqualTo("disk image");
                none++;
                return;
            }
            assertThat(findings).allSatisfy(finding -> {
                assertThat(finding.problem()).isNotBlank();
                assertThat(finding.position().orElse(0)).isNotNegative();
                assertThat(finding.status().isPresent() || finding.severity() != Severity.ERROR || finding.position().isEmpty()).isTrue();
            });
            if (hasError(findings)) {
                faulty++;
                repair(image);
            } else {
                clean++;
                open(image);
            }
        }

        private void repair(Storage image) throws IOException {
            List<RepairStep> steps = ImageRepair.steps(image, true, CheckLevel.DEEP, GUID, GUID);
            if (steps.isEmpty()) {
                return;
            }
            RepairOutcome outcome = new RepairOutcome(image);
            for (RepairStep step : steps) {
                outcome.carryOut(step);
            }
            if (!hasError(ImageCheck.findings(outcome, CheckLevel.DEEP))) {
                open(outcome);
                repaired++;
            }
            Optional<KeptBytes> kept = KeptBytes.of(image, steps);
            if (kept.isPresent()) {
                for (RepairStep step : KeptBytes.read(MemoryStorage.of("kept", kept.get().toBytes().toArray())).undo(outcome).orElseThrow()) {
                    outcome.carryOut(step);
                }
                assertThat(outcome.size()).isEqualTo(image.size());
                assertThat(Arrays.equals(outcome.read(0, (int) outcome.size()), image.read(0, (int) image.size()))).isTrue();
            }
        }

        private static void open(Storage image) throws IOException {
            try (VirtualDisk disk = DiskImages.open(image)) {
                assertThat(disk.format()).isIn(DiskFormat.VHD, DiskFormat.VHDX);
                if (disk.parentLink().isEmpty()) {
                    disk.contents().read(0, (int) Math.min(4096, disk.virtualSize()));
                }
            }
        }
    }

    private static boolean hasError(List<ImageFinding> findings) {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCheckAnswersWhateverIsWrong(Kind kind) throws IOException {
        byte[] bytes = kind.image();
        Storage whole = MemoryStorage.of("image", bytes);
        assertThat(hasError(ImageCheck.findings(whole, CheckLevel.DEEP))).as("undamaged").isEqualTo(kind == Kind.DIRTY_VHDX);
        Trial trial = new Trial();
        for (int seed = 0; seed < TRIALS; seed++) {
            Storage image = damaged(kind, whole, new Random(seed));
            try {
                assertTimeoutPreemptively(ANSWER, () -> trial.tryOut(image));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(kind + " with seed " + seed, e);
            }
        }
        assertThat(trial.clean + trial.faulty + trial.none).isEqualTo(TRIALS);
        assertThat(trial.faulty).isGreaterThan(TRIALS / 5);
        assertThat(trial.repaired).as("repaired").isGreaterThan(kind == Kind.FIXED_VHD ? 5 : 20);
        assertThat(kind == Kind.DIRTY_VHDX || trial.clean > 10).isTrue();
    }

    private static Storage damaged(Kind kind, Storage whole, Random random) throws IOException {
        Overlay wrong = new Overlay(whole);
        int[][] structures = kind.structures((int) whole.size());
        for (int i = random.nextInt(4); i >= 0; i--) {
            int[] structure = structures[random.nextInt(structures.length)];
            int length = random.nextInt(10) == 0 ? 8 : 1;
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            if (random.nextInt(3) == 0) {
                Arrays.fill(noise, (byte) (random.nextBoolean() ? 0 : 255));
            }
            wrong.write(structure[0] + random.nextInt(structure[1] - length + 1), ByteBuffer.wrap(noise));
        }
        if (random.nextBoolean()) {
            seal(kind, wrong);
        }
        if (random.nextInt(5) == 0) {
            long size = random.nextBoolean() ? whole.size() - 1 - random.nextInt(2000) : random.nextInt((int) whole.size());
            return wrong.slice("image", 0, size);
        }
        return wrong;
    }

    /** Makes the checksums right, so that what they protect is looked at. */
    private static void seal(Kind kind, Overlay image) throws IOException {
        if (kind.isVhdx()) {
            List<int[]> places = new ArrayList<>(List.of(new int[] {VhdxBuilder.HEADER_1, 4096}, new int[] {VhdxBuilder.HEADER_2, 4096}));
            places.addAll(List.of(new int[] {VhdxBuilder.REGIONS_1, 65536}, new int[] {VhdxBuilder.REGIONS_2, 65536}));
            for (int[] place : places) {
                image.write(place[0], ByteBuffer.wrap(VhdxBuilder.seal(image.read(place[0], place[1]))));
            }
            return;
        }
        long last = image.size() - 512;
        image.write(last, ByteBuffer.wrap(VhdBuilder.seal(image.read(last, 512), 64)));
        if (kind != Kind.FIXED_VHD) {
            image.write(0, ByteBuffer.wrap(VhdBuilder.seal(image.read(0, 512), 64)));
            image.write(512, ByteBuffer.wrap(VhdBuilder.seal(image.read(512, 1024), 36)));
        }
    }
}
