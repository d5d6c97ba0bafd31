package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bcdkit.cli.Bcd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A program stands in for {@code qemu-nbd} and keeps what it was told. */
@DisabledOnOs(OS.WINDOWS)
class VdiskAttachCommandTest {

    @TempDir
    private Path folder;

    private final Bcd bcd = new Bcd();
    private Path image;

    @BeforeEach
    void makeImage() {
        image = folder.resolve("w,1.vhd");
        assertThat(Bcd.run("vdisk", "create", image.toString(), "--size", "8MiB").code()).isZero();
        bcd.with("PATH", folder + ":/nowhere");
    }

    private Path program(int code) throws IOException {
        Path program = Files.writeString(
                folder.resolve("qemu-nbd"), "#!/bin/sh\necho \"$@\" > '" + folder.resolve("told") + "'\necho 'no device here' >&2\nexit " + code + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String told() throws IOException {
        return Files.readString(folder.resolve("told"));
    }

    @Test
    void attachesAndDetachesWithTheProgramThatIsThere() throws IOException {
        program(0);
        String name = image.toString().replace(",", ",,");
        Bcd.Result result = bcd.call("vdisk", "attach", image.toString(), "--device", "/dev/nbd7", "--read-only");
        assertThat(result.out()).endsWith("Attached " + image + " as /dev/nbd7; to detach it: bcd vdisk detach /dev/nbd7\n");
        assertThat(told())
                .isEqualTo("--connect=/dev/nbd7 --read-only --image-opts driver=vpc,force_size_calc=current_size,file.driver=file,file.filename=" + name + "\n");
        assertThat(bcd.call("vdisk", "detach", "/dev/nbd7").out()).endsWith("Detached /dev/nbd7.\n");
        assertThat(told()).isEqualTo("--disconnect /dev/nbd7\n");
    }

    @Test
    void runsNothingInADryRun() throws IOException {
        Path program = program(0);
        Bcd.Result result = bcd.call("vdisk", "detach", "/dev/nbd7", "--dry-run");
        assertThat(result)
                .isEqualTo(new Bcd.Result(
                        0,
                        "Detach /dev/nbd7\n  - /dev/nbd7               attached\n0 to add, 0 to change, 1 to delete.\nRuns: " + program
                                + " --disconnect /dev/nbd7\nNothing was written (--dry-run).\n",
                        ""));
        assertThat(folder.resolve("told")).doesNotExist();
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Bcd.Result without = bcd.call("vdisk", "attach", image.toString(), "--device", "/dev/nbd7");
        assertThat(without.code()).isEqualTo(5);
        assertThat(without.err()).contains("qemu-nbd, which attaches images on Linux, is not installed").contains("Install the package qemu-utils.");
        Path program = program(1);
        Bcd.Result failed = bcd.call("vdisk", "attach", image.toString(), "--device", "/dev/nbd7");
        assertThat(failed.code()).isEqualTo(5);
        assertThat(failed.err()).contains(program + " ended with 1: no device here").contains("It needs the rights of an administrator");
        Path child = folder.resolve("child.vhd");
        assertThat(Bcd.run("vdisk", "create", child.toString(), "--parent", image.toString()).code()).isZero();
        assertThat(bcd.call("vdisk", "attach", child.toString()))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: " + child + " is a differencing disk, and QEMU does not read those through their parents. bcd vdisk convert makes one image of it and"
                                + " its parents; bcd disk ls and bcd disk cat read it as it is.\n"));
        assertThat(bcd.call("vdisk", "detach", "/dev/sda").err())
                .isEqualTo("bcd: /dev/sda is no network block device; name the one that bcd vdisk attach named, for instance /dev/nbd0.\n");
    }
}
