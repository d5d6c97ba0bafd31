package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.bcdkit.cli.Bcd;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.disk.WritableDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What merging, expanding and moving parents mean to the other disks of a chain. */
class VdiskChainCommandTest {

    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    private final Bcd bcd = new Bcd();

    private Bcd.Result run(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "vdisk";
        System.arraycopy(words, 0, all, 1, words.length);
        return bcd.call(all);
    }

    private Path base(String format) throws IOException {
        Path base = folder.resolve("base." + format);
        assertThat(run("create", base.toString(), "--size", "16MiB").code()).isZero();
        write(base, 0, 1);
        return base;
    }

    private Path child(String name, Path parent) {
        Path child = folder.resolve(name);
        assertThat(run("create", child.toString(), "--parent", parent.toString()).code()).isZero();
        return child;
    }

    private static void write(Path image, long position, int value) throws IOException {
        byte[] bytes = new byte[MIB];
        Arrays.fill(bytes, (byte) value);
        try (WritableDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).openForWriting(image)) {
            disk.contents().write(position, ByteBuffer.wrap(bytes));
        }
    }

    private static int read(Path image, long position) throws IOException {
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).open(image)) {
            return disk.contents().read(position, 1)[0];
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void mergingWhatHoldsNothingChangesNothing(String format) throws IOException {
        Path base = base(format);
        Path child = child("child." + format, base);
        byte[] before = Files.readAllBytes(base);
        assertThat(run("merge", child.toString())).isEqualTo(new Bcd.Result(0, "Nothing to do: " + child + " holds nothing that " + base + " does not.\n", ""));
        assertThat(base).hasBinaryContent(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void refusesToMergeIntoTheParentOfAnotherChild(String format) throws IOException {
        Path base = base(format);
        Path child = child("child." + format, base);
        write(child, MIB, 2);
        Path other = child("other." + format, base);
        String found = other + " is read through " + base + ", and cannot be used any more afterwards [VDK-01]\n"
                + "  Make an image of its own of it before with bcd vdisk convert, or give it up.\n";
        String elsewhere = "warning: differencing disks in other folders that have " + base + " as their parent cannot be used any more afterwards [VDK-01]\n"
                + "  Merge only where there are none, or make images of their own of them before with bcd vdisk convert.\n";
        assertThat(run("merge", child.toString(), "--yes"))
                .isEqualTo(new Bcd.Result(3, "", "error: " + found + elsewhere + "bcd: Nothing was changed; --force carries on all the same.\n"));
        assertThat(read(other, MIB)).isZero();
        Bcd.Result forced = run("merge", child.toString(), "--yes", "--force");
        assertThat(forced.code()).isZero();
        assertThat(forced.err()).isEqualTo("warning: " + found + elsewhere);
        assertThat(read(base, MIB)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void whatIsReadThroughTheChildGoesOnHoldingTheSame(String format) throws IOException {
        Path base = base(format);
        Path child = child("child." + format, base);
        write(child, MIB, 2);
        // Behind this, a VHD that was changed has another time than its child knows.
        Files.setLastModifiedTime(child, FileTime.fromMillis(1_700_000_000_000L));
        Path grandchild = child("grandchild." + format, child);
        assertThat(run("merge", child.toString(), "--yes", "--delete"))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "warning: differencing disks in other folders that have " + base + " as their parent cannot be used any more afterwards [VDK-01]\n"
                                + "  Merge only where there are none, or make images of their own of them before with bcd vdisk convert.\n"
                                + "error: " + grandchild + " is read through " + child + ", which was to be deleted [VDK-01]\n"
                                + "  Leave out --delete. Give it " + base + " as its parent afterwards, with bcd vdisk reparent --force, before " + child
                                + " is deleted.\n"
                                + "bcd: Nothing was changed.\n"));
        Bcd.Result result = run("merge", child.toString(), "--yes");
        assertThat(result.code()).isZero();
        assertThat(result.err())
                .contains("warning: " + grandchild + " is read through " + child + ", and can be as long as that is there [VDK-01]\n  Give it " + base + " as its parent");
        assertThat(read(grandchild, 0)).isEqualTo(1);
        assertThat(read(grandchild, MIB)).isEqualTo(2);
        assertThat(run("check", grandchild.toString()).out()).isEqualTo("No problems found.\n");

        assertThat(run("reparent", grandchild.toString(), "--parent", base.toString(), "--force").code()).isZero();
        Files.delete(child);
        assertThat(read(grandchild, MIB)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void deletesWhatWasMergedWhenAskedTo(String format) throws IOException {
        Path base = base(format);
        Path middle = child("middle." + format, base);
        write(middle, MIB, 2);
        Path child = child("child." + format, middle);
        write(child, 2 * MIB, 3);
        JsonNode plan = new ObjectMapper().readTree(run("merge", child.toString(), "--depth", "2", "--delete", "--dry-run", "--json").out());
        assertThat(plan.get("superseded").get(0).asText()).isEqualTo(child.toString());
        assertThat(plan.get("superseded").get(1).asText()).isEqualTo(middle.toString());
        assertThat(plan.get("changes").get(2).get("action").asText()).isEqualTo("delete");
        assertThat(child).exists();

        Bcd.Result result = run("merge", child.toString(), "--depth", "2", "--delete", "--yes");
        assertThat(result.out())
                .endsWith("1 to change, 2 to delete.\nAn entry that starts " + child + " is given the merged image with bcd replace ENTRY " + base + ".\n"
                        + "Merged " + child + " into " + base + ".\nDeleted " + child + ".\nDeleted " + middle + ".\n");
        assertThat(child).doesNotExist();
        assertThat(middle).doesNotExist();
        assertThat(read(base, MIB)).isEqualTo(2);
        assertThat(read(base, 2 * MIB)).isEqualTo(3);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void deletesWhatALinkLeadsTo() throws IOException {
        Path base = base("vhdx");
        Path child = child("child.vhdx", base).toRealPath();
        write(child, MIB, 2);
        Path link = Files.createSymbolicLink(folder.resolve("link.vhdx"), Path.of("child.vhdx"));
        assertThat(run("merge", link.toString(), "--delete", "--yes").out()).endsWith("\nDeleted " + child + ".\n");
        assertThat(child).doesNotExist();
    }

    @Test
    void deletingIsConfirmedThoughNothingIsMerged() throws IOException {
        Path base = base("vhdx");
        Path child = child("child.vhdx", base);
        assertThat(run("merge", child.toString(), "--delete"))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + child + " will be gone. Confirm it with --yes, or look at it with --dry-run. Nothing was changed.\n"));
        assertThat(run("merge", child.toString(), "--delete", "--yes").out()).endsWith("\nDeleted " + child + ".\n");
        assertThat(child).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void looksForRoomBeforeMerging(String format) throws IOException {
        Path base = folder.resolve("base." + format);
        assertThat(run("create", base.toString(), "--size", "16MiB", "--block-size", "1MiB").code()).isZero();
        write(base, 0, 1);
        Path child = child("child." + format, base);
        write(child, 0, 2);
        write(child, 8 * MIB, 2);
        bcd.machine().free(4096);
        assertThat(run("merge", child.toString(), "--dry-run"))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: " + folder + " has 4 KiB free, and " + base + " may grow by 1 MiB"
                                + ". Nothing was changed. Free some, or try it with --force: a merge that stops can be started again.\n"));
        assertThat(run("merge", child.toString(), "--yes", "--force").code()).isZero();
        assertThat(read(base, 8 * MIB)).isEqualTo(2);
    }

    /** Blocks of zeros, which a VHDX can mark as such. */
    @Test
    void zerosNeedNoRoomWhereThereIsNothing() throws IOException {
        Path base = folder.resolve("base.vhdx");
        assertThat(run("create", base.toString(), "--size", "16MiB", "--block-size", "1MiB").code()).isZero();
        write(base, 0, 1);
        Path child = child("child.vhdx", base);
        for (int i = 0; i < 8; i++) {
            write(child, i * MIB, 0);
        }
        assertThat(run("compact", child.toString()).code()).isZero();
        long before = Files.size(base);
        bcd.machine().free(4096);
        Bcd.Result result = run("merge", child.toString(), "--yes");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(read(base, 0)).isZero();
        assertThat(base).hasSize(before);

        bcd.machine().free(1L << 30);
        Path middle = child("middle.vhdx", base);
        Path upper = child("upper.vhdx", middle);
        write(upper, 4 * MIB, 0);
        write(upper, 5 * MIB, 0);
        assertThat(run("compact", upper.toString()).code()).isZero();
        bcd.machine().free(4096);
        assertThat(run("merge", upper.toString(), "--dry-run").err()).as("a parent may have something there").contains(middle + " may grow by 2 MiB");
    }

    /** What may be written is asked in one place, and after what stands against the change. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void asksForPermissionToWriteTheLinkToo() throws IOException {
        Path base = base("vhdx");
        Path child = child("child.vhdx", base);
        write(child, MIB, 2);
        Files.setPosixFilePermissions(child, PosixFilePermissions.fromString("r--r--r--"));
        Bcd.Result result = run("merge", child.toString(), "--dry-run");
        if (Files.isWritable(child)) {
            assertThat(result.code()).isZero();
        } else {
            assertThat(result.code()).isEqualTo(5);
            assertThat(result.err()).endsWith("bcd: " + child + ": permission denied.\nRun bcd as a user who may read and write it, for instance with sudo.\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void refusesToExpandTheParentOfAnImageThatIsThere(String format) throws IOException {
        Path base = base(format);
        Path child = child("child." + format, base);
        Bcd.Result result = run("expand", base.toString(), "--size", "32MiB", "--dry-run");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .isEqualTo("error: " + child + " is read through " + base + ", and cannot be used any more afterwards [VDK-01]\n"
                        + "  Make an image of its own of it before with bcd vdisk convert, or "
                        + (format.equals("vhd") ? "give it up.\n" : "name its parent to it again afterwards with bcd vdisk reparent --force.\n")
                        + "note: differencing disks in other folders that have " + base
                        + " as their parent cannot be used any more afterwards; whether there are any, it does not say [VDK-01]\n"
                        + "bcd: Nothing was changed; --force carries on all the same.\n");
        assertThat(run("expand", base.toString(), "--size", "32MiB", "--force").code()).isZero();
        Bcd.Result again = run("reparent", child.toString(), "--parent", base.toString(), "--force");
        assertThat(again.code()).isEqualTo(format.equals("vhd") ? 3 : 0);
        if (format.equals("vhdx")) {
            assertThat(again.out()).containsPattern("child\\.vhdx parent \\.\\\\base\\.vhdx \\([0-9a-f]{32}\\) → \\.\\\\base\\.vhdx \\([0-9a-f]{32}\\)\n");
            assertThat(read(child, 0)).isEqualTo(1);
            assertThat(run("merge", child.toString(), "--yes"))
                    .isEqualTo(new Bcd.Result(
                            3,
                            "",
                            "bcd: " + child + " holds 16 MiB and " + base + " 32 MiB, and only disks of the same size can be merged. bcd vdisk convert makes an"
                                    + " image of its own of " + child + ".\n"));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void saysWhatIsMarkedAsReadOnlyAndMayBeWrittenAllTheSame() throws IOException {
        Path base = base("vhdx");
        Path child = child("child.vhdx", base);
        write(child, MIB, 2);
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("r--r--r--"));
        Bcd.Result result = run("merge", child.toString(), "--dry-run");
        if (Files.isWritable(base)) {
            assertThat(result.err())
                    .startsWith("warning: " + base + " is marked as read-only, as a parent of others should be, and is changed all the same [VDK-06]\n"
                            + "  Find out first who marked it, and why.\n");
        } else {
            assertThat(result.code()).isEqualTo(5);
            assertThat(result.err())
                    .doesNotContain("VDK-06")
                    .endsWith("bcd: " + base + ": permission denied.\nRun bcd as a user who may read and write it, for instance with sudo.\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void childrenOfWhatIsGivenAnotherParentStayItsChildren(String format) throws IOException {
        Path base = base(format);
        Path child = child("child." + format, base);
        Files.setLastModifiedTime(child, FileTime.fromMillis(1_700_000_000_000L));
        Path grandchild = child("grandchild." + format, child);
        Path moved = Files.move(base, Files.createDirectory(folder.resolve("deep")).resolve("base." + format));
        Bcd.Result missing = run("merge", grandchild.toString());
        assertThat(missing.code()).isEqualTo(3);
        assertThat(missing.err()).endsWith("\nPut the parent back where it was, name the folder of its drive with --map, or say with bcd vdisk reparent where it is.\n");
        assertThat(run("reparent", child.toString(), "--parent", moved.toString()).code()).isZero();
        assertThat(run("check", grandchild.toString()).out()).isEqualTo("No problems found.\n");
        if (format.equals("vhd")) {
            assertThat(Files.getLastModifiedTime(child)).isEqualTo(FileTime.fromMillis(1_700_000_000_000L));
        }
    }

    @Test
    void saysWhatCanBeDoneAboutAParentThatHasChanged() throws IOException {
        Path base = base("vhdx");
        Path child = child("child.vhdx", base);
        write(base, 0, 4);
        Bcd.Result result = run("merge", child.toString());
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err())
                .startsWith("bcd: " + child + ": its parent has changed since the link was made: ")
                .endsWith("\nPut the parent back as it was when the link was made. When it holds the same all the same, bcd vdisk reparent --force takes it"
                        + " as it is; bcd vdisk reset does too, and gives up what was written to the child.\n");
    }
}
