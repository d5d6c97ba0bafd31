package org.bcdkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFileTest {

    @TempDir
    Path folder;

    /** A program that is ended while it writes. */
    static final class Interrupted {

        private Interrupted() {}

        public static void main(String[] args) throws IOException {
            TemporaryFile kept = TemporaryFile.create(Path.of(args[0]).resolveSibling("kept"));
            kept.write(Bytes.of((byte) 1));
            kept.keep();
            TemporaryFile moved = TemporaryFile.beside(Path.of(args[0]));
            moved.moveTo(Path.of(args[0]).resolveSibling("moved"));
            TemporaryFile.beside(Path.of(args[0])).write(Bytes.of((byte) 2));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> new Late(Path.of(args[0])).make()));
            // What a signal does.
            System.exit(130);
        }
    }

    /** A file that is to be made when the program is ending already. */
    private record Late(Path target) {

        void make() {
            try {
                TemporaryFile.beside(target);
            } catch (IOException e) {
                System.out.print(e.getMessage());
            }
        }
    }

    @Test
    void namesTheFileThatWasAskedForWhenNoneCanBeMade() {
        Path target = folder.resolve("x".repeat(250));
        assertThatThrownBy(() -> TemporaryFile.beside(target)).isInstanceOf(HostException.class).hasMessageStartingWith(target + " cannot be made: ");
    }

    @Test
    void leavesNothingWhenTheProgramIsInterrupted() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(java, "-cp", classPath, Interrupted.class.getName(), folder.resolve("BCD").toString());

        IndependentTool.Outcome outcome = IndependentTool.run(Duration.ofMinutes(1), Map.of(), command);

        assertThat(outcome.exitCode()).as(outcome.stderr()).isEqualTo(130);
        assertThat(outcome.text()).isEqualTo("Nothing was written: the program is being ended");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("kept", "moved");
    }
}
