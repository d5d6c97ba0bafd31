package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who has an image attached or locked on this machine, when other people's programs do. */
@EnabledOnOs(OS.LINUX)
class FileUsersOnMachineTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static Sysfs sysfs;

    @TempDir
    private Path folder;

    private Path image;

    @BeforeAll
    static void findSys() {
        sysfs = Sysfs.find();
    }

    @AfterAll
    static void leaveSys() {
        sysfs.leaveAsItWas();
    }

    @BeforeEach
    void makeImage() throws IOException {
        image = folder.toRealPath().resolve("w.img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(4 << 20);
        }
        assumeTrue(new LinuxHost().volumeOf(image).mount().isPresent(), "a process in a chroot does not see its mounts, and so not who uses a file on them");
    }

    private Optional<List<String>> users() throws IOException {
        LinuxHost host = new LinuxHost();
        return host.bootFacts(image, host.volumeOf(image)).file().users();
    }

    /** What is said while a program runs that waits for the end of its input, once it is said, or after a while. */
    private List<String> usersDuring(List<String> command, boolean expected) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            Instant end = Instant.now().plus(LIMIT);
            while (!isOpen(process) || expected && users().orElse(List.of()).isEmpty()) {
                assertThat(process.isAlive()).as(command.toString()).isTrue();
                assertThat(Instant.now()).as(command.toString()).isBefore(end);
                Thread.sleep(20);
            }
            List<String> users = new ArrayList<>();
            for (String user : users().orElseThrow()) {
                users.add(user.replace("process " + process.pid() + " ", "that process "));
            }
            return users;
        } finally {
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    private boolean isOpen(Process process) {
        return !new LinuxSource(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"), Path.of("/run")).descriptors(Long.toString(process.pid()), image).isEmpty();
    }

    @Test
    void findsNobodyWhoUsesANewFile() throws IOException {
        assertThat(users()).contains(List.of());
    }

    @Test
    void findsTheLoopDevice() throws IOException {
        try (LoopDisk disk = LoopDisk.attach(image, 512)) {
            assertThat(users()).contains(List.of(disk.device()));
        }
        assertThat(users()).contains(List.of());
    }

    @Test
    void findsWhatQemuReadsAndWrites() throws IOException, InterruptedException {
        LoopDisk.run(IndependentTool.require("qemu-img", "qemu-utils"), "create", "-q", "-f", "vhdx", image.toString(), "64M");
        String qemu = IndependentTool.require("qemu-io", "qemu-utils").toString();
        assertThat(usersDuring(List.of(qemu, "-f", "vhdx", image.toString()), true)).containsExactly("that process (qemu-io)");
        assertThat(usersDuring(List.of(qemu, "-r", "-f", "vhdx", image.toString()), true)).containsExactly("that process (qemu-io)");
        assertThat(usersDuring(List.of(qemu, "-r", "-U", "-f", "vhdx", image.toString()), false)).isEmpty();
    }

    @Test
    void findsALockThatAProgramTook() throws IOException, InterruptedException {
        String flock = IndependentTool.require("flock", "util-linux").toString();
        assertThat(usersDuring(List.of(flock, "--no-fork", image.toString(), "cat"), true)).containsExactly("that process (cat)");
    }

    @Test
    void doesNotMindAFileThatIsOnlyOpen() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.write(1);
            assertThat(users()).contains(List.of());
        }
        assertThat(Files.size(image)).isEqualTo(4 << 20);
    }
}
