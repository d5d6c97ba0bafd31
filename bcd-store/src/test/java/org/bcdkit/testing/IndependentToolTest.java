package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.opentest4j.TestAbortedException;

@EnabledOnOs({OS.LINUX, OS.MAC})
class IndependentToolTest {
    private static final Path SH = Path.of("/bin/sh");

    @Test
    void findsACommandOnThePath() {
        assertThat(IndependentTool.require("sh", "dash")).isExecutable().hasFileName("sh");
    }

    @Test
    void takesAnAbsoluteFileName() {
        assertThat(IndependentTool.require("/bin/sh", "dash")).isEqualTo(SH);
    }

    @Test
    void takesAFileThatIsNoProgram() {
        assertThat(IndependentTool.requireFile("/etc/passwd", "base-passwd")).isEqualTo(Path.of("/etc/passwd"));
    }

    @Test
    void keepsExitCodeOutputAndMessagesApart() {
        var outcome = IndependentTool.run(SH, "-c", "printf 'a\\377'; echo \"$1\" >&2; exit 3", "sh", "größer");
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.stdout()).containsExactly('a', 0xFF);
        assertThat(outcome.stderr()).isEqualTo("größer\n");
    }

    @Test
    void endsAProgramThatTakesTooLong() {
        assertThatThrownBy(() -> IndependentTool.run(Duration.ofMillis(200), Map.of(), List.of("/bin/sh", "-c", "sleep 20; true")))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Not done after 0 s: /bin/sh -c sleep 20");
    }

    @Test
    void skipsTheTestLoudlyWithoutTheTool() {
        var log = new ByteArrayOutputStream();
        assertThatThrownBy(() -> IndependentTool.missing("none-such", "nowhere", false, new PrintStream(log, true)))
                .isInstanceOf(TestAbortedException.class);
        assertThat(log.toString()).isEqualTo("""

                ************************************************************************
                  SKIPPED, so one independent check is missing from this run:
                    test     IndependentToolTest.skipsTheTestLoudlyWithoutTheTool
                    needs    none-such
                    remedy   apt-get install nowhere
                ************************************************************************

                """);
    }

    @Test
    void failsTheTestWithoutTheToolWhereNothingMayBeSkipped() {
        assertThat(IndependentTool.missing("none-such", "nowhere", true, System.err))
                .hasMessage("IndependentToolTest.failsTheTestWithoutTheToolWhereNothingMayBeSkipped needs none-such"
                        + " (Debian package nowhere), which is not here and could not be installed");
    }
}
