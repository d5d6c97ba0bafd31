package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.ResizableStorage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.ForwardingStorage;
import org.bcdkit.testing.PowerFailure;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that are allowed and that no writer is known to make, or that somebody made to do harm: what changing them does. */
class OddImagesChangedTest {

    private static final int MIB = 1 << 20;
    private static final int VHD_BLOCK = 4096;
    private static final String PARENT_ID = "BASE-BASE-BASE-1";

    private static PowerFailure file(byte[] image) {
        return new PowerFailure(image, 512, -1);
    }

    private static void compact(ResizableStorage file) throws IOException {
        VirtualDisk disk = DiskImages.open(file);
        ImageChanges.compact(file, ImageChanges.planCompaction(disk, NeededBlocks.of(disk, UnusedSpace.NONE, Progress.NONE)), Progress.NONE);
    }

    /** MS-VHDX 2.5.1.1: what else the entry of a block that is not present says has no meaning. */
    @Test
    void aBlockThatIsLeftToTheParentIsSoAfterCompactingWhateverPlaceItNames() throws IOException {
        VirtualDisk parent = DiskImages.open(MemoryStorage.of("base.vhdx", VhdxBuilder.dynamic(3 * MIB, MIB).block(0, 'a').block(1, 'b').build()));
        byte[] child = VhdxBuilder.differencing(3 * MIB, MIB, "parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}", "relative_path", "base.vhdx")
                .entry(0, 9L * MIB)
                .block(1, 'c')
                .block(2, 0)
                .build();
        byte[] before = DiskReading.all(DiskImages.open(MemoryStorage.of("child.vhdx", child)).withParent(parent, List.of()));
        PowerFailure file = file(child);
        compact(file);
        assertThat(file.all()).hasSize(child.length - MIB);
        assertThat(DiskReading.all(DiskImages.open(file).withParent(parent, List.of()))).isEqualTo(before);
    }

    /** Writers that made a file shorter leave such entries. The table comes to the place that they name. */
    @Test
    void aPlaceThatWasBehindTheEndOfTheFileIsNotKeptWhenTheDiskGrows() throws IOException {
        byte[] image = VhdxBuilder.dynamic(4 * MIB, MIB).block(0, 'a').entry(2, 5L * MIB | 3).entry(3, 6L * MIB | 1).build();
        byte[] contents = DiskReading.all(DiskImages.open(MemoryStorage.of("image", image)));
        PowerFailure file = file(image);
        ImageChanges.expand(file, 200_000L * MIB, Progress.NONE);
        VirtualDisk disk = DiskImages.open(file);
        assertThat(disk.virtualSize()).isEqualTo(200_000L * MIB);
        assertThat(disk.contents().read(0, contents.length)).isEqualTo(contents);
    }

    /** What is to become zero is not held in memory as a whole. */
    @Test
    void theTailOfALargeBlockIsClearedInPieces() throws IOException {
        int block = 4 * MIB;
        byte[] payload = new byte[block];
        Arrays.fill(payload, (byte) 'x');
        byte[] image = VhdBuilder.dynamic(MIB + 512, block).block(0, payload).build();
        Pieces file = new Pieces(file(image));
        ImageChanges.expand(file, 2L * block, Progress.NONE);
        byte[] expected = new byte[2 * block];
        Arrays.fill(expected, 0, MIB + 512, (byte) 'x');
        assertThat(DiskReading.all(DiskImages.open(file))).isEqualTo(expected);
        assertThat(file.largest).isEqualTo(MIB);
    }

    /** Behind the image there is nothing that could be changed safely. */
    @ParameterizedTest
    @ValueSource(strings = {"W2ru", "XXXX"})
    void aVhdWhosePathLiesBehindItsEndIsNotChanged(String code) throws IOException {
        byte[] path = ".\\base.vhd".getBytes(StandardCharsets.UTF_16LE);
        byte[] image = VhdBuilder.differencing(4 * VHD_BLOCK, VHD_BLOCK, PARENT_ID).locator(code, path, 1 << 30, path.length).build();
        PowerFailure file = file(image);
        ParentLink link = new ParentLink(List.of(Bytes.of(new byte[16])), List.of(new ParentPath(ParentPath.Form.RELATIVE, ".\\base.vhd")), OptionalLong.of(1));
        String message = "VHD parent locator at 0x" + Integer.toHexString(image.length - 512) + ": a path is said to have room up to 0x";
        assertThatThrownBy(() -> ImageChanges.setParent(file, link)).isInstanceOf(UnsupportedException.class).hasMessageContaining(message);
        assertThatThrownBy(() -> compact(file)).isInstanceOf(UnsupportedException.class).hasMessageContaining(message);
        assertThat(file.writes()).isZero();
    }

    /** A footer in two sectors comes to the medium in two parts, and a fixed disk has no copy of it. */
    @Test
    void aFixedVhdWhoseFooterLiesInTwoSectorsIsNotChanged() throws IOException {
        byte[] image = VhdBuilder.fixed(new byte[8192]).build();
        byte[] longer = Arrays.copyOf(image, image.length + 100);
        System.arraycopy(image, 8192, longer, 8292, 512);
        PowerFailure file = file(longer);
        assertThatThrownBy(() -> ImageChanges.expand(file, 16384, Progress.NONE))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("disk: VHD footer at 0x2064: it does not start with a sector; supported is changing an image in which it does");
        assertThat(file.writes()).isZero();
    }

    /** Knows how much was written at once. */
    private static final class Pieces extends ForwardingStorage implements ResizableStorage {
        private final ResizableStorage file;
        private int largest;

        Pieces(ResizableStorage file) {
            super(file);
            this.file = file;
        }

        @Override
        public void write(long position, ByteBuffer from) throws IOException {
            largest = Math.max(largest, from.remaining());
            super.write(position, from);
        }

        @Override
        public void cut(long size) throws IOException {
            file.cut(size);
        }
    }
}
