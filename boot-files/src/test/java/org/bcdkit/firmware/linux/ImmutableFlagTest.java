package org.bcdkit.firmware.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bcdkit.firmware.EfiVariable;
import org.bcdkit.firmware.VariableFile;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.HostException;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root, and a file system that has the flag. */
class ImmutableFlagTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void protect() throws IOException {
        file = Files.write(folder.resolve(VariableFile.name("BootNext")), new byte[] {7, 0, 0, 0, 1, 0});
        boolean set = IndependentTool.run(IndependentTool.require("chattr", "e2fsprogs"), "+i", file.toString()).exitCode() == 0;
        Assumptions.assumeTrue(set && !Files.isWritable(file), "the flag cannot be set here");
    }

    @AfterEach
    void release() {
        IndependentTool.run(IndependentTool.require("chattr", "e2fsprogs"), "-i", file.toString());
    }

    @Test
    void writesAProtectedVariableAndProtectsItAgain() throws IOException {
        EfivarsFolder.at(folder).write(new EfiVariable("BootNext", 7, Bytes.ofHex("0200")));
        assertThat(file).hasBinaryContent(new byte[] {7, 0, 0, 0, 2, 0});
        assertThat(Files.isWritable(file)).isFalse();
    }

    @Test
    void removesAProtectedVariable() throws IOException {
        EfivarsFolder.at(folder).delete("BootNext");
        assertThat(file).doesNotExist();
    }

    @Test
    void saysWhatToDoWithoutTheProgramForTheFlag() {
        assertThatThrownBy(() -> new ImmutableFlag("lsattr", "no-such-chattr").lift(file))
                .isInstanceOfSatisfying(HostException.class, e -> assertThat(e.remedy())
                        .isEqualTo("Install e2fsprogs, run this as root, or run chattr -i " + file + " yourself."))
                .hasMessageStartingWith(file + " is protected by the immutable flag, and chattr -i cannot change that: ");
    }

    @Test
    void leavesToTheWritingToSayWhatIsWrongWhenTheFlagsCannotBeAsked() throws IOException {
        new ImmutableFlag("no-such-lsattr", "chattr").lift(file).close();
        assertThat(Files.isWritable(file)).isFalse();
    }
}
