package org.bcdkit.wim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.LayoutAssertions;
import org.bcdkit.windows.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WIMs made by wimlib: what is read of them, and how they are judged. */
class WimFileTest {

    @TempDir
    Path folder;

    private void wimlib(String... arguments) {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require("wimlib-imagex", "wimtools"), arguments);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
    }

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
        Path wim = folder.resolve(name);
        List<String> arguments = new java.util.ArrayList<>(List.of("capture", source.toString(), wim.toString(), name));
        arguments.addAll(List.of(more));
        wimlib(arguments.toArray(new String[0]));
        return wim;
    }

    private static WimFile read(Path wim) throws IOException {
        try (Storage storage = FileStorage.open(wim)) {
            return WimFile.read(storage);
        }
    }

    private static List<String> judged(WimFile wim, FirmwareKind firmware) {
        return RamdiskCheck.judge(wim, Optional.of(firmware)).stream().map(finding -> finding.rule() + " " + finding.message()).toList();
    }

    @Test
    void everyByteOfTheHeaderBelongsToOneField() {
        StructLayout layout = WimHeader.LAYOUT;
        LayoutAssertions.assertComplete(layout);
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
        assertThat(read(wim))
                .isEqualTo(new WimFile(wim.toString(), 1, 1, 1, 1, false, Optional.of(Architecture.X64), Optional.of("WindowsPE")));
        assertThat(judged(read(wim), FirmwareKind.BIOS)).isEmpty();
    }

    @Test
    void findsNoImageToStart() throws IOException {
        Path wim = captured("install.wim");
        assertThat(judged(read(wim), FirmwareKind.UEFI)).containsExactly("RAM-01 " + wim + " names no image to start");
        WimFile odd = new WimFile("x.wim", 1, 2, 1, 1, false, Optional.empty(), Optional.empty());
        assertThat(judged(odd, FirmwareKind.UEFI)).containsExactly("RAM-01 x.wim names image 2 to start, and has 1");
    }

    @Test
    void findsPartsOfASplitWim() throws IOException {
        Path wim = captured("boot.wim", "--boot");
        wimlib("split", wim.toString(), folder.resolve("part.swm").toString(), "4");
        Path part = folder.resolve("part2.swm");
        assertThat(judged(read(part), FirmwareKind.UEFI)).contains("RAM-02 " + part + " is part 2 of 2 of a split WIM");
    }

    @Test
    void findsWhatBootManagersDoNotUnpack() throws IOException {
        Path wim = captured("boot.esd", "--boot", "--solid");
        assertThat(judged(read(wim), FirmwareKind.UEFI)).containsExactly("RAM-03 " + wim + " is packed as an ESD, which boot managers do not unpack");
    }

    @Test
    void findsInstalledEditionsAndOtherProcessors() throws IOException {
        Path wim = captured("boot.wim", "--boot", "--image-property", "WINDOWS/ARCH=12", "--image-property", "WINDOWS/EDITIONID=Professional");
        String edition = "RAM-04 the image to start in " + wim + " is of the edition Professional, not a Windows PE";
        assertThat(judged(read(wim), FirmwareKind.UEFI)).containsExactly(edition);
        assertThat(judged(read(wim), FirmwareKind.BIOS))
                .containsExactly(edition, "RAM-05 the image to start in " + wim + " is for ARM64, and no such machine has a BIOS");
    }

    @Test
    void refusesWhatIsNoWim() throws IOException {
        Path image = Files.write(folder.resolve("w.vhdx"), new byte[1000]);
        assertThatThrownBy(() -> read(image))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith(image + ": WIM header at 0x0: signature is");
        Path empty = Files.createFile(folder.resolve("empty.wim"));
        assertThatThrownBy(() -> read(empty))
                .isInstanceOf(MalformedException.class)
                .hasMessage(empty + ": WIM header at 0x0: the file has 0 bytes, and the header of a WIM has 208");
    }

    @Test
    void readsADescriptionOnlyWhereItCanBe() throws IOException {
        byte[] wim = Files.readAllBytes(captured("boot.wim", "--boot", "--image-property", "WINDOWS/ARCH=9"));
        for (int position = 72; position < 96; position++) {
            byte[] damaged = wim.clone();
            damaged[position] ^= (byte) 0x80;
            WimFile read = WimFile.read(MemoryStorage.of("damaged", Bytes.of(damaged)));
            assertThat(read.bootIndex()).isEqualTo(1);
        }
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
