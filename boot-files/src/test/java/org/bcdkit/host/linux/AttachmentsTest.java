package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.host.Attachment;
import org.bcdkit.host.Attachment.Way;
import org.bcdkit.storage.HostException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is attached, on machines made of folders and files. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the machines are made of symbolic links and have paths of Linux")
class AttachmentsTest extends OnFakeMachine {

    private Path image;
    private Attachments attachments;

    @BeforeEach
    void putImage() throws IOException {
        machine.disk("sda", "8:0", 512).content("sda", SIZE, gpt(512)).partition("sda", "sda3", "8:19", 20 * MIB);
        image = file(machine.mount("mnt", "ntfs3", "8:19", "/dev/sda3"));
        attachments = new Attachments(machine.source());
    }

    /** A process that has the image open. */
    private void process(int number, String program, String... words) throws IOException {
        machine.write("proc/" + number + "/comm", program + "\n");
        machine.write("proc/" + number + "/cmdline", String.join("\0", words) + "\0");
        machine.write("proc/" + number + "/fdinfo/4", "pos:\t0\n");
        machine.link("proc/" + number + "/fd/4", image.toString());
    }

    private Path shown(String name) {
        return image.resolveSibling(name);
    }

    private void daemon(int number, Path place, String writable) throws IOException {
        process(
                number,
                "qemu-storage-da",
                "qemu-storage-daemon",
                "--daemonize",
                "--blockdev",
                "driver=file,node-name=file,filename=" + image,
                "--export",
                "type=fuse,id=disk,mountpoint=" + place.toString().replace(",", ",,") + ",writable=" + writable + ",growable=off");
    }

    private Path networkDevice(int number, String readOnly) throws IOException {
        String name = "nbd" + number;
        machine.device(name, "43:" + number).attribute(name, "ro", readOnly + "\n");
        return machine.write("dev/" + name, "");
    }

    @Test
    void findsNothing() throws IOException {
        process(100, "less", "less", "w.vhdx");
        Path device = networkDevice(0, "0");
        assertThat(attachments.of(image)).isEmpty();
        assertThat(attachments.at(image)).isEmpty();
        assertThat(attachments.at(device)).isEmpty();
        assertThat(attachments.at(shown("no such file"))).isEmpty();
    }

    @Test
    void findsAFileByTheImageAndByItsName() throws IOException {
        daemon(4711, shown("a,b.raw"), "on");
        Attachment expected = new Attachment(Way.FUSE, shown("a,b.raw"), false, Optional.of(image), OptionalInt.of(4711));
        assertThat(attachments.of(image)).containsExactly(expected);
        assertThat(attachments.at(shown("a,b.raw"))).contains(expected);
        assertThat(attachments.at(shown("b.raw"))).isEmpty();
        Path other = Files.writeString(image.resolveSibling("other.vhdx"), "x");
        assertThat(attachments.of(other)).isEmpty();
    }

    @Test
    void knowsThatAFileIsReadOnly() throws IOException {
        daemon(4711, shown("a.raw"), "off");
        assertThat(attachments.of(image)).containsExactly(new Attachment(Way.FUSE, shown("a.raw"), true, Optional.of(image), OptionalInt.of(4711)));
    }

    @Test
    void leavesADaemonAloneThatShowsMore() throws IOException {
        String export = "type=fuse,id=x,mountpoint=" + shown("a.raw");
        process(4711, "qemu-storage-da", "qemu-storage-daemon", "--export", export, "--export", export.replace("a.raw", "b.raw"));
        process(4712, "qemu-storage-da", "qemu-storage-daemon", "--export", "type=nbd,id=x,node-name=y");
        process(4713, "qemu-storage-da", "qemu-storage-daemon", "--export");
        process(4714, "qemu-storage-da");
        assertThat(attachments.of(image)).isEmpty();
    }

    @Test
    void findsADeviceByTheProcessWhoseThreadServesIt() throws IOException {
        Path device = networkDevice(0, "1");
        machine.attribute("nbd0", "pid", "4713");
        process(4711, "qemu-nbd", "qemu-nbd", "--image-opts", "driver=vhdx,file.driver=file,file.filename=" + image);
        process(4713, "qemu-nbd", "qemu-nbd");
        machine.write("proc/4713/status", "Name:\tqemu-nbd\nTgid:\t4711\nPid:\t4713\n");
        Attachment expected = new Attachment(Way.NBD, Path.of("/dev/nbd0"), true, Optional.of(image), OptionalInt.of(4711));
        assertThat(attachments.of(image)).containsExactly(expected);
        assertThat(attachments.at(device)).contains(expected);
        machine.device("nbd0p1", "43:1");
        assertThat(attachments.at(machine.write("dev/nbd0p1", ""))).contains(expected);
    }

    @Test
    void tellsOfAMountThatIsNotOurs() throws IOException {
        Path mounted = machine.mount("mnt/vhds/a.raw", "fuse", "0:38", "/dev/fuse");
        assertThatThrownBy(() -> attachments.at(mounted))
                .isInstanceOf(HostException.class)
                .hasMessage("something is mounted at " + mounted + ", and not by a qemu-storage-daemon that shows one image");
    }

    @Test
    void leavesMountsOfOtherProgramsAloneThatDoNotAnswer() throws IOException {
        Path mounted = machine.mount("mnt/vhds/a.raw", "fuse.sshfs", "0:38", "host:/a");
        Files.delete(mounted);
        assertThat(attachments.at(mounted)).isEmpty();
    }

    @Test
    void findsWhatIsLeftOfAProgramThatHasEnded() throws IOException {
        Path usual = Attachments.usualPlace(image);
        assertThat(usual.getFileName()).hasToString("w 11.vhdx.raw");
        // A file system whose program has ended answers nothing, as what is not there.
        Files.delete(machine.mount("mnt/vhds/w 11.vhdx.raw", "fuse", "0:38", "/dev/fuse"));
        Attachment left = Attachment.abandoned(usual);
        assertThat(attachments.of(image)).containsExactly(left);
        assertThat(attachments.at(usual)).contains(left);
        assertThat(left.isAbandoned()).isTrue();
        daemon(4711, usual, "on");
        assertThat(attachments.of(image)).containsExactly(new Attachment(Way.FUSE, usual, false, Optional.of(image), OptionalInt.of(4711)));
    }

    @Test
    void takesTheFirstDeviceThatIsFree() throws IOException {
        assertThat(attachments.freeDevice()).isEmpty();
        networkDevice(10, "0");
        networkDevice(2, "0");
        networkDevice(0, "0");
        machine.attribute("nbd0", "pid", "4711");
        machine.device("nbd1", "43:1"); // without a file for programs
        machine.device("nbd2p1", "43:33");
        assertThat(attachments.freeDevice()).contains(Path.of("/dev/nbd2"));
    }

    @Test
    void takesAPlaceBackWithTheProgramThatIsThere() {
        Attachment file = Attachment.abandoned(Path.of("/a.raw"));
        assertThat(Attachments.releasing(file, Path.of("/bin/fusermount3"))).isEqualTo(List.of("/bin/fusermount3", "-u", "/a.raw"));
        assertThat(Attachments.releasing(file, Path.of("/bin/umount"))).isEqualTo(List.of("/bin/umount", "/a.raw"));
        Attachment device = new Attachment(Way.NBD, Path.of("/dev/nbd0"), false, Optional.empty(), OptionalInt.of(1));
        assertThat(Attachments.releasing(device, Path.of("/bin/qemu-nbd"))).isEqualTo(List.of("/bin/qemu-nbd", "--disconnect", "/dev/nbd0"));
    }
}
