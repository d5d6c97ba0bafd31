package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Test;

/** Where the parent of a differencing disk is looked for, and what is said when it is not found. */
class ParentSearchTest extends ChainFixture {

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
    void looksFromTheFolderWhereTheChildIsAndNotFromThatOfALinkToIt() throws IOException {
        write("x/base.vhd", base());
        write("links/base.vhd", VhdBuilder.fixed(new byte[4 * BLOCK]).id("OTHER-OTHER-OTH4").build());
        Path child = write("x/child.vhd", relative(child(CHILD_ID, BASE_ID), ".\\base.vhd").build());
        Path link = Files.createSymbolicLink(folder.resolve("links/child.vhd"), child);
        VirtualDisk disk = IMAGES.open(link);
        assertThat(DiskReading.remarks(disk)).doesNotContain("PARENT");
        readsBase(disk);
    }

    @Test
    void doesNotSayThatAParentIsNotThereWhenItCannotBeSeen() throws IOException {
        Path child = write("child.vhd", relative(child(CHILD_ID, BASE_ID), "loop.vhd").build());
        Path loop = Files.createSymbolicLink(folder.resolve("loop.vhd"), Path.of("loop.vhd"));
        assertThatThrownBy(() -> IMAGES.open(child))
                .isInstanceOfSatisfying(ChainException.class, e -> {
                    assertThat(e.status()).isEqualTo(VirtualDiskStatus.PARENT_ERROR);
                    assertThat(e.problem()).startsWith("its parent cannot be read: " + loop);
                    assertThat(e.tried()).containsExactly(loop + " (cannot be read)");
                });
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
}
