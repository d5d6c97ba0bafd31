package org.bcdkit.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.WindowsGeneration;
import org.junit.jupiter.api.Test;

class ImageArgumentTest {

    @Test
    void knowsTheFormatByTheExtension() {
        assertThat(ImageArgument.format(Path.of("a.b/Windows 11.VHDX"))).isEqualTo(DiskFormat.VHDX);
        assertThat(ImageArgument.format(Path.of("x.vhd"))).isEqualTo(DiskFormat.VHD);
        for (String name : new String[] {"x", "x.raw", "x.vhdx.bak", ".vhd", "x.", "a.vhd/x"}) {
            assertThatThrownBy(() -> ImageArgument.format(Path.of(name)))
                    .as(name)
                    .isInstanceOf(UsageException.class)
                    .hasMessage("The name of a new image ends in .vhd or .vhdx, which says what it is to be; \""
                            + Path.of(name).getFileName() + "\" does not.");
        }
    }

    @Test
    void makesATitleOfTheName() {
        assertThat(ImageArgument.title("Windows 11.21H2.vhdx")).isEqualTo("Windows 11.21H2");
        assertThat(ImageArgument.title("win")).isEqualTo("win");
        assertThat(ImageArgument.title(".vhdx")).isEqualTo(".vhdx");
    }

    @Test
    void hasWordsForAllFirmwareAndAllWindows() {
        assertThat(FirmwareArgument.words()).containsExactly("uefi", "bios");
        assertThat(FirmwareArgument.words()).extracting(FirmwareArgument::parse).containsExactlyInAnyOrder(FirmwareKind.values());
        assertThat(WindowsArgument.words()).containsExactly("7", "8.1", "10", "11");
        assertThat(WindowsArgument.words()).extracting(WindowsArgument::parse).containsExactly(WindowsGeneration.values());
    }
}
