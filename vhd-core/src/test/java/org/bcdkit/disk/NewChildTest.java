package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bcdkit.disk.IndependentDiskReaders.libvhdi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.Progress;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.vhdx.VhdxIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** New differencing disks. */
class NewChildTest {

    private static final int MIB = 1 << 20;
    private static final Instant MODIFIED = Instant.parse("2026-11-24T09:00:00Z");

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void findTheFolderByItsRealName() throws IOException {
        folder = temporary.toRealPath();
    }

    private Path base(DiskFormat format, long size, int sectorSize) throws IOException {
        Path path = folder.resolve("bäse." + format.word());
        byte[] bytes = new byte[5000];
        new Random(1).nextBytes(bytes);
        List<Extent> extents = List.of(new Extent(MIB - 100, Bytes.of(bytes)), new Extent(size - 1, Bytes.of((byte) 'e')));
        NewDisk disk = new NewDisk(DiskKind.DYNAMIC, size, MIB, sectorSize, extents);
        NewImageFile.create(path, format, disk, MODIFIED, NewImageFile.Safety.CACHED, Progress.NONE);
        Files.setLastModifiedTime(path, FileTime.from(MODIFIED));
        return path;
    }

    private Path child(Path path, Path base, DiskFormat format, VolumeMap volumes) throws IOException {
        Files.createDirectories(path.getParent());
        try (VirtualDisk parent = open(base)) {
            NewDisk disk = NewDisk.childOf(parent, NewDisk.CHILD_BLOCK, NewParentPaths.link(path, base, parent, volumes));
            if (format == DiskFormat.VHD) {
                NewImageFile.createVhd(path, disk, UUID.randomUUID(), MODIFIED);
            } else {
                VhdxIdentity random = VhdxIdentity.random();
                NewImageFile.createVhdx(path, disk, new VhdxIdentity(random.fileWrite(), random.dataWrite(), parent.diskId().orElseThrow()));
            }
        }
        return path;
    }

    private static VirtualDisk open(Path path) throws IOException {
        return DiskImages.inFiles(VolumeMap.EMPTY).open(path);
    }

    @ParameterizedTest
    @CsvSource({"VHD,8388608,512", "VHD,3146240,512", "VHDX,8388608,512", "VHDX,8392704,4096"})
    void startsAsItsParentIs(DiskFormat format, long size, int sectorSize) throws IOException {
        Path base = base(format, size, sectorSize);
        Path path = child(folder.resolve("child." + format.word()), base, format, VolumeMap.EMPTY.with("D", folder));
        Path grandchild = child(folder.resolve("grandchild." + format.word()), path, format, VolumeMap.EMPTY);
        try (VirtualDisk parent = open(base); VirtualDisk disk = open(grandchild)) {
            assertThat(disk.kind()).isEqualTo(DiskKind.DIFFERENCING);
            assertThat(disk.virtualSize()).isEqualTo(size);
            assertThat(disk.sectorSize()).isEqualTo(sectorSize);
            assertThat(disk.blocks().orElseThrow().allocated()).isZero();
            assertThat(disk.remarks()).isEmpty();
            assertThat(disk.parent().orElseThrow().remarks()).isEmpty();
            assertThat(disk.diskId()).isEqualTo(parent.diskId());
            assertThat(DiskReading.all(disk)).isEqualTo(DiskReading.all(parent));
            // libvhdi takes a sector bitmap without a place for one at the start of the file, and finds bits in the file identifier of a VHDX.
            String expected = format == DiskFormat.VHD ? size + " " + DiskReading.sha256(parent.contents()) : size + " ";
            assertThat(libvhdi(grandchild, path, base)).startsWith(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(value = DiskFormat.class, names = {"VHD", "VHDX"})
    void saysWhereItsParentIs(DiskFormat format) throws IOException {
        Path base = base(format, 8 * MIB, 512);
        Path path = child(folder.resolve("a/b/child." + format.word()), base, format, VolumeMap.EMPTY.with("D", folder).with("E", folder.getParent()));
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).openWithoutParents(path); VirtualDisk parent = open(base)) {
            ParentLink link = disk.parentLink().orElseThrow();
            String name = "bäse." + format.word();
            ParentPath relative = new ParentPath(ParentPath.Form.RELATIVE, "..\\..\\" + name);
            if (format == DiskFormat.VHD) {
                assertThat(link.paths())
                        .containsExactly(relative, new ParentPath(ParentPath.Form.ABSOLUTE, "D:\\" + name), new ParentPath(ParentPath.Form.NAME, name));
                assertThat(link.modified()).hasValue(MODIFIED.getEpochSecond());
            } else {
                assertThat(link.paths()).containsExactly(relative, new ParentPath(ParentPath.Form.ABSOLUTE, "\\\\?\\D:\\" + name));
            }
            assertThat(link.identities()).containsExactly(parent.identity());
        }
    }

    @Test
    void aParentInTheSameFolderIsNamedFromThere() throws IOException {
        Path base = base(DiskFormat.VHD, 8 * MIB, 512);
        try (VirtualDisk parent = open(base)) {
            ParentLink link = NewParentPaths.link(folder.resolve("child.vhd"), base, parent, VolumeMap.EMPTY);
            assertThat(link.paths()).containsExactly(new ParentPath(ParentPath.Form.RELATIVE, ".\\bäse.vhd"), new ParentPath(ParentPath.Form.NAME, "bäse.vhd"));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aBackslashIsPartOfNoNameInWindows() throws IOException {
        Path base = Files.move(base(DiskFormat.VHD, 8 * MIB, 512), folder.resolve("a\\b.vhd"));
        try (VirtualDisk parent = open(base)) {
            assertThatThrownBy(() -> NewParentPaths.link(folder.resolve("child.vhd"), base, parent, VolumeMap.EMPTY))
                    .isInstanceOf(HostException.class)
                    .hasMessage("a\\b.vhd has a name with a backslash in it, which no path of Windows can have");
        }
    }

    @Test
    void onlyAChildHasAParent() throws IOException {
        Path base = base(DiskFormat.VHD, 8 * MIB, 512);
        try (VirtualDisk parent = open(base)) {
            ParentLink link = NewParentPaths.link(folder.resolve("child.vhd"), base, parent, VolumeMap.EMPTY);
            assertThatThrownBy(() -> new NewDisk(DiskKind.DYNAMIC, MIB, MIB, 512, DiskContents.NOTHING, Optional.of(link)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a dynamic disk has no parent");
            assertThatThrownBy(() -> new NewDisk(DiskKind.DIFFERENCING, MIB, MIB, 512, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a differencing disk has a parent");
            assertThatThrownBy(() -> new NewDisk(DiskKind.DIFFERENCING, MIB, MIB, 512, new ImageContents(parent), Optional.of(link)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a new differencing disk holds what its parent holds");
        }
    }
}
