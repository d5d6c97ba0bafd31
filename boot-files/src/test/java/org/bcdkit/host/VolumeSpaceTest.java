package org.bcdkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The room on the volume of a folder, whose mount is seen or not. */
class VolumeSpaceTest {

    @TempDir
    private Path folder;

    private final List<String> problems = new ArrayList<>();

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no df")
    void tellsTheSizeAsTheSystemDoes() {
        VolumeSpace space = VolumeSpace.of(folder, problems);
        assertThat(space.free().orElseThrow()).isPositive();
        assertThat(space.size()).hasValue(DiskFree.size(folder));
        assertThat(problems).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no df")
    void asksTheFileWhereNoMountIsSeen() {
        VolumeSpace space = VolumeSpace.withoutMount(folder, new IOException("Mount point not found"), problems);
        assertThat(space.free().orElseThrow()).isPositive();
        assertThat(space.size()).hasValue(DiskFree.size(folder));
        assertThat(space.cluster()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsTheClusterWhereTheMountIsSeen() {
        boolean seen = IndependentTool.run(IndependentTool.require("findmnt", "util-linux"), "--target", folder.toString()).exitCode() == 0;
        Path stat = IndependentTool.require("stat", "coreutils");
        long cluster = Long.parseLong(IndependentTool.run(stat, "--file-system", "--format=%S", folder.toString()).text().strip());
        assertThat(VolumeSpace.of(folder, problems).cluster()).isEqualTo(seen ? OptionalLong.of(cluster) : OptionalLong.empty());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsThatAVolumeHasNoRoomWhereItsMountIsSeen() {
        assertThat(VolumeSpace.of(Path.of("/proc/meminfo"), problems).size()).hasValue(0);
        assertThat(problems).isEmpty();
    }

    @Test
    void doesNotKnowTheRoomOfAVolumeThatCannotBeAsked() {
        Path none = folder.resolve("none");
        assertThat(Files.exists(none)).isFalse();
        VolumeSpace space = VolumeSpace.of(none, problems);
        assertThat(space.free()).isEmpty();
        assertThat(space.size()).isEmpty();
        assertThat(space.cluster()).isEmpty();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).startsWith("How much is free where " + none + " is cannot be told: ").endsWith(".");
    }
}
