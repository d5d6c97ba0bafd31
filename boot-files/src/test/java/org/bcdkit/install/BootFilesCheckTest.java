package org.bcdkit.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.plan.Finding;
import org.bcdkit.testing.Programs;
import org.bcdkit.testing.WindowsTree;
import org.junit.jupiter.api.Test;

/** What is said of boot managers and of what is known of a Windows, before anything is written. */
class BootFilesCheckTest extends PlannedOnAFolder {

    private static final String MANAGER = "EFI/Microsoft/Boot/bootmgfw.efi";

    private BootFilesPlan refused(FirmwareKind firmware) throws IOException {
        Planned planned = planned();
        planned.firmware = List.of(firmware);
        BootFilesPlan plan = planned.plan();
        assertThat(plan.steps()).isEmpty();
        return plan;
    }

    private static List<String> messages(BootFilesPlan plan) {
        return plan.findings().stream().map(Finding::message).toList();
    }

    @Test
    void refusesABootManagerThatIsNoProgram() throws IOException {
        byte[] noise = new byte[100];
        new java.util.Random(3).nextBytes(noise);
        tree.file("Boot/EFI/bootmgfw.efi", noise).file("Boot/EFI/bootmgr.efi", new byte[0]);
        BootFilesPlan plan = refused(FirmwareKind.UEFI);
        assertThat(rules(plan)).contains("error INS-03");
        assertThat(messages(plan)).contains(
                tree.folder() + "/Boot/EFI/bootmgfw.efi is no program: it does not start with the headers of one (MZ and PE)",
                tree.folder() + "/Boot/EFI/bootmgr.efi is empty");
        assertThat(Planned.files(target)).isEmpty();
    }

    @Test
    void refusesABootManagerOfAnotherKindAndOneThatIsCutOff() throws IOException {
        byte[] console = tree.bytes("Boot/EFI/bootmgfw.efi");
        console[0xdc] = 3;
        byte[] whole = Programs.x64(folder, "10,0,22621,1");
        tree.file("Boot/EFI/bootmgfw.efi", console).file("Boot/EFI/bootmgr.efi", java.util.Arrays.copyOf(whole, 0x300));
        assertThat(messages(refused(FirmwareKind.UEFI))).contains(
                tree.folder() + "/Boot/EFI/bootmgfw.efi is no program of UEFI: its subsystem is 3, expected is 10",
                tree.folder() + "/Boot/EFI/bootmgr.efi is cut off: its last section is not in the file, which has 768 bytes");
    }

    @Test
    void refusesABootManagerForAnUnknownProcessorAndOneWithTheHeadersOfAnother() throws IOException {
        tree.program("Boot/EFI/bootmgfw.efi", 0x1234);
        byte[] mixed = tree.bytes("Boot/EFI/bootmgr.efi");
        mixed[0x98] = 0x0b;
        mixed[0x99] = 0x01;
        tree.file("Boot/EFI/bootmgr.efi", mixed);
        assertThat(messages(refused(FirmwareKind.UEFI))).contains(
                tree.folder() + "/Boot/EFI/bootmgfw.efi is for no processor that Windows is made for (machine 0x1234)",
                tree.folder() + "/Boot/EFI/bootmgr.efi has damaged headers: its optional header is not that of a program for x64");
    }

    @Test
    void refusesAnEmptyBootManagerForABiosAndSaysThatOneLooksOdd() throws IOException {
        tree.file("Boot/PCAT/bootmgr", new byte[0]);
        assertThat(messages(refused(FirmwareKind.BIOS))).contains(tree.folder() + "/Boot/PCAT/bootmgr is empty");
        tree.file("Boot/PCAT/bootmgr", new byte[2000]);
        Planned planned = planned();
        planned.firmware = List.of(FirmwareKind.BIOS);
        BootFilesPlan plan = planned.plan();
        assertThat(rules(plan)).contains("warning INS-03");
        assertThat(messages(plan))
                .contains(tree.folder() + "/Boot/PCAT/bootmgr does not start like a boot manager for a BIOS, with a jump (0xe9)");
        assertThat(plan.steps()).isNotEmpty();
    }

    @Test
    void saysThatTheBootManagerThereIsForAnotherProcessor() throws IOException {
        put(MANAGER, WindowsTree.make(Files.createDirectory(folder.resolve("arm")), 22631, "Professional", WindowsTree.ARM64).bytes("Boot/EFI/bootmgfw.efi"));
        BootFilesPlan plan = planned().plan();
        assertThat(rules(plan)).contains("warning INS-20");
        assertThat(messages(plan)).contains("\\EFI\\Microsoft\\Boot\\bootmgfw.efi there is for ARM64, and the one of this Windows for x64:"
                + " a machine starts one of them only");
    }

    @Test
    void refusesABiosForAWindowsForArm() throws IOException {
        tree = WindowsTree.make(Files.createDirectory(folder.resolve("arm")), 22631, "Professional", WindowsTree.ARM64);
        BootFilesPlan plan = refused(FirmwareKind.BIOS);
        assertThat(rules(plan)).contains("error INS-20");
        assertThat(messages(plan)).contains(tree.folder() + " is a Windows for ARM64, and machines with that processor have no BIOS");
    }

    @Test
    void saysWhatIsAssumedWhenTheRegistryIsDamaged() throws IOException {
        tree.file("System32/config/SOFTWARE", "no hive".getBytes(java.nio.charset.StandardCharsets.UTF_8)).file("System32/config/SYSTEM", new byte[8192]);
        BootFilesPlan plan = planned().apply();
        assertThat(rules(plan)).contains("warning INS-21");
        assertThat(messages(plan)).anySatisfy(message -> assertThat(message)
                .startsWith(tree.folder() + "/System32/config/SOFTWARE cannot be read (")
                .endsWith("): of which version and edition it is cannot be read; Windows 10 is assumed, and it is called \"Windows 10\""));
        assertThat(messages(plan)).anySatisfy(message -> assertThat(message)
                .startsWith(tree.folder() + "/System32/config/SYSTEM cannot be read (")
                .endsWith("): the loader needs it, and will stop without it"));
    }

    @Test
    void takesTheVersionOfTheLoaderWhenTheRegistryIsDamaged() throws IOException {
        tree.file("System32/config/SOFTWARE", new byte[0]).file("System32/winload.efi", Programs.x64(folder, "10,0,22621,1"));
        assertThat(messages(planned().plan())).anySatisfy(message -> assertThat(message)
                .endsWith("the version is that of the loader, 10.0.22621.1, and it is called \"Windows 11\""));
    }

    @Test
    void saysThatALanguageWasAskedForThatIsNotThere() throws IOException {
        Planned planned = planned();
        planned.locales = Optional.of(Set.of("de-de", "fr-fr"));
        BootFilesPlan plan = planned.plan();
        assertThat(rules(plan)).contains("warning INS-22");
        assertThat(messages(plan)).contains(tree.folder() + " has no boot files for UEFI in the language fr-fr")
                .doesNotContain(tree.folder() + " has no boot files for UEFI in the language de-de");
    }

    @Test
    void saysWhichAuthorityOnlyWhenABootManagerIsWritten() throws IOException {
        assertThat(rules(planned().apply())).contains("info INS-10");
        assertThat(rules(planned().plan())).doesNotContain("info INS-10");
    }
}
