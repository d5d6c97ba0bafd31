package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.bcdkit.storage.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Differencing disks beside their parent. */
class ChildrenTest {

    private static final int MIB = 1 << 20;
    private static final Instant MODIFIED = Instant.parse("2026-11-24T09:00:00Z");

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void findTheFolderByItsRealName() throws IOException {
        folder = temporary.toRealPath();
    }

    private Path base(DiskFormat format, String name) throws IOException {
        Path path = folder.resolve(name + format.word());
        NewDisk disk = new NewDisk(DiskKind.DYNAMIC, 8 * MIB, MIB, 512, List.of());
        NewImageFile.create(path, format, disk, MODIFIED, NewImageFile.Safety.CACHED, Progress.NONE);
        Files.setLastModifiedTime(path, FileTime.from(MODIFIED));
        return path;
    }

    private Path child(Path path, Path base, DiskFormat format) throws IOException {
        try (VirtualDisk parent = images().open(base)) {
            NewDisk disk = NewDisk.childOf(parent, NewDisk.CHILD_BLOCK, NewParentPaths.link(path, base, parent, VolumeMap.EMPTY));
            NewImageFile.create(path, format, disk, MODIFIED, NewImageFile.Safety.CACHED, Progress.NONE);
        }
        return path;
    }

    private static DiskImages images() {
        return DiskImages.inFiles(VolumeMap.EMPTY);
    }

    private static List<Path> children(Path image) throws IOException {
        try (VirtualDisk disk = images().openWithoutParents(image)) {
            return new Children(images()).beside(image, disk);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"VHD", "VHDX"})
    void areFoundByWhatTheySayOfTheirParent(DiskFormat format) throws IOException {
        Path base = base(format, "base.");
        assertThat(children(base)).isEmpty();
        Path other = base(format, "other.");
        Path one = child(folder.resolve("one.a" + format.word()), base, format);
        Path two = child(folder.resolve("TWO." + format.word().toUpperCase(Locale.ROOT)), base, format);
        Path grandchild = child(folder.resolve("grandchild." + format.word()), one, format);
        Files.writeString(folder.resolve("no image." + format.word()), "x");
        Files.createDirectory(folder.resolve("folder." + format.word()));
        assertThat(children(base)).containsExactly(two, one);
        assertThat(children(one)).containsExactly(grandchild);
        assertThat(children(other)).isEmpty();
        assertThat(children(grandchild)).isEmpty();

        Path copy = Files.copy(base, folder.resolve("copy." + format.word()));
        assertThat(children(copy)).as("the disk is the same, but the links lead to the other file").isEmpty();
        Files.move(base, folder.resolve("moved"));
        assertThat(children(copy)).as("nothing else is there that they could mean").containsExactly(two, one);
    }
}
