package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Who has an image attached or locked, on machines made of folders and files. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the machines are made of symbolic links and have paths of Linux")
class FileUsersTest extends OnFakeMachine {

    private Path image;
    private long inode;

    @BeforeEach
    void putImage() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:19", 20 * MIB);
        image = file(machine.mount("mnt", "ntfs3", "8:19", "/dev/sda3"));
        inode = (long) Files.getAttribute(image, "unix:ino");
    }

    private Optional<List<String>> users() throws IOException {
        LinuxHost host = machine.host();
        return host.bootFacts(image, host.volumeOf(image)).file().users();
    }

    /** Device numbers are in hexadecimal there: 8:19 is 08:13. */
    private void locks(String... lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line.replace("IMAGE", "08:13:" + inode)).append('\n');
        }
        machine.write("proc/locks", text.toString());
    }

    private void opened(String process, String program, String info) throws IOException {
        machine.write("proc/" + process + "/comm", program + "\n");
        machine.write("proc/" + process + "/fdinfo/4", "pos:\t0\nflags:\t02100002\n" + info);
        machine.link("proc/" + process + "/fd/4", image.toString());
    }

    @Test
    void findsNobody() throws IOException {
        locks(
                "1: FLOCK  ADVISORY  WRITE 4589 08:13:1 0 EOF",
                "2: FLOCK  ADVISORY  WRITE 4590 08:03:" + inode + " 0 EOF",
                "3: LEASE  ACTIVE    READ  4591 IMAGE 0 EOF",
                "4: -> FLOCK  ADVISORY  WRITE 4592 IMAGE 0 EOF",
                "5: no line of a lock");
        machine.device("loop0", "7:0").attribute("loop0", "loop/backing_file", "/srv/other.img");
        machine.device("loop1", "7:1");
        machine.device("nbd0", "43:0");
        opened("100", "less", "");
        assertThat(users()).contains(List.of());
    }

    @Test
    void doesNotKnowWhereLocksAreNotSeen() throws IOException {
        assertThat(users()).isEmpty();
    }

    @Test
    void doesNotKnowWhatOtherMachinesDo() throws IOException {
        locks();
        image = file(machine.mount("nfs", "nfs4", "0:52", "server:/export"));
        assertThat(users()).isEmpty();
    }

    @Test
    void findsALoopDeviceByAnyNameOfTheFile() throws IOException {
        Path other = Files.createLink(image.resolveSibling("other.vhdx"), image);
        machine.device("loop0", "7:0").attribute("loop0", "loop/backing_file", other.toString());
        assertThat(users()).contains(List.of("/dev/loop0"));
    }

    @Test
    void doesNotTakeAFileThatWasReplacedForTheOneThatIsThere() throws IOException {
        locks();
        machine.device("loop0", "7:0").attribute("loop0", "loop/backing_file", image + " (deleted)");
        assertThat(users()).contains(List.of());
    }

    @Test
    void findsANetworkBlockDeviceByTheProcessThatServesIt() throws IOException {
        machine.device("nbd0", "43:0").attribute("nbd0", "pid", "4711");
        machine.device("nbd1", "43:1").attribute("nbd1", "pid", "4712");
        opened("4711", "qemu-nbd", "lock:\t1: OFDLCK  ADVISORY  READ  -1 00:00:1 201 201\n");
        locks("1: OFDLCK ADVISORY  READ -1 IMAGE 201 201");
        assertThat(users()).contains(List.of("/dev/nbd0", "process 4711 (qemu-nbd)"));
    }

    @Test
    void namesTheProcessThatHasALock() throws IOException {
        machine.write("proc/815/comm", "VBoxHeadless\n");
        locks("1: POSIX  ADVISORY  WRITE 815 IMAGE 0 EOF", "2: FLOCK  ADVISORY  READ 816 IMAGE 0 EOF");
        assertThat(users()).contains(List.of("process 815 (VBoxHeadless)", "process 816"));
    }

    @Test
    void findsAMachineThatQemuRuns() throws IOException {
        opened("100", "less", "");
        opened("101", "qemu-system-x86", "lock:\t1: OFDLCK  ADVISORY  READ  -1 00:00:1 201 201\n");
        locks("1: OFDLCK ADVISORY  READ -1 IMAGE 100 101", "2: OFDLCK ADVISORY  READ -1 IMAGE 201 201");
        assertThat(users()).contains(List.of("process 101 (qemu-system-x86)"));
    }

    @Test
    void tellsOfALockWhoseProcessCannotBeSeen() throws IOException {
        locks("1: OFDLCK ADVISORY  READ -1 IMAGE 103 103");
        assertThat(users()).contains(List.of("a process that has locked it"));
    }

    @Test
    void letsQemuReadWhatItLeavesToOthers() throws IOException {
        locks("1: OFDLCK ADVISORY  READ -1 IMAGE 100 100");
        assertThat(users()).contains(List.of());
    }

    @Test
    void readsLocksAsTheKernelWritesThem() {
        List<FileLock> locks = FileLockParser.parse("1: FLOCK  ADVISORY  WRITE 4589 fe:00:2154505 0 EOF\n2: OFDLCK ADVISORY  READ -1 103:05:7 100 101");
        assertThat(locks).hasSize(2);
        assertThat(locks.get(0).isOn("254:0", 2_154_505)).isTrue();
        assertThat(locks.get(0).process()).hasValue(4589);
        assertThat(locks.get(0).last()).isEqualTo(Long.MAX_VALUE);
        assertThat(locks.get(1).isOn("259:5", 7)).isTrue();
        assertThat(locks.get(1).isOn("259:5", 8)).isFalse();
        assertThat(locks.get(1).process()).isEmpty();
        assertThat(locks.get(1).first()).isEqualTo(100);
        assertThat(locks.get(1).last()).isEqualTo(101);
    }

    @Test
    void overlooksLinesThatAreNoLocks() {
        for (String line : List.of("", "1:", "1: FLOCK ADVISORY WRITE 1 fe:00 0 EOF", "1: FLOCK ADVISORY WRITE x fe:00:1 0 EOF",
                "1: FLOCK ADVISORY WRITE 1 xy:00:1 0 EOF", "1: FLOCK ADVISORY WRITE 1 fe:00:1 0 END", "1: FLOCK ADVISORY WRITE 1 fe:00:-1 0 EOF")) {
            assertThat(FileLockParser.parse(line)).as(line).isEmpty();
        }
    }
}
