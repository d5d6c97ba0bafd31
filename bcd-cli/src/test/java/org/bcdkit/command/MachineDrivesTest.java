package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bcdkit.argument.MapArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.cli.FakeHost;
import org.junit.jupiter.api.Test;

class MachineDrivesTest {

    private static final Path MOUNTED = Path.of("/mnt/windows");

    private static MachineDrives drives(FakeHost machine, String... maps) {
        return new MachineDrives(MapArgument.parse(List.of(maps)), machine);
    }

    @Test
    void lettersAreWhatTheyAreMappedTo() throws IOException {
        FakeHost machine = new FakeHost().volume(MOUNTED, SampleStore.WINDOWS);
        MachineDrives drives = drives(machine, "C=/mnt/windows", "D=mbr:63f07796,1048576");

        assertThat(drives.partition('C')).isEqualTo(SampleStore.WINDOWS);
        assertThat(drives.partition('D').toString()).contains("1048576");
        assertThatThrownBy(() -> drives.partition('E'))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("Drive letter E means nothing here: ")
                .hasMessageContaining("--map E=/mnt/windows")
                .hasMessageContaining("--map E=gpt:{disk},{partition}");
    }

    @Test
    void foldersAreOnThePartitionThatIsMountedThere() throws IOException {
        assertThat(drives(new FakeHost().volume(MOUNTED, SampleStore.DATA)).partition(MOUNTED)).isEqualTo(SampleStore.DATA);
    }

    @Test
    void saysWhyAPartitionCannotBeTold() {
        assertThatThrownBy(() -> drives(new FakeHost(), "C=/mnt/windows").partition('C'))
                .isInstanceOf(RequestException.class)
                .hasMessage("Which partition /mnt/windows lies on cannot be told (/dev/fake1, fuseblk).\n"
                        + "No disk of this machine can be read; name the partition by its identity.\n"
                        + "Write the partition as gpt:{disk},{partition} or mbr:SIGNATURE,OFFSET.");
    }
}
