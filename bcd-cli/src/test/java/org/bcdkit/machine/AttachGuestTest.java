package org.bcdkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcdkit.cli.Bcd;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code bcd vdisk attach} on a machine with network block devices and FUSE: the kernel mounts a partition in the image and writes to it, and others
 * find afterwards what it wrote.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class AttachGuestTest {

    private static final int MIB = 1 << 20;
    private static final int VOLUME = 40; // in MiB
    private static final String VHDX = "/images/w,1.vhdx";
    private static final String VHD = "/images/w.vhd";
    private static final String FIXED = "/images/fixed.vhd";
    private static final String NETWORK_DEVICE = "/sys/block/nbd0/size";

    @TempDir
    static Path folder;

    private static Map<String, LinuxGuest.Said> said;
    /** The images after the guest, by their names. */
    private static Path back;

    @BeforeAll
    static void attachInAGuest() throws IOException {
        FatImage carrier = FatImage.format(folder.resolve("carrier"), 300 << 10, "-F", "32");
        Path raw = rawDisk();
        for (String image : List.of(VHDX, VHD, FIXED)) {
            Path file = folder.resolve(Path.of(image).getFileName());
            String kind = image.equals(FIXED) ? "fixed" : "dynamic";
            Bcd.Result made = new Bcd().call("vdisk", "convert", raw.toString(), file.toString(), "--type", kind);
            assertThat(made.code()).as(made.err()).isZero();
            carrier.add(file);
        }
        LinuxGuest.Equipment equipment = new LinuxGuest.Equipment(
                "/dev/vda",
                List.of("nbd", "loop", "fuse"),
                List.of(IndependentTool.require("qemu-nbd", "qemu-utils"), IndependentTool.require("qemu-storage-daemon", "qemu-utils")),
                List.of("images", "disk", "shown", "var/lock")); // qemu-nbd has its sockets in the last
        said = LinuxGuest.make(Files.createDirectory(folder.resolve("guest")), equipment, commands())
                .start(VirtualMachine.bios(Files.createDirectory(folder.resolve("machine"))), carrier.file());
        back = folder.resolve("back");
        carrier.copyOut(back);
    }

    private static Map<String, String> commands() {
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("carrier", "mount -t vfat /dev/vda /images");
        commands.put("attach", "bcd vdisk attach " + VHDX);
        commands.put("size", "cat " + NETWORK_DEVICE);
        commands.put("mount", "mount -t vfat /dev/nbd0p1 /disk");
        commands.put("write", "sh -c 'echo through a device >/disk/DEVICE.TXT'");
        commands.put("mounted", "bcd vdisk detach " + VHDX);
        commands.put("unmount", "umount /disk");
        commands.put("twice", "bcd vdisk attach " + VHDX + " --json");
        commands.put("taken", "bcd vdisk attach " + VHD + " --device /dev/nbd0");
        commands.put("detach", "bcd vdisk detach " + VHDX);
        commands.put("size-after", "cat " + NETWORK_DEVICE);

        commands.put("attach-vhd", "bcd vdisk attach " + VHD + " --device /dev/nbd3");
        commands.put("mount-vhd", "mount -t vfat /dev/nbd3p1 /disk");
        commands.put("write-vhd", "sh -c 'echo through another >/disk/DEVICE.TXT'");
        commands.put("unmount-vhd", "umount /disk");
        commands.put("detach-vhd", "bcd vdisk detach /dev/nbd3");

        commands.put("attach-file", "bcd vdisk attach " + FIXED + " --at /shown/disk.raw");
        commands.put("loop", "losetup -o " + MIB + " /dev/loop0 /shown/disk.raw");
        commands.put("mount-file", "mount -t vfat /dev/loop0 /disk");
        commands.put("write-file", "sh -c 'echo through a file >/disk/DEVICE.TXT'");
        commands.put("unmount-file", "umount /disk");
        commands.put("looped", "bcd vdisk detach " + FIXED);
        commands.put("unloop", "losetup -d /dev/loop0");
        commands.put("detach-file", "bcd vdisk detach " + FIXED);
        commands.put("left", "ls /shown");
        commands.put("carrier-off", "umount /images");
        return commands;
    }

    /** A disk with a FAT volume in its one partition. */
    private static Path rawDisk() throws IOException {
        Path raw = folder.resolve("disk.raw");
        try (var file = new RandomAccessFile(raw.toFile(), "rw")) {
            file.setLength((VOLUME + 2L) * MIB);
        }
        WindowsDisk.run("sgdisk", "gdisk", "-n", "1:2048:+" + VOLUME + "M", "-t", "1:0700", raw.toString());
        Path volume = FatImage.format(folder.resolve("volume"), VOLUME << 10).file();
        WindowsDisk.run("dd", "coreutils", "if=" + volume, "of=" + raw, "bs=1M", "seek=1", "conv=notrunc,sparse");
        return raw;
    }

    private static String out(String name) {
        assertThat(said.get(name).code()).as("%s: %s", name, said.get(name)).isZero();
        return said.get(name).out();
    }

    /** What the volume in an image holds after the guest, as QEMU's reader and mtools see it. */
    private static String written(String image, String format) throws IOException {
        Path file = back.resolve(Path.of(image).getFileName());
        Path raw = folder.resolve(file.getFileName() + ".raw");
        WindowsDisk.run("qemu-img", "qemu-utils", "convert", "-f", format, "-O", "raw", file.toString(), raw.toString());
        assertThat(raw).hasSize((VOLUME + 2L) * MIB);
        FatImage volume = FatImage.at(Path.of(raw + "@@" + MIB));
        Path text = folder.resolve(file.getFileName() + ".txt");
        volume.mtools("mcopy", "-n", "::/DEVICE.TXT", text.toString());
        Bcd.Result check = new Bcd().call("vdisk", "check", file.toString());
        assertThat(check.code()).as(check.out() + check.err()).isZero();
        return Files.readString(text);
    }

    @Test
    void makesAVhdxADeviceWithPartitions() throws IOException {
        assertThat(out("carrier") + out("mount") + out("write") + out("unmount")).isEmpty();
        assertThat(out("attach"))
                .isEqualTo("Attach " + VHDX + "\n  + /dev/nbd0               " + VHDX + "\n1 to add, 0 to change, 0 to delete.\n"
                        + "Runs: /bin/qemu-nbd --connect=/dev/nbd0 --image-opts driver=vhdx,file.driver=file,file.filename="
                        + VHDX.replace(",", ",,") + "\n"
                        + "Attached " + VHDX + " as /dev/nbd0; its first partition is /dev/nbd0p1.\nTo detach it: bcd vdisk detach " + VHDX + "\n");
        assertThat(out("size")).isEqualTo((VOLUME + 2) * MIB / 512 + "\n");
        assertThat(out("detach")).endsWith("Detached /dev/nbd0.\n");
        assertThat(out("size-after")).isEqualTo("0\n");
        assertThat(written(VHDX, "vhdx")).isEqualTo("through a device\n");
        String image = back.resolve(Path.of(VHDX).getFileName()).toString();
        assertThat(WindowsDisk.run("qemu-img", "qemu-utils", "check", "-f", "vhdx", image)).contains("No errors were found");
    }

    @Test
    void doesNotDetachWhatIsMounted() {
        LinuxGuest.Said mounted = said.get("mounted");
        assertThat(mounted.code()).isEqualTo(5);
        assertThat(mounted.out()).isEmpty();
        assertThat(mounted.err())
                .isEqualTo("bcd: /dev/nbd0 is in use: /dev/nbd0p1 is mounted at /disk\nUnmount what is mounted; a loop device goes with `losetup"
                        + " --detach`. Nothing was changed.\n");
    }

    @Test
    void leavesWhatIsAttachedAlready() throws IOException {
        JsonNode document = new ObjectMapper().readTree(out("twice"));
        assertThat(document.get("changed").asBoolean()).isFalse();
        assertThat(document.get("way").asText()).isEqualTo("nbd");
        assertThat(document.get("place").asText()).isEqualTo("/dev/nbd0");
        assertThat(document.get("readOnly").asBoolean()).isFalse();
    }

    @Test
    void leavesADeviceToTheImageThatHasIt() {
        assertThat(said.get("taken"))
                .isEqualTo(new LinuxGuest.Said(3, "", "bcd: /dev/nbd0 is what " + VHDX + " is attached as. Name another one with --device.\n"));
    }

    @Test
    void makesAVhdTheDeviceThatIsNamed() throws IOException {
        assertThat(out("mount-vhd") + out("write-vhd") + out("unmount-vhd")).isEmpty();
        assertThat(out("attach-vhd")).contains("Attached " + VHD + " as /dev/nbd3; its first partition is /dev/nbd3p1.\n");
        assertThat(out("detach-vhd")).endsWith("Detached /dev/nbd3.\n");
        assertThat(written(VHD, "vpc")).isEqualTo("through another\n");
    }

    @Test
    void showsAnImageAsAFileThatALoopDeviceIsMadeOf() throws IOException {
        assertThat(out("loop") + out("mount-file") + out("write-file") + out("unmount-file") + out("unloop")).isEmpty();
        assertThat(out("attach-file")).contains("Attached " + FIXED + " as /shown/disk.raw, a file with the bytes of the whole disk.\n");
        assertThat(said.get("looped").code()).isEqualTo(5);
        assertThat(said.get("looped").err()).startsWith("bcd: /shown/disk.raw is in use: /dev/loop0 is made of it\n");
        assertThat(out("detach-file")).endsWith("Detached /shown/disk.raw.\n");
        assertThat(out("left")).isEmpty();
        assertThat(out("carrier-off")).isEmpty();
        assertThat(written(FIXED, "vpc")).isEqualTo("through a file\n");
    }
}
