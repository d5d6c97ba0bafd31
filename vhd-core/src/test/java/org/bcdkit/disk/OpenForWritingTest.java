package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.bcdkit.storage.FolderException;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Test;

/** Which images are opened for writing, and which are not. */
class OpenForWritingTest extends ChainFixture {

    private static VhdBuilder dynamic() {
        return VhdBuilder.dynamic(4 * BLOCK, BLOCK);
    }

    private void refuses(byte[] image, String problem) throws IOException {
        refuses(image, problem, "");
    }

    private void refusesUntilRepaired(byte[] image, String problem) throws IOException {
        refuses(image, problem, ". bcd vdisk repair mends that");
    }

    private void refuses(byte[] image, String problem, String remedy) throws IOException {
        Path file = write("w", image);
        assertThatThrownBy(() -> IMAGES.openForWriting(file))
                .isExactlyInstanceOf(UnsupportedException.class)
                .hasMessage(file + ": disk image at 0x0: " + problem + "; nothing is written to its disk as long as that is so" + remedy);
        assertThat(Files.readAllBytes(file)).isEqualTo(image);
    }

    private void writes(byte[] image) throws IOException {
        Path file = write("w", image);
        try (WritableDisk disk = IMAGES.openForWriting(file)) {
            disk.contents().write(512, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        }
        try (VirtualDisk disk = IMAGES.openAny(file)) {
            assertThat(disk.contents().read(511, 5)).containsExactly(0, 1, 2, 3, 0);
        }
    }

    private static byte[] flipped(byte[] image, int position) {
        image[position] ^= 1;
        return image;
    }

    private static byte[] padded(byte[] image, int length) {
        return Arrays.copyOf(image, image.length + length);
    }

    @Test
    void writesToRawImagesAndImagesOfAllKinds() throws IOException {
        writes(new byte[4 * BLOCK]);
        writes(VhdBuilder.fixed(new byte[4 * BLOCK]).build());
        writes(dynamic().build());
        writes(VhdxBuilder.dynamic(MIB, MIB).build());
        writes(VhdxBuilder.fixed(MIB, MIB).block(0, 0).build());
    }

    @Test
    void refusesAVhdOfWhichItIsNotClearWhereItEnds() throws IOException {
        refusesUntilRepaired(padded(dynamic().build(), 1024), "its footer is followed by 1024 bytes that do not belong to it");
        byte[] image = dynamic().build();
        refusesUntilRepaired(Arrays.copyOf(image, image.length - 512), "there is no intact footer at its end; the copy at its start is intact");
        refusesUntilRepaired(Arrays.copyOf(image, image.length - 1), "its footer has 511 bytes instead of 512");
        writes(padded(VhdBuilder.fixed(new byte[4 * BLOCK]).build(), 1024));
        writes(Arrays.copyOf(VhdBuilder.fixed(new byte[4 * BLOCK]).build(), 4 * BLOCK + 511));
    }

    @Test
    void refusesAVhdWhoseCopyOfTheFooterIsAnother() throws IOException {
        refusesUntilRepaired(flipped(dynamic().build(), 100), "the copy of the footer at its start is missing or damaged");
    }

    @Test
    void refusesTheSavedStateOfAVirtualMachine() throws IOException {
        refuses(dynamic().footer(84, 1, 1).build(), "the disk is part of the saved state of a virtual machine");
        refuses(VhdBuilder.fixed(new byte[BLOCK]).footer(84, 1, 1).build(), "the disk is part of the saved state of a virtual machine");
    }

    @Test
    void refusesAVhdxThatWasNeverFinishedOrLostARegionTable() throws IOException {
        refuses(VhdxBuilder.dynamic(MIB, MIB).item(VhdxBuilder.INCOMPLETE, 4, new byte[0]).build(), "its creation never finished");
        refusesUntilRepaired(VhdxBuilder.dynamic(MIB, MIB).flip(VhdxBuilder.REGIONS_2 + 60_000, 1).build(), "the second region table differs from the first");
    }

    /** A power failure leaves one damaged header, and that one is written first. */
    @Test
    void writesToAVhdxWithOneHeader() throws IOException {
        for (int header : new int[] {VhdxBuilder.HEADER_1, VhdxBuilder.HEADER_2}) {
            byte[] image = flipped(VhdxBuilder.dynamic(MIB, MIB).build(), header + 100);
            assertThat(DiskReading.open(image).remarks()).extracting(Remark::condition).containsExactly(Condition.HEADER_DAMAGED);
            writes(image);
            assertThat(DiskReading.open(Files.readAllBytes(folder.resolve("w"))).remarks()).isEmpty();
        }
    }

    @Test
    void writesToAChildAndNeverToItsParent() throws IOException {
        Path base = write("base.vhd", base());
        Path child = write("child.vhd", child(CHILD_ID, BASE_ID).locator("W2ru", ".\\base.vhd".getBytes(StandardCharsets.UTF_16LE)).build());
        try (WritableDisk disk = IMAGES.openForWriting(child)) {
            disk.contents().write(BLOCK + 512, ByteBuffer.wrap(new byte[512]));
            assertThat(disk.contents().read(BLOCK + 511, 514)).startsWith('b', 0).endsWith(0, 'b');
            assertThat(DiskReading.all(disk.disk())).startsWith('b').endsWith('b').contains(0);
        }
        assertThat(Files.readAllBytes(base)).isEqualTo(base());
    }

    @Test
    void refusesAFolder() {
        assertThatThrownBy(() -> IMAGES.openForWriting(folder)).isExactlyInstanceOf(FolderException.class).hasMessage(folder + " is a folder, not a disk image");
    }

    @Test
    void refusesAFileThatIsLocked() throws IOException {
        Path file = write("w.vhd", dynamic().build());
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            other.lock(100, 1, false); // where QEMU has its locks
            assertThatThrownBy(() -> IMAGES.openForWriting(file)).isExactlyInstanceOf(HostException.class).hasMessage(file + " is in use by another program");
        }
        try (WritableDisk disk = IMAGES.openForWriting(file)) {
            assertThat(disk.contents().size()).isEqualTo(4 * BLOCK);
            assertThatThrownBy(() -> IMAGES.openForWriting(file)).isExactlyInstanceOf(HostException.class).hasMessage(file + " is in use by another program");
        }
    }
}
