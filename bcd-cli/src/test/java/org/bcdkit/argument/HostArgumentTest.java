package org.bcdkit.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.bcdkit.device.PartitionId;
import org.junit.jupiter.api.Test;

/** {@code --host} and {@code --map}, which go together. */
class HostArgumentTest {

    private static final PartitionId MBR = new PartitionId.Mbr(0x63f07796, 1048576);

    @Test
    void readsEveryKindOfPlace() {
        assertThat(parse("mbr:63f07796,1048576")).isEqualTo(new HostArgument.OnPartition(MBR));
        assertThat(parse("boot")).isEqualTo(new HostArgument.OnBootDevice());
        assertThat(parse("LOCATE")).isEqualTo(new HostArgument.Anywhere());
    }

    @Test
    void readsDriveLettersThatAreMapped() {
        assertThat(parse("D:", "C=/mnt/windows", "d=mbr:63f07796,1048576")).isEqualTo(new HostArgument.OnPartition(MBR));
        assertThat(parse("c", "C:=/mnt/windows")).isEqualTo(new HostArgument.OnVolumeAt(Path.of("/mnt/windows")));
    }

    @Test
    void takesAnEqualsSignForPartOfAFolder() {
        assertThat(parse("C:", "C=/mnt/a=b")).isEqualTo(new HostArgument.OnVolumeAt(Path.of("/mnt/a=b")));
    }

    @Test
    void asksWhatALetterMeans() {
        assertThatThrownBy(() -> parse("C:"))
                .isInstanceOf(UsageException.class)
                .hasMessage("Drive letter C means nothing here: letters are what one running Windows calls its volumes. Say which volume is meant"
                        + " with --map C=/mnt/windows, where it is mounted, or --map C=gpt:{disk},{partition}.");
    }

    @Test
    void refusesEverythingElse() {
        assertThatThrownBy(() -> parse("/dev/sda1"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--host: \"/dev/sda1\" is no place for an image;"
                        + " write gpt:{disk},{partition} or mbr:SIGNATURE,OFFSET, boot, locate, or a drive letter with --map.");
        assertThatThrownBy(() -> parse("")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> parse("Ü:")).isInstanceOf(UsageException.class);
    }

    @Test
    void refusesMapsThatSayNothing() {
        for (String map : List.of("C", "C=", "=x", "CD=/mnt", "1=/mnt", "")) {
            assertThatThrownBy(() -> MapArgument.parse(List.of(map)))
                    .as(map)
                    .isInstanceOf(UsageException.class)
                    .hasMessage("--map: \"" + map + "\" does not say what a drive letter means; write for instance C=/mnt/windows.");
        }
        assertThatThrownBy(() -> MapArgument.parse(List.of("C=/a", "c:=/b")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--map gives drive letter C two meanings.");
        assertThatThrownBy(() -> MapArgument.parse(List.of("C=mbr:x,512")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--map C: \"x\" is no disk signature; write it with up to eight hexadecimal digits, for instance 63f07796.");
    }

    private static HostArgument parse(String text, String... maps) {
        return HostArgument.parse(text, MapArgument.parse(List.of(maps)));
    }
}
