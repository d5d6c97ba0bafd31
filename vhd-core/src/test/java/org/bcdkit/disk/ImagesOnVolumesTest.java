package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.FileSystems;
import org.bcdkit.filesystem.NoSuchPathException;
import org.bcdkit.filesystem.VolumeFile;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.bcdkit.testing.WimCompression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that lie in a file system inside a disk, which is not mounted. */
class ImagesOnVolumesTest extends ChainFixture {

    private static final String VOLUME = "disk.img:3";
    private static final String TOP_ID = "TOP-TOP-TOP-TOP3";

    private NtfsBuilder builder() throws IOException {
        return new NtfsBuilder(folder, 32 << 20);
    }

    private static FileSystem mounted(NtfsBuilder builder) throws IOException {
        return opened(builder.build());
    }

    private static FileSystem opened(Path volume) throws IOException {
        return FileSystems.open(MemoryStorage.of("partition 3 of disk.img", Files.readAllBytes(volume)));
    }

    private static VolumeFile file(FileSystem fileSystem, String path) {
        return new VolumeFile(VOLUME, fileSystem, FilePath.parse(path));
    }

    private static void breaks(FileSystem fileSystem, String path, VirtualDiskStatus status, String message) {
        assertThatThrownBy(() -> IMAGES.open(file(fileSystem, path)))
                .isExactlyInstanceOf(ChainException.class)
                .hasMessage(message)
                .extracting(e -> ((ChainException) e).status())
                .isEqualTo(status);
    }

    @Test
    void opensAnImageWithItsWholeChain() throws IOException {
        byte[] base = VhdBuilder.fixed(Contents.random(1, 4 * BLOCK)).id(BASE_ID).build();
        byte[] middle = relative(child(CHILD_ID, BASE_ID), "..\\Base.VHD").block(1, 'm').build();
        byte[] top = relative(child(TOP_ID, CHILD_ID), ".\\deeper\\..\\middle.vhd").block(3, 't').build();
        Path onDisk = write("middle/top.vhd", top);
        String others = IndependentDiskReaders.libvhdi(onDisk, write("middle/middle.vhd", middle), write("base.vhd", base));
        FileSystem fileSystem = mounted(builder().folder("/vhds").folder("/vhds/x").file("/vhds/base.vhd", base).file("/vhds/x/middle.vhd", middle)
                .file("/vhds/x/top.vhd", top));
        try (VirtualDisk disk = IMAGES.open(file(fileSystem, "vhds/x/top.vhd"))) {
            assertThat(disk.name()).isEqualTo("disk.img:3/vhds/x/top.vhd");
            assertThat(disk.parent().orElseThrow().name()).isEqualTo("disk.img:3/vhds/x/middle.vhd");
            assertThat(disk.parent().orElseThrow().parent().orElseThrow().name()).isEqualTo("disk.img:3/vhds/Base.VHD");
            assertThat(disk.virtualSize() + " " + DiskReading.sha256(disk.contents())).isEqualTo(others);
        }
    }

    @Test
    void readsWhatQemuWrote() throws IOException {
        Path raw = Files.write(folder.resolve("raw"), Contents.mixed(7, 5 * MIB));
        for (String format : List.of("vpc", "vhdx")) {
            Path image = folder.resolve("image." + format);
            IndependentDiskReaders.qemu("convert", "-f", "raw", "-O", format, "-o", format.equals("vpc") ? "force_size=on" : "block_size=1M", raw.toString(),
                    image.toString());
            FileSystem fileSystem = mounted(builder().folder("/vhds").file("/vhds/image", Files.readAllBytes(image)));
            try (VirtualDisk disk = IMAGES.open(file(fileSystem, "\\VHDS\\image")); Storage expected = FileStorage.open(raw)) {
                assertThat(DiskReading.sha256(disk.contents())).isEqualTo(DiskReading.sha256(expected));
            }
        }
    }

    /** The letter and the GUID are those that Windows gave the volume; nothing here tells which. */
    @ParameterizedTest
    @ValueSource(strings = {"D:\\vhds\\base.vhd", "\\\\?\\C:\\VHDS\\Base.vhd", "\\\\?\\Volume{9cdf8dfa-0000-0000-0000-501f00000000}\\vhds\\base.vhd"})
    void takesAnAbsolutePathToBeOnTheSameVolume(String path) throws IOException {
        FileSystem fileSystem = mounted(builder().folder("/vhds").file("/vhds/base.vhd", base()).folder("/children")
                .file("/children/child.vhd", absolute(child(CHILD_ID, BASE_ID), path).build()));
        readsBase(IMAGES.open(file(fileSystem, "children/child.vhd")));
    }

    @Test
    void findsTheParentOfAVhdx() throws IOException {
        String[] link = {"parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}", "volume_path", "\\\\?\\Volume{9cdf8dfa-0000-0000-0000-501f00000000}\\x\\base.vhdx"};
        FileSystem fileSystem = mounted(builder().folder("/x").file("/x/base.vhdx", VhdxBuilder.dynamic(2 * MIB, MIB).block(0, 'b').build())
                .file("/child.vhdx", vhdxChild(link).build()));
        try (VirtualDisk disk = IMAGES.open(file(fileSystem, "child.vhdx"))) {
            assertThat(disk.parent().orElseThrow().name()).isEqualTo("disk.img:3/x/base.vhdx");
            assertThat(disk.contents().read(0, 1)).containsExactly('b');
        }
    }

    @Test
    void takesALetterThatWasGivenAFolderToBeThatFolder() throws IOException {
        Path mapped = write("drive/vhds/base.vhd", base());
        FileSystem fileSystem = mounted(builder().folder("/vhds").file("/vhds/base.vhd", new byte[100])
                .file("/child.vhd", absolute(child(CHILD_ID, BASE_ID), "E:\\vhds\\base.vhd").build()));
        VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY.with("E:", folder.resolve("drive"))).open(file(fileSystem, "child.vhd"));
        assertThat(disk.parent().orElseThrow().name()).isEqualTo(mapped.toString());
        readsBase(disk);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///C:/with%20space/base.vhd", "file:///with%20space/base.vhd", "file://localhost/c:/with%20space/base.vhd",
        "file://./../with%20space/base.vhd"})
    void findsAParentByAFileUrl(String url) throws IOException {
        FileSystem fileSystem = mounted(builder().folder("/with space").file("/with space/base.vhd", base()).folder("/children")
                .file("/children/child.vhd", child(CHILD_ID, BASE_ID).locator("MacX", url.getBytes(StandardCharsets.UTF_8)).build()));
        readsBase(IMAGES.open(file(fileSystem, "children/child.vhd")));
    }

    @Test
    void findsAParentByItsNameAlone() throws IOException {
        FileSystem fileSystem = mounted(builder().folder("/vhds").file("/vhds/größe.vhd", base())
                .file("/vhds/child.vhd", child(CHILD_ID, BASE_ID).parentName("C:\\Users\\me\\GRÖSSE.vhd").build())
                .file("/vhds/second.vhd", child(TOP_ID, BASE_ID).parentName("C:\\Users\\me\\GRÖßE.VHD").build()));
        breaks(
                fileSystem,
                "vhds/child.vhd",
                VirtualDiskStatus.PARENT_NOT_FOUND,
                "disk.img:3/vhds/child.vhd: its parent was not found; tried disk.img:3/vhds/GRÖSSE.vhd (name; not there)");
        readsBase(IMAGES.open(file(fileSystem, "vhds/second.vhd")));
    }

    @Test
    void findsAParentOnFat() throws IOException {
        Path files = folder.resolve("vhds");
        write("vhds/base of all.vhd", base());
        write("vhds/child.vhd", absolute(child(CHILD_ID, BASE_ID).parentTime(1), "D:\\VHDS\\BASE OF ALL.vhd").build());
        VirtualDisk disk = IMAGES.open(file(opened(FatImage.format(folder.resolve("fat"), 8192).add(files).file()), "vhds/child.vhd"));
        // The time of a file on FAT is a local one, so that it says nothing about when that was.
        assertThat(DiskReading.remarks(disk)).doesNotContain("PARENT");
        readsBase(disk);
    }

    @Test
    void saysWhereItLookedForAParentThatIsNotThere() throws IOException {
        VhdBuilder image = absolute(relative(child(CHILD_ID, BASE_ID), "..\\..\\gone\\base.vhd"), "\\\\server\\share\\base.vhd").parentName("base.vhd")
                .locator("MacX", "http://server/base.vhd".getBytes(StandardCharsets.UTF_8));
        FileSystem fileSystem = mounted(builder().folder("/y").file("/y/child.vhd", image.build()));
        assertThatThrownBy(() -> IMAGES.open(file(fileSystem, "y/child.vhd")))
                .isInstanceOfSatisfying(ChainException.class, e -> {
                    assertThat(e.child()).isEqualTo("disk.img:3/y/child.vhd");
                    assertThat(e.tried()).containsExactly(
                            "disk.img:3/gone/base.vhd (relative path; not there)",
                            "\\\\server\\share\\base.vhd (absolute path; no folder is known for it)",
                            "http://server/base.vhd (file URL; no folder is known for it)",
                            "disk.img:3/y/base.vhd (name; not there)");
                });
    }

    /** A file with two names is one file. */
    @Test
    void refusesAChainThatComesBackToItself() throws IOException {
        FileSystem fileSystem = mounted(builder()
                .file("/one.vhd", relative(child(BASE_ID, CHILD_ID), "two.vhd").build())
                .file("/two.vhd", relative(child(CHILD_ID, BASE_ID), "again.vhd").build())
                .link("/one.vhd", "/again.vhd"));
        breaks(fileSystem, "one.vhd", VirtualDiskStatus.CHAIN_CYCLE, "disk.img:3/two.vhd: its parent disk.img:3/again.vhd is one of its own children");
    }

    @Test
    void noticesThatTheParentWasTouchedSince() throws IOException {
        NtfsBuilder builder = builder().file("/base.vhd", base());
        Path volume = builder.build();
        long time = file(opened(volume), "base.vhd").modified().orElseThrow();
        builder.file("/same.vhd", relative(child(CHILD_ID, BASE_ID), "base.vhd").parentTime(time).build())
                .file("/older.vhd", relative(child(CHILD_ID, BASE_ID), "base.vhd").parentTime(time - 1).build())
                .build();
        FileSystem fileSystem = opened(volume);
        assertThat(DiskReading.remarks(IMAGES.open(file(fileSystem, "same.vhd")))).doesNotContain("PARENT");
        assertThat(DiskReading.remarks(IMAGES.open(file(fileSystem, "older.vhd"))))
                .endsWith("\nPARENT_TIME_STAMP: its parent disk.img:3/base.vhd was changed or copied after the link was made: the time stamps differ");
    }

    /** They cannot be started, and what is in them can be judged all the same. */
    @Test
    void opensWhatNtfsCompresses() throws IOException {
        byte[] base = base();
        FileSystem fileSystem = mounted(builder()
                .compressed("/compressed.vhd", base)
                .file("/system.vhd", new byte[0])
                .resize("/system.vhd", base.length)
                .stream("/system.vhd", "WofCompressedData", WimCompression.XPRESS_8K.compress(folder, base, 50))
                .reparse("/system.vhd", WimCompression.XPRESS_8K.reparsePoint())
                .file("/sparse.vhd", new byte[0])
                .at("/sparse.vhd", 4 * BLOCK, Arrays.copyOfRange(base, 4 * BLOCK, base.length)));
        assertThat(DiskReading.all(IMAGES.open(file(fileSystem, "compressed.vhd")))).containsOnly('b');
        assertThat(DiskReading.all(IMAGES.open(file(fileSystem, "system.vhd")))).containsOnly('b');
        assertThat(DiskReading.all(IMAGES.open(file(fileSystem, "sparse.vhd")))).containsOnly(0);
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        byte[] elsewhere = {0x13, 0, 0, (byte) 0x80, 4, 0, 0, 0, 0, 0, 0, 0};
        FileSystem fileSystem = mounted(builder().folder("/vhds").file("/moved.vhd", base()).reparse("/moved.vhd", elsewhere)
                .file("/child.vhd", relative(child(CHILD_ID, BASE_ID), "moved.vhd").build()));
        assertThatThrownBy(() -> IMAGES.open(file(fileSystem, "moved.vhd")))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageStartingWith("moved.vhd on partition 3 of disk.img: reparse point at 0x")
                .hasMessageEndingWith(": it is a file that data deduplication keeps elsewhere");
        assertThatThrownBy(() -> IMAGES.open(file(fileSystem, "child.vhd")))
                .isInstanceOf(ChainException.class)
                .hasMessageStartingWith("disk.img:3/child.vhd: its parent cannot be read: moved.vhd on partition 3 of disk.img: ");
        assertThatThrownBy(() -> IMAGES.open(file(fileSystem, "vhds")))
                .isInstanceOf(HostException.class)
                .hasMessage("disk.img:3/vhds is a folder, not a disk image");
        assertThatThrownBy(() -> IMAGES.open(file(fileSystem, "/"))).isInstanceOf(HostException.class).hasMessage("disk.img:3 is a folder, not a disk image");
    }

    @Test
    void anythingElseIsARawImage() throws IOException {
        FileSystem fileSystem = mounted(builder().file("/raw", Contents.random(5, 70_000)));
        try (VirtualDisk disk = IMAGES.openAny(file(fileSystem, "raw"))) {
            assertThat(disk.format()).isEqualTo(DiskFormat.RAW);
            assertThat(disk.name()).isEqualTo("disk.img:3/raw");
            assertThat(DiskReading.all(disk)).isEqualTo(Contents.random(5, 70_000));
        }
        assertThatThrownBy(() -> IMAGES.open(file(fileSystem, "raw")))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("disk.img:3/raw: disk image at 0x0: this is neither a VHDX");
    }

    @ParameterizedTest
    @CsvSource({
        "vhds/w.vhdx, 'there is no \"w.vhdx\" in disk.img:3/vhds', w.vhdx, 'W11.vhdx'",
        "vhd/w.vhdx, 'there is no \"vhd\" in disk.img:3', vhd, 'vhds'",
        "VHDS/w11.vhdx/x, 'disk.img:3/VHDS/w11.vhdx is a file, so there is no \"x\" in it', x, ''"
    })
    void saysWhereAPathEnds(String path, String problem, String name, String names) throws IOException {
        FileSystem fileSystem = mounted(builder().folder("/vhds").file("/vhds/W11.vhdx", base()));
        assertThatThrownBy(() -> IMAGES.open(file(fileSystem, path))).isInstanceOfSatisfying(NoSuchPathException.class, e -> {
            assertThat(e.problem()).isEqualTo(problem);
            assertThat(e.getFile()).isEqualTo("disk.img:3/" + path);
            assertThat(e.name()).isEqualTo(name);
            assertThat(String.join(",", e.names())).isEqualTo(names);
        });
    }
}
