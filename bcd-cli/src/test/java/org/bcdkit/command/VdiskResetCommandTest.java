package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a child that is reset, of what is kept of it, and of what else there is in its chain. */
class VdiskResetCommandTest {

    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    private static Bcd.Result run(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "vdisk";
        System.arraycopy(words, 0, all, 1, words.length);
        return Bcd.run(all);
    }

    private static void done(String... words) {
        Bcd.Result result = run(words);
        assertThat(result.code()).as(result.err()).isZero();
    }

    /** A disk that starts with 1. */
    private Path base(String format) throws IOException {
        Path base = folder.resolve("base." + format);
        done("create", base.toString(), "--size", "16MiB");
        write(base, 0, 1);
        return base;
    }

    /** A child in which there is a 2. */
    private Path child(String name, Path parent) throws IOException {
        Path child = folder.resolve(name);
        done("create", child.toString(), "--parent", parent.toString());
        write(child, MIB, 2);
        return child;
    }

    private static void write(Path image, long position, int value) throws IOException {
        byte[] bytes = new byte[MIB];
        Arrays.fill(bytes, (byte) value);
        try (WritableDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).openForWriting(image)) {
            disk.contents().write(position, ByteBuffer.wrap(bytes));
        }
    }

    /** What an image holds in its first two MiB. */
    private static String read(Path image) throws IOException {
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).open(image)) {
            return disk.contents().read(0, 1)[0] + " " + disk.contents().read(MIB, 1)[0];
        }
    }

    private static String elsewhere(Path child) {
        return "note: differencing disks in other folders that have " + child
                + " as their parent cannot be used any more afterwards; whether there are any, it does not say [VDK-01]\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "making a link takes a privilege there")
    void resetsTheFileThatALinkLeadsTo(String format) throws IOException {
        Path child = child("child." + format, base(format)).toRealPath();
        Path links = Files.createDirectory(folder.resolve("links"));
        Path link = Files.createSymbolicLink(links.resolve("link." + format), Path.of("../child." + format));
        Bcd.Result result = run("reset", link.toString(), "--yes");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("Reset " + child + "\n").endsWith("Reset " + child + ".\n");
        assertThat(link).isSymbolicLink();
        assertThat(read(child)).isEqualTo("1 0");
        assertThat(links.toFile().list()).containsExactly("link." + format);
    }

    @Test
    void looksAtThePlaceOfWhatIsKeptFirst() throws IOException {
        Path child = child("child.vhdx", base("vhdx"));
        Path nowhere = folder.resolve("nowhere/kept.vhdx");
        assertThat(run("reset", child.toString(), "--keep", nowhere.toString(), "--dry-run"))
                .isEqualTo(new Bcd.Result(3, "", "bcd: There is no folder " + nowhere.getParent() + " to make " + nowhere + " in.\n"));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no permissions of this kind")
    void asksForPermissionFirst() throws IOException {
        Path child = child("child.vhdx", base("vhdx"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            Bcd.Result result = run("reset", child.toString(), "--dry-run");
            if (Files.isWritable(folder)) {
                assertThat(result.out()).endsWith("\n0 to add, 1 to change, 0 to delete.\nNothing was written (--dry-run).\n");
            } else {
                assertThat(result)
                        .isEqualTo(new Bcd.Result(
                                5,
                                "",
                                elsewhere(child) + "bcd: " + folder
                                        + ": permission denied.\nRun bcd as a user who may read and write it, for instance with sudo.\n"));
            }
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @ParameterizedTest
    @CsvSource({"vhd, deep", "vhdx, deep", "vhd, .", "vhdx, ."})
    void whatIsKeptElsewhereNamesItsParentFromThere(String format, String place) throws IOException {
        Path base = base(format);
        Path child = child("child." + format, base);
        Files.setLastModifiedTime(child, FileTime.fromMillis(1_700_000_000_000L));
        Files.createDirectories(folder.resolve("deep"));
        Path kept = folder.resolve(place).resolve("kept." + format);
        done("reset", child.toString(), "--keep", kept.toString());
        assertThat(read(child)).isEqualTo("1 0");
        assertThat(read(kept)).isEqualTo("1 2");
        assertThat(run("check", kept.toString()).out()).isEqualTo("No problems found.\n");
        assertThat(Files.getLastModifiedTime(kept)).as("by which the children of a VHD know it").isEqualTo(FileTime.fromMillis(1_700_000_000_000L));
    }

    /** As a reset leaves it that was killed before the fresh disk had its name. */
    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void goesOnWithKeepingElsewhere(String format) throws IOException {
        Path child = child("child." + format, base(format));
        Path kept = Files.createLink(Files.createDirectory(folder.resolve("deep")).resolve("kept." + format), child);
        done("reset", child.toString(), "--keep", kept.toString());
        assertThat(read(child)).isEqualTo("1 0");
        assertThat(read(kept)).isEqualTo("1 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void becomesWhatItsParentIsAfterThatWasChanged(String format) throws IOException {
        Path base = base(format);
        Path child = child("child." + format, base);
        write(base, 0, 4);
        Files.setLastModifiedTime(base, FileTime.fromMillis(1_700_000_000_000L));
        String changed = "warning: " + base + " was changed" + (format.equals("vhd") ? " or copied" : "") + " after " + child + " was made of it, and "
                + child + " becomes what it is now [VDK-08]\n"
                + "  Put the old one back before, if that is not what is wanted: what was written to the child makes sense only with that.\n";
        Path kept = folder.resolve("kept." + format);
        Bcd.Result result = run("reset", child.toString(), "--keep", kept.toString());
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEqualTo(changed + elsewhere(child));
        assertThat(read(child)).isEqualTo("4 0");
        assertThat(run("check", child.toString()).out()).isEqualTo("No problems found.\n");
        assertThat(run("reset", child.toString(), "--yes").err()).as("now it is the child of that").isEqualTo(elsewhere(child));
    }

    /** The base is deployed anew, and every machine starts from a fresh child of it. */
    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void becomesWhatHasThePlaceOfItsParent(String format) throws IOException {
        Path base = base(format);
        Path child = child("child." + format, base);
        Files.delete(base);
        done("create", base.toString(), "--size", "32MiB");
        write(base, 0, 5);
        Bcd.Result result = run("reset", child.toString(), "--yes");
        assertThat(result.code()).isZero();
        assertThat(result.err())
                .startsWith("warning: " + base + " is another disk than " + child + " was made of, and " + child
                        + " becomes what it is now [VDK-08]\n");
        assertThat(read(child)).isEqualTo("5 0");
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).open(child)) {
            assertThat(disk.virtualSize()).isEqualTo(32 * MIB);
        }
    }

    @Test
    void needsAParentThatIsNotItsOwnChild() throws IOException {
        Path base = base("vhdx");
        Path child = child("child.vhdx", base);
        Path away = Files.move(base, folder.resolve("away.vhdx"));
        assertThat(run("reset", child.toString(), "--yes").err()).startsWith("bcd: " + child + ": its parent was not found; tried ");
        Files.move(away, base);
        Path grandchild = child("grandchild.vhdx", child);
        Files.delete(base);
        Files.move(grandchild, base);
        byte[] before = Files.readAllBytes(child);
        Bcd.Result ofGrandchild = run("reset", child.toString(), "--yes", "--force");
        assertThat(ofGrandchild.code()).isEqualTo(4);
        assertThat(ofGrandchild.err()).startsWith("bcd: " + child + ": its parent has changed since the link was made: " + base + " is another disk");
        assertThat(child).hasBinaryContent(before);
        Files.move(child, base, StandardCopyOption.REPLACE_EXISTING);
        assertThat(run("reset", base.toString(), "--yes", "--force").err())
                .startsWith("bcd: " + base + ": its parent has changed since the link was made: " + base + " is another disk");
        assertThat(base).hasBinaryContent(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void refusesToResetTheParentOfAnother(String format) throws IOException {
        Path base = base(format);
        Path child = child("child." + format, base);
        Path grandchild = child("grandchild." + format, child);
        String found = grandchild + " is read through " + child + ", and cannot be used any more afterwards [VDK-01]\n";
        assertThat(run("reset", child.toString(), "--yes"))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "error: " + found + "  Make an image of its own of it before with bcd vdisk convert, or give it up.\n" + elsewhere(child)
                                + "bcd: Nothing was changed; --force carries on all the same.\n"));
        Path kept = folder.resolve("kept." + format);
        Bcd.Result result = run("reset", child.toString(), "--keep", kept.toString(), "--force");
        assertThat(result.code()).isZero();
        assertThat(result.err())
                .isEqualTo("warning: " + found + "  Name " + kept + " as its parent afterwards, with bcd vdisk reparent.\n" + elsewhere(child));
        done("reparent", grandchild.toString(), "--parent", kept.toString());
        assertThat(read(grandchild)).isEqualTo("1 2");
        assertThat(read(child)).isEqualTo("1 0");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no permissions of this kind")
    void saysThatAnotherTakesThePlaceOfWhatIsMarkedAsReadOnly() throws IOException {
        Path child = child("child.vhdx", base("vhdx"));
        Files.setPosixFilePermissions(child, PosixFilePermissions.fromString("r--r--r--"));
        assertThat(run("reset", child.toString(), "--dry-run").err())
                .isEqualTo("warning: " + child + " is marked as read-only, as a parent of others should be, and is changed all the same [VDK-06]\n"
                        + "  Find out first who marked it, and why.\n" + elsewhere(child));
    }
}
