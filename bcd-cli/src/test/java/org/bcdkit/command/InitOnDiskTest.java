package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bcdkit.cli.Bcd;
import org.bcdkit.host.DiskUse;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.WindowsTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** System partitions of disks that nobody has mounted: what is written there is read back by dosfstools, mtools and gdisk. */
class InitOnDiskTest {

    private static final String STORE = "EFI/Microsoft/Boot/BCD";
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    private final Bcd bcd = new Bcd();
    private WindowsTree tree;

    @BeforeEach
    void makeAWindows() throws IOException {
        tree = WindowsTree.windows11(Files.createDirectory(folder.resolve("win")));
    }

    /** A disk with a GPT: an EFI system partition of 40 MiB made by dosfstools, and the Windows behind it. */
    private Path disk() throws IOException {
        return disk(tree.volume(Files.createDirectory(folder.resolve("ntfs"))));
    }

    private Path disk(Path volume) throws IOException {
        Path fat = FatImage.format(folder.resolve("fat"), 40 * 1024, "-F", "32", "-h", "2048").file();
        Path disk = folder.resolve("disk.raw");
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(Files.size(volume) + 50 * MIB);
        }
        run("sgdisk", "gdisk", "-n", "1:2048:+40M", "-t", "1:EF00", "-n", "2:0:+" + Files.size(volume) / MIB + "M", "-t", "2:0700", disk.toString());
        copy(fat, disk, 1);
        copy(volume, disk, 41);
        return disk;
    }

    private static void copy(Path from, Path disk, int at) {
        run("dd", "coreutils", "if=" + from, "of=" + disk, "bs=1M", "seek=" + at, "conv=notrunc,sparse");
    }

    private static String run(String tool, String debianPackage, String... words) {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require(tool, debianPackage), words);
        assertThat(outcome.exitCode()).as(outcome.text() + outcome.stderr()).isZero();
        return outcome.text();
    }

    private Path partition(Path disk, int at, int count) {
        Path part = folder.resolve("part" + at);
        run("dd", "coreutils", "if=" + disk, "of=" + part, "bs=1M", "skip=" + at, "count=" + count);
        return part;
    }

    @Test
    void initialisesTheSystemPartitionOfADisk() throws IOException {
        Path disk = disk();
        byte[] before = Files.readAllBytes(disk);
        Bcd.Result unconfirmed = bcd.call("init", disk + ":2/windows", "--disk", disk.toString());
        assertThat(unconfirmed.code()).isEqualTo(3);
        assertThat(unconfirmed.err()).endsWith("bcd: " + disk + ":1 is in a disk that is written to directly, which nobody else may have in use."
                + " Confirm it with --yes. Nothing was written.\n");
        assertThat(Files.readAllBytes(disk)).isEqualTo(before);
        Bcd.Result result = bcd.call("init", disk + ":2/windows", "--disk", disk.toString(), "--yes");
        assertThat(result.code()).as(result.err()).isZero();
        Path part = partition(disk, 1, 40);
        run("fsck.fat", "dosfstools", "-n", part.toString());
        Path out = folder.resolve("out");
        FatImage.at(part).copyOut(out);
        assertThat(Files.readAllBytes(out.resolve("EFI/Boot/bootx64.efi"))).isEqualTo(tree.bytes("Boot/EFI/bootmgfw.efi"));
        Bcd.Result list = bcd.call("list", "--store", out.resolve(STORE).toString());
        String guid = run("sgdisk", "gdisk", "-i", "2", disk.toString()).replaceAll("(?s).*unique GUID: (\\S+).*", "$1").toLowerCase(Locale.ROOT);
        assertThat(list.out()).contains("{" + guid + "}");
        byte[] after = Files.readAllBytes(disk);
        Bcd.Result again = bcd.call("init", disk + ":2", "--disk", disk.toString());
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).startsWith("Nothing to do: " + disk + ":2/Windows starts from " + disk + ":1 already");
        assertThat(Files.readAllBytes(disk)).isEqualTo(after);
    }

    @Test
    void saysThatTheBootSectorOfASystemPartitionIsDamaged() throws IOException {
        Path disk = disk();
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.seek(MIB);
            file.write(new byte[16 * 512]);
        }
        Bcd.Result result = bcd.call("init", disk + ":2/Windows", "--disk", disk.toString(), "--yes");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).isEqualTo("bcd: Partition 1 of " + disk + " holds no file system that is known here: its boot sector is damaged, or it was never"
                + " formatted (as a FAT volume: it starts with 000000, expected a jump: ebxx90 or e9xxxx). Repair it with chkdsk, TestDisk or a copy of its boot"
                + " sector, or format it as FAT32. Nothing was changed.\n");
    }

    @Test
    void namesTheVolumeOnWhichSomethingIsInTheWay() throws IOException {
        Path disk = disk();
        Path part = partition(disk, 1, 40);
        FatImage.at(part).mtools("mcopy", Files.writeString(folder.resolve("EFI"), "a file").toString(), "::/EFI");
        copy(part, disk, 1);
        Bcd.Result result = bcd.call("init", disk + ":2/Windows", "--disk", disk.toString(), "--yes");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("error: " + disk + ":1: EFI is a file, so there can be no folder of that name [INS-12]\n");
    }

    /** As a machine leaves it that stops while it is written to: it says so itself, and the copies of its FAT differ. */
    @Test
    void carriesOnWithAPartitionThatWasNotClosed() throws IOException {
        Path disk = disk();
        setDirty(disk, 0x0FFFFFFF);
        Bcd.Result result = bcd.call("init", disk + ":2/Windows", "--disk", disk.toString(), "--yes");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("warning: " + disk + ":1 was not closed when it was written to last, or is in use (its dirty flag is set); it was found"
                + " to be sound, and is written to and closed; the copies of its FAT differ, and are made the same [INS-18]\n"
                + "  Make sure that nothing else uses the disk.\n");
        run("fsck.fat", "dosfstools", "-n", partition(disk, 1, 40).toString());
        setDirty(disk, 0);
        Bcd.Result again = bcd.call("init", disk + ":2/Windows", "--disk", disk.toString(), "--yes");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("  ~ " + disk + ":1", "not closed → closed\n", "0 to add, 1 to change, 0 to delete.\n");
        run("fsck.fat", "dosfstools", "-n", partition(disk, 1, 40).toString());
        assertThat(bcd.call("init", disk + ":2/Windows", "--disk", disk.toString()).out()).startsWith("Nothing to do: ");
    }

    /** Sets the flag in the boot sector of the FAT32 in the first partition, and the last entry of the copy of its FAT. */
    private static void setDirty(Path disk, int lastEntry) throws IOException {
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            byte[] boot = new byte[512];
            file.seek(MIB);
            file.readFully(boot);
            file.seek(MIB + 0x41);
            file.write(boot[0x41] | 1);
            int fatSectors = LittleEndian.i32(boot, 0x24);
            int reserved = LittleEndian.u16(boot, 0x0e);
            int clusters = (LittleEndian.i32(boot, 0x20) - reserved - 2 * fatSectors) / boot[0x0d];
            byte[] entry = new byte[4];
            LittleEndian.putU32(entry, 0, lastEntry);
            file.seek(MIB + (reserved + fatSectors) * 512L + 4L * (clusters + 1));
            file.write(entry);
        }
    }

    /** The disk tells which partitions it has; what is on another one cannot be told. */
    @Test
    void removesEntriesForPartitionsThatTheDiskDoesNotHave() throws IOException {
        Path disk = disk();
        String guid = run("sgdisk", "gdisk", "-p", disk.toString()).replaceAll("(?s).*\\(GUID\\): (\\S+).*", "$1").toLowerCase(Locale.ROOT);
        String other = "33333333-3333-4333-8333-333333333333";
        String source = tree.folder().toString();
        for (String[] entry : new String[][] {{"Gone", guid}, {"Elsewhere", "44444444-4444-4444-8444-444444444444"}}) {
            String device = "gpt:" + entry[1] + "," + other;
            assertThat(bcd.call("init", source, "--disk", disk.toString(), "--windows-device", device, "--name", entry[0], "--yes").code()).isZero();
        }
        Bcd.Result result = bcd.call("init", disk + ":2/Windows", "--disk", disk.toString(), "--bcdclean", "full", "--yes");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("\"Elsewhere\" stays: whether its device is there cannot be told").doesNotContain("\"Gone\" stays");
        Path out = folder.resolve("out");
        FatImage.at(partition(disk, 1, 40)).copyOut(out);
        Bcd.Result list = bcd.call("list", "--store", out.resolve(STORE).toString());
        assertThat(list.out()).contains("Elsewhere", "Windows 11").doesNotContain("Gone");
    }

    @Test
    void leavesAPartitionAloneThatIsMounted() throws IOException {
        Path disk = disk();
        byte[] before = Files.readAllBytes(disk);
        DiskUse.Use mounted = new DiskUse.Use(OptionalLong.of(MIB), "/dev/loop0p1 is mounted at /mnt/esp");
        bcd.machine().diskUse(new DiskUse(false, OptionalInt.empty(), List.of("/dev/loop0"), List.of(mounted)));
        Bcd.Result result = bcd.call("init", disk + ":2/Windows", "--disk", disk.toString(), "--yes");
        assertThat(result).isEqualTo(new Bcd.Result(5, "", "warning: " + disk + " is attached as /dev/loop0, which may go on showing what was there before."
                + " Attach it anew afterwards.\nbcd: /dev/loop0p1 is mounted at /mnt/esp. Nothing was written.\n"
                + "Unmount or detach it first; or where it is mounted, name the folder with --target.\n"));
        assertThat(Files.readAllBytes(disk)).isEqualTo(before);
        DiskUse.Use other = new DiskUse.Use(OptionalLong.of(41 * MIB), "/dev/loop0p2 is mounted at /mnt/win");
        bcd.machine().diskUse(new DiskUse(false, OptionalInt.empty(), List.of(), List.of(other)));
        assertThat(bcd.call("init", disk + ":2/Windows", "--disk", disk.toString(), "--yes").code()).isZero();
    }

    /** An MBR does not tell in which sectors it counts; a device does. */
    @Test
    void makesASystemPartitionInTheSectorsOfADevice() throws IOException {
        Path disk = folder.resolve("sdx");
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(400 * MIB);
            file.seek(0x1b8);
            file.write(new byte[] {1, 2, 3, 4});
            file.seek(0x1fe);
            file.write(new byte[] {0x55, (byte) 0xaa});
        }
        bcd.machine().diskUse(new DiskUse(true, OptionalInt.of(4096), List.of(), List.of()));
        Bcd.Result result = bcd.call(
                "init", tree.folder().toString(), "--disk", disk.toString(), "--create-esp", "300MiB", "--windows-device", "locate", "--yes");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("note: Linux learns of the new partition when its disk is not in use, or with: partprobe " + disk + "\n");
        byte[] start = new byte[512];
        try (var file = new RandomAccessFile(disk.toFile(), "r")) {
            file.readFully(start);
            assertThat(LittleEndian.i32(start, 0x1be + 8)).isEqualTo(256);
            file.seek(MIB);
            file.readFully(start);
            assertThat(LittleEndian.u16(start, 0x0b)).isEqualTo(4096);
        }
    }

    @Test
    void aDiskThatWasInitialisedGetsAnEntryForAnImageOnIt() throws IOException {
        tree.file("w11.vhdx", Files.readAllBytes(SampleImage.vhdx(folder.resolve("image"))));
        Path disk = disk(tree.volume(Files.createDirectory(folder.resolve("ntfs")), 160 * MIB));
        assertThat(bcd.call("init", disk + ":2/Windows", "--disk", disk.toString(), "--yes").code()).isZero();
        FatImage esp = FatImage.at(partition(disk, 1, 40));
        Path before = folder.resolve("before");
        esp.copyOut(before);
        String[] add = {"add", "vhd", "--disk", disk.toString(), "--partition", "2", "--path", "\\Windows\\w11.vhdx", "--name", "From an image", "--page-file",
            "none", "--yes"};
        Bcd.Result added = bcd.call(add);
        assertThat(added.code()).as(added.err()).isZero();
        String store = disk + ":1/" + STORE;
        assertThat(bcd.call("list", "--store", store).out()).contains("  Windows 11\n", "  From an image\n");
        Path part = partition(disk, 1, 40);
        run("fsck.fat", "dosfstools", "-n", part.toString());
        Path out = folder.resolve("out");
        FatImage.at(part).copyOut(out);
        IndependentTool.Outcome xml = IndependentTool.run(IndependentTool.require("hivexml", "libhivex-bin"), out.resolve(STORE).toString());
        assertThat(xml.text()).contains("Windows 11", "From an image");
        assertThat(Files.readAllBytes(out.resolve("EFI/Boot/bootx64.efi"))).isEqualTo(Files.readAllBytes(before.resolve("EFI/Boot/bootx64.efi")));
        assertThat(bcd.call("undo", "--store", store, "--yes").code()).isZero();
        Path back = folder.resolve("back");
        FatImage.at(partition(disk, 1, 40)).copyOut(back);
        assertThat(Files.readAllBytes(back.resolve(STORE))).isEqualTo(Files.readAllBytes(before.resolve(STORE)));
    }

    @Test
    void saysHowToGoBackInADisk() throws IOException {
        Path disk = disk();
        String[] init = {"init", disk + ":2/Windows", "--disk", disk.toString(), "--yes"};
        assertThat(bcd.call(init).out()).doesNotContain("To go back");
        Bcd.Result second = bcd.call("init", tree.folder().toString(), "--disk", disk.toString(), "--windows-device", "locate", "--name", "Second", "--yes");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.out()).contains("\nTo go back: bcd undo --store " + disk + ":1/" + STORE + " --yes\n");
        assertThat(bcd.call("undo", "--store", disk + ":1/" + STORE, "--yes").code()).isZero();
        assertThat(bcd.call("list", "--store", disk + ":1/" + STORE).out()).doesNotContain("Second");
    }

    @Test
    void makesANewSystemPartition() throws IOException {
        Path volume = tree.volume(Files.createDirectory(folder.resolve("ntfs")));
        Path disk = folder.resolve("disk.raw");
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(Files.size(volume) + 110 * MIB);
        }
        run("sgdisk", "gdisk", "-n", "1:2048:+" + Files.size(volume) / MIB + "M", "-t", "1:0700", disk.toString());
        copy(volume, disk, 1);
        int at = (int) (Files.size(volume) / MIB) + 1;
        Bcd.Result tooLarge = bcd.call("init", disk + ":1/Windows", "--disk", disk.toString(), "--create-esp", "1GiB", "--yes");
        assertThat(tooLarge.code()).isEqualTo(3);
        assertThat(tooLarge.err()).startsWith("bcd: No system partition can be made: the largest free space of " + disk);
        Bcd.Result odd = bcd.call("init", disk + ":1/Windows", "--disk", disk.toString(), "--create-esp", "103809025", "--firmware", "both", "--dry-run");
        assertThat(odd.code()).as(odd.err()).isZero();
        assertThat(odd.err()).contains("note: --create-esp: partitions have whole mebibytes, so that 100 MiB are taken for 103809025.\n")
                .contains(" has a GPT, and Windows starts through a BIOS from an MBR only [INS-15]\n"
                        + "  Take a disk with an MBR, or UEFI alone: --firmware uefi.\n")
                .doesNotContain("ms-sys");
        assertThat(odd.out()).contains("a partition of 100 MiB at " + at * MIB);
        Bcd.Result result = bcd.call("init", disk + ":1/Windows", "--disk", disk.toString(), "--create-esp", "100MiB", "--yes");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("+ " + disk + ":2", "a partition of 100 MiB at " + at * MIB + ", EFI system, formatted as FAT");
        assertThat(run("sgdisk", "gdisk", "-v", disk.toString())).contains("No problems found");
        Path part = partition(disk, at, 100);
        run("fsck.fat", "dosfstools", "-n", part.toString());
        Path out = folder.resolve("out");
        FatImage.at(part).copyOut(out);
        assertThat(out.resolve(STORE)).isNotEmptyFile();
    }

    @Test
    void refusesAPartitionWithoutRoomAndLeavesItAsItIs() throws IOException {
        Path disk = disk();
        tree.file("Boot/EFI/boot.stl", new byte[(int) (45 * MIB)]);
        byte[] before = Files.readAllBytes(disk);
        Bcd.Result result = bcd.call("init", tree.folder().toString(), "--disk", disk.toString(), "--windows-device", "locate", "--yes");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("error: " + disk + ":1 has ", " free and 45", " are needed [INS-05]").endsWith("bcd: Nothing was changed.\n");
        assertThat(Files.readAllBytes(disk)).isEqualTo(before);
    }
}
