package org.bcdkit.firmware.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bcdkit.firmware.BootVariables;
import org.bcdkit.firmware.EfiVariable;
import org.bcdkit.firmware.FirmwareCheck;
import org.bcdkit.firmware.KnownPartitions;
import org.bcdkit.firmware.VariableChange;
import org.bcdkit.firmware.VariableFile;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EfivarsFolderTest {

    private static final String ORDER = "BootOrder-8be4df61-93ca-11d2-aa0d-00e098032b8c";

    @TempDir
    private Path folder;

    private EfivarsFolder variables;

    @BeforeEach
    void open() throws IOException {
        variables = EfivarsFolder.at(folder);
    }

    private void put(String file, String hex) throws IOException {
        Files.write(folder.resolve(file), HexFormat.of().parseHex(hex));
    }

    @Test
    void readsAttributesAndData() throws IOException {
        put(ORDER, "0700000001000000");
        put("Boot0001-8be4df61-93ca-11d2-aa0d-00e098032b8c", "07000000");
        put("BootOrder-12345678-93ca-11d2-aa0d-00e098032b8c", "07000000");
        assertThat(variables.names()).containsExactlyInAnyOrder("BootOrder", "Boot0001");
        assertThat(variables.read("BootOrder")).contains(new EfiVariable("BootOrder", 7, Bytes.ofHex("01000000")));
        assertThat(variables.read("BootNext")).isEmpty();
    }

    @Test
    void writesAttributesAndDataAndLeavesNothingOfWhatWasLonger() throws IOException {
        put(ORDER, "07000000010002000300");
        variables.write(new EfiVariable("BootOrder", 7, Bytes.ofHex("0500")));
        assertThat(folder.resolve(ORDER)).hasBinaryContent(HexFormat.of().parseHex("070000000500"));
        variables.write(new EfiVariable("BootNext", 0x27, Bytes.ofHex("0100")));
        assertThat(folder.resolve(VariableFile.name("BootNext"))).hasBinaryContent(HexFormat.of().parseHex("270000000100"));
    }

    @Test
    void takesChangesThatCanBeMade() throws IOException {
        put(ORDER, "07000000");
        EfiVariable order = new EfiVariable("BootOrder", 7, Bytes.ofHex("0000"));
        EfiVariable entry = new EfiVariable("Boot0000", 7, Bytes.ofHex("00"));
        variables.checkWritable(List.of(
                new VariableChange("Boot0000", Optional.empty(), Optional.of(entry)),
                new VariableChange("BootOrder", Optional.of(order), Optional.of(order)),
                new VariableChange("BootNext", Optional.of(order), Optional.empty())));
        assertThat(folder.resolve(ORDER)).hasBinaryContent(new byte[] {7, 0, 0, 0});
    }

    @Test
    void saysBeforehandWhyVariablesCannotBeWritten() {
        assertProblem(
                variables.problem(true, false, 0, 0, 10),
                "The firmware variables cannot be written: " + folder + " is mounted read-only",
                "Mount it for writing: mount -o remount,rw " + folder);
        assertProblem(
                variables.problem(false, false, 0, 0, 10),
                "The firmware variables in " + folder + " cannot be written: permission denied",
                "Firmware entries are changed by root only: run this with sudo.");
        assertProblem(
                variables.problem(false, true, 65536, 9, 10),
                "The firmware has room for 9 bytes of variables left, and 10 are needed",
                "Remove entries that nobody needs with `bcd firmware remove`.");
        assertThat(variables.problem(false, true, 65536, 10, 10)).isEmpty();
        assertThat(variables.problem(false, true, 0, 0, 10)).isEmpty();
    }

    private static void assertProblem(Optional<HostException> problem, String message, String remedy) {
        assertThat(problem.orElseThrow()).hasMessage(message);
        assertThat(problem.orElseThrow().remedy()).isEqualTo(remedy);
    }

    @Test
    void removesAVariable() throws IOException {
        put(ORDER, "07000000");
        variables.delete("BootOrder");
        variables.delete("BootOrder");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesWhatIsNoVariable() throws IOException {
        put(ORDER, "070000");
        assertThatThrownBy(() -> variables.read("BootOrder"))
                .isInstanceOf(MalformedException.class)
                .hasMessage(folder.resolve(ORDER) + ": variable at 0x0: the file has 3 bytes, and the attributes alone take 4");
        Files.write(folder.resolve(ORDER), new byte[VariableFile.LARGEST + 1]);
        assertThatThrownBy(() -> variables.read("BootOrder")).isInstanceOf(MalformedException.class).hasMessageContaining("more than 1048576 bytes");
        assertThat(BootVariables.read(variables).broken()).extracting(BootVariables.Broken::name).containsExactly("BootOrder");
    }

    @Test
    void doesNotWaitForAPipe() throws IOException {
        IndependentTool.run(IndependentTool.require("mkfifo", "coreutils"), folder.resolve(ORDER).toString());
        assertThat(BootVariables.read(variables).broken())
                .containsExactly(new BootVariables.Broken("BootOrder", folder.resolve(ORDER) + " is no ordinary file"));
    }

    @Test
    void readsAnyFolder() throws IOException {
        Random random = new Random(20261130);
        for (int round = 0; round < 300; round++) {
            Path one = Files.createDirectory(folder.resolve("round" + round));
            for (String name : List.of("BootOrder", "BootNext", "BootCurrent", "Timeout", "Boot0000", "Boot0001", "Boot00ff", "Boot00FF")) {
                byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(6) : random.nextInt(80)];
                random.nextBytes(bytes);
                if (bytes.length > 30 && random.nextBoolean()) {
                    // A head that leads further into the entry.
                    System.arraycopy(HexFormat.of().parseHex("07000000" + "01000000" + "1000" + "41000000" + "04010600"), 0, bytes, 0, 18);
                }
                Files.write(one.resolve(VariableFile.name(name)), bytes);
            }
            BootVariables read = BootVariables.read(EfivarsFolder.at(one));
            assertThat(FirmwareCheck.check(read, KnownPartitions.NONE)).hasSizeGreaterThanOrEqualTo(read.broken().size());
        }
    }

    @Test
    void saysThatAFolderIsNone() {
        assertThatThrownBy(() -> EfivarsFolder.at(folder.resolve("gone"))).isInstanceOf(HostException.class).hasMessage(folder.resolve("gone") + " is no folder");
    }

    @Test
    void tellsAMachineWithoutUefiFromOneWhereTheVariablesAreNotMounted() throws IOException {
        Path efivars = folder.resolve("efi/efivars");
        assertThatThrownBy(() -> EfivarsFolder.ofMachine(efivars))
                .isInstanceOf(HostException.class)
                .hasMessage("This machine was not started by UEFI, so it has no firmware entries (there is no " + folder.resolve("efi") + ")");
        Files.createDirectories(efivars);
        assertThatThrownBy(() -> EfivarsFolder.ofMachine(efivars))
                .isInstanceOfSatisfying(HostException.class, e -> assertThat(e.remedy()).isEqualTo("Mount it: mount -t efivarfs efivarfs " + efivars))
                .hasMessage("The firmware variables cannot be seen: efivarfs is not mounted at " + efivars);
    }

    @Test
    void saysWhyAVariableCannotBeWritten() throws IOException {
        Files.createDirectory(folder.resolve(ORDER));
        assertThatThrownBy(() -> variables.write(new EfiVariable("BootOrder", 7, Bytes.EMPTY)))
                .isInstanceOf(HostException.class)
                .hasMessage(folder.resolve(ORDER) + " cannot be written: Is a directory");
        Files.writeString(folder.resolve(ORDER).resolve("x"), "");
        assertThatThrownBy(() -> variables.delete("BootOrder"))
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith(folder.resolve(ORDER) + " cannot be removed: ");
        assertThat(Optional.of(variables.name())).contains(folder.toString());
    }
}
