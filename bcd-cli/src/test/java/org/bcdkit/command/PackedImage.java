package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bcdkit.testing.IndependentTool;

/** Real images as they are kept: packed by xz. */
final class PackedImage {

    private PackedImage() {}

    static void unpack(Path packed, Path image) {
        List<String> command = List.of(
                IndependentTool.require("sh", "dash").toString(),
                "-c",
                IndependentTool.require("xz", "xz-utils") + " -dc \"$1\" > \"$2\"",
                "sh",
                packed.toString(),
                image.toString());
        assertThat(IndependentTool.run(Duration.ofMinutes(1), Map.of(), command).exitCode()).isZero();
    }
}
