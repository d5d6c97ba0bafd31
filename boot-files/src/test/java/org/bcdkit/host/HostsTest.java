package org.bcdkit.host;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.host.linux.LinuxHost;
import org.bcdkit.nativeboot.HostStorage;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which description a machine gets, and what can be told about every machine. */
class HostsTest {

    private static final String NAME_IT = " is on cannot be told on this system yet. Name it as gpt:{disk},{partition}"
            + " or mbr:SIGNATURE,OFFSET.";

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
        HostVolume volume = new OtherHost().volumeOf(file);
        assertThat(volume.space().free().orElseThrow()).isPositive();
        assertThat(volume.space().size()).hasValue(file.toFile().getTotalSpace());
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
        assertThat(OtherHost.pathOnVolume(file, Optional.of(new HostMount(root, "disk1s1", "hfs")), problems)).contains("\\Users\\w.vhdx");
        assertThat(problems).isEmpty();
        assertThat(OtherHost.pathOnVolume(file, Optional.of(new HostMount(root, "disk1s1", "apfs")), problems)).isEmpty();
        assertThat(problems).containsExactly("The path of " + file + " from the root of its volume cannot be told. Give it with --path.");
    }

    @Test
    void doesNotTellThePathWithoutTheMount() {
        Path file = folder.resolve("w.vhdx");
        List<String> problems = new ArrayList<>();
        assertThat(OtherHost.pathOnVolume(file, Optional.empty(), problems)).isEmpty();
        assertThat(problems).containsExactly("The path of " + file + " from the root of its volume cannot be told. Give it with --path.");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsTheSameVolumeAsLinuxDoes() throws IOException {
        HostVolume volume = new OtherHost().volumeOf(Path.of("/proc/meminfo"));
        if (findmnt(Path.of("/"), "TARGET").isPresent()) {
            // What is in /proc is a volume of its own, and no process is without it.
            assertThat(volume.mount()).contains(new HostMount(Path.of("/proc"), "proc", "proc"));
            assertThat(volume.pathOnVolume()).contains("\\meminfo");
        } else {
            // In a chroot, what is around that volume cannot be asked where it ends.
            assertThat(volume.mount()).isEmpty();
            assertThat(volume.pathOnVolume()).isEmpty();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void seesTheMountsThatAnybodySees() throws IOException {
        Path file = Files.writeString(folder.resolve("w.vhdx"), "x").toRealPath();
        Optional<HostMount> mount = new OtherHost().volumeOf(file).mount();
        assertThat(mount.map(HostMount::point)).isEqualTo(findmnt(file, "TARGET").map(Path::of));
        assertThat(mount.map(HostMount::fileSystem)).isEqualTo(findmnt(file, "FSTYPE"));
        assertThat(new LinuxHost().volumeOf(file).mount().map(HostMount::point)).isEqualTo(mount.map(HostMount::point));
    }

    /** What findmnt says about the mount of a file: nothing where that is not seen, as in a chroot. */
    private static Optional<String> findmnt(Path file, String column) {
        Path findmnt = IndependentTool.require("findmnt", "util-linux");
        IndependentTool.Outcome found = IndependentTool.run(findmnt, "--target", file.toString(), "--noheadings", "--output", column);
        return found.exitCode() == 0 ? Optional.of(found.text().strip()) : Optional.empty();
    }

    @Test
    void tellsTheSizeOfMainMemoryOnEverySystem() {
        assertThat(new OtherHost().target().memory().orElseThrow()).isGreaterThan(64L << 20);
    }

    @Test
    void knowsTheNetworkOnEverySystemAndNothingElseThatVolumesLieOn() {
        HostStorage share = new HostStorage(HostStorage.Kind.NETWORK, "//me@server/images (smbfs)");
        assertThat(OtherHost.storage(new HostMount(Path.of("/Volumes/images"), "//me@server/images", "smbfs"))).contains(share);
        HostStorage unc = new HostStorage(HostStorage.Kind.NETWORK, "images (NTFS)");
        assertThat(OtherHost.storage(new HostMount(Path.of("\\\\server\\images\\"), "images", "NTFS"))).contains(unc);
        assertThat(OtherHost.storage(new HostMount(Path.of("D:"), "Data", "NTFS"))).isEmpty();
        assertThat(OtherHost.storage(new HostMount(Path.of("/Volumes/Data"), "/dev/disk2s1", "ntfs"))).isEmpty();
    }

    @Test
    void hasNoStoreThatCanBeReachedAsAFile() {
        assertThat(new OtherHost().systemStore()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsHowMuchOfItsVolumeAFileHasTaken() throws IOException {
        Path full = Files.write(folder.resolve("-full.vhd"), new byte[1 << 20]);
        assertThat(allocated(new LinuxHost(), full).orElseThrow()).isGreaterThanOrEqualTo(1 << 20);
        Path sparse = folder.resolve("sparse.vhd");
        try (FileChannel channel = FileChannel.open(sparse, CREATE_NEW, WRITE, SPARSE)) {
            channel.write(ByteBuffer.wrap(new byte[4096]), 64 << 20);
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), sparse);
        assertThat(allocated(new LinuxHost(), link).orElseThrow()).isBetween(4096L, 32L << 20);
        assertThat(allocated(new LinuxHost(), folder.resolve("none"))).isEmpty();
        assertThat(allocated(new OtherHost(), full)).isEmpty();
    }

    private static OptionalLong allocated(Host host, Path file) {
        HostVolume unknown = new HostVolume(
                Optional.empty(), Optional.empty(), Optional.empty(), new VolumeSpace(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()), List.of());
        return host.bootFacts(file, unknown).file().allocation().bytes();
    }
}
