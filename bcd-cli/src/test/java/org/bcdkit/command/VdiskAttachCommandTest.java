package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bcdkit.cli.Bcd;
import org.bcdkit.disk.DiskContents;
import org.bcdkit.host.Attachment;
import org.bcdkit.host.linux.Attachments;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.LogEntryBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With the FUSE of this machine where it has one; {@code AttachGuestTest} has a machine with everything. */
@EnabledOnOs(OS.LINUX)
class VdiskAttachCommandTest {

    private static final int MIB = 1 << 20;
    private static final byte[] TEXT = {'b', 'c', 'd', 'k', 'i', 't'};

    @TempDir
    private Path folder;

    private final Bcd bcd = new Bcd();
    private Path image;
    private Path shown;

    @BeforeEach
    void makeImage() throws IOException {
        folder = folder.toRealPath();
        image = create("w, 1='.vhdx");
        shown = folder.resolve("w, 1='.vhdx.raw");
        bcd.with("PATH", System.getenv("PATH"));
    }

    /** Whatever a test that failed has left. */
    @AfterEach
    void detachAll() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().matches(".*[.]vhdx?")).toList()) {
                while (!new Attachments().of(file).isEmpty()) {
                    Bcd.Result result = bcd.call("vdisk", "detach", new Attachments().of(file).get(0).place().toString());
                    assertThat(result.code()).as(result.err()).isZero();
                }
            }
        }
    }

    private Path create(String name, String... options) {
        Path file = folder.resolve(name);
        List<String> words = new ArrayList<>(List.of("vdisk", "create", file.toString()));
        words.addAll(options.length == 0 ? List.of("--size", "8MiB") : List.of(options));
        Bcd.Result result = Bcd.run(words.toArray(new String[0]));
        assertThat(result.code()).as(result.err()).isZero();
        return file;
    }

    private static void requireFuse() throws IOException {
        Assumptions.assumeTrue(Files.isWritable(Path.of("/dev/fuse")), "this machine has no FUSE; AttachGuestTest has");
        IndependentTool.require("qemu-storage-daemon", "qemu-utils");
        if (!Attachments.isRoot()) {
            IndependentTool.require("fusermount3", "fuse3");
        }
    }

    /** Attaches an image as a file, at the usual place also where there are network block devices. */
    private Bcd.Result attach(Path file, String... options) {
        List<String> words = new ArrayList<>(List.of("vdisk", "attach", file.toString(), "--at", file + ".raw"));
        words.addAll(List.of(options));
        return bcd.call(words.toArray(new String[0]));
    }

    private static void write(Path file, long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(TEXT), position);
        }
    }

    private byte[] read(Path file, int position) {
        assertThat(bcd.call("disk", "cat", file.toString()).code()).isZero();
        return Arrays.copyOfRange(bcd.bytes(), position, position + TEXT.length);
    }

    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "'\\''") + "'";
    }

    @Test
    void showsAnImageAsAFileAndTakesThatBack() throws IOException {
        requireFuse();
        Bcd.Result result = attach(image);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        String program = IndependentTool.require("qemu-storage-daemon", "qemu-utils").toString();
        String name = image.toString().replace(",", ",,").replace("'", "'\\''");
        assertThat(result.out())
                .startsWith("Attach " + image + "\n  + " + shown + " " + image + "\n1 to add, 0 to change, 0 to delete.\nRuns: " + program
                        + " --daemonize --blockdev 'driver=file,node-name=file,filename=" + name
                        + "' --blockdev driver=vhdx,node-name=disk,file=file --export 'type=fuse,id=disk,node-name=disk,mountpoint=" + name
                        + ".raw,writable=on,growable=off'\nAttached " + image + " as " + shown + ", a file with the bytes of the whole disk.\nFor"
                        + " its partitions: ")
                .endsWith("\nTo detach it: bcd vdisk detach " + quoted(image) + "\n");
        assertThat(shown).hasSize(8 * MIB);
        write(shown, 3 * MIB + 7);
        assertThat(bcd.call("vdisk", "compact", image.toString()).code()).as("an image that is attached is left alone").isEqualTo(5);

        int process = new Attachments().of(image).get(0).process().orElseThrow();
        Bcd.Result detached = bcd.call("vdisk", "detach", image.toString());
        assertThat(detached.err()).isEmpty();
        assertThat(detached.out())
                .startsWith("Detach " + image + "\n  - " + shown + " attached\n0 to add, 0 to change, 1 to delete.\nRuns: ")
                .endsWith(" " + quoted(shown) + "\nEnds: process " + process + " (qemu-storage-daemon)\nDetached " + shown + ".\n");
        assertThat(shown).doesNotExist();
        assertThat(read(image, 3 * MIB + 7)).isEqualTo(TEXT);
        Path judge = IndependentTool.require("qemu-img", "qemu-utils");
        IndependentTool.Outcome check = IndependentTool.run(judge, "check", "-f", "vhdx", image.toString());
        assertThat(check.text()).contains("No errors were found");
    }

    @Test
    void showsEveryKindOfVhdInItsSize() throws IOException {
        requireFuse();
        for (String kind : List.of("fixed", "dynamic")) {
            // 8 MiB and a sector: no size that a geometry has.
            Path vhd = create(kind + ".vhd", "--size", Integer.toString(8 * MIB + 512), "--type", kind);
            assertThat(attach(vhd).code()).isZero();
            Path file = folder.resolve(kind + ".vhd.raw");
            assertThat(file).hasSize(8 * MIB + 512);
            write(file, 8 * MIB + 500);
            assertThat(bcd.call("vdisk", "detach", file.toString()).out()).endsWith("Detached " + file + ".\n");
            assertThat(read(vhd, 8 * MIB + 500)).isEqualTo(TEXT);
            assertThat(bcd.call("vdisk", "check", vhd.toString()).code()).isZero();
        }
    }

    /** QEMU believes the geometry of an image by a program that it does not know. */
    @Test
    void showsAFixedVhdInItsSizeWhoeverMadeIt() throws IOException {
        requireFuse();
        Path fixed = byAnotherProgram(create("fixed.vhd", "--size", Integer.toString(8 * MIB), "--type", "fixed"), 8 * MIB);
        assertThat(attach(fixed).code()).isZero();
        assertThat(folder.resolve("fixed.vhd.raw")).hasSize(8 * MIB);
    }

    @Test
    void refusesADynamicVhdThatQemuWouldCutOff() throws IOException {
        Path dynamic = create("dynamic.vhd");
        byAnotherProgram(dynamic, 0);
        byAnotherProgram(dynamic, (int) Files.size(dynamic) - 512);
        Bcd.Result result = attach(dynamic);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .endsWith("bcd: " + dynamic + " has a geometry that is too small for its disk, and QEMU would cut off the end of it."
                        + " Attach it as a device with --device /dev/nbd0, or make another image of it with bcd vdisk convert.\n");
    }

    /** Puts another creator into a footer, and the checksum that goes with it. VHD specification, "Hard Disk Footer Format". */
    private static Path byAnotherProgram(Path vhd, int footer) throws IOException {
        byte[] bytes = Files.readAllBytes(vhd);
        System.arraycopy(new byte[] {'v', 'b', 'o', 'x'}, 0, bytes, footer + 28, 4);
        ByteBuffer.wrap(bytes).putInt(footer + 64, 0);
        int sum = 0;
        for (int i = footer; i < footer + 512; i++) {
            sum += bytes[i] & 0xff;
        }
        ByteBuffer.wrap(bytes).putInt(footer + 64, ~sum);
        return Files.write(vhd, bytes);
    }

    @Test
    void letsNothingBeWrittenToAnImageThatIsAttachedForReading() throws IOException {
        requireFuse();
        byte[] before = Files.readAllBytes(image);
        JsonNode attached = new ObjectMapper().readTree(attach(image, "--read-only", "--json").out());
        assertThat(attached.get("changed").asBoolean()).isTrue();
        assertThat(attached.get("way").asText()).isEqualTo("fuse");
        assertThat(attached.get("place").asText()).isEqualTo(shown.toString());
        assertThat(attached.get("readOnly").asBoolean()).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shown))).isEqualTo("r--------");

        assertThat(bcd.call("vdisk", "attach", image.toString(), "--read-only"))
                .isEqualTo(new Bcd.Result(0, "Nothing to do: " + image + " is attached already, as " + shown + ".\n", ""));
        String refusal = "bcd: " + image + " is attached already, as " + shown + ", for reading only. Detach it first: bcd vdisk detach "
                + quoted(image) + "\n";
        assertThat(attach(image)).isEqualTo(new Bcd.Result(3, "", refusal));
        assertThat(bcd.call("vdisk", "attach", image.toString(), "--read-only", "--at", folder.resolve("elsewhere").toString()))
                .isEqualTo(new Bcd.Result(3, "", refusal));

        JsonNode detached = new ObjectMapper().readTree(bcd.call("vdisk", "detach", shown.toString(), "--json").out());
        assertThat(detached.get("way").asText()).isEqualTo("fuse");
        assertThat(detached.get("place").asText()).isEqualTo(shown.toString());
        assertThat(image).hasBinaryContent(before);
    }

    @Test
    void tellsOfHolesThatKeepWindowsFromAttachingTheImage() throws IOException {
        requireFuse();
        Path fixed = create("fixed.vhd", "--size", "8MiB", "--type", "fixed");
        bcd.machine().data(new DiskContents.Range(0, MIB), new DiskContents.Range(4 * MIB, 8 * MIB + 512));
        assertThat(attach(fixed).code()).isZero();
        assertThat(bcd.call("vdisk", "detach", fixed.toString()).out())
                .endsWith("\n" + fixed + " has holes of 3 MiB now, as QEMU leaves them. Windows attaches no sparse file: before the image goes to"
                        + " NTFS, copy it with `cp --sparse=never`.\n");
        assertThat(attach(fixed).code()).isZero();
        JsonNode document = new ObjectMapper().readTree(bcd.call("vdisk", "detach", fixed.toString(), "--json").out());
        assertThat(document.get("bytesInHoles").asInt()).isEqualTo(3 * MIB);
        assertThat(attach(fixed, "--read-only").code()).isZero();
        assertThat(bcd.call("vdisk", "detach", fixed.toString()).out()).doesNotContain("holes");
    }

    @Test
    void doesNotDetachWhatIsOpen() throws IOException {
        requireFuse();
        assertThat(attach(image).code()).isZero();
        try (FileChannel open = FileChannel.open(shown)) {
            Bcd.Result result = bcd.call("vdisk", "detach", image.toString());
            assertThat(result.code()).isEqualTo(5);
            assertThat(result.err()).contains("busy").endsWith("\nClose what has " + shown + " open; `fuser -v` tells what that is.\n");
            assertThat(open.size()).isEqualTo(8 * MIB);
        }
        assertThat(bcd.call("vdisk", "detach", image.toString()).code()).isZero();
        assertThat(bcd.call("vdisk", "detach", image.toString())).isEqualTo(new Bcd.Result(0, "Nothing to do: " + image + " is not attached.\n", ""));
    }

    @Test
    void clearsAwayWhatAProgramThatWasKilledHasLeft() throws Exception {
        requireFuse();
        assertThat(attach(image).code()).isZero();
        write(shown, MIB); // which waits until it is in the image
        Attachment attachment = new Attachments().of(image).get(0);
        ProcessHandle.of(attachment.process().orElseThrow()).orElseThrow().destroyForcibly();
        while (Files.exists(shown)) {
            Thread.sleep(20);
        }
        assertThat(attach(image))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + shown + " is left from an image that was attached, by a program that has ended since."
                        + " Clear it away first: bcd vdisk detach " + quoted(shown) + "\n"));
        assertThat(bcd.call("vdisk", "detach", image.toString()).out())
                .endsWith("Detached " + shown + ".\nThe program that showed it had ended before. Whether the image is whole, bcd vdisk check"
                        + " tells.\n");
        assertThat(shown).doesNotExist();
        assertThat(attach(image).code()).isZero();
        assertThat(bcd.call("vdisk", "detach", image.toString()).code()).isZero();
        assertThat(read(image, MIB)).isEqualTo(TEXT);
    }

    @Test
    void leavesAFileAloneThatIsThereAlready() throws IOException {
        Files.writeString(shown, "mine");
        assertThat(attach(image))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + shown + " exists already, and was left alone. Choose another name with --at.\n"));
        assertThat(shown).hasContent("mine");
        Bcd.Result missing = bcd.call("vdisk", "attach", image.toString(), "--at", folder.resolve("no folder/x").toString());
        assertThat(missing.code()).isEqualTo(3);
        assertThat(missing.err()).contains("no folder");
    }

    @Test
    void runsNothingInADryRun() throws IOException {
        requireFuse();
        Bcd.Result result = attach(image, "--dry-run");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("Runs: ").endsWith("Nothing was written (--dry-run).\n");
        assertThat(shown).doesNotExist();
    }

    @Test
    void leavesNoFileWhenTheProgramFails() throws IOException {
        Path program = Files.writeString(folder.resolve("qemu-storage-daemon"), "#!/bin/sh\necho 'no FUSE here' >&2\nexit 1\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        bcd.with("PATH", folder + ":" + System.getenv("PATH"));
        Bcd.Result result = attach(image);
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err())
                .isEqualTo("bcd: " + program + " ended with 1: no FUSE here\n"
                        + "It needs /dev/fuse, and for everyone but root fusermount3, which Debian has in the package fuse3.\n");
        assertThat(shown).doesNotExist();
    }

    /** A program that ends well and shows nothing. */
    @Test
    void doesNotBelieveAProgramThatShowsAnotherSize() throws IOException {
        Path program = Files.writeString(folder.resolve("qemu-storage-daemon"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        bcd.with("PATH", folder + ":" + System.getenv("PATH"));
        Bcd.Result result = attach(image);
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err()).startsWith("bcd: " + shown + " would have 0 bytes, and the disk of the image has 8388608\n");
        assertThat(shown).doesNotExist();
    }

    @Test
    void saysWhichProgramIsMissing() {
        bcd.with("PATH", "/nowhere");
        Bcd.Result file = attach(image);
        assertThat(file.code()).isEqualTo(5);
        Bcd.Result device = bcd.call("vdisk", "attach", image.toString(), "--device", "/dev/nbd7");
        assertThat(device)
                .isEqualTo(new Bcd.Result(
                        5,
                        "",
                        "bcd: qemu-nbd, which attaches images on Linux, is not installed\nInstall the package that has it: in Debian, qemu-utils."
                                + " To look into an image nothing has to be attached: see bcd disk ls and bcd disk cat.\n"));
    }

    @Test
    void namesTheCommandForADevice() {
        IndependentTool.require("qemu-nbd", "qemu-utils");
        Path vhd = create("w,1.vhd");
        Bcd.Result result = bcd.call("vdisk", "attach", vhd.toString(), "--device", "/dev/nbd7", "--read-only", "--dry-run");
        assertThat(result.out())
                .contains("\n  + /dev/nbd7               " + vhd + " (read only)\n")
                .contains("qemu-nbd --connect=/dev/nbd7 --read-only --image-opts driver=vpc,force_size_calc=current_size,"
                        + "file.driver=file,file.filename="
                        + vhd.toString().replace(",", ",,") + "\n");
        assertThat(bcd.call("vdisk", "attach", vhd.toString(), "--device", "/dev/sda").code()).isEqualTo(2);
        assertThat(bcd.call("vdisk", "attach", vhd.toString(), "--device", "/dev/nbd7", "--at", "x").code()).isEqualTo(2);
    }

    @Test
    void refusesToWriteToAParent() {
        Path child = create("child.vhdx", "--parent", image.toString());
        Bcd.Result result = attach(image);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .isEqualTo("error: differencing disks beside it are read through " + image + ", and cannot be used any more once it is"
                        + " written to: child.vhdx [VDK-07]\n  Attach it with --read-only.\nbcd: Nothing was changed; --force carries on all the"
                        + " same.\n");
        IndependentTool.require("qemu-storage-daemon", "qemu-utils");
        assertThat(attach(image, "--read-only", "--dry-run").err()).isEmpty();
        assertThat(attach(image, "--force", "--dry-run").code()).isZero();
        assertThat(attach(child).code()).isEqualTo(3);
        assertThat(attach(child).err())
                .isEqualTo("bcd: " + child + " is a differencing disk, and QEMU does not read those through their parents. bcd vdisk convert"
                        + " makes one image of it and its parents, bcd vdisk merge writes it into its parent; bcd disk ls and bcd disk cat read"
                        + " it as it is.\n");
    }

    @Test
    void refusesWhatQemuDoesNotRead() {
        Path large = create("large.vhdx", "--size", "8MiB", "--sector-size", "4096");
        assertThat(attach(large).err())
                .isEqualTo("bcd: " + large + " has sectors of 4096 bytes, and QEMU reads no VHDX with other sectors than those of 512. bcd disk"
                        + " ls and bcd disk cat read it; bcd vdisk convert makes a raw image of it.\n");
        bcd.machine().users("process 17 (qemu-system-x86)");
        assertThat(attach(image).code()).isEqualTo(5);
        assertThat(attach(image).err()).startsWith("bcd: " + image + " is in use by process 17 (qemu-system-x86)\n");
    }

    @Test
    void refusesAnImageWithChangesInItsLogUntilItIsRepaired() throws IOException {
        IndependentTool.require("qemu-storage-daemon", "qemu-utils");
        byte[] entry = new LogEntryBuilder(1).sizes(5 * MIB, 5 * MIB).page(4 * MIB, new byte[4096]).build();
        Path logged = folder.resolve("logged.vhdx");
        Files.write(logged, VhdxBuilder.dynamic(4 * MIB, MIB).block(0, 'o').logGuid(LogEntryBuilder.GUID).bytes(VhdxBuilder.LOG, entry).build());
        for (String access : List.of("--read-only", "--dry-run")) {
            assertThat(attach(logged, access).code()).isEqualTo(3);
            assertThat(attach(logged, access).err())
                    .isEqualTo("bcd: " + logged + " has changes in its log that are not in their place yet. bcd vdisk repair puts them there;"
                            + " then it can be attached.\n");
        }
        assertThat(bcd.call("vdisk", "repair", logged.toString(), "--yes").code()).isZero();
        assertThat(attach(logged, "--dry-run").code()).isZero();
    }

    @Test
    void detachesOnlyWhatCanBeAttached() throws IOException {
        Path missing = folder.resolve("missing.vhdx");
        assertThat(bcd.call("vdisk", "detach", missing.toString())).isEqualTo(new Bcd.Result(3, "", "bcd: " + missing + ": there is no such"
                + " file.\n"));
        assertThat(bcd.call("vdisk", "detach", "/dev/null"))
                .isEqualTo(new Bcd.Result(3, "", "bcd: /dev/null is no network block device; name the image, or what bcd vdisk attach said that"
                        + " it was attached as.\n"));
    }

    @Test
    void letsNoNameOutOfTheQuotesOfPowerShell() {
        assertThat(ProgramRun.powerShell(Optional.of("C:\\Windows"), "Mount-DiskImage", "C:\\it's $(x) `a` ;\u2019;"
                + " \u2018\u201a\u201b.vhdx", " -Access ReadOnly"))
                .containsExactly(
                        "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
                        "-NoProfile",
                        "-NonInteractive",
                        "-Command",
                        "Mount-DiskImage -ImagePath 'C:\\it''s $(x) `a` ;\u2019\u2019; \u2018\u2018\u201a\u201a\u201b\u201b.vhdx' -Access"
                                + " ReadOnly -ErrorAction Stop");
    }
}
