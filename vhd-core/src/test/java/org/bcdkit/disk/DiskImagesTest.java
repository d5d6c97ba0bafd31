package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.ClosingStorage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images in files, and the chains they make. */
class DiskImagesTest {

    private static final int BLOCK = 4096;
    private static final int MIB = 1 << 20;
    private static final String BASE_ID = "BASE-BASE-BASE-1";
    private static final String CHILD_ID = "CHILD-CHILD-CHI2";
    private static final DiskImages IMAGES = DiskImages.inFiles(VolumeMap.EMPTY);

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void findTheFolderByItsRealName() throws IOException {
        folder = temporary.toRealPath();
    }

    private Path write(String name, byte[] image) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, image);
    }

    /** Four blocks of b. */
    private static byte[] base() {
        byte[] contents = new byte[4 * BLOCK];
        Arrays.fill(contents, (byte) 'b');
        return VhdBuilder.fixed(contents).id(BASE_ID).build();
    }

    private static VhdBuilder child(String id, String parentId) {
        return VhdBuilder.differencing(4 * BLOCK, BLOCK, parentId).id(id);
    }

    private static VhdBuilder relative(VhdBuilder child, String path) {
        return child.locator("W2ru", utf16(path));
    }

    private static VhdBuilder absolute(VhdBuilder child, String path) {
        return child.locator("W2ku", utf16(path));
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    private static VhdxBuilder vhdxChild(String... keysAndValues) {
        return VhdxBuilder.differencing(2 * MIB, MIB, keysAndValues);
    }

    private static void breaksTheChain(Path image, VirtualDiskStatus status, String message) {
        assertThatThrownBy(() -> IMAGES.open(image))
                .isExactlyInstanceOf(ChainException.class)
                .hasMessage(message)
                .extracting(e -> ((ChainException) e).status())
                .isEqualTo(status);
    }

    private void readsBase(VirtualDisk disk) throws IOException {
        try (disk) {
            assertThat(disk.parent().orElseThrow().identity().toArray()).isEqualTo(BASE_ID.getBytes());
            assertThat(DiskReading.all(disk)).containsOnly('b');
        }
    }

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
    void findsAParentThatMovedAlong() throws IOException {
        write("moved/x/base.vhd", base());
        VhdBuilder child = absolute(relative(child(CHILD_ID, BASE_ID), "..\\x\\base.vhd"), "C:\\gone\\base.vhd").parentName("other.vhd");
        readsBase(IMAGES.open(write("moved/y/child.vhd", child.build())));
    }

    @Test
    void findsAParentOnADriveThatIsKnown() throws IOException {
        write("drive/vhds/base.vhd", base());
        Path child = write("child.vhd", absolute(relative(child(CHILD_ID, BASE_ID), ".\\none.vhd"), "d:\\VHDs\\Base.vhd").build());
        readsBase(DiskImages.inFiles(VolumeMap.EMPTY.with("D:", folder.resolve("drive"))).open(child));
    }

    @Test
    void findsAParentOnAVolumeThatIsKnown() throws IOException {
        write("volume/base.vhdx", VhdxBuilder.dynamic(2 * MIB, MIB).block(0, 'b').build());
        byte[] image =
                vhdxChild(
                                "parent_linkage",
                                "{" + VhdxBuilder.DATA_WRITE + "}",
                                "volume_path",
                                "\\\\?\\Volume{9cdf8dfa-0000-0000-0000-501f00000000}\\base.vhdx")
                        .build();
        VolumeMap volumes = VolumeMap.EMPTY.with("volume{9CDF8DFA-0000-0000-0000-501F00000000}", folder.resolve("volume"));
        try (VirtualDisk disk = DiskImages.inFiles(volumes).open(write("child.vhdx", image))) {
            assertThat(disk.contents().read(0, 1)).containsExactly('b');
        }
    }

    @Test
    void findsAParentByItsNameAlone() throws IOException {
        write("base.vhd", base());
        readsBase(IMAGES.open(write("child.vhd", child(CHILD_ID, BASE_ID).parentName("C:\\Users\\me\\base.vhd").build())));
    }

    @Test
    void findsAParentByAFileUrl() throws IOException {
        Path base = write("with space/base.vhd", base());
        byte[] url = ("file://" + base.toString().replace(" ", "%20")).getBytes(StandardCharsets.UTF_8);
        readsBase(IMAGES.open(write("child.vhd", child(CHILD_ID, BASE_ID).locator("MacX", url).build())));
        byte[] nearby = "file://./with%20space/base.vhd".getBytes(StandardCharsets.UTF_8);
        readsBase(IMAGES.open(write("child.vhd", child(CHILD_ID, BASE_ID).locator("MacX", nearby).build())));
    }

    @Test
    void findsAParentByAPathThatIsDeprecated() throws IOException {
        write("base.vhd", base());
        readsBase(IMAGES.open(write("child.vhd", child(CHILD_ID, BASE_ID).locator("Wi2r", ".\\base.vhd".getBytes()).build())));
    }

    @Test
    void looksFromTheFolderOfTheChildHoweverItIsNamed() throws IOException {
        write("x/base.vhd", base());
        Path child = write("y/child.vhd", relative(child(CHILD_ID, BASE_ID), "..\\x\\base.vhd").build());
        Files.createDirectories(folder.resolve("y/deeper"));
        // ..\ from y/deeper/.. is not y/deeper, and the child's folder behind a link is not the folder of the link.
        readsBase(IMAGES.open(folder.resolve("y/deeper/../child.vhd")));
        Files.createDirectories(folder.resolve("links"));
        Path link = Files.createSymbolicLink(folder.resolve("links/y"), folder.resolve("y"));
        readsBase(IMAGES.open(link.resolve("child.vhd")));
        Path relative = Path.of("").toAbsolutePath().relativize(child);
        readsBase(IMAGES.open(relative));
    }

    @Test
    void saysWhereItLookedForAParentThatIsNotThere() throws IOException {
        VhdBuilder image = absolute(relative(child(CHILD_ID, BASE_ID), "..\\gone\\base.vhd"), "E:\\base.vhd").parentName("base.vhd");
        Path child = write("y/child.vhd", image.build());
        String relative = folder.resolve("gone/base.vhd") + " (relative path; not there)";
        String absolute = "E:\\base.vhd (absolute path; no folder is known for it)";
        String name = folder.resolve("y/base.vhd") + " (name; not there)";
        breaksTheChain(
                child,
                VirtualDiskStatus.PARENT_NOT_FOUND,
                child + ": its parent was not found; tried " + relative + ", " + absolute + ", " + name);
        assertThatThrownBy(() -> IMAGES.open(child))
                .isInstanceOfSatisfying(ChainException.class, e -> {
                    assertThat(e.child()).isEqualTo(child.toString());
                    assertThat(e.tried()).containsExactly(relative, absolute, name);
                    assertThat(e.problem()).isEqualTo("its parent was not found; tried " + relative + ", " + absolute + ", " + name);
                });
    }

    @Test
    void showsWhatItCannotFollowWithoutControlCharacters() throws IOException {
        Path child = write("child.vhd", absolute(child(CHILD_ID, BASE_ID), "E:\\\033[2J").build());
        breaksTheChain(
                child, VirtualDiskStatus.PARENT_NOT_FOUND, child + ": its parent was not found; tried E:\\\\1b[2J (absolute path; no folder is known for it)");
        child = write("child.vhd", relative(child(CHILD_ID, BASE_ID), "\033[2J").build());
        breaksTheChain(child, VirtualDiskStatus.PARENT_NOT_FOUND, child + ": its parent was not found; tried " + folder + "/\\1b[2J (relative path; not there)");
    }

    @Test
    void saysThatAChildDoesNotSayWhereItsParentIs() throws IOException {
        Path child = write("child.vhd", child(CHILD_ID, BASE_ID).build());
        breaksTheChain(child, VirtualDiskStatus.PARENT_NOT_FOUND, child + ": it does not say where its parent is");
    }

    @Test
    void refusesAnotherDiskOfTheRightName() throws IOException {
        Path base = write("base.vhd", VhdBuilder.fixed(new byte[4 * BLOCK]).id("OTHER-OTHER-OTH4").build());
        Path child = write("child.vhd", relative(child(CHILD_ID, BASE_ID), "base.vhd").build());
        breaksTheChain(
                child,
                VirtualDiskStatus.PARENT_ID_MISMATCH,
                child + ": its parent has changed since the link was made: " + base
                        + " is another disk: its identifier is 4f544845522d4f544845522d4f544834, the link names 424153452d424153452d424153452d31");
    }

    @Test
    void refusesAParentOfTheOtherFormat() throws IOException {
        String identity = "42415345-2d42-4153-452d-424153452d31";
        // The VHDX stores the same 16 bytes that the VHD names.
        String swapped = "45534142-422d-5341-452d-424153452d31";
        Path base = write("base.vhdx", VhdxBuilder.dynamic(2 * MIB, MIB).dataWrite(swapped).build());
        assertThat(identity.replace("-", "")).isEqualTo(DiskReading.open(Files.readAllBytes(base)).identity().toHex());
        Path child = write("child.vhd", relative(child(CHILD_ID, BASE_ID), "base.vhdx").build());
        breaksTheChain(
                child,
                VirtualDiskStatus.PARENT_ID_MISMATCH,
                child + ": its parent has changed since the link was made: " + base + " is a VHDX, and the parent of a VHD is a VHD");
    }

    @Test
    void goesOnLookingBehindAnotherDiskOfTheRightName() throws IOException {
        Path wrong = write("base.vhd", VhdBuilder.fixed(new byte[4 * BLOCK]).id("OTHER-OTHER-OTH4").build());
        write("drive/base.vhd", base());
        Path child = write("child.vhd", absolute(relative(child(CHILD_ID, BASE_ID), "base.vhd"), "C:\\base.vhd").build());
        VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY.with("c", folder.resolve("drive"))).open(child);
        assertThat(DiskReading.remarks(disk))
                .endsWith("\nPARENT_NAMESAKE: " + wrong
                        + " is another disk: its identifier is 4f544845522d4f544845522d4f544834, the link names 424153452d424153452d424153452d31");
        readsBase(disk);
    }

    @Test
    void goesOnLookingBehindAParentThatCannotBeRead() throws IOException {
        write("base.vhd", new byte[100]);
        write("drive/base.vhd", base());
        Path child = write("child.vhd", absolute(relative(child(CHILD_ID, BASE_ID), "base.vhd"), "C:\\base.vhd").build());
        readsBase(DiskImages.inFiles(VolumeMap.EMPTY.with("c:", folder.resolve("drive"))).open(child));
    }

    @Test
    void saysWhyAParentCannotBeRead() throws IOException {
        Path base = write("base.vhd", new byte[100]);
        Path child = write("child.vhd", relative(child(CHILD_ID, BASE_ID), "base.vhd").build());
        breaksTheChain(
                child,
                VirtualDiskStatus.PARENT_ERROR,
                child + ": its parent cannot be read: " + base
                        + ": disk image at 0x0: this is neither a VHDX (which starts with `vhdxfile`) nor a VHD (which ends with a footer that starts with"
                        + " `conectix`)");
        Files.delete(base);
        Files.createDirectory(base);
        breaksTheChain(child, VirtualDiskStatus.PARENT_ERROR, child + ": its parent cannot be read: " + base + " is a folder, not a disk image");
    }

    @Test
    void saysThatAParentMayNotBeRead() throws IOException {
        Path base = write("base.vhd", base());
        Path child = write("child.vhd", relative(child(CHILD_ID, BASE_ID), "base.vhd").build());
        StorageOpener opener = file -> {
            if (file.equals(base)) {
                throw new AccessDeniedException(file.toString());
            }
            return FileStorage.open(file);
        };
        assertThatThrownBy(() -> new DiskImages(opener, VolumeMap.EMPTY).open(child))
                .isInstanceOf(ChainException.class)
                .hasMessage(child + ": its parent cannot be read: permission denied for " + base);
    }

    @Test
    void saysWhichDiskInTheMiddleHasNoParent() throws IOException {
        Path middle = write("middle.vhd", relative(child(CHILD_ID, BASE_ID), "base.vhd").build());
        Path top = write("top.vhd", relative(child("TOP-TOP-TOP-TOP3", CHILD_ID), "middle.vhd").build());
        breaksTheChain(
                top, VirtualDiskStatus.PARENT_NOT_FOUND, middle + ": its parent was not found; tried " + folder.resolve("base.vhd") + " (relative path; not there)");
    }

    @Test
    void noticesThatTheParentWasTouchedSince() throws IOException {
        Path base = write("base.vhd", base());
        Path child = write("child.vhd", relative(child(CHILD_ID, BASE_ID), "base.vhd").parentTime(1_700_000_000).build());
        Files.setLastModifiedTime(base, FileTime.fromMillis(1_700_000_000_999L));
        try (VirtualDisk disk = IMAGES.open(child)) {
            assertThat(DiskReading.remarks(disk)).doesNotContain("PARENT");
        }
        Files.setLastModifiedTime(base, FileTime.fromMillis(1_700_000_001_000L));
        VirtualDisk disk = IMAGES.open(child);
        assertThat(DiskReading.remarks(disk))
                .endsWith("\nPARENT_TIME_STAMP: its parent " + base + " was changed or copied after the link was made: the time stamps differ");
        readsBase(disk);
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
}
