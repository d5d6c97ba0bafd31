package org.bcdkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.junit.jupiter.api.Test;

class FailureTextTest {

    @Test
    void saysWhereToLookUpTheCommandLine() {
        assertThat(text(new UsageException("Unknown option --x."))).isEqualTo("Unknown option --x.\n\"bcd list --help\" shows what can be given.");
    }

    @Test
    void quotesWhatCannotBeAFileName() {
        assertThat(text(new InvalidPathException("a?", "Malformed input")))
                .isEqualTo("\"a?\" cannot be a file name here: Malformed input.");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThat(text(new NoSuchFileException("/x/BCD"))).isEqualTo("/x/BCD: there is no such file.");
        assertThat(text(new UncheckedIOException(new NoSuchFileException("/x/BCD")))).isEqualTo("/x/BCD: there is no such file.");
    }

    @Test
    void saysWhatToDoAboutANameThatIsNoText() {
        assertThat(text(new NoSuchFileException("B\ufffdD")))
                .isEqualTo("B\ufffdD: there is no such file.\n"
                        + "Its name is not in UTF-8, the only one that is understood here: give it another name, or make a link to it.");
    }

    @Test
    void saysWhatToDoAboutPermissions() {
        assertThat(text(new AccessDeniedException("/x/BCD")))
                .isEqualTo("/x/BCD: permission denied.\nRun bcd as a user who may read and write it, for instance with sudo.");
    }

    @Test
    void givesTheMachinesOwnReasons() {
        assertThat(text(new FileSystemException("/x/BCD", null, "Input/output error"))).isEqualTo("/x/BCD: Input/output error");
        assertThat(text(new FileSystemLoopException("/x/BCD"))).isEqualTo("/x/BCD: FileSystemLoopException");
        assertThat(text(new EOFException())).isEqualTo("java.io.EOFException");
    }

    @Test
    void saysHowToGiveMoreMemory() {
        assertThat(text(new OutOfMemoryError("Java heap space")))
                .isEqualTo("There is not enough memory for this.\nIn the environment of bcd, BCD_JAVA_OPTS=-Xmx4g for instance lets it take more.");
    }

    @Test
    void addsTheRemedyWhereOneIsKnown() {
        assertThat(text(new HostException("/dev/sda: permission denied", "Name the partition with --host.")))
                .isEqualTo("/dev/sda: permission denied\nName the partition with --host.");
        assertThat(text(new HostException("/dev/sda: gone", ""))).isEqualTo("/dev/sda: gone");
    }

    @Test
    void givesFileStructureAndPlaceOfMalformedInput() {
        assertThat(text(new MalformedException("BCD", "base block", 0x1fc, "checksum is 0x8d3f1a02, computed 0x8d3f1a06")))
                .isEqualTo("BCD: base block at 0x1fc: checksum is 0x8d3f1a02, computed 0x8d3f1a06");
    }

    @Test
    void repeatsWhatCannotBeHad() {
        assertThat(text(new RequestException("No object {x}."))).isEqualTo("No object {x}.");
    }

    @Test
    void ownsUpToABug() {
        assertThat(text(new IllegalStateException("odd")))
                .isEqualTo("java.lang.IllegalStateException: odd\n"
                        + "This is a bug in bcd. Please report it, with what the same command prints with --debug.");
    }

    private static String text(Throwable failure) {
        return FailureText.of(failure, "bcd list");
    }
}
