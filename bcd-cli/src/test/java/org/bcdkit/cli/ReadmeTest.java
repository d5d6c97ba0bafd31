package org.bcdkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The commands that the README tells newcomers to type. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void continuousIntegrationRunsTheTestCommand() throws IOException {
        var command = Files.readAllLines(ROOT.resolve("README.md")).stream()
                .filter(line -> line.contains("mvnw") && line.endsWith("verify"))
                .toList();
        assertThat(command).hasSize(1);
        assertThat(Files.readAllLines(ROOT.resolve(".ci/run"))).endsWith(command.get(0));
    }
}
