package org.bcdkit.wim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.Wims;
import org.bcdkit.windows.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How WIMs that wimlib made are judged. */
class RamdiskCheckTest {

    @TempDir
    Path folder;

    private Path captured(String name, String... more) throws IOException {
        Path source = folder.resolve("source");
        if (!Files.exists(source)) {
            Files.writeString(Files.createDirectories(source).resolve("file"), "content");
            // Too much of a jumble to be packed into one part.
            byte[] large = new byte[3 << 20];
            new java.util.Random(1).nextBytes(large);
            Files.write(source.resolve("large"), large);
            new java.util.Random(2).nextBytes(large);
            Files.write(source.resolve("larger"), large);
        }
        return Wims.capture(source, folder.resolve(name), name, more);
    }

    private static List<String> judged(WimFile wim, FirmwareKind firmware) {
        return RamdiskCheck.judge(wim, Optional.of(firmware)).stream().map(finding -> finding.rule() + " " + finding.message()).toList();
    }

    @Test
    void readsWhatStartingDependsOn() throws IOException {
        Path wim = captured(
                "boot.wim",
                "--boot",
                "--compress=LZX",
                "--image-property",
                "WINDOWS/ARCH=9",
                "--image-property",
                "WINDOWS/EDITIONID=WindowsPE");
        WimFile file = WimFile.open(wim);
        assertThat(file.bootImage()).contains(file.images().get(0));
        assertThat(file.bootImage().get().architecture()).contains(Architecture.X64);
        assertThat(file.bootImage().get().edition()).contains("WindowsPE");
        assertThat(file.isPacked()).isFalse();
        assertThat(judged(WimFile.open(wim), FirmwareKind.BIOS)).isEmpty();
    }

    @Test
    void findsNoImageToStart() throws IOException {
        Path wim = captured("install.wim");
        assertThat(judged(WimFile.open(wim), FirmwareKind.UEFI)).containsExactly("RAM-01 " + wim + " names no image to start");
        byte[] odd = Files.readAllBytes(wim);
        odd[WimHeader.BOOT_INDEX.offset()] = 2;
        Files.write(wim, odd);
        assertThat(judged(WimFile.open(wim), FirmwareKind.UEFI)).containsExactly("RAM-01 " + wim + " names image 2 to start, and has 1");
    }

    @Test
    void findsPartsOfASplitWim() throws IOException {
        Path wim = captured("boot.wim", "--boot");
        Wims.wimlib("split", wim.toString(), folder.resolve("part.swm").toString(), "4");
        Path part = folder.resolve("part2.swm");
        assertThat(judged(WimFile.open(part), FirmwareKind.UEFI)).contains("RAM-02 " + part + " is part 2 of 2 of a split WIM");
    }

    @Test
    void findsWhatBootManagersDoNotUnpack() throws IOException {
        Path wim = captured("boot.esd", "--boot", "--solid");
        assertThat(judged(WimFile.open(wim), FirmwareKind.UEFI)).containsExactly("RAM-03 " + wim + " is packed as an ESD, which boot managers do not unpack");
    }

    @Test
    void findsInstalledEditionsAndOtherProcessors() throws IOException {
        Path wim = captured("boot.wim", "--boot", "--image-property", "WINDOWS/ARCH=12", "--image-property", "WINDOWS/EDITIONID=Professional");
        String edition = "RAM-04 the image to start in " + wim + " is of the edition Professional, not a Windows PE";
        assertThat(judged(WimFile.open(wim), FirmwareKind.UEFI)).containsExactly(edition);
        assertThat(judged(WimFile.open(wim), FirmwareKind.BIOS))
                .containsExactly(edition, "RAM-05 the image to start in " + wim + " is for ARM64, and no such machine has a BIOS");
    }

    @Test
    void knowsAnSdiFileByItsStart() throws IOException {
        assertThat(RamdiskCheck.judgeSdi(MemoryStorage.of("boot.sdi", Bytes.of("$SDI0001".getBytes(StandardCharsets.US_ASCII))))).isEmpty();
        for (String content : List.of("", "$S", "MSWIM")) {
            assertThat(RamdiskCheck.judgeSdi(MemoryStorage.of("boot.sdi", Bytes.of(content.getBytes(StandardCharsets.US_ASCII)))))
                    .extracting(Finding::message)
                    .containsExactly("boot.sdi is no SDI file: it does not begin with $SDI");
        }
    }
}
