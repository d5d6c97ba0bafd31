package org.bcdkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.disk.ChainException;
import org.bcdkit.disk.VirtualDiskStatus;
import org.bcdkit.storage.FolderException;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.PartlyAppliedException;
import org.bcdkit.storage.UnsupportedException;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    @Test
    void isOneForOurOwnMistakes() {
        assertThat(ExitCode.of(new IllegalStateException())).isEqualTo(ExitCode.BUG);
        assertThat(ExitCode.of(new StackOverflowError())).isEqualTo(ExitCode.BUG);
    }

    @Test
    void isTwoForACommandLineThatIsWrong() {
        assertThat(ExitCode.of(new UsageException("x"))).isEqualTo(ExitCode.USAGE);
        assertThat(ExitCode.of(new InvalidPathException("a\0b", "Nul character not allowed"))).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void isThreeForWhatIsNotThereOrSomethingElse() {
        assertThat(ExitCode.of(new RequestException("x"))).isEqualTo(ExitCode.REFUSED);
        assertThat(ExitCode.of(new NoSuchFileException("BCD"))).isEqualTo(ExitCode.REFUSED);
        assertThat(ExitCode.of(new FolderException("BCD is a folder", ""))).isEqualTo(ExitCode.REFUSED);
        assertThat(ExitCode.of(new ChainException(VirtualDiskStatus.PARENT_NOT_FOUND, "child", List.of(), "x"))).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void isFourForInputThatCannotBeRead() {
        assertThat(ExitCode.of(new MalformedException("BCD", "base block", 0, "x"))).isEqualTo(ExitCode.INPUT);
        assertThat(ExitCode.of(new ChainException(VirtualDiskStatus.PARENT_ID_MISMATCH, "child", List.of(), "x"))).isEqualTo(ExitCode.INPUT);
        assertThat(ExitCode.of(new UnsupportedException("BCD", "base block", 0, "x"))).isEqualTo(ExitCode.INPUT);
        assertThat(ExitCode.of(new UncheckedIOException(new MalformedException("BCD", "base block", 0, "x")))).isEqualTo(ExitCode.INPUT);
    }

    @Test
    void isFiveWhenTheMachineRefuses() {
        assertThat(ExitCode.of(new HostException("x", ""))).isEqualTo(ExitCode.MACHINE);
        assertThat(ExitCode.of(new AccessDeniedException("BCD"))).isEqualTo(ExitCode.MACHINE);
        assertThat(ExitCode.of(new EOFException())).isEqualTo(ExitCode.MACHINE);
        assertThat(ExitCode.of(new OutOfMemoryError("Java heap space"))).isEqualTo(ExitCode.MACHINE);
    }

    @Test
    void isSixWhenAPartIsDoneAndStaysSo() {
        assertThat(ExitCode.of(new PartlyAppliedException("x", new EOFException()))).isEqualTo(ExitCode.PARTIAL);
    }
}
