package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the machines are made of symbolic links and have paths of Linux")
class LiveDiskTest extends OnFakeMachine {

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void readsWhatLiesInAPartitionThroughTheDeviceOfThat() throws IOException {
        machine.disk("sda", "8:0", 512).partition("sda", "sda1", "8:1", 1024).partition("sda", "sda2", "8:2", 2048).partition("sda", "sda3", "8:3", 4096);
        Files.createDirectories(machine.path("dev"));
        Files.write(machine.path("dev/sda"), filled(6000, 'd'));
        Files.write(machine.path("dev/sda1"), filled(1024, '1'));
        Files.write(machine.path("dev/sda2"), filled(512, '2'));
        // sda3 cannot be opened, so that the disk has to do.
        try (Storage disk = LiveDisk.open(machine.source(), "sda")) {
            assertThat(disk.size()).isEqualTo(6000);
            assertThat(disk.name()).isEqualTo(machine.path("dev/sda").toString());
            String all = new String(disk.read(0, 6000), StandardCharsets.US_ASCII);
            assertThat(all).isEqualTo("d".repeat(1024) + "1".repeat(1024) + "2".repeat(512) + "d".repeat(3440));
            assertThat(disk.read(2047, 2)).containsExactly('1', '2');
            assertThat(disk.read(2559, 2)).containsExactly('2', 'd');
            assertThatThrownBy(() -> disk.read(5999, 2)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void doesNotReadPastThePartitionThatTheDiskEndsIn() throws IOException {
        machine.disk("sda", "8:0", 512).partition("sda", "sda1", "8:1", 1024);
        Files.createDirectories(machine.path("dev"));
        Files.write(machine.path("dev/sda"), filled(2048, 'd'));
        Files.write(machine.path("dev/sda1"), filled(4096, '1'));
        try (Storage disk = LiveDisk.open(machine.source(), "sda")) {
            assertThat(disk.read(1023, 1025)).startsWith('d', '1').endsWith('1');
            assertThatThrownBy(() -> disk.read(2048, 1)).isInstanceOf(MalformedException.class);
        }
    }
}
