package org.bcdkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32;
import org.bcdkit.disk.CheckLevel;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.RepairStep;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.plan.Severity;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.LogEntryBuilder;
import org.bcdkit.testing.PowerFailure;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power fails at every write of a repair, and of taking it back: the disk in the image is what it was, and the repair can be made then. */
class RepairPowerFailureTest {

    private static final int MIB = 1 << 20;
    private static final int BLOCK = 4096;
    private static final UUID GUID = new UUID(1, 2);

    private enum Image {
        LOST_FOOTER,
        DAMAGED_FOOTER,
        DAMAGED_COPY,
        WRONG_CHECKSUM_IN_BOTH,
        PADDED,
        SHORT_FOOTER,
        CONTENT_NOT_MARKED,
        DIRTY_LOG,
        OLD_HEADER_DAMAGED,
        FIRST_HEADER_AND_REGION_TABLE_DAMAGED,
        ODD_BLOCKS;

        byte[] bytes() {
            byte[] vhd = VhdBuilder.dynamic(10 * BLOCK, BLOCK).block(3, 1).block(0, 2).block(9, 3).build();
            int end = vhd.length;
            VhdxBuilder vhdx = VhdxBuilder.dynamic(4 * MIB, MIB).block(2, 'c').block(0, 'a');
            return switch (this) {
                case LOST_FOOTER -> Arrays.copyOf(vhd, end - 512);
                case DAMAGED_FOOTER -> with(vhd, end - 400, 1);
                case DAMAGED_COPY -> with(vhd, 30, 1);
                case WRONG_CHECKSUM_IN_BOTH -> with(with(vhd, 100, 1), end - 412, 1);
                case PADDED -> Arrays.copyOf(vhd, end + 3584);
                case CONTENT_NOT_MARKED -> VhdBuilder.dynamic(10 * BLOCK, BLOCK)
                        .block(3, new byte[] {0x55}, filled('c'))
                        .block(0, 2)
                        .block(9, new byte[] {0}, filled('d'))
                        .build();
                case SHORT_FOOTER -> Arrays.copyOf(vhd, end - 1);
                case DIRTY_LOG -> vhdx.logGuid(LogEntryBuilder.GUID)
                        .bytes(VhdxBuilder.LOG, new LogEntryBuilder(7)
                                .sizes(6 * MIB, 7 * MIB)
                                .page(VhdxBuilder.TABLE, Arrays.copyOf(VhdxBuilder.littleEndian(8, 4 * MIB | 6, 8, 6 * MIB | 6, 8, 2, 8, 0), 4096))
                                .page(4 * MIB, filled('x'))
                                .page(6 * MIB + 8192, filled('y'))
                                .zeros(5 * MIB, 12288)
                                .build())
                        .build();
                case OLD_HEADER_DAMAGED -> with(vhdx.build(), VhdxBuilder.HEADER_1 + 20, 1);
                case FIRST_HEADER_AND_REGION_TABLE_DAMAGED ->
                    with(with(vhdx.build(), VhdxBuilder.HEADER_2, 1), VhdxBuilder.REGIONS_1 + 16, 1);
                case ODD_BLOCKS -> Arrays.copyOf(VhdxBuilder.dynamic(4 * MIB - 512, MIB).block(1, 'c').block(3, 'a').build(), 6 * MIB - 512);
            };
        }

        private static byte[] with(byte[] bytes, int position, int mask) {
            bytes[position] ^= (byte) mask;
            return bytes;
        }

        private static byte[] filled(int fill) {
            byte[] page = new byte[4096];
            Arrays.fill(page, (byte) fill);
            return page;
        }

        /** Without an intact footer nobody can tell what is in it before the first step is made. */
        boolean isReadable() {
            return this != WRONG_CHECKSUM_IN_BOTH;
        }
    }

    private static long content(byte[] image) throws IOException {
        try (VirtualDisk disk = DiskImages.open(MemoryStorage.of("image", image))) {
            CRC32 sum = new CRC32();
            Storage contents = disk.contents();
            for (long at = 0; at < contents.size(); at += MIB) {
                sum.update(contents.read(at, (int) Math.min(MIB, contents.size() - at)));
            }
            return sum.getValue();
        }
    }

    private static List<RepairStep> steps(byte[] image) throws IOException {
        return ImageRepair.steps(MemoryStorage.of("image", image), false, CheckLevel.DEEP, GUID, GUID);
    }

    private static byte[] carriedOut(byte[] image) throws IOException {
        FailingImage whole = new FailingImage(image, -1);
        for (RepairStep step : steps(image)) {
            RepairOutcome.carryOut(step, whole);
        }
        return whole.all();
    }

    private static void assertClean(byte[] image) throws IOException {
        assertThat(ImageCheck.findings(MemoryStorage.of("image", image), CheckLevel.DEEP))
                .noneMatch(finding -> finding.severity() == Severity.ERROR || finding.severity() == Severity.WARNING);
    }

    @ParameterizedTest
    @EnumSource(Image.class)
    void theDiskIsTheSameWheneverThePowerFails(Image kind) throws IOException {
        byte[] damaged = kind.bytes();
        List<RepairStep> steps = steps(damaged);
        assertThat(steps).isNotEmpty();
        byte[] repaired = carriedOut(damaged);
        assertClean(repaired);
        long content = content(repaired);
        assertThat(content).isEqualTo(kind.isReadable() ? content(damaged) : content);

        failEverywhere(damaged, steps, content, kind.isReadable());

        KeptBytes kept = KeptBytes.of(MemoryStorage.of("image", damaged), steps).orElseThrow();
        List<RepairStep> back = kept.undo(MemoryStorage.of("image", repaired)).orElseThrow();
        byte[] undone = failEverywhere(repaired, back, content, kind.isReadable());
        assertThat(Arrays.equals(undone, damaged)).isTrue();
    }

    private static byte[] failEverywhere(byte[] before, List<RepairStep> steps, long content, boolean isReadable) throws IOException {
        FailingImage whole = new FailingImage(before, -1);
        for (RepairStep step : steps) {
            RepairOutcome.carryOut(step, whole);
        }
        Random random = new Random(4);
        for (int writes = 0; writes < whole.writes(); writes++) {
            FailingImage image = new FailingImage(before, writes);
            try {
                for (RepairStep step : steps) {
                    RepairOutcome.carryOut(step, image);
                }
                fail("the power did not fail");
            } catch (PowerFailure.Failed e) {
                for (int i = 0; i < 6; i++) {
                    byte[] left = i == 0 ? image.all() : image.anyOf(random);
                    if (isReadable) {
                        assertThat(content(left)).as("after " + writes + " writes").isEqualTo(content);
                    }
                    byte[] again = carriedOut(left);
                    assertThat(content(again)).isEqualTo(content);
                    assertClean(again);
                }
            }
        }
        return whole.all();
    }
}
