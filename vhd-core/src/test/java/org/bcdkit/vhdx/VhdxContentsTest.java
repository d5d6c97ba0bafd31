package org.bcdkit.vhdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.ChainException;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VirtualDiskStatus;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.ClosingStorage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading blocks as their state says. */
class VhdxContentsTest {

    private static final int MIB = 1 << 20;
    private static final String LINKAGE = "{" + VhdxBuilder.DATA_WRITE + "}";

    private static VhdxBuilder child() {
        return VhdxBuilder.differencing(8L * MIB, MIB, "parent_linkage", LINKAGE);
    }

    /** All eight blocks, from p to w. */
    private static VirtualDisk parent() throws IOException {
        VhdxBuilder image = VhdxBuilder.dynamic(8L * MIB, MIB);
        for (int i = 0; i < 8; i++) {
            image.block(i, 'p' + i);
        }
        return DiskReading.open(image.build());
    }

    private static byte[] filled(int length, int fill) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) fill);
        return bytes;
    }

    @Test
    void withoutAParentOnlyPresentBlocksHoldAnything() throws IOException {
        VirtualDisk disk = DiskReading.open(VhdxBuilder.dynamic(5L * MIB, MIB).block(4, 'e').entry(1, 1).entry(2, 2).entry(3, 3).build());
        byte[] expected = new byte[5 * MIB];
        Arrays.fill(expected, 4 * MIB, 5 * MIB, (byte) 'e');
        assertThat(DiskReading.all(disk)).isEqualTo(expected);
    }

    @Test
    void zerosAndUnmappedBlocksOfAChildHideItsParent() throws IOException {
        VirtualDisk disk = DiskReading.open(child().block(4, 'E').entry(1, 1).entry(2, 2).entry(3, 3).build()).withParent(parent(), List.of());
        byte[] expected = DiskReading.all(parent());
        Arrays.fill(expected, MIB, 4 * MIB, (byte) 0);
        Arrays.fill(expected, 4 * MIB, 5 * MIB, (byte) 'E');
        assertThat(DiskReading.all(disk)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void aPartiallyPresentBlockIsReadSectorBySector(int sector) throws IOException {
        // The lowest bit is the first sector. Sectors 0, 7 and 9 of block 2 are here; all blocks share the bitmap.
        int sectorsOfBlock = MIB / sector;
        byte[] bits = new byte[MIB];
        bits[2 * sectorsOfBlock / 8] = (byte) 0b1000_0001;
        bits[2 * sectorsOfBlock / 8 + 1] = 0b0000_0010;
        VirtualDisk parent = DiskReading.open(VhdxBuilder.dynamic(8L * MIB, MIB).sectors(sector, 4096).block(2, 'p').build());
        VirtualDisk disk =
                DiskReading.open(child().sectors(sector, 4096).block(2, 7, filled(MIB, 'c')).bitmap(0, bits).build()).withParent(parent, List.of());
        byte[] expected = filled(MIB, 'p');
        for (int one : new int[] {0, 7, 9}) {
            Arrays.fill(expected, one * sector, (one + 1) * sector, (byte) 'c');
        }
        assertThat(disk.contents().read(2L * MIB, MIB)).isEqualTo(expected);
        for (int start = 6 * sector - 2; start <= 6 * sector + 2; start++) {
            for (int length = 1; length < 5 * sector; length += sector - 1) {
                assertThat(disk.contents().read(2L * MIB + start, length)).isEqualTo(Arrays.copyOfRange(expected, start, start + length));
            }
        }
    }

    @Test
    void eachChunkHasItsBitmap() throws IOException {
        // With blocks of 256 MiB a chunk has 16.
        long block = 256L * MIB;
        byte[] first = {0b0000_0001};
        byte[] second = {0b0000_0010};
        VhdxBuilder image =
                VhdxBuilder.differencing(32 * block, 256 * MIB, "parent_linkage", LINKAGE)
                        .block(0, 7, filled(1024, 'a'))
                        .block(16, 7, filled(1024, 'b'))
                        .bitmap(0, first)
                        .bitmap(1, second);
        VirtualDisk parent = DiskImages.open(VhdxBuilder.dynamic(32 * block, 256 * MIB).storage("parent"));
        VirtualDisk disk = DiskImages.open(image.storage("child")).withParent(parent, List.of());
        assertThat(disk.contents().read(511, 2)).containsExactly('a', 0);
        assertThat(disk.contents().read(16 * block + 511, 2)).containsExactly(0, 'b');
        assertThat(disk.contents().read(16 * block + 1023, 2)).containsExactly('b', 0);
    }

    @Test
    void theEntryOfABlockComesBehindTheBitmapsOfThoseBefore() throws IOException {
        long block = 256L * MIB;
        VhdxBuilder image = VhdxBuilder.dynamic(40 * block, 256 * MIB).block(16, 6, filled(1, 'b')).block(39, 6, filled(1, 'c'));
        VirtualDisk disk = DiskImages.open(image.storage("image"));
        assertThat(disk.contents().read(16 * block, 1)).containsExactly('b');
        assertThat(disk.contents().read(39 * block, 1)).containsExactly('c');
        assertThat(disk.contents().read(15 * block, 1)).containsExactly(0);
    }

    @Test
    void readsZerosBehindTheEndOfAShorterParent() throws IOException {
        VirtualDisk shorter = DiskReading.open(VhdxBuilder.dynamic(MIB + 512, MIB).block(0, 'p').block(1, 'q').build());
        VirtualDisk disk = DiskReading.open(child().build()).withParent(shorter, List.of());
        assertThat(disk.contents().read(MIB + 511, 2)).containsExactly('q', 0);
        assertThat(disk.contents().read(7L * MIB, 100)).containsOnly(0);
    }

    @Test
    void readsWithoutItsParentOnlyWhatItHoldsItself() throws IOException {
        byte[] bits = new byte[MIB];
        bits[0] = 1;
        VirtualDisk disk = DiskReading.open(child().block(0, 7, filled(MIB, 'c')).bitmap(0, bits).entry(1, 2).build());
        assertThat(disk.contents().read(0, 512)).containsOnly('c');
        assertThat(disk.contents().read(MIB, 512)).containsOnly(0);
        for (long inParent : new long[] {512, 2L * MIB}) {
            assertThatThrownBy(() -> disk.contents().read(inParent, 1))
                    .isInstanceOf(ChainException.class)
                    .hasMessage("image: its parent is needed to read it")
                    .extracting(e -> ((ChainException) e).status())
                    .isEqualTo(VirtualDiskStatus.PARENT_NOT_FOUND);
        }
    }

    @Test
    void keepsWhatWasOddAboutTheParentAndClosesIt() throws IOException {
        ClosingStorage own = new ClosingStorage(MemoryStorage.of("child", child().build()));
        ClosingStorage its = new ClosingStorage(MemoryStorage.of("parent", VhdxBuilder.dynamic(MIB, MIB).build()));
        VirtualDisk parent = VhdxReader.open(its);
        VirtualDisk disk = VhdxReader.open(own).withParent(parent, List.of(new Remark(Condition.PARENT_NAMESAKE, "odd")));
        assertThat(disk.parent()).isEqualTo(Optional.of(parent));
        assertThat(DiskReading.remarks(disk)).isEqualTo("PARENT_NAMESAKE: odd");
        disk.close();
        assertThat(own.isClosed()).isTrue();
        assertThat(its.isClosed()).isTrue();
    }
}
