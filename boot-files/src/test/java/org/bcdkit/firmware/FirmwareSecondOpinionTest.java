package org.bcdkit.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bcdkit.edit.ListEdit;
import org.bcdkit.firmware.FirmwarePlanner.Placement;
import org.bcdkit.firmware.linux.EfivarsFolder;
import org.bcdkit.storage.Bytes;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What efibootmgr and efivar say of variables that we wrote, and we of theirs, in a folder laid out like efivarfs. */
class FirmwareSecondOpinionTest {

    @TempDir
    private Path folder;

    private EfivarsFolder variables;

    @BeforeEach
    void addEntries() throws IOException {
        variables = EfivarsFolder.at(folder);
        apply(FirmwarePlanner.add(read(), Entries.WINDOWS, Placement.FIRST));
        apply(FirmwarePlanner.add(read(), Entries.DEBIAN, Placement.FIRST));
        apply(FirmwarePlanner.add(read(), Entries.SETUP, Placement.NOWHERE));
        HardDrive mbr = new HardDrive(2, 0x3f, 0x1000, new HardDrive.Signature.Mbr(0x63f07796));
        apply(FirmwarePlanner.add(read(), LoadOption.ofFile("Täst \u2713", mbr, "\\EFI\\x y.efi", Bytes.EMPTY), Placement.LAST));
        apply(FirmwarePlanner.next(read(), 3));
    }

    private BootVariables read() throws IOException {
        return BootVariables.read(variables);
    }

    private void apply(FirmwarePlan plan) throws IOException {
        VariableChanges.apply(plan, variables, steps -> { });
    }

    private String run(String command, String debianPackage, String... arguments) {
        List<String> words = new ArrayList<>(List.of(IndependentTool.require(command, debianPackage).toString()));
        words.addAll(List.of(arguments));
        IndependentTool.Outcome outcome = IndependentTool.run(Duration.ofMinutes(1), Map.of("EFIVARFS_PATH", folder + "/"), words);
        assertThat(outcome.exitCode()).as("%s: %s", words, outcome.stderr()).isZero();
        return outcome.text();
    }

    private String efibootmgr(String... arguments) {
        return run("efibootmgr", "efibootmgr", arguments);
    }

    @Test
    void efibootmgrReadsWhatWeWrote() {
        assertThat(efibootmgr("-v").lines().map(line -> line.strip().replaceAll("(4\\.7\\.9\\.5\\.}).*", "$1")))
                .containsExactly(
                        "BootNext: 0003",
                        "BootOrder: 0001,0000,0003",
                        "Boot0000* Windows Boot Manager\tHD(1,GPT,8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b,0x800,0x14000)/File(\\EFI\\Microsoft\\Boot\\bootmgfw.efi)"
                                + "WINDOWS.........x...B.C.D.O.B.J.E.C.T.=.{.9.d.e.a.8.6.2.c.-.5.c.d.d.-.4.e.7.0.-.a.c.c.1.-.f.3.2.b.3.4.4.d.4.7.9.5.}",
                        "Boot0001* debian\tHD(1,GPT,8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b,0x800,0x14000)/File(\\EFI\\debian\\shimx64.efi)",
                        "Boot0002  Setup\tFvFile(721c8b66-426c-4e86-8e99-3457c46ab0b9)",
                        "Boot0003* Täst \u2713\tHD(2,MBR,0x63f07796,0x3f,0x1000)/File(\\EFI\\x y.efi)");
    }

    @Test
    void efivarReadsTheBytes() {
        String printed = run("efivar", "efivar", "-p", "-n", "8be4df61-93ca-11d2-aa0d-00e098032b8c-BootOrder");
        assertThat(printed).contains("Non-Volatile").contains("Boot Service Access").contains("Runtime Service Access").contains("01 00 00 00 03 00");
    }

    @Test
    void readsWhatEfibootmgrWrote() throws IOException {
        // In an ordinary folder it leaves the end of what was longer, so the order keeps its length.
        efibootmgr("-o", "0000,0003,0001");
        efibootmgr("-n", "0000");
        efibootmgr("-b", "0002", "-B");
        efibootmgr("-b", "0003", "-A");
        efibootmgr("-t", "7");
        BootVariables read = read();
        assertThat(read.order()).containsExactly(0, 3, 1);
        assertThat(read.next()).contains(0);
        assertThat(read.timeout()).contains(7);
        assertThat(read.entries()).extracting(BootVariable::number).containsExactly(0, 1, 3);
        assertThat(read.find(3).orElseThrow().option().orElseThrow().isActive()).isFalse();
        assertThat(read.find(0).orElseThrow().option()).contains(Entries.WINDOWS);
        assertThat(read.broken()).isEmpty();
    }

    @Test
    void efibootmgrSeesOrdersAndRemovals() throws IOException {
        apply(FirmwarePlanner.order(read(), ListEdit.ADD_LAST, List.of(1)));
        apply(FirmwarePlanner.remove(read(), List.of(3, 2)));
        assertThat(efibootmgr().lines().map(String::strip)).containsExactly("BootOrder: 0000,0001", "Boot0000* Windows Boot Manager", "Boot0001* debian");
    }
}
