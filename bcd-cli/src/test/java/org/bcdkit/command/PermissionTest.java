package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcdkit.cli.Bcd;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.view.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of Java itself stand for a volume that nobody may write to, whoever runs this. */
class PermissionTest {

    private static final Path READ_ONLY = Path.of(URI.create("jrt:/java.base"));

    @TempDir
    Path folder;

    @Test
    void letsFilesBeMadeAndWrittenWhereTheMachineDoes() throws IOException {
        Path file = Files.writeString(folder.resolve("w.vhd"), "x");
        assertThatCode(() -> Permission.toWrite(file)).doesNotThrowAnyException();
        assertThatCode(() -> Permission.toWrite(folder.resolve("new.vhd"))).doesNotThrowAnyException();
    }

    @Test
    void refusesFilesThatCannotBeWrittenAndNewOnesBesideThem() {
        assertThatThrownBy(() -> Permission.toWrite(READ_ONLY.resolve("module-info.class")))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("module-info.class");
        assertThatThrownBy(() -> Permission.toWrite(READ_ONLY.resolve("new.vhd"))).isInstanceOf(AccessDeniedException.class).hasMessage(READ_ONLY.toString());
    }

    @Test
    void refusesANewFileThereBeforeAnythingIsRead() {
        assertThatThrownBy(() -> Invocation.newFile(READ_ONLY.resolve("new.vhd"), ""))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage(READ_ONLY.toString());
    }

    @Test
    void refusesAChangeThereInADryRunToo() {
        Bcd bcd = new Bcd();
        Proposal proposal = new Proposal("Change it", List.of(), List.of(new Change(Action.ADD, "x", Optional.empty(), Optional.of("y")))) {
            @Override
            List<Path> written() {
                return List.of(READ_ONLY.resolve("new.vhd"));
            }

            @Override
            Outcome apply() {
                throw new AssertionError("this is not to be applied");
            }
        };
        Arguments arguments = new Arguments(Map.of("--dry-run", List.of()), List.of());
        Invocation call = new Invocation(arguments, GlobalOptions.of(arguments), bcd, new Messages(bcd.err(), () -> false, false, false));
        assertThatThrownBy(() -> proposal.carryOut(call)).isInstanceOf(AccessDeniedException.class);
        bcd.out().flush();
        assertThat(bcd.bytes()).isEmpty();
    }
}
