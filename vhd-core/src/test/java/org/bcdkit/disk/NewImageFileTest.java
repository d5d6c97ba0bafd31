package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.Progress;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.vhdx.VhdxIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NewImageFileTest {

    private static final NewDisk SMALL = new NewDisk(DiskKind.DYNAMIC, 4 << 20, 2 << 20, 512, List.of(new Extent(3 << 20, Bytes.of((byte) 'x'))));
    private static final NewDisk IMPOSSIBLE = new NewDisk(DiskKind.DYNAMIC, 4 << 20, 3 << 20, 512, List.of());

    @TempDir
    private Path folder;

    @Test
    void makesFilesThatAreReadAsTheyWereMeant() throws IOException {
        Path vhd = folder.resolve("a.vhd");
        Path vhdx = folder.resolve("a.vhdx");
        NewImageFile.createVhd(vhd, SMALL, UUID.randomUUID(), Instant.now());
        NewImageFile.createVhdx(vhdx, SMALL, VhdxIdentity.random());
        for (Path file : List.of(vhd, vhdx)) {
            try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).open(file)) {
                byte[] expected = new byte[4 << 20];
                expected[3 << 20] = 'x';
                assertThat(DiskReading.all(disk)).isEqualTo(expected);
                assertThat(disk.fileSize()).isEqualTo(Files.size(file));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsHowLargeAnImageIsBeforeItHasBlocks(DiskFormat format) throws IOException {
        NewDisk dynamic = new NewDisk(DiskKind.DYNAMIC, 20L << 30, 1 << 20, 512, List.of());
        NewDisk fixed = new NewDisk(DiskKind.FIXED, 8 << 20, 1 << 20, 512, List.of());
        ParentPath path = new ParentPath(ParentPath.Form.RELATIVE, ".\\base");
        ParentLink link = new ParentLink(List.of(Bytes.of(new byte[16])), List.of(path), OptionalLong.of(1));
        NewDisk child = new NewDisk(DiskKind.DIFFERENCING, 20L << 30, 1 << 20, 512, DiskContents.NOTHING, Optional.of(link));
        for (NewDisk disk : format == DiskFormat.RAW ? List.of(fixed) : List.of(dynamic, fixed, child)) {
            Path file = folder.resolve(disk.kind().word());
            NewImageFile.create(file, format, disk, Instant.now(), NewImageFile.Safety.CACHED, Progress.NONE);
            long blocks = disk == fixed ? disk.virtualSize() : 0;
            assertThat(NewImageFile.sizeWithoutBlocks(format, disk)).as(disk.kind().word()).isEqualTo(Files.size(file) - blocks);
        }
    }

    @Test
    void leavesAFileThatIsThereAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("a.vhd"), "mine");
        assertThatThrownBy(() -> NewImageFile.createVhd(file, SMALL, UUID.randomUUID(), Instant.now())).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> NewImageFile.createVhdx(file, SMALL, VhdxIdentity.random())).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("mine");
    }

    @Test
    void leavesNoFileBehindWhenItFails() {
        assertThatThrownBy(() -> NewImageFile.createVhd(folder.resolve("a.vhd"), IMPOSSIBLE, UUID.randomUUID(), Instant.now()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NewImageFile.createVhdx(folder.resolve("a.vhdx"), IMPOSSIBLE, VhdxIdentity.random()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void namesTheFileThatCannotBeWritten() throws IOException {
        Path path = folder.resolve("a.vhd");
        try (NewImageFile file = new NewImageFile(path)) {
            // No file system has files of that size.
            assertThatThrownBy(() -> file.write(Long.MAX_VALUE - 512, ByteBuffer.allocate(512)))
                    .isInstanceOf(HostException.class)
                    .hasMessageStartingWith(path + " cannot be written: ")
                    .extracting(e -> ((HostException) e).remedy())
                    .isEqualTo("Nothing is left of it. Make room, or choose another place.");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void aDiskHoldsNothingBehindItsEnd() {
        assertThatThrownBy(() -> new NewDisk(DiskKind.FIXED, 1024, 0, 512, List.of(new Extent(1023, Bytes.of((byte) 1, (byte) 2)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an extent ends at 1025, the disk at 1024");
        assertThatThrownBy(() -> new NewDisk(DiskKind.FIXED, 1024, 0, 512, List.of(new Extent(-1, Bytes.of((byte) 1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an extent starts at -1, and what lies before it ends at 0");
    }

    /** Pieces are written one MiB at a time; what is held goes across their borders. */
    @Test
    void extentsMayCrossTheBordersOfPieces() throws IOException {
        byte[] bytes = new byte[(2 << 20) + 10];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7 + i / 1000);
        }
        NewDisk disk = new NewDisk(DiskKind.FIXED, 4 << 20, 0, 512, List.of(new Extent((1 << 20) - 5, Bytes.of(bytes))));
        Path file = folder.resolve("a.vhd");
        NewImageFile.createVhd(file, disk, UUID.randomUUID(), Instant.now());
        try (VirtualDisk read = DiskImages.inFiles(VolumeMap.EMPTY).open(file)) {
            byte[] expected = new byte[4 << 20];
            System.arraycopy(bytes, 0, expected, (1 << 20) - 5, bytes.length);
            assertThat(DiskReading.all(read)).isEqualTo(expected);
        }
    }
}
