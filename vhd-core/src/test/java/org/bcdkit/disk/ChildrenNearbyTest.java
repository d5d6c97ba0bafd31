package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.WritableFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Differencing disks beside their parent. */
class ChildrenNearbyTest {

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
        // Without its parents: a chain may be too long to be opened.
        try (VirtualDisk parent = images().openWithoutParents(base)) {
            NewDisk disk = NewDisk.childOf(parent, NewDisk.CHILD_BLOCK, NewParentPaths.link(path, base, parent, VolumeMap.EMPTY));
            NewImageFile.create(path, format, disk, MODIFIED, NewImageFile.Safety.CACHED, Progress.NONE);
        }
        return path;
    }

    /** Gives a child another parent. */
    private static void name(Path child, Path base) throws IOException {
        try (VirtualDisk parent = images().openWithoutParents(base); WritableFile file = ImageChanges.open(child)) {
            ImageChanges.setParent(file, NewParentPaths.link(child, base, parent, VolumeMap.EMPTY));
        }
    }

    private static DiskImages images() {
        return DiskImages.inFiles(VolumeMap.EMPTY);
    }

    private static List<Path> children(Path image, Path... known) throws IOException {
        return new ChildrenNearby(images(), List.of(known)).of(image);
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
        assertThat(children(base)).containsExactly(two, grandchild, one);
        assertThat(children(base, one, grandchild)).as("what is no news").containsExactly(two);
        assertThat(children(base, one)).as("it is read through what is no news").containsExactly(two, grandchild);
        assertThat(children(one)).containsExactly(grandchild);
        assertThat(children(other)).isEmpty();
        assertThat(children(grandchild)).isEmpty();

        Path copy = Files.copy(base, folder.resolve("copy." + format.word()));
        assertThat(children(copy)).as("the disk is the same, but the links lead to the other file").isEmpty();
        Files.move(base, folder.resolve("moved"));
        assertThat(children(copy)).as("nothing else is there that they could mean").containsExactly(two, grandchild, one);
        Files.delete(one);
        assertThat(children(copy)).as("it names another one, which is not there").containsExactly(two);
    }

    @ParameterizedTest
    @EnumSource(names = {"VHD", "VHDX"})
    void areLookedForInTheFoldersThatAreNamed(DiskFormat format) throws IOException {
        Path base = base(format, "base.");
        Path beside = child(folder.resolve("beside." + format), base, format);
        Path deep = Files.createDirectory(folder.resolve("deep"));
        Path elsewhere = child(deep.resolve("elsewhere." + format), base, format);
        ChildrenNearby search = new ChildrenNearby(images(), List.of());
        assertThat(search.of(base)).containsExactly(beside);
        assertThat(search.of(base, List.of(elsewhere, base, beside))).containsExactly(elsewhere, beside);
        assertThat(search.of(base, List.of(deep.resolve("nothing")))).containsExactly(elsewhere);
        assertThat(search.of(base, List.of(folder.resolve("nowhere/nothing")))).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "making a link takes a privilege there")
    void areFoundBesideALinkAndBesideWhatItLeadsTo() throws IOException {
        Path base = base(DiskFormat.VHDX, "base.");
        Path child = child(folder.resolve("child.vhdx"), base, DiskFormat.VHDX);
        Path links = Files.createDirectory(folder.resolve("links"));
        Path link = Files.createSymbolicLink(links.resolve("link.vhdx"), Path.of("../base.vhdx"));
        Path beside = child(links.resolve("beside.vhdx"), base, DiskFormat.VHDX);
        Files.createSymbolicLink(links.resolve("zzz.vhdx"), Path.of("../child.vhdx"));
        assertThat(children(link)).as("each of them once").containsExactly(beside, links.resolve("zzz.vhdx"));
        Files.delete(links.resolve("zzz.vhdx"));
        assertThat(children(link)).containsExactly(beside, child);
    }

    @Test
    void areNotThoseThatCannotBeReadThroughItAnyMore() throws IOException {
        Path vhd = base(DiskFormat.VHD, "base.");
        Path child = child(folder.resolve("child.vhd"), vhd, DiskFormat.VHD);
        assertThat(children(vhd)).containsExactly(child);
        try (WritableFile file = ImageChanges.open(vhd)) {
            ImageChanges.expand(file, 16 * MIB, Progress.NONE);
        }
        assertThat(children(vhd)).as("it has the size of its parent as it was").isEmpty();

        Path vhdx = base(DiskFormat.VHDX, "base.");
        child(folder.resolve("child.vhdx"), vhdx, DiskFormat.VHDX);
        try (WritableDisk disk = images().openForWriting(vhdx)) {
            disk.contents().write(0, ByteBuffer.wrap(new byte[] {1}));
        }
        assertThat(children(vhdx)).as("its parent was written to").isEmpty();
    }

    /** Each of them is asked once, however many are read through it: a folder that somebody else fills costs as much as it has files. */
    @Test
    @Timeout(60)
    void areFoundInAChainOfAThousandAndInALoop() throws IOException {
        DiskFormat format = DiskFormat.VHD;
        Path base = base(format, "base.");
        Path first = child(folder.resolve("0000." + format), base, format);
        Path last = first;
        for (int i = 1; i < 1000; i++) {
            last = child(folder.resolve("%04d.".formatted(i) + format), last, format);
        }
        assertThat(children(base)).hasSize(1000).startsWith(first).endsWith(last);
        Path other = base(format, "other.");
        assertThat(children(other)).isEmpty();

        Path end = last;
        assertThat(children(end)).isEmpty();
        name(first, end);
        assertThat(children(base)).isEmpty();
        assertThat(children(end)).as("a loop through the image").hasSize(999).startsWith(first);
    }
}
