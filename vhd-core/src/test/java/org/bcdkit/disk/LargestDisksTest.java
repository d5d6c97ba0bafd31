package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.FullTable;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.LargestDisks;
import org.bcdkit.testing.ProcessorTime;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargestDisksTest {

    private static final int MIB = 1 << 20;
    private static final long VHDX_BLOCKS = 64L << 20;
    private static final long VHD_BLOCKS = 2040L << 11;

    private static VirtualDisk open(Storage storage) throws IOException {
        return ProcessorTime.within(Duration.ofSeconds(8), () -> DiskImages.open(storage));
    }

    /** The table of the last has 512 MiB, more than twice as much as there is memory. */
    @ParameterizedTest
    @CsvSource({
        "vhd,2097152,'1044480 of 1044480 in place, 0 to grow',2000",
        "vhd,524288,'4177920 of 4177920 in place, 0 to grow',2000",
        "vhdx,33554432,'2097152 of 2097152 in place, 0 to grow',2000",
        "vhdx,1048576,'67108864 of 67108864 in place, 0 to grow',8000"
    })
    void aFullTableIsCountedSoonAndWithLittleMemory(String format, String blockSize, String counted, int mostMilliseconds) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(java, "-Xmx64m", "-Xshare:auto", "-cp", classPath, LargestDisks.class.getName(), format, blockSize);
        IndependentTool.Outcome outcome = IndependentTool.run(Duration.ofSeconds(60), Map.of(), command);
        assertThat(outcome.text()).as(outcome.stderr()).isEqualTo(counted);
        assertThat(Integer.parseInt(outcome.stderr())).isLessThan(mostMilliseconds);
    }

    @Test
    void theOrderOfBlocksInTheFileDoesNotMatter() throws IOException {
        LongUnaryOperator firstLast = block -> (block + VHDX_BLOCKS - 1) % VHDX_BLOCKS;
        assertThat(open(LargestDisks.vhdx(MIB, firstLast)).blocks()).isEqualTo(Optional.of(new BlockUse(MIB, VHDX_BLOCKS, VHDX_BLOCKS)));
        LongUnaryOperator backwards = block -> VHD_BLOCKS - 1 - block;
        assertThat(open(LargestDisks.vhd(MIB / 2, backwards)).blocks()).isEqualTo(Optional.of(new BlockUse(MIB / 2, VHD_BLOCKS, VHD_BLOCKS)));
    }

    @Test
    void findsTheTwoBlocksThatOverlap() {
        assertThatThrownBy(() -> open(LargestDisks.vhdx(MIB, block -> block == VHDX_BLOCKS - 1 ? VHDX_BLOCKS / 2 : block)))
                .isInstanceOf(MalformedException.class)
                .hasMessage("image: VHDX block allocation table at 0x2031fff0: block 67108863 lies at 0x200020400000 and overlaps block 33554432 at"
                        + " 0x200020400000");
        assertThatThrownBy(() -> open(LargestDisks.vhd(MIB / 2, block -> block == VHD_BLOCKS - 1 ? VHD_BLOCKS / 2 : block)))
                .isInstanceOf(MalformedException.class)
                .hasMessage("image: VHD block allocation table at 0xff05fc: block 4177919 lies at 0xff40bf0600 and overlaps block 2088960 at 0xff40bf0600");
    }

    /** Hours, when the table is gone over anew for every block. */
    @Test
    void whatAnEmptyDiskNeedsIsKnownSoon() throws IOException {
        long size = 64L << 40;
        for (int blockSize : new int[] {32 * MIB, MIB}) {
            long blocks = size / blockSize;
            int table = (int) ((blocks * 8 * 9 / 8 + MIB) / MIB * MIB);
            VirtualDisk disk = DiskImages.open(VhdxBuilder.dynamic(size, blockSize).tableLength(table).block(blocks - 1, 6, new byte[] {1}).storage("image"));
            BitSet needed = ProcessorTime.within(Duration.ofSeconds(20), () -> NeededBlocks.of(disk, UnusedSpace.NONE, Progress.NONE));
            assertThat(needed.cardinality()).isEqualTo(1);
            assertThat(needed.nextSetBit(0)).isEqualTo(blocks - 1);
            Compaction plan = ProcessorTime.within(Duration.ofSeconds(8), () -> ImageChanges.planCompaction(disk, needed));
            assertThat(plan.isEmpty()).isTrue();
        }
    }

    /** Hours, when each block looks at every place that is too small for it. */
    @Test
    void manySmallHolesDoNotHoldUpThePlan() throws IOException {
        List<BlockMoves.Place> taken = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < 300_000; i++) {
            taken.add(new BlockMoves.Place(i, at, 2 * MIB));
            at += 3L * MIB;
        }
        taken.add(new BlockMoves.Place(-1, at, MIB));
        taken.add(new BlockMoves.Place(300_000, at + MIB, MIB));
        BlockMoves.Alignment whole = position -> (position + MIB - 1) / MIB * MIB;
        BlockMoves moves = ProcessorTime.within(Duration.ofSeconds(4), () -> BlockMoves.of(taken, whole));
        assertThat(moves.moves()).containsExactly(new BlockMoves.Move(taken.get(300_001), 2L * MIB));
        assertThat(moves.end()).isEqualTo(at + MIB);
    }

    /** As of a disk whose system gave back what it had there. */
    @Test
    void zerosOfALargeChildAreMergedSoonWhereTheParentHasNothing() throws IOException {
        long size = 64L << 40;
        int blockSize = 32 * MIB;
        long blocks = size / blockSize;
        int table = 18 * MIB;
        Storage rest = VhdxBuilder.differencing(size, blockSize, "parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}").tableLength(table).storage("child");
        Storage child = new FullTable(rest, VhdxBuilder.TABLE, 8, blocks / 128 * 129, rest.size(), index -> index % 129 == 128 ? 0 : 2);
        Overlay parent = new Overlay(VhdxBuilder.dynamic(size, blockSize).tableLength(table).block(7, 'p').storage("parent"));
        byte[] before = parent.read(VhdxBuilder.TABLE, table);
        ProcessorTime.within(Duration.ofSeconds(8), () -> {
            try (WritableDisk target = DiskImages.openForWriting(parent, DiskImages.open(parent))) {
                Merge.copy(DiskImages.open(child), target, size, Progress.NONE);
            }
            return parent;
        });
        assertThat(DiskImages.open(parent).contents().read(7L * blockSize, blockSize)).containsOnly(0);
        assertThat(parent.read(VhdxBuilder.TABLE, table)).isEqualTo(before);
    }
}
