package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.ClosingStorage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opening images, and the chains they make. */
class DiskImagesTest extends ChainFixture {

    @Test
    void tellsFormatsByContentAndNotByName() throws IOException {
        Path vhd = write("a.vhdx", base());
        Path vhdx = write("b.vhd", VhdxBuilder.dynamic(MIB, MIB).build());
        try (VirtualDisk one = IMAGES.open(vhd);
                VirtualDisk other = IMAGES.open(vhdx)) {
            assertThat(one.format()).isEqualTo(DiskFormat.VHD);
            assertThat(one.name()).isEqualTo(vhd.toString());
            assertThat(other.format()).isEqualTo(DiskFormat.VHDX);
        }
    }

    @Test
    void takesAnyOtherFileForARawImageOnlyWhenAsked() throws IOException {
        Path raw = write("disk.raw", new byte[1234]);
        assertThatThrownBy(() -> IMAGES.open(raw))
                .isInstanceOf(MalformedException.class)
                .hasMessage(raw + ": disk image at 0x0: this is neither a VHDX (which starts with `vhdxfile`) nor a VHD (which ends with a footer that starts"
                        + " with `conectix`)");
        try (VirtualDisk disk = IMAGES.openAny(raw)) {
            assertThat(disk.format()).isEqualTo(DiskFormat.RAW);
            assertThat(disk.kind()).isEqualTo(DiskKind.FIXED);
            assertThat(disk.name()).isEqualTo(raw.toString());
            assertThat(disk.virtualSize()).isEqualTo(1234);
            assertThat(disk.fileSize()).isEqualTo(1234);
            assertThat(disk.sectorSize()).isEqualTo(512);
            assertThat(disk.blocks()).isEqualTo(Optional.empty());
            assertThat(disk.bytesToGrow()).isZero();
            assertThat(disk.identity().size()).isZero();
            assertThat(disk.parentLink()).isEqualTo(Optional.empty());
            assertThat(disk.parent()).isEqualTo(Optional.empty());
            assertThat(disk.remarks()).isEmpty();
            assertThat(DiskReading.all(disk)).isEqualTo(new byte[1234]);
            assertThatThrownBy(() -> disk.withParent(disk, List.of())).isInstanceOf(IllegalStateException.class).hasMessage(raw + " is not a differencing disk");
        }
        write("base.vhd", base());
        readsBase(IMAGES.openAny(write("child.vhd", relative(child(CHILD_ID, BASE_ID), "base.vhd").build())));
    }

    @Test
    void refusesAFolder() {
        for (Opening way : List.<Opening>of(IMAGES::open, IMAGES::openAny, IMAGES::openWithoutParents)) {
            assertThatThrownBy(() -> way.open(folder))
                    .isInstanceOf(HostException.class)
                    .hasMessage(folder + " is a folder, not a disk image")
                    .extracting(e -> ((HostException) e).remedy())
                    .isEqualTo("Name the VHD or VHDX file.");
        }
    }

    private interface Opening {
        VirtualDisk open(Path file) throws IOException;
    }

    @Test
    void leavesItToTheMachineToSayThatThereIsNoFile() {
        assertThatThrownBy(() -> IMAGES.open(folder.resolve("none.vhd"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void readsThroughThreeLevels() throws IOException {
        write("base.vhd", base());
        write("middle.vhd", relative(child(CHILD_ID, BASE_ID), ".\\base.vhd").block(0, 'm').block(1, 'm').block(2, 0).build());
        byte[] payload = new byte[BLOCK];
        Arrays.fill(payload, (byte) 't');
        VhdBuilder top = relative(child("TOP-TOP-TOP-TOP3", CHILD_ID), ".\\middle.vhd").block(0, new byte[] {(byte) 0b0100_0000}, payload);
        try (VirtualDisk disk = IMAGES.open(write("top.vhd", top.build()))) {
            byte[] expected = new byte[4 * BLOCK];
            Arrays.fill(expected, 0, 2 * BLOCK, (byte) 'm');
            Arrays.fill(expected, 512, 1024, (byte) 't');
            // Zeros of the middle hide what is in the base.
            Arrays.fill(expected, 3 * BLOCK, 4 * BLOCK, (byte) 'b');
            assertThat(DiskReading.all(disk)).isEqualTo(expected);
            assertThat(disk.parent().orElseThrow().name()).isEqualTo(folder.resolve("middle.vhd").toString());
            assertThat(disk.parent().orElseThrow().parent().orElseThrow().name()).isEqualTo(folder.resolve("base.vhd").toString());
        }
    }

    @Test
    void readsAChainOfVhdx() throws IOException {
        write("base.vhdx", VhdxBuilder.dynamic(2 * MIB, MIB).block(0, 'b').block(1, 'B').build());
        byte[] middle =
                vhdxChild("parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}", "relative_path", ".\\base.vhdx")
                        .dataWrite("aaaaaaaa-0000-4000-8000-000000000001")
                        .entry(0, 2)
                        .build();
        write("middle.vhdx", middle);
        byte[] top = vhdxChild("parent_linkage", "{aaaaaaaa-0000-4000-8000-000000000001}", "relative_path", "middle.vhdx").build();
        try (VirtualDisk disk = IMAGES.open(write("top.vhdx", top))) {
            assertThat(disk.remarks()).isEmpty();
            assertThat(disk.contents().read(MIB - 1, 2)).containsExactly(0, 'B');
        }
    }

    @Test
    void saysWhichDiskInTheMiddleHasNoParent() throws IOException {
        Path middle = write("middle.vhd", relative(child(CHILD_ID, BASE_ID), "base.vhd").build());
        Path top = write("top.vhd", relative(child("TOP-TOP-TOP-TOP3", CHILD_ID), "middle.vhd").build());
        breaksTheChain(
                top, VirtualDiskStatus.PARENT_NOT_FOUND, middle + ": its parent was not found; tried " + folder.resolve("base.vhd") + " (relative path; not there)");
    }

    @Test
    void refusesAChainThatComesBackToItself() throws IOException {
        Path one = write("one.vhd", relative(child(BASE_ID, CHILD_ID), "two.vhd").build());
        Path two = write("two.vhd", relative(child(CHILD_ID, BASE_ID), "one.vhd").build());
        breaksTheChain(one, VirtualDiskStatus.CHAIN_CYCLE, two + ": its parent " + one + " is one of its own children");
        Path self = write("self.vhd", relative(child(BASE_ID, BASE_ID), "self.vhd").build());
        breaksTheChain(self, VirtualDiskStatus.CHAIN_CYCLE, self + ": its parent " + self + " is one of its own children");
    }

    @Test
    void refusesAVhdThatIsLargerThanItsParent() throws IOException {
        Path base = write("base.vhd", VhdBuilder.fixed(new byte[3 * BLOCK]).id(BASE_ID).build());
        Path child = write("child.vhd", relative(child(CHILD_ID, BASE_ID), "base.vhd").build());
        breaksTheChain(child, VirtualDiskStatus.PARENT_SIZE_MISMATCH, child + ": it holds 16384 bytes, its parent " + base + " 12288");
    }

    @Test
    void aVhdxMayBeLargerThanItsParent() throws IOException {
        write("base.vhdx", VhdxBuilder.dynamic(MIB, MIB).block(0, 'b').build());
        byte[] child = vhdxChild("parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}", "relative_path", "base.vhdx").build();
        try (VirtualDisk disk = IMAGES.open(write("child.vhdx", child))) {
            assertThat(disk.contents().read(MIB - 1, 2)).containsExactly('b', 0);
        }
    }

    @Test
    void refusesAParentWithOtherSectors() throws IOException {
        Path base = write("base.vhdx", VhdxBuilder.dynamic(2 * MIB, MIB).sectors(4096, 4096).build());
        byte[] image = vhdxChild("parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}", "relative_path", "base.vhdx").build();
        Path child = write("child.vhdx", image);
        breaksTheChain(
                child, VirtualDiskStatus.SECTOR_SIZE_UNSUPPORTED, child + ": it has sectors of 512 bytes, its parent " + base + " of 4096");
    }

    private Path chain(int length) throws IOException {
        Path last = write("0.vhd", VhdBuilder.fixed(new byte[512]).id(id(0)).build());
        for (int i = 1; i < length; i++) {
            VhdBuilder next = VhdBuilder.differencing(512, 512, id(i - 1)).id(id(i)).locator("W2ru", utf16(i - 1 + ".vhd"));
            last = write(i + ".vhd", next.build());
        }
        return last;
    }

    private static String id(int number) {
        return "%016d".formatted(number);
    }

    @Test
    void refusesAChainLongerThanAnyoneCanUse() throws IOException {
        try (VirtualDisk disk = IMAGES.open(chain(256))) {
            assertThat(DiskReading.all(disk)).containsOnly(0);
        }
        breaksTheChain(chain(257), VirtualDiskStatus.PARENT_ERROR, folder.resolve("1.vhd") + ": there are more than 256 disks in the chain");
    }

    @Test
    void closesEveryFileWhenItFails() throws IOException {
        write("base.vhd", VhdBuilder.fixed(new byte[3 * BLOCK]).id(BASE_ID).build());
        write("middle.vhd", relative(child(CHILD_ID, BASE_ID), "base.vhd").build());
        Path top = write("top.vhd", relative(child("TOP-TOP-TOP-TOP3", CHILD_ID), "middle.vhd").build());
        Path neither = write("neither", new byte[600]);
        List<ClosingStorage> opened = new ArrayList<>();
        DiskImages images = new DiskImages(file -> remember(opened, file), VolumeMap.EMPTY);
        assertThatThrownBy(() -> images.open(top)).isInstanceOf(ChainException.class);
        assertThatThrownBy(() -> images.openAny(top)).isInstanceOf(ChainException.class);
        assertThatThrownBy(() -> images.open(neither)).isInstanceOf(MalformedException.class);
        Path damaged = write("damaged.vhdx", Arrays.copyOf("vhdxfile".getBytes(), 5000));
        assertThatThrownBy(() -> images.openAny(damaged)).isInstanceOf(MalformedException.class);
        assertThat(opened).hasSize(8).allMatch(ClosingStorage::isClosed);
    }

    @Test
    void closesTheFileOfADiskThatVanishes() throws IOException {
        List<ClosingStorage> opened = new ArrayList<>();
        DiskImages images = new DiskImages(file -> remember(opened, file), VolumeMap.EMPTY);
        Path file = write("base.vhd", base());
        VirtualDisk disk = images.openWithoutParents(file);
        Files.delete(file);
        assertThatThrownBy(() -> images.openParents(disk, file)).isInstanceOf(NoSuchFileException.class);
        assertThat(opened).hasSize(1).allMatch(ClosingStorage::isClosed);
    }

    private static Storage remember(List<ClosingStorage> opened, Path file) throws IOException {
        ClosingStorage storage = new ClosingStorage(FileStorage.open(file));
        opened.add(storage);
        return storage;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "514649fb00000003 | a QCOW2 image of QEMU; supported are VHD, VHDX and raw images; \"qemu-img convert -O raw\" may make a raw one of it",
        "4b444d5601000000 | a VMDK image of VMware; supported are VHD, VHDX and raw images; \"qemu-img convert -O raw\" may make a raw one of it",
        "4d5357494d000000 | a WIM archive, which holds files and no disk; supported are VHD, VHDX and raw images; \"bcd deploy\" makes an image with its files",
        "3c3c3c2051454d5520564d | a VDI image of VirtualBox; supported are VHD, VHDX and raw images; \"qemu-img convert -O raw\" may make a raw one of it",
        "1f8b0808 | a file compressed with gzip; supported are VHD, VHDX and raw images; unpack it first",
        "fd377a585a00 | a file compressed with xz; supported are VHD, VHDX and raw images; unpack it first",
        "28b52ffd | a file compressed with zstd; supported are VHD, VHDX and raw images; unpack it first",
        "504b0304 | a ZIP archive; supported are VHD, VHDX and raw images; unpack it first",
        "377abcaf271c | a 7-Zip archive; supported are VHD, VHDX and raw images; unpack it first"
    })
    void refusesToTakeImagesOfOtherFormatsForRawOnes(String start, String found) throws IOException {
        Path file = write("x", Arrays.copyOf(Bytes.ofHex(start).toArray(), 4096));
        String message = file + ": disk image at 0x0: this is " + found;
        assertThatThrownBy(() -> IMAGES.openAny(file)).isInstanceOf(UnsupportedException.class).hasMessage(message);
        assertThatThrownBy(() -> IMAGES.open(file)).isInstanceOf(UnsupportedException.class).hasMessage(message);
    }
}
