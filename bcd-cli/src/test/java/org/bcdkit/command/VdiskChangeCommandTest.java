package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bcdkit.cli.Bcd;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.disk.WritableDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that change an image itself: expand, compact, merge, reparent, reset. */
class VdiskChangeCommandTest {

    private static final int MIB = 1 << 20;
    private static final String CHILDREN =
            " as their parent cannot be used any more afterwards; whether there are any, it does not say [VDK-01]\n";

    @TempDir
    private Path folder;

    private static Bcd.Result run(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "vdisk";
        System.arraycopy(words, 0, all, 1, words.length);
        return Bcd.run(all);
    }

    private Path made(String name, String... words) {
        Path path = folder.resolve(name);
        String[] all = new String[words.length + 3];
        all[0] = "vdisk";
        all[1] = "create";
        all[2] = path.toString();
        System.arraycopy(words, 0, all, 3, words.length);
        Bcd.Result result = Bcd.run(all);
        assertThat(result.code()).as(result.err()).isZero();
        return path;
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

    private static long virtualSize(Path image) throws IOException {
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).open(image)) {
            return disk.virtualSize();
        }
    }

    @Test
    void expandsADisk() throws IOException {
        Path image = made("w.vhdx", "--size", "64MiB");
        String note = "note: differencing disks in other folders that have " + image + CHILDREN;
        assertThat(run("expand", image.toString(), "--size", "1GiB"))
                .isEqualTo(new Bcd.Result(
                        0,
                        "Expand " + image + "\n  ~ " + image + " virtual size 64 MiB → 1 GiB\n0 to add, 1 to change, 0 to delete.\n"
                                + "Expanded " + image + " to 1 GiB.\n",
                        note));
        assertThat(virtualSize(image)).isEqualTo(1L << 30);
        assertThat(run("expand", image.toString(), "--size", "1GiB"))
                .isEqualTo(new Bcd.Result(0, "Nothing to do: " + image + " holds 1 GiB already.\n", ""));
        assertThat(run("expand", image.toString(), "--size", "1023MiB"))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + image + " holds 1 GiB, and a disk is not made smaller: its end may be in use.\n"));
        assertThat(virtualSize(image)).isEqualTo(1L << 30);
    }

    @Test
    void saysWhereTheCopyOfAPartitionTableIsThen() throws IOException {
        Path image = SampleImage.vhdx(folder.resolve("w.vhdx"));
        Bcd.Result result = run("expand", image.toString(), "--size", "80MiB", "--dry-run");
        assertThat(result.code()).isZero();
        assertThat(result.out()).endsWith("Nothing was written (--dry-run).\n");
        assertThat(result.err())
                .contains("warning: the copy of the partition table (GPT) then lies at 0x3fffe00, before the end of the disk, and the new space cannot be used"
                        + " until it has been moved [VDK-02]\n"
                        + "  Move it with `sgdisk --move-second-header` on the attached disk, then extend the partition.\n");
        assertThat(virtualSize(image)).isEqualTo(64 * MIB);
    }

    @Test
    void refusesToExpandWhatCannotGrow() throws IOException {
        Path base = made("base.vhd", "--size", "8MiB");
        Path child = made("child.vhd", "--parent", base.toString());
        assertThat(run("expand", child.toString(), "--size", "16MiB"))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: " + child + " is a differencing VHD, which has the size of its parent. bcd vdisk convert makes one image of both, which can be"
                                + " expanded.\n"));
        assertThat(run("expand", base.toString(), "--size", "3TiB"))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + base + " cannot become such a disk: a VHD holds 3 MiB to 2040 GiB, not 3 TiB.\n"));
        Path fixed = made("fixed.vhd", "--size", "4MiB", "--type", "fixed");
        Bcd bcd = new Bcd();
        bcd.machine().free(MIB);
        assertThat(bcd.call("vdisk", "expand", fixed.toString(), "--size", "8MiB"))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: " + folder + " has 1 MiB free, and a fixed image that is to hold 4 MiB more needs room for them. Nothing was changed.\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void compactsAnImage(String format) throws IOException {
        Path image = made("w." + format, "--size", "64MiB", "--block-size", format.equals("vhd") ? "512KiB" : "1MiB");
        for (int i = 0; i < 8; i++) {
            write(image, (long) i * MIB, i % 2);
            write(image, (long) i * MIB, 7);
            write(image, (long) i * MIB, i % 2);
        }
        long before = Files.size(image);
        var modified = Files.getLastModifiedTime(image);
        JsonNode plan = new ObjectMapper().readTree(run("compact", image.toString(), "--dry-run", "--json").out());
        assertThat(plan.get("blocksGivenBack").asInt()).isEqualTo(format.equals("vhd") ? 8 : 4);
        assertThat(plan.get("fileSizeBefore").asLong()).isEqualTo(before);
        assertThat(Files.size(image)).isEqualTo(before);

        Bcd.Result result = run("compact", image.toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Files.size(image)).isEqualTo(plan.get("fileSize").asLong()).isLessThan(before - 4 * MIB + 1);
        for (int i = 0; i < 8; i++) {
            assertThat(read(image, (long) i * MIB)).isEqualTo(i % 2);
        }
        if (format.equals("vhd")) {
            assertThat(Files.getLastModifiedTime(image)).isEqualTo(modified);
        }
        assertThat(run("compact", image.toString()).out()).isEqualTo("Nothing to do: all of " + image + " is needed.\n");
    }

    @Test
    void refusesToCompactAFixedImage() {
        Path image = made("w.vhdx", "--size", "4MiB", "--type", "fixed", "--block-size", "1MiB");
        assertThat(run("compact", image.toString()))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: " + image + " is a fixed image, which has its full size on purpose. bcd vdisk convert --type dynamic makes a smaller one of it.\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void mergesThroughAChain(String format) throws IOException {
        Path base = made("base." + format, "--size", "16MiB");
        write(base, 0, 1);
        Path middle = made("middle." + format, "--parent", base.toString());
        write(middle, MIB, 2);
        Path child = made("child." + format, "--parent", middle.toString());
        write(child, 2 * MIB, 3);

        assertThat(run("merge", child.toString(), "--depth", "2"))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: Merging changes " + base + ", and there is no going back. Confirm it with --yes, or look at it with --dry-run. Nothing was changed.\n"));
        assertThat(run("merge", child.toString(), "--depth", "3", "--yes"))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + child + " has 2 parents, so --depth 3 names none.\n"));
        assertThat(run("merge", base.toString(), "--yes"))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + base + " is not a differencing disk: it has no parent to merge it into.\n"));
        assertThat(run("merge", child.toString(), "--depth", "0", "--yes").err()).startsWith("bcd: --depth is a number from 1, not 0.\n");

        Bcd.Result result = run("merge", child.toString(), "--depth", "2", "--yes");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result)
                .isEqualTo(new Bcd.Result(
                        0,
                        "Merge " + child + " into " + base + "\n"
                                + "  ~ " + base + " its own disk → the disk in " + child + ", 2 MiB of which are written\n"
                                + "0 to add, 1 to change, 0 to delete.\n"
                                + child + " stays, and is superseded: it can be used only until " + base
                                + " is changed, which starting Windows from that does. Delete it when nothing starts from it or has it as its parent.\n"
                                + middle + " stays, and does not hold what it did: what " + child + " had shows through. Delete it.\n"
                                + "An entry that starts " + child + " is given the merged image with bcd replace ENTRY " + base + ".\n"
                                + "Merged " + child + " into " + base + ".\n",
                        "warning: differencing disks in other folders that have " + base + " as their parent cannot be used any more afterwards [VDK-01]\n"
                                + "  Merge only where there are none, or make images of their own of them before with bcd vdisk convert.\n"));
        for (int i = 0; i < 3; i++) {
            assertThat(read(base, (long) i * MIB)).isEqualTo(i + 1);
            assertThat(read(child, (long) i * MIB)).isEqualTo(i + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void findsAParentThatWasMoved(String format) throws IOException {
        Path base = made("base." + format, "--size", "16MiB");
        write(base, 0, 1);
        Path child = made("child." + format, "--parent", base.toString());
        write(child, MIB, 2);
        Path moved = Files.move(base, Files.createDirectory(folder.resolve("deep")).resolve("other." + format));
        assertThat(run("info", child.toString()).err()).contains("its parent was not found");

        Bcd.Result result = run("reparent", child.toString(), "--parent", moved.toString());
        assertThat(result.out()).endsWith("The parent of " + child + " is .\\deep\\other." + format + ".\n");
        assertThat(read(child, 0)).isEqualTo(1);
        assertThat(read(child, MIB)).isEqualTo(2);
        assertThat(run("reparent", child.toString(), "--parent", moved.toString()).out()).isEqualTo("Nothing to do: " + child + " says so already.\n");

        Path stranger = made("stranger." + format, "--size", "16MiB");
        Bcd.Result refused = run("reparent", child.toString(), "--parent", stranger.toString());
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("its sectors make no sense [VDK-04]").endsWith("bcd: Nothing was changed; --force carries on all the same.\n");
        assertThat(read(child, 0)).isEqualTo(1);
        assertThat(run("reparent", child.toString(), "--parent", stranger.toString(), "--force").code()).isZero();
        assertThat(read(child, 0)).isZero();
        assertThat(read(child, MIB)).isEqualTo(2);

        assertThat(run("reparent", child.toString(), "--parent", child.toString()))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + child + " is " + child + " or one of its children, so it cannot be its parent.\n"));
        assertThat(run("reparent", stranger.toString(), "--parent", moved.toString()))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + stranger + " is not a differencing disk: it has no parent.\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void makesAChildWhatItsParentIs(String format) throws IOException {
        Path base = made("base." + format, "--size", "16MiB");
        write(base, 0, 1);
        Path child = made("child." + format, "--parent", base.toString());
        write(child, 0, 2);

        assertThat(run("reset", child.toString()))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: What was written to " + child + " will be gone. Confirm it with --yes, or look at it with --dry-run. Nothing was changed.\n"));
        Path kept = folder.resolve("kept." + format);
        Bcd.Result result = run("reset", child.toString(), "--keep", kept.toString());
        assertThat(result.out()).endsWith("The old disk is kept as " + kept + ".\n");
        assertThat(read(child, 0)).isEqualTo(1);
        assertThat(read(kept, 0)).isEqualTo(2);
        assertThat(run("reset", kept.toString(), "--yes").code()).isZero();
        assertThat(read(kept, 0)).isEqualTo(1);
        assertThat(run("reset", base.toString(), "--yes"))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + base + " is not a differencing disk: it has no parent to go back to.\n"));
    }

    /** As a reset leaves it that was killed before the fresh disk had its name. */
    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void goesOnWithAResetThatDidNotComeToItsEnd(String format) throws IOException {
        Path base = made("base." + format, "--size", "16MiB");
        Path child = made("child." + format, "--parent", base.toString());
        write(child, 0, 2);
        Path kept = Files.createLink(folder.resolve("kept." + format), child);

        Bcd.Result result = run("reset", child.toString(), "--keep", kept.toString());

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(read(child, 0)).isZero();
        assertThat(read(kept, 0)).isEqualTo(2);
        String taken = " exists already, and was left alone. Move it away first.\n";
        assertThat(run("reset", child.toString(), "--keep", kept.toString())).isEqualTo(new Bcd.Result(3, "", "bcd: " + kept + taken));
        assertThat(run("reset", child.toString(), "--keep", child.toString())).isEqualTo(new Bcd.Result(3, "", "bcd: " + child + taken));
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("base." + format, "child." + format, "kept." + format);
    }
}
