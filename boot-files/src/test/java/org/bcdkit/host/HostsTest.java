package org.bcdkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.host.linux.LinuxHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which description a machine gets, and what can be told about every machine. */
class HostsTest {

    private static final String NAME_IT = " is on cannot be told on this system yet. Name it with --host gpt:{disk},{partition}"
            + " or --host mbr:SIGNATURE,OFFSET.";

    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void describesLinuxByLinuxMeans() {
        assertThat(Hosts.current()).isInstanceOf(LinuxHost.class);
    }

    @Test
    @DisabledOnOs(OS.LINUX)
    void describesOtherSystemsByTheMeansOfJava() {
        assertThat(Hosts.current()).isInstanceOf(OtherHost.class);
    }

    @Test
    void tellsFreeSpaceOnEverySystem() throws IOException {
        Path file = Files.writeString(folder.resolve("w.vhdx"), "x");
        FileStore store = Files.getFileStore(file);
        HostVolume volume = new OtherHost().volumeOf(file);
        assertThat(volume.free().orElseThrow()).isPositive();
        assertThat(volume.size()).hasValue(store.getTotalSpace());
        assertThat(volume.cluster()).hasValue(store.getBlockSize());
        assertThat(volume.fileSystem()).isEqualTo(store.type());
        assertThat(volume.device()).isEqualTo(store.name());
    }

    @Test
    void saysThatThePartitionHasToBeNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("w.vhdx"), "x").toRealPath();
        HostVolume volume = new OtherHost().volumeOf(file);
        assertThat(volume.partition()).isEmpty();
        assertThat(volume.problems()).first().isEqualTo("Which partition " + file + NAME_IT);
    }

    @Test
    void doesNotTellThePathWhereFoldersOfOneVolumeAppearInAnother() {
        Path root = folder.getRoot();
        Path file = root.resolve("Users").resolve("w.vhdx");
        List<String> problems = new ArrayList<>();
        assertThat(OtherHost.pathOnVolume(file, root, "hfs", problems)).contains("\\Users\\w.vhdx");
        assertThat(problems).isEmpty();
        assertThat(OtherHost.pathOnVolume(file, root, "apfs", problems)).isEmpty();
        assertThat(problems).containsExactly("The path of " + file + " from the root of its volume cannot be told. Give it with --path.");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsTheSameVolumeAsLinuxDoes() throws IOException {
        // What is in /proc is a volume of its own, and no process is without it.
        HostVolume volume = new OtherHost().volumeOf(Path.of("/proc/meminfo"));
        assertThat(volume.mountPoint()).isEqualTo(Path.of("/proc"));
        assertThat(volume.pathOnVolume()).contains("\\meminfo");
        assertThat(volume.fileSystem()).isEqualTo("proc");
    }

    @Test
    void tellsTheSizeOfMainMemoryOnEverySystem() {
        assertThat(new OtherHost().memory().orElseThrow()).isGreaterThan(64L << 20);
    }

    @Test
    void hasNoStoreThatCanBeReachedAsAFile() {
        assertThat(new OtherHost().systemStore()).isEmpty();
    }

    @Test
    void doesNotKnowTheRoomOfAVolumeThatCannotBeAsked() {
        List<String> problems = new ArrayList<>();
        VolumeSpace space = VolumeSpace.of(folder.resolve("none"), problems);
        assertThat(space.free()).isEmpty();
        assertThat(space.size()).isEmpty();
        assertThat(space.cluster()).isEmpty();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).startsWith("How much is free where " + folder.resolve("none") + " is cannot be told: ").endsWith(".");
    }
}
