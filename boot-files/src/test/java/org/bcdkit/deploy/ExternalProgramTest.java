package org.bcdkit.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bcdkit.storage.HostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalProgramTest {

    @TempDir
    Path folder;

    private Path program(String name) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    @Test
    void findsAProgramOnThePath() throws IOException {
        Path program = program("wimlib-imagex");
        Files.createDirectories(folder.resolve("first/wimlib-imagex"));
        String path = folder.resolve("first") + "::" + folder.resolve("bin") + ":" + folder;

        assertThat(ExternalProgram.WIMLIB.find(Optional.empty(), Optional.of(path))).isEqualTo(program);
    }

    @Test
    void findsAProgramThatIsNamed() throws IOException {
        Path program = program("other-wimlib");

        assertThat(ExternalProgram.WIMLIB.find(Optional.of(program.toString()), Optional.empty())).isEqualTo(program);
        assertThat(ExternalProgram.WIMLIB.find(Optional.of("other-wimlib"), Optional.of(program.getParent().toString()))).isEqualTo(program);
    }

    @Test
    void saysHowToGetAProgramThatIsMissing() {
        assertThatThrownBy(() -> ExternalProgram.WIMLIB.find(Optional.empty(), Optional.empty()))
                .isInstanceOf(HostException.class)
                .hasMessage("wimlib-imagex is not on the path, and WIM files are read and written with it")
                .extracting(e -> ((HostException) e).remedy()).asString()
                .startsWith("Debian and Ubuntu have it in the package wimtools, Fedora in wimlib-utils.").contains("macOS").contains("WSL");
        assertThatThrownBy(() -> ExternalProgram.MKNTFS.find(Optional.empty(), Optional.empty()))
                .isInstanceOf(HostException.class)
                .hasMessage("mkntfs is not on the path, and NTFS volumes are formatted with it")
                .extracting(e -> ((HostException) e).remedy()).asString()
                .startsWith("Debian and Ubuntu have it in the package ntfs-3g, Fedora in ntfsprogs,");
    }

    @Test
    void refusesAFileThatCannotBeRun() throws IOException {
        Path file = Files.writeString(folder.resolve("mkntfs"), "no program");
        for (Path wrong : new Path[] {file, folder, folder.resolve("missing")}) {
            assertThatThrownBy(() -> ExternalProgram.MKNTFS.find(Optional.of(wrong.toString()), Optional.empty()))
                    .isInstanceOf(HostException.class)
                    .hasMessage(wrong + " is no program that can be run");
        }
    }
}
