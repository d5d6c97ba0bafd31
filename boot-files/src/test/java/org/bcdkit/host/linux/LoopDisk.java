package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.Assumptions;

/**
 * A file that the kernel has as a disk, with partitions that can be mounted. Closing it leaves nothing behind.
 *
 * <p>Where that is not possible, the test is skipped and says so loudly, or fails when {@code CI=true}.
 */
final class LoopDisk implements AutoCloseable {

    private static final boolean CI = "true".equals(System.getenv("CI"));

    private final String device;
    private final Deque<Path> mounted = new ArrayDeque<>();

    private LoopDisk(String device) {
        this.device = device;
    }

    static LoopDisk attach(Path image, int sectorSize) throws IOException {
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            throw notHere("only root can make disks of files");
        }
        IndependentTool.Outcome outcome = IndependentTool.run(
                IndependentTool.require("losetup", "mount"), "--find", "--show", "--sector-size", Integer.toString(sectorSize), image.toString());
        if (outcome.exitCode() != 0) {
            throw notHere("no disk can be made of a file: " + outcome.stderr());
        }
        return new LoopDisk(outcome.text().strip());
    }

    /** The disk's file. */
    String device() {
        return device;
    }

    String partition(int number) {
        return device + "p" + number;
    }

    /** Lets the kernel know what the partition table says. Not every kernel looks by itself. */
    void readTable() {
        run(IndependentTool.require("partx", "util-linux"), "--add", device);
        if (!Files.exists(Path.of(partition(1)))) {
            throw notHere("there is no " + partition(1) + " after partx --add");
        }
    }

    void mountExt4(int number, Path folder) throws IOException {
        mountExt4(partition(number), folder);
    }

    /** The disk as one volume. */
    void mountWholeExt4(Path folder) throws IOException {
        mountExt4(device, folder);
    }

    private void mountExt4(String on, Path folder) throws IOException {
        run(IndependentTool.require("mkfs.ext4", "e2fsprogs"), "-q", on);
        mount(folder, IndependentTool.require("mount", "mount"), "-t", "ext4", on, folder.toString());
    }

    void mountNtfs(int number, Path folder) throws IOException {
        run(IndependentTool.require("mkntfs", "ntfs-3g"), "--force", "--quick", "--quiet", partition(number));
        mount(folder, IndependentTool.require("ntfs-3g", "ntfs-3g"), partition(number), folder.toString());
    }

    /** Makes a FAT volume with these files in it: pairs of a path there and a file here. Not every kernel can mount one. */
    void makeFat(int number, String... files) {
        run(IndependentTool.require("mkfs.vfat", "dosfstools"), partition(number));
        Path makeFolder = IndependentTool.require("mmd", "mtools");
        Path copy = IndependentTool.require("mcopy", "mtools");
        for (int i = 0; i < files.length; i += 2) {
            for (int slash = files[i].indexOf('/', 1); slash > 0; slash = files[i].indexOf('/', slash + 1)) {
                // The folder may be there already.
                IndependentTool.run(makeFolder, "-D", "s", "-i", partition(number), "::" + files[i].substring(0, slash));
            }
            run(copy, "-i", partition(number), files[i + 1], "::" + files[i]);
        }
    }

    /** Shows a folder in another place. */
    void bind(Path from, Path folder) throws IOException {
        mount(folder, IndependentTool.require("mount", "mount"), "--bind", from.toString(), folder.toString());
    }

    private void mount(Path folder, Path program, String... arguments) throws IOException {
        Files.createDirectories(folder);
        IndependentTool.Outcome outcome = IndependentTool.run(program, arguments);
        if (outcome.exitCode() != 0) {
            throw notHere("nothing can be mounted: " + outcome.stderr());
        }
        mounted.push(folder);
    }

    /** What a program says that has to succeed. */
    static String run(Path program, String... arguments) {
        IndependentTool.Outcome outcome = IndependentTool.run(program, arguments);
        if (outcome.exitCode() != 0) {
            throw new AssertionError(program + " " + String.join(" ", arguments) + " ended with " + outcome.exitCode() + ": " + outcome.stderr());
        }
        return outcome.text();
    }

    @Override
    public void close() {
        List<AssertionError> failures = new ArrayList<>();
        while (!mounted.isEmpty()) {
            tryTo(failures, "umount", "mount", mounted.pop().toString());
        }
        // Where there are no partitions, there is nothing to take away.
        IndependentTool.run(IndependentTool.require("partx", "util-linux"), "--delete", device);
        tryTo(failures, "losetup", "mount", "--detach", device);
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private static void tryTo(List<AssertionError> failures, String command, String debianPackage, String... arguments) {
        try {
            run(IndependentTool.require(command, debianPackage), arguments);
        } catch (AssertionError e) {
            failures.add(e);
        }
    }

    private static AssertionError notHere(String why) {
        String what = "Partitions cannot be mounted for a test here: " + why;
        if (CI) {
            return new AssertionError(what);
        }
        System.err.print("""

                ************************************************************************
                  SKIPPED, so one test with real disks is missing from this run:
                    %s
                    remedy   run the tests as root, on a machine with loop devices
                ************************************************************************

                """.formatted(what));
        return Assumptions.abort(what);
    }
}
