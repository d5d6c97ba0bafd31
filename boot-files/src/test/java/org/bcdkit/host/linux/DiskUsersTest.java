package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bcdkit.host.DiskUse;
import org.bcdkit.storage.HostException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What of a disk is in use, on machines made of folders and files. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the machines are made of symbolic links and have paths of Linux")
class DiskUsersTest extends OnFakeMachine {

    @BeforeEach
    void putDisk() throws IOException {
        machine.disk("sda", "8:0", 4096).content("sda", SIZE, gpt(4096));
        machine.partition("sda", "sda1", "8:1", MIB).partition("sda", "sda3", "8:19", 20 * MIB);
        machine.mount("elsewhere", "ext4", "254:0", "/dev/vda");
    }

    private DiskUse use(String device) throws IOException {
        return machine.host().diskUse(machine.path("dev/" + device));
    }

    private static DiskUse.Use use(long start, String text) {
        return new DiskUse.Use(OptionalLong.of(start), text);
    }

    private static DiskUse.Use ofAll(String text) {
        return new DiskUse.Use(OptionalLong.empty(), text);
    }

    @Test
    void tellsTheSectorSizeOfADiskThatNobodyUses() throws IOException {
        assertThat(use("sda")).isEqualTo(new DiskUse(true, OptionalInt.of(4096), List.of(), List.of()));
    }

    @Test
    void findsPartitionsThatAreMountedOrPartOfSomethingOrSwappedTo() throws IOException {
        Path esp = machine.mount("boot/efi", "vfat", "8:1", "/dev/sda1");
        machine.write("sys/class/block/sda3/holders/dm-0/dev", "253:0\n");
        machine.write("proc/swaps", "Filename\t\t\tType\t\tSize\n/dev/sda3                 partition\t100\n");
        DiskUse use = use("sda");
        assertThat(use.uses()).containsExactly(
                use(MIB, "/dev/sda1 is mounted at " + esp), use(20 * MIB, "/dev/sda3 is part of /dev/dm-0"), use(20 * MIB, "/dev/sda3 is what this machine swaps to"));
        assertThat(use.against(MIB)).containsExactly("/dev/sda1 is mounted at " + esp);
        assertThat(use.against(40 * MIB)).isEmpty();
    }

    @Test
    void findsADiskThatIsInUseAsAWhole() throws IOException {
        Path point = machine.mount("data", "ext4", "8:0", "/dev/sda");
        assertThat(use("sda").uses()).containsExactly(ofAll("/dev/sda is mounted at " + point));
        assertThat(use("sda").against(MIB)).hasSize(1);
    }

    @Test
    void refusesAPartition() {
        assertThatThrownBy(() -> machine.host().diskUse(Files.createFile(machine.path("dev/sda1"))))
                .isInstanceOf(HostException.class)
                .hasMessage(machine.path("dev/sda1") + " is a partition, and its disk is /dev/sda");
    }

    @Test
    void findsWhatIsMountedOfAnImageThatIsAttached() throws IOException {
        Path image = machine.write("srv/disk.img", "x");
        machine.device("loop0", "7:0").attribute("loop0", "loop/backing_file", image.toString());
        machine.device("loop1", "7:1").attribute("loop1", "loop/backing_file", "/srv/other.img");
        machine.device("loop2", "7:2").attribute("loop2", "loop/backing_file", image.toString()).attribute("loop2", "loop/offset", "1048576");
        machine.write("sys/class/block/loop0/loop0p1/dev", "259:0\n");
        machine.write("sys/class/block/loop0/loop0p1/partition", "1\n");
        machine.write("sys/class/block/loop0/loop0p1/start", "40960\n");
        machine.write("sys/class/block/loop0/loop0p1/uevent", "\n");
        machine.attribute("loop0", "queue/logical_block_size", "512").attribute("loop0", "removable", "0");
        machine.link("sys/class/block/loop0p1", "../../devices/virtual/block/loop0/loop0p1");
        machine.link("sys/dev/block/259:0", "../../devices/virtual/block/loop0/loop0p1");
        assertThat(machine.host().diskUse(image).uses()).isEmpty();
        Path windows = machine.mount("win", "ntfs3", "259:0", "/dev/loop0p1");
        Path esp = machine.mount("esp", "vfat", "7:2", "/dev/loop2");
        DiskUse use = machine.host().diskUse(image);
        assertThat(use.attached()).containsExactlyInAnyOrder("/dev/loop0", "/dev/loop2");
        assertThat(use.uses()).containsExactlyInAnyOrder(
                use(20 * MIB, "/dev/loop0p1 is mounted at " + windows), use(MIB, "/dev/loop2 is mounted at " + esp));
        assertThat(use.isDevice()).isFalse();
    }

    @Test
    void findsAProcessThatHasLockedAnImage() throws IOException {
        machine.partition("sda", "sda4", "8:20", 40 * MIB);
        Path image = file(machine.mount("mnt", "ext4", "8:20", "/dev/sda4"));
        machine.write("proc/locks", "1: OFDLCK ADVISORY  WRITE 100 08:14:" + Files.getAttribute(image, "unix:ino") + " 0 EOF\n");
        machine.write("proc/100/comm", "qemu-system-x86\n");
        assertThat(machine.host().diskUse(image).uses()).containsExactly(ofAll("process 100 (qemu-system-x86) has locked " + image));
    }
}
