package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bcdkit.storage.HostException;
import org.junit.jupiter.api.Test;

class MountInfoParserTest {

    @Test
    void takesEveryFieldThatIsOfUse() throws HostException {
        assertThat(MountInfoParser.parse("36 35 8:3 /sub /mnt/windows rw,noatime - ntfs3 /dev/sda3 rw,uid=1000\n"))
                .containsExactly(new Mount(36, 35, "8:3", "/sub", "/mnt/windows", "ntfs3", "/dev/sda3"));
    }

    @Test
    void skipsAnyNumberOfOptionalFields() throws HostException {
        String text = """
                36 35 8:3 / /a rw shared:1 - ext4 /dev/sda3 rw
                37 35 8:4 / /b rw shared:7 master:1 propagate_from:2 unbindable - ext4 /dev/sda4 rw
                """;
        assertThat(MountInfoParser.parse(text))
                .containsExactly(
                        new Mount(36, 35, "8:3", "/", "/a", "ext4", "/dev/sda3"), new Mount(37, 35, "8:4", "/", "/b", "ext4", "/dev/sda4"));
    }

    @Test
    void undoesTheEscapesOfTheKernel() throws HostException {
        String text = "42 27 259:1 /my\\040vhds /mnt/a\\040b\\011c\\012d\\134e rw - fuseblk /dev/disk\\0401 rw\n";
        assertThat(MountInfoParser.parse(text))
                .containsExactly(new Mount(42, 27, "259:1", "/my vhds", "/mnt/a b\tc\nd\\e", "fuseblk", "/dev/disk 1"));
    }

    @Test
    void leavesABackslashThatIsNoEscape() throws HostException {
        assertThat(MountInfoParser.parse("42 27 8:1 / /mnt/a\\04 rw - ext4 /dev/x\\089 rw\n"))
                .containsExactly(new Mount(42, 27, "8:1", "/", "/mnt/a\\04", "ext4", "/dev/x\\089"));
    }

    @Test
    void readsNamesInOtherScripts() throws HostException {
        assertThat(MountInfoParser.parse("42 27 8:1 / /mnt/Größe\\040Ключ rw - ext4 /dev/sda1 rw\n").get(0).point()).isEqualTo("/mnt/Größe Ключ");
    }

    @Test
    void takesAnEmptySource() throws HostException {
        assertThat(MountInfoParser.parse("42 27 0:30 / /mnt rw - tmpfs  rw,size=4k\n"))
                .containsExactly(new Mount(42, 27, "0:30", "/", "/mnt", "tmpfs", ""));
    }

    @Test
    void takesALastLineWithoutItsEnd() throws HostException {
        assertThat(MountInfoParser.parse("1 0 8:1 / / rw - ext4 /dev/sda1 rw")).hasSize(1);
    }

    @Test
    void isEmptyForAnEmptyText() throws HostException {
        assertThat(MountInfoParser.parse("")).isEmpty();
    }

    @Test
    void refusesALineWithoutAType() {
        assertThatThrownBy(() -> MountInfoParser.parse("42 27 8:1 / /mnt rw shared:1\n"))
                .isInstanceOf(HostException.class)
                .hasMessage("/proc/self/mountinfo has a line that is not understood: \"42 27 8:1 / /mnt rw shared:1\","
                        + " expected the form \"36 35 8:3 / /mnt rw - ext4 /dev/sda3 rw\".");
    }

    @Test
    void refusesAnIdThatIsNoNumber() {
        assertThatThrownBy(() -> MountInfoParser.parse("x 27 8:1 / /mnt rw - ext4 /dev/sda1 rw\n"))
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith("/proc/self/mountinfo has a line that is not understood: \"x 27 8:1 /");
    }
}
